// axe finds nothing on any screen, in both themes.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { startProxy } from '../support/proxy'
import { expectAccessible } from './support/axe'
import { temporaryFolder } from './support/console'
import { field } from './support/form'
import { expect, test } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { secretsToml } from './support/prepare'

test.setTimeout(120_000)

test('axe finds nothing on the way to a table', async ({ open }) => {
  const { page } = await open()
  await expect(page.getByRole('heading', { name: 'Welcome to VM Lab Console' })).toBeVisible()
  await expectAccessible(page, 'guide')
  await page.getByRole('radio', { name: 'Type them in' }).check({ force: true })
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByLabel('Address', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page, 'guide-fields')
  await page.getByRole('button', { name: 'Use the example file' }).click()
  await expect(page.getByRole('dialog', { name: 'People in this file' })).toContainText('will be added')
  await expectAccessible(page, 'first-users-preview')
})

test('axe finds nothing where nobody is signed in', async ({ open, lab }) => {
  const { page } = await open({ args: [`--secrets=${lab.secrets}`] })
  const signIn = new SignInPage(page)
  await expect(signIn.button()).toBeVisible()
  await expectAccessible(page, 'sign-in')
  await signIn.signIn('ada', 'wrong')
  await expect(signIn.alert()).toBeVisible()
  await expectAccessible(page, 'sign-in-error')
  await page.getByRole('button', { name: 'Locked out of this lab?' }).click()
  await expect(page.getByRole('dialog')).toContainText('Database password')
  await expectAccessible(page, 'locked-out')
  await page.getByRole('button', { name: 'Create administrator' }).click()
  await expect(field(page.getByRole('dialog'), 'Username')).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page, 'locked-out-errors')
})

test('axe finds nothing in a lab with nobody in it, and in one that cannot be reached', async ({
  open,
  lab,
  server,
}) => {
  await lab.sql('TRUNCATE users CASCADE')
  const proxy = await startProxy(server)
  const secrets = join(temporaryFolder('away'), 'secrets.toml')
  writeFileSync(secrets, secretsToml({ ...server, port: proxy.port }, lab.name), { mode: 0o600 })
  proxy.mode = 'silent'
  const { page } = await open({ args: [`--secrets=${secrets}`] })
  await expect(page.getByRole('heading', { name: 'Connecting to' })).toBeVisible()
  await expectAccessible(page, 'connecting')
  await expect(page.getByRole('heading', { name: 'cannot be reached' })).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page, 'unavailable')
  proxy.mode = 'pass'
  await page.getByRole('button', { name: 'Try now' }).click()
  await expect(page.getByRole('heading', { name: 'Create the first administrator' })).toBeVisible()
  await expectAccessible(page, 'first-administrator')
  await proxy.close()
})

test('axe finds nothing on the tables, their forms and questions', async ({ signedIn }) => {
  const { page } = await signedIn()
  for (const name of ['Users', 'Virtual machines', 'Bookmarks'] as const) {
    const table = await new TablePage(page, name).open()
    const screen = name.toLowerCase().replace(' ', '-')
    await expect(table.grid().getByRole('row').nth(1)).toBeVisible()
    await expectAccessible(page, screen)
    await page.getByRole('button', { name: 'Filters', exact: true }).click()
    await expect(page.getByRole('textbox', { name: /^Filter / }).first()).toBeVisible()
    await expectAccessible(page, `${screen}-filters`)
    await table.add()
    await table.save()
    await expectAccessible(page, `${screen}-form`)
    await table.dialog().getByRole('button', { name: 'Close' }).first().click()
    await expect(table.dialog()).toBeHidden()
    // Behind the operator, who may not delete themselves.
    await table.grid().getByRole('row').nth(2).click()
    await page.keyboard.press('Delete')
    await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' })).toBeVisible()
    await expectAccessible(page, `${screen}-delete`)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('alertdialog')).toBeHidden()
  }
})

test('axe finds nothing in tips, wherever their control is', async ({ signedIn }) => {
  const { page } = await signedIn()
  const users = new TablePage(page, 'Users')
  const tip = page.getByRole('tooltip')
  const look = async (control: Locator, words: string, screen: string) => {
    // Hovering counts only from a pointer that was moved since the page itself moved the focus, and axe, which scrolls
    // what it looks at, may close the tip: what counts is a look during which it was there from beginning to end.
    await expect(async () => {
      await page.mouse.move(600, 500)
      await control.hover()
      await expect(tip).toContainText(words, { timeout: 2_000 })
      await expect(tip).toBeInViewport({ ratio: 1, timeout: 100 })
      await expectAccessible(page, screen)
      await expect(tip).toContainText(words, { timeout: 100 })
    }).toPass({ timeout: 25_000 })
    await page.mouse.move(600, 500)
    await expect(tip).toBeHidden()
  }
  await look(page.getByRole('button', { name: 'Refresh' }), 'Refresh', 'tip-toolbar')
  const link = page.getByRole('navigation').getByRole('link', { name: 'Bookmarks' })
  await look(link, 'Bookmarks', 'tip-navigation')
  const dialog = await users.openRow('lina@lab.example.edu')
  await expect(field(dialog, 'Username')).toBeFocused()
  await look(dialog.getByRole('button', { name: 'Next', exact: false }).first(), 'Next', 'tip-panel')
  await page.keyboard.press('F1')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect.poll(() => help.evaluate((box) => box.contains(document.activeElement))).toBe(true)
  await look(help.getByRole('button', { name: 'Close' }), 'Close', 'tip-dialog')
})

test('axe finds nothing in menus, the palette, questions and help', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  await vms.row('lab-03').click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: /^Open/u })).toBeVisible()
  await expectAccessible(page, 'row-menu')
  await page.keyboard.press('Escape')
  await vms.header('Host').click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: 'Move left' })).toBeVisible()
  await expectAccessible(page, 'column-menu')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Columns' }).click()
  await expect(page.getByRole('menuitemcheckbox').first()).toBeVisible()
  await expectAccessible(page, 'columns')
  await page.keyboard.press('Escape')

  const dialog = await vms.openRow('lab-08')
  await field(dialog, 'Host').fill('mine.example.edu')
  await page.keyboard.press('Escape')
  const question = page.getByRole('alertdialog', { name: 'Discard what you typed?' })
  await expect(question).toBeVisible()
  await expectAccessible(page, 'discard')
  await question.getByRole('button', { name: 'Keep editing' }).click()
  await lab.sql("UPDATE virtual_machines SET host = 'theirs.example.edu' WHERE name = 'lab-08'")
  await vms.save()
  const stale = page.getByRole('alertdialog', { name: 'Changed by somebody else' })
  await expect(stale).toBeVisible()
  await expectAccessible(page, 'mine-and-theirs')
  await stale.getByRole('button', { name: 'Keep editing' }).click()
  await dialog.getByRole('button', { name: 'Discard' }).click()
  await expect(dialog).toBeHidden()

  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox').first().fill('ada')
  await expect(page.getByRole('option', { name: /Ada/u }).first()).toBeVisible()
  await expectAccessible(page, 'palette')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+g')
  await expect(page.getByRole('dialog', { name: 'Go to row' })).toBeVisible()
  await expectAccessible(page, 'go-to-row')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await expectAccessible(page, 'shortcuts')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Account/u }).click()
  await expectAccessible(page, 'account')
  await page.getByRole('menuitem', { name: 'About VM Lab Console' }).click()
  await expect(page.getByRole('dialog')).toContainText('Free software')
  await expectAccessible(page, 'about')
  await page.keyboard.press('Escape')
  await page.getByRole('navigation').getByRole('link', { name: 'Database' }).click()
  await expect(page.getByRole('heading', { name: 'Database' }).first()).toBeVisible()
  await expectAccessible(page, 'database')
})

test('axe finds nothing while the server is away', async ({ open, lab, server }) => {
  const proxy = await startProxy(server)
  const secrets = join(temporaryFolder('outage'), 'secrets.toml')
  writeFileSync(secrets, secretsToml({ ...server, port: proxy.port }, lab.name), { mode: 0o600 })
  const { page } = await open({ args: [`--secrets=${secrets}`] })
  await new SignInPage(page).signIn('ada', 'abc')
  await new TablePage(page, 'Users').expectCount(6)
  await proxy.close()
  await page.keyboard.press('ControlOrMeta+3')
  await expect(page.getByText('The database is out of reach.')).toBeVisible()
  await expectAccessible(page, 'outage-banner')
})
