// Help: the guide that opens where one is, diagnostics that name nobody, and About.
import { readFileSync, writeFileSync } from 'node:fs'
import { homedir, hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { startProxy } from '../support/proxy'
import { expectAccessible } from './support/axe'
import { temporaryFolder } from './support/console'
import { expect, test } from './support/lab'
import { TablePage } from './support/pages'
import { secretsToml } from './support/prepare'
import { station } from './support/station'

/** Choose this file in the next save dialog. */
async function saveTo(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
}

async function fromPalette(page: Page, command: string): Promise<void> {
  // Again where the window was not listening yet.
  await expect(async () => {
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox')).toBeVisible({ timeout: 2000 })
  }).toPass()
  await page.getByRole('combobox').fill(command)
  await page.getByRole('option', { name: command }).first().click()
}

test('the guide opens at what is shown, is searched, followed and closed by the keyboard', async ({
  open,
  signedIn,
}) => {
  const guide = await open()
  await expect(guide.page.getByRole('heading', { name: 'Welcome to VM Lab Console' })).toBeVisible()
  await guide.page.keyboard.press('Shift+F1')
  await expect(guide.page.getByRole('article')).toHaveAccessibleName('What this program is for')
  await guide.close()

  const { page, complaints } = await signedIn({ size: { width: 900, height: 600 } })
  await new TablePage(page, 'Virtual machines').open()
  await page.keyboard.press('Shift+F1')
  const dialog = page.getByRole('dialog', { name: 'Guide' })
  await expect(dialog.getByRole('article')).toHaveAccessibleName('Virtual machines')
  await expectAccessible(page, 'help-guide')

  await page.keyboard.type('outcome_unknown')
  await expect(dialog.getByRole('status')).toHaveText('1 section')
  await expect(dialog.getByRole('article')).toHaveAccessibleName('Errors and their way out')
  await expect(dialog.locator('mark').first()).toHaveText('outcome_unknown')
  await expect(dialog.locator('mark').first()).toBeInViewport()
  await page.emulateMedia({ colorScheme: 'dark' })
  await station(page, 'help-guide-search-dark')
  await dialog.getByRole('searchbox').fill('stale')
  await dialog.getByRole('article').getByRole('button', { name: 'Working beside others' }).press('Enter')
  await expect(dialog.getByRole('article')).toHaveAccessibleName('Working beside others')
  await expect(dialog.getByRole('article')).toBeFocused()
  await dialog.getByRole('searchbox').fill('xylophone')
  await expect(dialog.getByRole('article')).toContainText('Nothing in the guide has all of “xylophone”')
  await page.keyboard.press('Escape')
  await expect(dialog.getByRole('searchbox')).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('grid')).toBeVisible()
  expect(complaints).toEqual([])
})

test('diagnostics name nobody and nothing, and what is saved is what was shown', async ({
  signedIn,
  lab,
  server,
}) => {
  await lab.sql("UPDATE users SET first_name = 'Canary', last_name = 'Kestrelson' WHERE username = 'ada'")
  const { app, page, userData } = await signedIn()
  const secrets = readFileSync(lab.secrets, 'utf8')
  const secretValues = [...secrets.matchAll(/^(?:db_password|cipher_key) = "(.+)"$/gmu)].map(
    ([, value]) => value ?? '',
  )
  const canaries = [
    ...secretValues,
    lab.secrets,
    lab.name,
    server.host,
    server.user,
    'ada',
    'Canary',
    'Kestrelson',
    hostname(),
    homedir(),
    userInfo().username,
    userData,
  ].filter((value) => value.length > 2)
  expect(canaries.length).toBeGreaterThan(8)
  const expectNothingOf = (text: string) => {
    const words = text.toLowerCase()
    for (const canary of canaries) {
      const found = new RegExp(
        `(?<![a-z0-9])${canary.toLowerCase().replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')}(?![a-z0-9])`,
        'u',
      ).test(words)
      expect(found, canary).toBe(false)
    }
  }

  await fromPalette(page, 'Save a diagnostics bundle…')
  const dialog = page.getByRole('dialog', { name: 'Diagnostics bundle' })
  const content = dialog.getByRole('region', { name: 'What will be saved' })
  await expect(content).toContainText('== Connection test ==', { timeout: 30_000 })
  await expectAccessible(page, 'help-diagnostics')
  const shown = (await content.textContent()) ?? ''
  for (const part of [
    'VM Lab Console diagnostics',
    'electron: ',
    'state: ready',
    'signIn: passed',
    'End of main.log',
    ' info started ',
    'signed in to the console: admin',
    'CREATE INDEX',
  ]) {
    expect(shown).toContain(part)
  }
  expectNothingOf(shown)

  const file = join(temporaryFolder('diagnostics'), 'bundle.txt')
  await saveTo(app, file)
  await dialog.getByRole('button', { name: 'Save…' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText(`Saved as ${file}.`)).toBeVisible()
  expect(readFileSync(file, 'utf8')).toBe(shown)

  await fromPalette(page, 'Copy diagnostics')
  await expect(page.getByText('Diagnostics copied')).toBeVisible()
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied).toContain('state: ready')
  expect(copied.length).toBeLessThan(6000)
  expectNothingOf(copied)
})

test('diagnostics can be had before a sign-in, without a lab, and with the database out of reach', async ({
  open,
  lab,
  server,
}) => {
  const guide = await open()
  await expect(guide.page.getByRole('heading', { name: 'Welcome to VM Lab Console' })).toBeVisible()
  await fromPalette(guide.page, 'Save a diagnostics bundle…')
  const content = (page: Page) => page.getByRole('region', { name: 'What will be saved' })
  await expect(content(guide.page)).toContainText('state: unconfigured')
  await expect(content(guide.page)).toContainText('No server is connected')
  await guide.close()

  const proxy = await startProxy(server)
  proxy.mode = 'refuse'
  const secrets = join(temporaryFolder('away'), 'secrets.toml')
  writeFileSync(secrets, secretsToml({ ...server, port: proxy.port }, lab.name), { mode: 0o600 })
  const { page } = await open({ args: [`--secrets=${secrets}`] })
  await expect(page.getByRole('heading', { name: 'cannot be reached' })).toBeVisible({ timeout: 30_000 })
  await fromPalette(page, 'Save a diagnostics bundle…')
  await expect(content(page)).toContainText('state: unavailable', { timeout: 30_000 })
  await expect(content(page)).toContainText('signed in to the console: nobody')
  await expect(content(page)).toContainText(': failed')
  await expect(content(page)).not.toContainText(lab.name)
  await proxy.close()
})

test('About tells the versions and the runtime it runs on', async ({ open }) => {
  const { app, page } = await open()
  await expect(page.getByRole('heading', { name: 'Welcome to VM Lab Console' })).toBeVisible()
  await fromPalette(page, 'About VM Lab Console')
  const dialog = page.getByRole('dialog', { name: 'About VM Lab Console' })
  const electron = await app.evaluate(() => process.versions.electron)
  await expect(dialog).toContainText(electron ?? 'no version')
  for (const fact of ['Version ', 'Runtime', 'Chromium', 'Node.js', 'System', 'Log'])
    await expect(dialog).toContainText(fact)
  await station(page, 'help-about')
  await dialog.getByRole('button', { name: 'Copy diagnostics' }).click()
  await expect
    .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
    .toContain('VM Lab Console diagnostics')
})
