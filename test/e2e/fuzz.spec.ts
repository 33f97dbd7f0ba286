// Ten thousand calls that no window makes: none gets through, and the program neither breaks nor grows.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { fuzz, type FuzzReport } from '../fuzz/fuzz'
import type { Standing } from '../fuzz/calls'
import { expect, test, type LabDatabase } from './support/lab'
import { SignInPage } from './support/pages'

/** Any number; this one was the day's. `npm run fuzz` takes others. */
const seed = 20_261_124
const megabyte = 1024 * 1024

/** What the lab and the program's own files hold, to see that nothing was changed. */
async function held(lab: LabDatabase, userData: string): Promise<unknown[]> {
  const rows = await lab.sql(
    `SELECT (SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM users t) AS users,
            (SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM virtual_machines t) AS machines,
            (SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM bookmarks t) AS bookmarks,
            (SELECT md5(string_agg(relname, '|' ORDER BY relname)) FROM pg_class) AS relations`,
  )
  const files = ['profile.json', 'profiles.json', 'settings.json'].map((name) => {
    const file = join(userData, name)
    return existsSync(file) ? readFileSync(file, 'utf8') : null
  })
  return [rows, files]
}

/** The main process's memory in bytes, after what is garbage was collected. */
async function memory(app: ElectronApplication): Promise<number> {
  return app.evaluate(() => {
    const { setFlagsFromString } = process.getBuiltinModule('node:v8')
    const { runInNewContext } = process.getBuiltinModule('node:vm')
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    collect()
    return process.memoryUsage().rss
  })
}

/** Fuzz, and expect of main that it is unharmed: no fault, nothing in its prototypes, hardly more memory than before. */
async function expectRefused(app: ElectronApplication, page: Page, standing: Standing, calls: number) {
  const before = await memory(app)
  const report: FuzzReport = await fuzz(page, { seed, standing, calls })
  console.log(
    `${standing}: ${report.calls} calls of seed ${seed}, slowest hundred ${report.slowest} ms, ` +
      JSON.stringify(report.outcomes),
  )
  expect(report.faults.slice(0, 5), `npm run fuzz -- --seed=${seed} --as=${standing}`).toEqual([])
  expect(report.calls).toBeGreaterThanOrEqual(calls)
  // They were refused for what they are, not for want of a program that listens.
  expect(report.outcomes['invalid_input']).toBeGreaterThan(calls / 4)
  const admin = await app.evaluate(() => Object.keys(Object.prototype).concat('admin' in {} ? 'admin' : []))
  expect(admin).toEqual([])
  let grown = 0
  await expect
    .poll(async () => (grown = (await memory(app)) - before), { timeout: 20_000 })
    .toBeLessThan(50 * megabyte)
  console.log(`${standing}: main grew by ${(grown / megabyte).toFixed(1)} MB`)
}

test('calls before sign-in: nobody gets further than the door', async ({ open, lab }) => {
  test.setTimeout(180_000)
  const { app, page, userData } = await open({ args: [`--secrets=${lab.secrets}`] })
  await expect(new SignInPage(page).button()).toBeVisible()
  const before = await held(lab, userData)
  await expectRefused(app, page, 'nobody', 4000)
  expect(await held(lab, userData)).toEqual(before)
  await expect(new SignInPage(page).button()).toBeVisible()
})

test('calls after sign-in: what is not well-formed goes nowhere', async ({ signedIn, lab }) => {
  test.setTimeout(180_000)
  const { app, page, userData } = await signedIn()
  const before = await held(lab, userData)
  await expectRefused(app, page, 'admin', 4000)
  expect(await held(lab, userData)).toEqual(before)
})

test('calls without the preload, as a window process in somebody else’s hands makes them', async ({
  open,
  lab,
}) => {
  test.setTimeout(180_000)
  const { app, page, userData } = await open({ args: [`--secrets=${lab.secrets}`] })
  await expect(new SignInPage(page).button()).toBeVisible()
  const before = await held(lab, userData)
  const [raw] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { nodeIntegration: true, contextIsolation: false, sandbox: false },
      })
      await window.loadURL('app://console/index.html')
    }),
  ])
  await raw.evaluate(() => {
    const { require: load } = globalThis as unknown as { require(name: string): typeof import('electron') }
    const { ipcRenderer } = load('electron')
    Object.assign(globalThis, {
      vmlab: {
        call: (id: unknown, name: unknown, input: unknown) =>
          ipcRenderer.invoke('vmlab:call', { id, name, input }),
        cancel: (id: unknown) => ipcRenderer.send('vmlab:cancel', id),
      },
    })
  })
  // What the bridge would spend all day copying: four thousand million places, hardly a byte to send.
  const codes = await raw.evaluate(async () => {
    const { vmlab } = globalThis as unknown as {
      vmlab: { call(id: unknown, name: string, input: unknown): Promise<{ error?: { code: string } }> }
    }
    const holes: unknown[] = []
    holes.length = 4_294_967_295
    const shared = Array.from({ length: 30 }).reduce<unknown>((inner) => [inner, inner], 1)
    const inputs = [holes, { ids: holes }, shared, new Uint8Array(60_000_000)]
    const answers = inputs.map(async (input, index) =>
      vmlab.call(`h${index}`, 'preferences.set', { key: 'fuzz', value: input }),
    )
    return (await Promise.all(answers)).map(({ error }) => error?.code)
  })
  expect(new Set(codes)).toEqual(new Set(['invalid_input']))
  await expectRefused(app, raw, 'nobody', 2000)
  expect(await held(lab, userData)).toEqual(before)
  await expect(new SignInPage(page).button()).toBeVisible()
})
