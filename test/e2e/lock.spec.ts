// The window's lock: when it comes, what it hides and keeps, who gets past it.
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe'
import { temporaryFolder, type Console } from './support/console'
import { expect, test } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { station } from './support/station'

const screen = (page: Page) => page.getByRole('dialog', { name: 'Locked' })
const password = (page: Page) => screen(page).getByLabel('Password', { exact: true })

/** As the system does when the computer goes to sleep. */
function suspend({ app }: Console): Promise<void> {
  return app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'))
}

async function unlock(page: Page, typed: string): Promise<void> {
  await expect(password(page)).toBeFocused()
  await page.keyboard.type(typed)
  await page.keyboard.press('Enter')
}

/** What somebody could read: the words that are shown, and the names of what can be reached. */
async function readable(page: Page): Promise<string> {
  return `${await page.evaluate(() => document.body.innerText)}\n${await page.locator('body').ariaSnapshot()}`
}

async function menu({ app }: Console): Promise<{ enabled: string[]; title: string }> {
  return app.evaluate(({ BrowserWindow, Menu }) => {
    const rows = Menu.getApplicationMenu()?.getMenuItemById('menu.row')?.submenu?.items ?? []
    const enabled = rows.filter((item) => item.enabled && item.type !== 'separator').map((item) => item.label)
    return { enabled, title: BrowserWindow.getAllWindows()[0]?.getTitle() ?? '' }
  })
}

test('locks by its shortcut, hides everything, and has the same unsaved work after the password', async ({
  signedIn,
}) => {
  const opened = await signedIn()
  const { page } = opened
  const machines = await new TablePage(page, 'Virtual machines').open()
  const panel = await machines.openRow('lab-01')
  await panel.getByLabel('Name', { exact: true }).fill('half-typed-name')
  await panel.getByLabel('Host', { exact: true }).fill('10.9.8.7')
  await expect.poll(() => menu(opened)).toMatchObject({ title: expect.stringContaining('lab-01') })
  const before = await readable(page)
  expect(before).toContain('half-typed-name')

  await page.keyboard.press('Control+Shift+L')
  await expect(screen(page)).toBeVisible()
  await station(page, 'lock')
  await expectAccessible(page, 'locked')
  await page.emulateMedia({ colorScheme: 'light' })
  const hidden = await readable(page)
  for (const secret of ['lab-01', 'lab-02', 'half-typed-name', '10.9.8.7', 'Users']) {
    expect(hidden).not.toContain(secret)
  }
  expect(hidden).toContain('Ada Novák (ada) is signed in.')
  await expect.poll(() => menu(opened)).toMatchObject({ enabled: [] })
  expect((await menu(opened)).title).not.toContain('lab-01')
  // Neither Esc nor another shortcut leads past it.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+K')
  await page.keyboard.press('Control+1')
  await expect(screen(page)).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(1)

  await unlock(page, 'wrong')
  await expect(screen(page)).toContainText('Wrong password.')
  await station(page, 'lock-wrong')
  await password(page).fill('')
  await unlock(page, 'abc')
  await expect(screen(page)).toBeHidden()
  await expect(panel.getByLabel('Name', { exact: true })).toHaveValue('half-typed-name')
  await expect(panel.getByLabel('Host', { exact: true })).toHaveValue('10.9.8.7')
  await expect(panel.getByLabel('Host', { exact: true })).toBeFocused()
  await expect.poll(() => menu(opened)).toMatchObject({ title: expect.stringContaining('lab-01') })
  await expect.poll(async () => (await menu(opened)).enabled).not.toEqual([])
})

test('locks over an open dialog at suspend, and the dialog is there again', async ({ signedIn }) => {
  const opened = await signedIn({ size: { width: 900, height: 600 }, colorScheme: 'dark' })
  const { page } = opened
  await page.keyboard.press('Control+Comma')
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('tab', { name: 'Lock' }).click()
  await expect(settings.getByRole('button', { name: /Lock the window after/u })).toBeVisible()
  await station(page, 'lock-settings')
  await suspend(opened)
  await expect(screen(page)).toContainText('went to sleep')
  await expect(settings).toBeHidden()
  await station(page, 'lock-dark-small')
  await unlock(page, 'abc')
  await expect(settings).toBeVisible()
  await expect(settings.getByRole('tab', { name: 'Lock' })).toHaveAttribute('aria-selected', 'true')
  // By its keys from within a dialog too.
  await page.keyboard.press('Control+Shift+L')
  await expect(screen(page)).toBeVisible()
})

test('main refuses a locked window what needs a sign-in, and the window asks again once it is unlocked', async ({
  signedIn,
}) => {
  const opened = await signedIn()
  const { page } = opened
  await suspend(opened)
  await expect(screen(page)).toBeVisible()
  let calls = 0
  const ask = (name: string, input?: unknown) =>
    page.evaluate(
      ([id, called, given]) => {
        const { vmlab } = globalThis as unknown as {
          vmlab: { call(id: string, name: string, input: unknown): Promise<object> }
        }
        return vmlab.call(String(id), String(called), given)
      },
      [`test-${(calls += 1)}`, name, input],
    )
  expect(await ask('users.get', { id: 1 })).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  expect(await ask('lock.unlock', { password: 'nope' })).toMatchObject({
    ok: false,
    error: { code: 'invalid_input' },
  })
  expect(await ask('app.info')).toMatchObject({ ok: true })
  await unlock(page, 'abc')
  await expect(screen(page)).toBeHidden()
  expect(await ask('users.get', { id: 1 })).toMatchObject({ ok: true })
})

test('locks by itself after the time without input that is set, and not while somebody types', async ({
  open,
  lab,
}) => {
  // Four seconds stand for the minutes of the settings.
  const { page } = await open({ args: [`--secrets=${lab.secrets}`], env: { VMLAB_LOCK_AFTER: '4' } })
  const people = new TablePage(page, 'Users')
  await new SignInPage(page).signIn('ada', 'abc')
  await expect(people.grid()).toBeVisible()
  // For as long as would lock it twice.
  for (const ends = Date.now() + 8000; Date.now() < ends;) await page.keyboard.press('ArrowDown')
  await expect(people.grid()).toBeVisible()
  await expect(screen(page)).toContainText('without input')
  await unlock(page, 'abc')
  await expect(people.grid()).toBeVisible()
  await expect(screen(page)).toBeVisible()
})

test('a page that crashes while locked comes back locked', async ({ signedIn }) => {
  const opened = await signedIn()
  await suspend(opened)
  await expect(screen(opened.page)).toBeVisible()
  await opened.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
  })
  // Playwright gives a crashed page up for good: the new one is looked at from the main process.
  const words = () =>
    opened.app
      .evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        return Promise.race([
          contents?.executeJavaScript('document.body.innerText') as Promise<string>,
          new Promise<string>((resolve) => setTimeout(resolve, 500, '')),
        ])
      })
      .catch(() => '')
  await expect.poll(words).toContain('Ada Novák (ada) is signed in.')
  expect(await words()).not.toContain('tobe')
})

test('whoever was disabled meanwhile is signed out with the reason', async ({ signedIn, lab }) => {
  const opened = await signedIn()
  const { page } = opened
  await suspend(opened)
  await expect(screen(page)).toBeVisible()
  await lab.sql("UPDATE users SET disabled = true WHERE username = 'ada'")
  await unlock(page, 'abc')
  await expect(new SignInPage(page).alert()).toContainText('Your account was disabled')
  await expect(screen(page)).toBeHidden()
})

test('somebody else signs in, and is asked about what was typed first', async ({ signedIn }) => {
  const opened = await signedIn()
  const { page } = opened
  const people = new TablePage(page, 'Users')
  const form = await people.add()
  await form.getByLabel('Username').fill('somebody')
  await suspend(opened)
  await screen(page).getByRole('button', { name: 'Sign in as somebody else…' }).click()
  await expect(screen(page).getByRole('alert')).toContainText('discards what was typed')
  await expect(screen(page).getByRole('button', { name: 'Keep it' })).toBeFocused()
  await station(page, 'lock-somebody-else')
  await screen(page).getByRole('button', { name: 'Discard and sign out' }).click()
  await new SignInPage(page).signIn('tobe', 'abc')
  await expect(people.grid()).toBeVisible()
  await expect(screen(page)).toBeHidden()
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('wrong passwords are waited for across a restart', async ({ open, lab }) => {
  const userData = temporaryFolder('kept')
  const kept = { args: [`--secrets=${lab.secrets}`], userData }
  const first = await open(kept)
  await new SignInPage(first.page).signIn('ada', 'wrong')
  await expect(new SignInPage(first.page).alert()).toBeVisible()
  await first.app.close()
  const file = join(userData, 'sign-ins.json')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const counted = JSON.parse(readFileSync(file, 'utf8')) as { names: { count: number; at: number }[] }
  expect(counted.names).toHaveLength(1)
  // As many as make the wait long enough for a slow start.
  for (const name of counted.names) Object.assign(name, { count: 10, at: Date.now() })
  writeFileSync(file, JSON.stringify(counted))
  const second = await open(kept)
  const again = new SignInPage(second.page)
  await again.signIn('ada', 'abc')
  await expect(again.alert()).toContainText('Too many wrong passwords. Wait')
  rmSync(userData, { recursive: true, force: true })
})

test('the sample lab’s password is filled in, and an administrator’s time cannot be changed', async ({
  open,
}) => {
  const folder = temporaryFolder('policy')
  const policy = join(folder, 'policy.json')
  writeFileSync(policy, JSON.stringify({ version: 1, lock: { minutes: 7 } }), { mode: 0o600 })
  const opened = await open({ args: ['--demo'], env: { VMLAB_POLICY: policy } })
  const { page } = opened
  await expect(page.getByRole('grid', { name: 'Users' })).toBeVisible({ timeout: 40_000 })
  await page.keyboard.press('Control+Comma')
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('tab', { name: 'Lock' }).click()
  await expect(settings).toContainText('Set by an administrator')
  const choice = settings.getByRole('button', { name: /Lock the window after/u })
  await expect(choice).toContainText('7 minutes')
  await expect(choice).toBeDisabled()
  await station(page, 'lock-settings-policy')
  await page.keyboard.press('Escape')
  await suspend(opened)
  await expect(password(page)).not.toHaveValue('')
  await page.keyboard.press('Enter')
  await expect(screen(page)).toBeHidden()
  rmSync(folder, { recursive: true, force: true })
})

test('the time without input is chosen in the settings and kept', async ({ signedIn }) => {
  const { page, userData } = await signedIn()
  await page.keyboard.press('Control+Comma')
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('tab', { name: 'Lock' }).click()
  await settings.getByRole('button', { name: /Lock the window after/u }).click()
  await page.getByRole('option', { name: '5 minutes', exact: true }).click()
  await expect(() =>
    expect(readFileSync(join(userData, 'settings.json'), 'utf8')).toContain('"minutes": 5'),
  ).toPass()
  await expect(settings.getByRole('button', { name: /Lock the window after/u })).toContainText('5 minutes')
})
