// Searching, sorting, filtering, choosing and copying; state that is kept; changes by others.
import { temporaryFolder } from './support/console'
import { expect, test } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { station } from './support/station'

test('columns sort by a click, a second with Shift', async ({ signedIn }) => {
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  await vms.header('Host').click()
  await expect(vms.header('Host')).toHaveAttribute('aria-sort', 'ascending')
  await vms.header('Owner').click()
  await vms.header('Name').click({ modifiers: ['Shift'] })
  await vms.header('Name').click({ modifiers: ['Shift'] })
  await expect(vms.header('Owner')).toHaveAttribute('aria-sort', 'ascending')
  await expect(vms.header('Name')).toHaveAttribute('aria-sort', 'descending')
  await expect(vms.grid().getByRole('row').nth(1)).toContainText('lab-12')
})

test('search counts exactly, marks its hits, and takes %, _ and capitals literally', async ({
  signedIn,
  lab,
}) => {
  await lab.sql("UPDATE virtual_machines SET name = 'a_b 100%' WHERE name = 'lab-02'")
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  await vms.search().fill('LAB-1')
  await vms.expectCount(3)
  await expect(page.getByText('3 of 12')).toBeVisible()
  await expect(vms.grid().locator('mark').first()).toHaveText('lab-1')
  await vms.search().fill('_b 100%')
  await vms.expectCount(1)
  await vms.search().fill('zzz')
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await station(page, 'no-match')
  await page.getByRole('button', { name: 'Clear search and filters' }).first().click()
  await vms.expectCount(12)
})

test('chosen rows are copied as text that a spreadsheet takes', async ({ signedIn, lab }) => {
  await lab.sql(`UPDATE bookmarks SET name = E'tab\\there "quoted"' WHERE name = 'Queue'`)
  const { page, app } = await signedIn()
  const bookmarks = await new TablePage(page, 'Bookmarks').open()
  await bookmarks.row('handbook').click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('ControlOrMeta+c')
  await expect(page.getByText('Copied 2 rows', { exact: false })).toBeVisible()
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied.split('\n')).toEqual([
    'Name\tLink\tOwner',
    'Lab handbook\twww.lab.example.edu/handbook\tlina',
    '"tab\there ""quoted"""\thttps://queue.lab.example.edu\ttobe',
    '',
  ])
})

test('the context menu, the keyboard and the toolbar reach the same actions', async ({ signedIn }) => {
  const { page } = await signedIn()
  const users = new TablePage(page, 'Users')
  await users.row('lina@lab.example.edu').click({ button: 'right' })
  const menu = page.getByRole('menu')
  await expect(menu.getByRole('menuitem', { name: /^Open/u })).toBeVisible()
  await expect(menu.getByRole('menuitem', { name: /^Copy/u }).first()).toBeVisible()
  await expect(menu.getByRole('menuitem', { name: /^Delete/u })).toBeVisible()
  await station(page, 'context-menu')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await expect(users.dialog()).toContainText('lina')
})

test('sort and columns are kept for the next start', async ({ open, lab }) => {
  const userData = temporaryFolder('kept')
  const args = [`--secrets=${lab.secrets}`]
  const first = await open({ userData, args })
  await new SignInPage(first.page).signIn('ada', 'abc')
  const users = new TablePage(first.page, 'Users')
  await users.header('Email').click()
  await users.header('Email').click()
  await expect(users.header('Email')).toHaveAttribute('aria-sort', 'descending')
  await first.page.getByRole('button', { name: 'Columns' }).click()
  await first.page.getByRole('menuitemcheckbox', { name: 'First name' }).click()
  await first.page.keyboard.press('Escape')
  await expect(users.header('First name')).toBeHidden()
  await first.app.close()
  const second = await open({ userData, args })
  await new SignInPage(second.page).signIn('ada', 'abc')
  const again = new TablePage(second.page, 'Users')
  await expect(again.header('Email')).toHaveAttribute('aria-sort', 'descending')
  await expect(again.header('First name')).toBeHidden()
})

test('others’ changes are offered quietly within a few seconds', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const users = new TablePage(page, 'Users')
  await lab.sql("UPDATE users SET first_name = 'Changed' WHERE username IN ('lina', 'raul')")
  const button = page.getByRole('button', { name: '2 changes' })
  await expect(button).toBeVisible()
  await button.click()
  await expect(users.row('Changed')).toHaveCount(2)
  await expect(button).toBeHidden()
})

test('Ctrl+K finds commands, people and hosts', async ({ signedIn }) => {
  const { page } = await signedIn()
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Find a command, person or machine' }).fill('10.1.2.7')
  const hit = page.getByRole('option', { name: /lab-07/u })
  await expect(hit).toBeVisible()
  await station(page, 'palette')
  await hit.click()
  await expect(page.getByRole('dialog')).toContainText('lab-07')
})

test('F1 lists the shortcuts', async ({ signedIn }) => {
  const { page } = await signedIn()
  await page.keyboard.press('F1')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(help).toContainText('Refresh')
  const keysOf = (label: string) =>
    help.locator('dt', { hasText: label }).locator('xpath=following-sibling::dd')
  await expect(keysOf('Open the row')).toHaveText('Enter')
  await expect(keysOf('Select or deselect the row')).toHaveText('Space')
  await station(page, 'shortcuts')
})
