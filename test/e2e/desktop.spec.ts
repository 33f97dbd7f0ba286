// Habits of a desktop: one program, links, a window that comes back as it was, questions before anything is lost.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { electronPath, filesWith, root, temporaryFolder, type Console } from './support/console'
import { field } from './support/form'
import { expect, test } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { station } from './support/station'

/** Start the program once more for the same data; resolves with its exit code. */
async function startAgain(userData: string, ...args: string[]): Promise<unknown> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(electronPath(), [...sandbox, root, `--user-data-dir=${userData}`, ...args], {
    stdio: 'ignore',
  })
  const [code] = await once(child, 'exit')
  return code
}

/** The application menu's commands as they stand: id to whether it can be chosen. */
function menuOf(app: ElectronApplication): Promise<Record<string, boolean>> {
  return app.evaluate(({ Menu }) => {
    const found: Record<string, boolean> = {}
    const visit = (menu: Electron.Menu | undefined) => {
      for (const item of menu?.items ?? []) {
        if (item.submenu) visit(item.submenu)
        else if (item.id) found[item.id] = item.enabled
      }
    }
    visit(Menu.getApplicationMenu() ?? undefined)
    return found
  })
}

const notice = (page: Page) => page.getByRole('region', { name: 'Notices' })
const titleOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '')

/** From now on questions of the system's are counted, and answered by their button's place. */
async function answer(app: ElectronApplication, response: number): Promise<void> {
  await app.evaluate(({ dialog }, given) => {
    const asked: unknown[] = (globalThis as { asked?: unknown[] }).asked ?? []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = ((_: unknown, options: { message: string; detail: string }) => {
      asked.push(`${options.message} ${options.detail}`)
      return Promise.resolve({ response: given, checkboxChecked: false })
    }) as unknown as typeof dialog.showMessageBox
  }, response)
}
const asked = (app: ElectronApplication) =>
  app.evaluate(() => (globalThis as { asked?: string[] }).asked ?? [])
/** Evaluate in the page from the main process; null where the page does not answer, as one that has crashed. */
function inPage<T>(app: ElectronApplication, script: string): Promise<T | null> {
  return app.evaluate(
    ({ BrowserWindow }, code) =>
      Promise.race([
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code),
        new Promise((resolve) => setTimeout(resolve, 1000, null)),
      ]),
    script,
  ) as Promise<T | null>
}
async function pictureOf(app: ElectronApplication, name: string): Promise<void> {
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage()
    return image?.toPNG().toString('base64') ?? ''
  })
  writeFileSync(join(root, 'test-results', `${name}.png`), png, 'base64')
}
const closeWindow = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())

async function typeIntoLab01({ page }: Console): Promise<void> {
  const dialog = await (await new TablePage(page, 'Virtual machines').open()).openRow('lab-01')
  await field(dialog, 'Host').fill('typed.example.org')
  await field(dialog, 'Password').fill('Typed-secret-7')
}

test('a second start brings the first to front, and hands over its link and its lab', async ({
  signedIn,
}) => {
  const first = await signedIn()
  const { app, page, userData } = first
  await app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    window?.hide()
  })
  expect(await startAgain(userData)).toBe(0)
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible())),
    )
    .toEqual([true])

  expect(await startAgain(userData, 'vmlab://users/raul')).toBe(0)
  await expect(page.getByRole('dialog', { name: 'Edit user raul' })).toBeVisible()
  await page.keyboard.press('Escape')

  await typeIntoLab01(first)
  expect(await startAgain(userData, '--demo')).toBe(0)
  const question = page.getByRole('alertdialog', { name: 'Discard what you typed?' })
  await expect(question).toContainText('Edit virtual machine lab-01: Host, Password')
  await station(page, 'handover-question')
  await question.getByRole('button', { name: 'Discard' }).click()
  await new TablePage(page, 'Users').expectCount(300)
  expect(await titleOf(app)).toContain('Sample lab')
})

test('a link waits for the sign-in and opens its row; others open nothing and do no harm', async ({
  open,
  lab,
}) => {
  const [vm] = await lab.sql<{ id: number }>(`SELECT id FROM virtual_machines WHERE name = 'lab-01'`)
  const { app, page, userData, complaints } = await open({
    args: [`--secrets=${lab.secrets}`, `vmlab://vms/${vm?.id}`],
  })
  await new SignInPage(page).signIn('ada', 'abc')
  const panel = page.getByRole('dialog', { name: 'Edit virtual machine lab-01' })
  await expect(panel).toBeVisible()
  await expect.poll(() => titleOf(app)).toMatch(/^lab-01 – .+ – VM Lab Console$/u)

  const evil = [
    'vmlab://vms/../users/ada',
    'vmlab://vms/1?x=1',
    'vmlab://users/%61da',
    `vmlab://evil.example/${'a'.repeat(500)}`,
  ]
  for (const link of evil) expect(await startAgain(userData, link)).toBe(0)
  await expect(notice(page)).toContainText('A link was not opened')
  await expect(notice(page)).not.toContainText('evil')
  await expect(panel).toBeVisible()
  // What a link brings along is no option of the program's.
  expect(await startAgain(userData, 'vmlab://vms/1', '--demo')).toBe(2)
  await startAgain(userData, 'vmlab://users/nobody-there')
  await expect(notice(page)).toContainText('There is no user nobody-there in this lab.')
  expect(complaints).toEqual([])
})

test('the window comes back where it was, as large and as zoomed, and onto a screen that is there', async ({
  open,
}) => {
  const userData = temporaryFolder('place')
  const place = { x: 60, y: 40, width: 900, height: 640 }
  const first = await open({ userData })
  await expect(first.page.getByRole('heading', { level: 1 })).toBeVisible()
  // What is evaluated while the program is being loaded may be lost: it is asked again then.
  const bounds = ({ app }: Console) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds()).catch(() => null)
  const zoom = ({ app }: Console) =>
    app
      .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomLevel())
      .catch(() => null)
  await expect.poll(() => menuOf(first.app)).toHaveProperty(['own.zoomIn'], true)
  await first.app.evaluate(({ BrowserWindow, Menu }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(wanted)
    Menu.getApplicationMenu()?.getMenuItemById('own.zoomIn')?.click()
  }, place)
  await first.close()

  const second = await open({ userData })
  await expect.poll(() => bounds(second)).toEqual(place)
  await expect.poll(() => zoom(second)).toBe(1)
  await second.close()

  const file = join(userData, 'window.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"x": 60', '"x": 9000').replace('640', '90'))
  const third = await open({ userData })
  // The display of the tests is 1920 pixels wide; the least height is 420.
  await expect.poll(() => bounds(third)).toMatchObject({ x: 510, height: 420 })
})

test('closing with something typed asks once, says what would be lost, and keeps it', async ({
  signedIn,
}) => {
  const console = await signedIn()
  const { app, page } = console
  await answer(app, 0)
  await typeIntoLab01(console)
  await closeWindow(app)
  await expect.poll(() => asked(app)).toHaveLength(1)
  expect((await asked(app))[0]).toContain('Edit virtual machine lab-01: Host, Password')
  expect((await asked(app))[0]).not.toContain('Typed-secret-7')
  await app.evaluate(({ app: program }) => program.quit())
  await expect.poll(() => asked(app)).toHaveLength(2)
  await expect(field(page.getByRole('dialog'), 'Host')).toHaveValue('typed.example.org')
  // Others' changes are still followed: the program did not begin to end.
  await answer(app, 1)
  const gone = once(app.process(), 'exit')
  await closeWindow(app)
  expect((await gone)[0]).toBe(0)
})

test('long work shows on the icon, is asked about at closing, and is told of when nobody looks', async ({
  signedIn,
  lab,
}) => {
  const { app, page } = await signedIn()
  const machines = await new TablePage(page, 'Virtual machines').open()
  await answer(app, 0)
  await app.evaluate(({ BrowserWindow, Notification }) => {
    const shown: unknown[] = []
    Object.assign(globalThis, { shown })
    const window = BrowserWindow.getAllWindows()[0]
    if (!window) return
    window.setProgressBar = (value: number) => void shown.push(value)
    window.isFocused = () => false
    Notification.isSupported = () => true
    Notification.prototype.show = function (this: Electron.Notification) {
      shown.push(this.title)
    }
  })
  const shown = () => app.evaluate(() => (globalThis as unknown as { shown: unknown[] }).shown)
  await machines.row('lab-12').click()
  // Somebody else holds the table, so that the deletion waits.
  await lab.sql('BEGIN')
  await lab.sql('LOCK TABLE virtual_machines IN SHARE MODE')
  await page.keyboard.press('Delete')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete 1 virtual machine' }).click()
  const began = Date.now()
  await expect.poll(shown).toContain(2)
  await closeWindow(app)
  await expect.poll(() => asked(app)).toHaveLength(1)
  expect((await asked(app))[0]).toContain('Deleting virtual machines, which is under way')
  // Only what took three seconds is worth a notification.
  await expect.poll(() => Date.now() - began).toBeGreaterThan(3000)
  await lab.sql('COMMIT')
  await expect.poll(shown).toContain('The virtual machines were deleted.')
  await expect.poll(async () => (await shown()).includes(-1)).toBe(true)
})

test('a page that crashes comes back signed in, with its row and what was typed, but no secret', async ({
  signedIn,
  lab,
}) => {
  const console = await signedIn()
  const { app, userData } = console
  await typeIntoLab01(console)
  await expect.poll(() => titleOf(app)).toContain('lab-01')
  const crash = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    )
  await crash()
  // Playwright gives a crashed page up for good: the new one is looked at from the main process.
  const back = () =>
    inPage<{ title: string; host: string; password: string; notices: string }>(
      app,
      `(() => {
        const panel = document.querySelector('[role=dialog]')
        const valueOf = (label) => [...panel.querySelectorAll('label')]
          .find((one) => one.textContent.startsWith(label))?.control?.value
        return {
          title: panel?.querySelector('h2')?.textContent ?? '',
          host: panel ? valueOf('Host') : '',
          password: panel ? valueOf('Password') : '',
          notices: document.querySelector('[aria-label=Notices]')?.textContent ?? '',
        }
      })()`,
    )
  await expect
    .poll(() => back().catch(() => null), { timeout: 20_000 })
    .toMatchObject({
      title: expect.stringContaining('lab-01'),
      host: 'typed.example.org',
      password: '',
      notices: expect.stringContaining('was opened again, with what was typed'),
    })
  await pictureOf(app, 'after-a-crash')
  await inPage(app, `document.querySelector('[role=dialog] button[type=submit]').click()`)
  await expect
    .poll(() => lab.sql(`SELECT host FROM virtual_machines WHERE name = 'lab-01'`))
    .toEqual([{ host: 'typed.example.org' }])
  expect(filesWith(userData, 'Typed-secret-7')).toEqual([])

  // Again and again, it asks before it goes on.
  await answer(app, 0)
  const rows = () => inPage(app, `document.querySelectorAll('[role=row]').length > 5`).catch(() => null)
  await crash()
  await expect.poll(rows, { timeout: 20_000 }).toBe(true)
  expect(await asked(app)).toEqual([])
  await crash()
  await expect.poll(() => asked(app)).toEqual([expect.stringContaining('keeps stopping')])
  await expect.poll(rows, { timeout: 20_000 }).toBe(true)
})

test('a fault in a page’s own code leaves a way back, with its row and what was typed', async ({
  signedIn,
}) => {
  const console = await signedIn()
  const { page } = console
  await typeIntoLab01(console)
  const dialog = page.getByRole('dialog', { name: 'Edit virtual machine lab-01' })
  // The form compares with what is stored while it is drawn: from now on that fails for one value.
  await page.evaluate(() => {
    const same = Object.is
    Object.is = (left, right) => {
      if (right === 'boom' && left !== 'typed.example.org') throw new Error('a fault of the test’s own')
      return same(left, right)
    }
  })
  await field(dialog, 'Host').fill('boom')
  const alert = page.getByRole('alert').filter({ hasText: 'This page stopped working' })
  await expect(alert).toBeVisible()
  await expect(dialog).toBeHidden()
  await station(page, 'after-a-fault')
  await alert.getByRole('button', { name: 'Load again' }).click()
  await expect(field(dialog, 'Host')).toHaveValue('typed.example.org')
  // A secret is never kept.
  await expect(field(dialog, 'Password')).toHaveValue('')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(new TablePage(page, 'Virtual machines').row('lab-01')).toContainText('typed.example.org')
})

test('a program whose own files are broken says so and ends, and leaves no empty window', async () => {
  const copy = temporaryFolder('broken')
  cpSync(join(root, 'out'), join(copy, 'out'), { recursive: true })
  cpSync(join(root, 'package.json'), join(copy, 'package.json'))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  symlinkSync(join(root, 'resources'), join(copy, 'resources'), 'junction')
  const main = join(copy, 'out/main')
  for (const file of readdirSync(main).filter((name) => name.startsWith('backend'))) {
    writeFileSync(join(main, file), 'throw new Error("cut short")')
  }
  // The message box of the system would wait for a click.
  const entry = join(main, 'index.js')
  const quiet = `require('electron').dialog.showErrorBox = (...said) => console.log(said.join(' | '));`
  writeFileSync(entry, `${quiet}\n${readFileSync(entry, 'utf8')}`)
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(electronPath(), [...sandbox, copy, `--user-data-dir=${join(copy, 'data')}`])
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = await once(child, 'exit')
  expect(code).toBe(1)
  expect(said).toContain('could not be loaded')
  rmSync(copy, { recursive: true, force: true, maxRetries: 5 })
})

test('a program that was killed says so at its next start, one that ended does not', async ({ open }) => {
  const userData = temporaryFolder('killed')
  const first = await open({ userData })
  await expect.poll(() => existsSync(join(userData, 'running'))).toBe(true)
  const gone = once(first.app.process(), 'exit')
  first.app.process().kill('SIGKILL')
  await gone
  const second = await open({ userData })
  await expect(notice(second.page)).toContainText('did not end properly the last time')
  await expect(notice(second.page).getByRole('button', { name: 'Open log folder' })).toBeVisible()
  await station(second.page, 'ended-badly')
  await second.close()
  expect(existsSync(join(userData, 'running'))).toBe(false)
  const third = await open({ userData })
  await expect.poll(() => existsSync(join(userData, 'running'))).toBe(true)
  await expect(third.page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect.poll(() => menuOf(third.app)).toHaveProperty(['help.shortcuts'], true)
  await expect(notice(third.page)).not.toContainText('did not end properly')
})

test('the menu offers what the window offers: all of it, and only what works now', async ({ open, lab }) => {
  const { app, page } = await open({ args: [`--secrets=${lab.secrets}`] })
  await expect(new SignInPage(page).button()).toBeVisible()
  const now = () => menuOf(app)
  await expect.poll(now).toMatchObject({ 'help.about': true, 'row.add': false, 'row.delete': false })
  await new SignInPage(page).signIn('ada', 'abc')
  await expect(new TablePage(page, 'Users').grid()).toBeVisible()
  await expect.poll(now).toMatchObject({ 'row.add': true, 'row.delete': true, 'form.save': false })
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('go.vms')?.click())
  const machines = new TablePage(page, 'Virtual machines')
  await expect(machines.grid()).toBeVisible()
  await machines.search().fill('nothing is called so')
  await expect.poll(now).toMatchObject({ 'row.open': false, 'row.delete': false, 'row.add': true })
  const labels = await app.evaluate(({ Menu }) => {
    const add = Menu.getApplicationMenu()?.getMenuItemById('row.add')
    return [add?.label, add?.accelerator]
  })
  expect(labels).toEqual(['Add virtual machine', 'CmdOrCtrl+N'])
  // A dialog has the window to itself.
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await expect.poll(now).toMatchObject({ 'row.add': false, 'go.users': false })
})

test('text fields have a menu of their own, by keyboard too', async ({ signedIn }) => {
  const { app, page } = await signedIn()
  await app.evaluate(({ Menu }) => {
    const seen: unknown[] = []
    Object.assign(globalThis, { seen })
    Menu.prototype.popup = function (this: Electron.Menu) {
      seen.push(
        this.items.filter(({ type }) => type !== 'separator').map(({ label, enabled }) => [label, enabled]),
      )
    }
  })
  const search = new TablePage(page, 'Users').search()
  await search.fill('ada')
  await search.selectText()
  await search.click({ button: 'right' })
  const seen = () => app.evaluate(() => (globalThis as unknown as { seen: [string, boolean][][] }).seen)
  await expect.poll(seen).toHaveLength(1)
  const labels = (await seen())[0]?.map(([label]) => label)
  expect(labels).toEqual(['Undo', 'Redo', 'Cut', 'Copy', 'Paste', 'Select all'])
  await search.press('Shift+F10')
  await expect.poll(seen).toHaveLength(2)
  await search.fill('')
  // Rows have the window's own menu, with every command of theirs.
  await new TablePage(page, 'Users').row('raul').click({ button: 'right' })
  await expect(page.getByRole('menu', { name: 'Row' })).toContainText('Select or deselect the row')
  expect(await seen()).toHaveLength(2)
})
