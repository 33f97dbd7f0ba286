// Resetting forgotten passwords: one by mouse and by keyboard, one typed, many as a sheet of slips.
import { compare } from 'bcrypt'
import type { ElectronApplication, Page } from '@playwright/test'
import { extractText } from 'unpdf'
import { expectAccessible } from './support/axe'
import { allText, filesWith } from './support/console'
import { expect, test, type LabDatabase } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { station } from './support/station'

const hashOf = async (lab: LabDatabase, username: string): Promise<string> =>
  (await lab.sql<{ password: string }>('SELECT password FROM users WHERE username = $1', [username]))[0]
    ?.password ?? ''

const made = (page: Page, name: string) => page.getByRole('alertdialog', { name })
const clipboardOf = (app: ElectronApplication) => app.evaluate(({ clipboard }) => clipboard.readText())

test('a forgotten password is reset by three clicks, shown once, and in no log', async ({
  signedIn,
  lab,
}) => {
  const { app, page, userData, complaints } = await signedIn()
  const users = new TablePage(page, 'Users')
  const before = await hashOf(lab, 'raul')
  let clicks = 0
  clicks += 1
  await users.row('raul@').getByRole('gridcell').first().click({ button: 'right' })
  clicks += 1
  await page.getByRole('menuitem', { name: 'Reset password…' }).click()
  const question = page.getByRole('dialog', { name: 'Reset the password of raul' })
  await station(page, 'password-question')
  await expectAccessible(page, 'reset password')
  clicks += 1
  await question.getByRole('button', { name: 'Reset password' }).click()
  const dialog = made(page, 'New password of raul')
  await expect(dialog).toBeVisible()
  expect(clicks).toBeLessThanOrEqual(3)
  console.log(`reset a forgotten password, by mouse: ${clicks} clicks`)

  const password = await dialog.getByLabel('Password', { exact: true }).innerText()
  expect(password).toMatch(/^[a-hjkmnp-zA-HJ-NP-Z2-9@$!%*?&]{16}$/u)
  expect(await compare(password, await hashOf(lab, 'raul'))).toBe(true)
  await expect(dialog).toContainText('must reload it first')
  await station(page, 'password-made')
  await expectAccessible(page, 'new password')
  await dialog.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByText('Copied. It is taken off the clipboard in 45 seconds')).toBeVisible()
  expect(await clipboardOf(app)).toBe(password)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
  await expect(users.grid().locator(':focus')).toBeVisible()
  expect(await page.content()).not.toContain(password)
  expect(allText(`${userData}/logs`)).not.toContain(password)
  expect(filesWith(userData, password)).toEqual([])
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click()
  await expect(page.getByText(/^Taken back/u)).toBeVisible()
  expect(await hashOf(lab, 'raul')).toBe(before)
  expect(complaints).toEqual([])
})

test('a forgotten password is reset and copied by three key presses', async ({ signedIn, lab }) => {
  const { app, page } = await signedIn()
  const users = new TablePage(page, 'Users')
  await users.row('lina@').getByRole('gridcell').first().click()
  let keys = 0
  const press = async (key: string) => {
    keys += 1
    await page.keyboard.press(key)
  }
  await press('Control+Shift+p')
  await expect(page.getByRole('dialog', { name: 'Reset the password of lina' })).toBeVisible()
  await press('Enter')
  const dialog = made(page, 'New password of lina')
  await expect(dialog.getByRole('button', { name: 'Copy' })).toBeFocused()
  const password = await dialog.getByLabel('Password', { exact: true }).innerText()
  await press('Enter')
  await expect(page.getByText('Copied. It is taken off the clipboard in 45 seconds')).toBeVisible()
  expect(await clipboardOf(app)).toBe(password)
  expect(keys).toBeLessThanOrEqual(3)
  console.log(`reset a forgotten password, by keyboard: ${keys} keys`)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(users.grid().locator(':focus')).toBeVisible()
  expect(await compare(password, await hashOf(lab, 'lina'))).toBe(true)
})

test('one’s own password is typed, and the rule is checked as it is typed', async ({ open, lab }) => {
  const { page } = await open({ args: [`--secrets=${lab.secrets}`], size: { width: 900, height: 600 } })
  await new SignInPage(page).signIn('tobe', 'abc')
  const users = new TablePage(page, 'Users')
  // A manager may not change an admin: said where it is pointed at.
  await users.row('ada@').getByRole('gridcell').first().click({ button: 'right' })
  const refused = page.getByRole('menuitem', { name: 'Reset password…' })
  await expect(refused).toContainText('A manager may not change managers and admins: ada.')
  await page.keyboard.press('Escape')

  await users.row('tobe@').getByRole('gridcell').first().click()
  await page.keyboard.press('Control+Shift+p')
  const dialog = page.getByRole('dialog', { name: 'Reset the password of tobe' })
  await expect(dialog).toContainText('your own password')
  await dialog.getByText('Type one').click()
  await expect(dialog.getByRole('textbox')).toBeFocused()
  await page.keyboard.type('short')
  await expect(dialog).toContainText('8 to 20 characters')
  await station(page, 'password-typed-wrong-900x600')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('textbox')).toBeFocused()
  await page.keyboard.type('-Horse-9')
  await expect(dialog).toContainText('upper')
  await page.keyboard.type('X')
  await page.keyboard.press('Enter')
  await expect(made(page, 'New password of tobe')).toContainText('short-Horse-9X')
  expect(await compare('short-Horse-9X', await hashOf(lab, 'tobe'))).toBe(true)
})

test('many at once are a sheet of slips, printed and never written to a file', async ({ signedIn, lab }) => {
  await lab.sql("UPDATE users SET disabled = true WHERE username = 'yui'")
  const { app, page, userData } = await signedIn({ colorScheme: 'dark' })
  // What a printer would get is kept as a PDF, in the memory of the program under test.
  await app.evaluate(({ app: electron }) => {
    electron.on('web-contents-created', (_, contents) => {
      const keep = async (done?: (success: boolean, failureReason: string) => void) => {
        const pdf = await contents.printToPDF({ preferCSSPageSize: true, printBackground: true })
        Object.assign(globalThis, { printedSlips: pdf.toString('base64') })
        done?.(true, '')
      }
      contents.print = (_options, done) => void keep(done)
    })
  })
  const users = new TablePage(page, 'Users')
  await users.row('lina@').getByRole('gridcell').first().click()
  for (const name of ['raul@', 'yui@'])
    await users
      .row(name)
      .getByRole('gridcell')
      .first()
      .click({ modifiers: ['Control'] })
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Reset passwords…' }).click()
  await page.getByRole('button', { name: 'Reset 3 passwords' }).click()
  const dialog = made(page, '3 new passwords')
  await expect(dialog.getByRole('table', { name: 'New passwords' }).getByRole('row')).toHaveCount(4)
  await expect(dialog).toContainText('yui is disabled, and still cannot sign in until they are enabled.')
  await station(page, 'password-sheet-dark')
  await expectAccessible(page, 'new passwords')
  const shown = await dialog.getByRole('row').filter({ hasText: 'raul' }).getByRole('cell').nth(1).innerText()
  expect(await compare(shown, await hashOf(lab, 'raul'))).toBe(true)
  await dialog.getByRole('button', { name: 'Print slips…' }).click()
  await expect(page.getByText('Sent to the printer.')).toBeVisible()
  const pdf = await app.evaluate(() => String(Reflect.get(globalThis, 'printedSlips')))
  const { text: pages } = await extractText(new Uint8Array(Buffer.from(pdf, 'base64')))
  for (const part of [
    shown,
    'raul',
    'Raúl',
    'an admin of the lab must enable it',
    'Reload the portal’s page',
  ])
    expect(pages.join(' ').replaceAll(/\s+/gu, ' ')).toContain(part)
  await dialog.getByRole('button', { name: 'Copy the password of raul' }).click()
  expect(await clipboardOf(app)).toBe(shown)
  await dialog.getByRole('button', { name: 'Done' }).click()
  expect(filesWith(userData, shown)).toEqual([])
})

test('a new password that was neither copied nor printed is not closed without a question', async ({
  signedIn,
}) => {
  const { page } = await signedIn()
  await new TablePage(page, 'Users').row('lina@').getByRole('gridcell').first().click()
  await page.keyboard.press('Control+Shift+p')
  await page.getByRole('dialog').getByRole('button', { name: 'Reset password' }).click()
  const dialog = made(page, 'New password of lina')
  await expect(dialog.getByRole('button', { name: 'Copy' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog.getByRole('alert')).toHaveText('It cannot be shown again. Close?')
  await expect(dialog.getByLabel('Password', { exact: true })).toBeVisible()
  await station(page, 'password-not-kept')
  await expectAccessible(page, 'password not kept')
  // Esc answers the question by keeping it open.
  await page.keyboard.press('Escape')
  await expect(dialog.getByRole('button', { name: 'Copy' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
})

test('resetting everybody’s password leaves out one’s own, and says whom it is for', async ({
  signedIn,
  lab,
}) => {
  await lab.sql("UPDATE users SET role = 'admin' WHERE username = 'tobe'")
  const before = await hashOf(lab, 'ada')
  const { page } = await signedIn()
  const users = new TablePage(page, 'Users')
  await users.expectCount(6)
  await users.grid().focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+Shift+p')
  const question = page.getByRole('dialog', { name: 'Reset 5 passwords' })
  await expect(question).toContainText('Your own account is left out.')
  await expect(question).toContainText(/For .*lina.*\./u)
  await expect(question).toContainText('Among them: 1 admin and 1 disabled.')
  await station(page, 'password-question-many')
  await page.keyboard.press('Enter')
  const dialog = made(page, '5 new passwords')
  await expect(dialog.getByRole('row').filter({ hasText: 'lina' })).toBeVisible()
  await expect(dialog.getByRole('row').filter({ hasText: 'ada' })).toHaveCount(0)
  await expect(dialog).not.toContainText('meanwhile')
  expect(await hashOf(lab, 'ada')).toBe(before)
})
