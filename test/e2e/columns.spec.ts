// Filters of each kind of column; columns that are resized and moved, and stay so.
import { temporaryFolder } from './support/console'
import { expect, test } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { station } from './support/station'

test('each column is filtered by its kind, filters add up, and one button clears them', async ({
  signedIn,
  lab,
}) => {
  await lab.sql("UPDATE virtual_machines SET port = 2200 WHERE name IN ('lab-02', 'lab-04')")
  await lab.sql("UPDATE virtual_machines SET port = 3389, shared = false WHERE name = 'lab-05'")
  await lab.sql("UPDATE virtual_machines SET password = 'token' WHERE name = 'lab-06'")
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  const clear = page.getByRole('button', { name: 'Clear search and filters' })
  await page.getByRole('button', { name: 'Filters', exact: true }).click()

  await page.getByLabel('Filter Name').fill('LAB-0')
  await vms.expectCount(9)
  await expect(vms.grid().locator('mark').first()).toHaveText('lab-0')
  await page.getByLabel('Port from').fill('23')
  await vms.expectCount(3)
  await page.getByLabel('Port to').fill('2200')
  await vms.expectCount(2)
  await expect(page.getByText('2 of 12')).toBeVisible()
  await station(page, 'filters')
  await clear.click()
  await vms.expectCount(12)
  await expect(page.getByLabel('Filter Name')).toHaveValue('')
  await expect(page.getByLabel('Port from')).toHaveValue('')

  await page.getByLabel('Filter Owner').fill('meier')
  await page.getByRole('option', { name: /lina/u }).click()
  await vms.expectCount(6)
  await page.getByLabel('Filter Assigned to').click()
  await page.getByRole('option', { name: 'Nobody' }).click()
  await vms.expectCount(5)
  await clear.click()
  await vms.expectCount(12)

  await page.getByRole('button', { name: 'Filter Shared: Any' }).click()
  await page.getByRole('menuitemradio', { name: 'No', exact: true }).click()
  await vms.expectCount(1)
  await expect(vms.row('lab-05')).toBeVisible()
  // Chosen again it is taken back.
  await page.getByRole('button', { name: 'Filter Shared: No' }).click()
  await page.getByRole('menuitemradio', { name: 'No', exact: true }).click()
  await vms.expectCount(12)
  await page.getByRole('button', { name: 'Filter Has password: Any' }).click()
  await page.getByRole('menuitemradio', { name: 'Yes', exact: true }).click()
  await vms.expectCount(1)
  await expect(vms.row('lab-06')).toBeVisible()

  const users = await new TablePage(page, 'Users').open()
  await page.getByRole('button', { name: 'Filters', exact: true }).click()
  await page.getByRole('button', { name: 'Filter Role: Any' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Manager' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Regular' }).click()
  await page.keyboard.press('Escape')
  await users.expectCount(3)
  await page.getByRole('button', { name: 'Filter State: Any' }).click()
  await page.getByRole('menuitemradio', { name: 'Disabled' }).click()
  await users.expectCount(1)
  await expect(users.row('gone@lab.example.edu')).toBeVisible()
  await clear.click()
  await page.getByLabel('Virtual machines from').fill('1')
  await users.expectCount(2)
})

test('all that match a filter are deleted, and nothing else', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  await vms.row('lab-01').click({ button: 'right' })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Filters', exact: true }).click()
  await page.getByLabel('Filter Name').fill('lab-1')
  await vms.expectCount(3)
  await vms.row('lab-10').click()
  await page.keyboard.press('ControlOrMeta+a')
  await expect(page.getByText('3 selected')).toBeVisible()
  await page.keyboard.press('Delete')
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('3 virtual machines')
  await question.getByRole('button', { name: 'Delete 3 virtual machines' }).click()
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear search and filters' }).first().click()
  await vms.expectCount(9)
  expect(await lab.sql("SELECT count(*)::int AS n FROM virtual_machines WHERE name < 'lab-10'")).toEqual([
    { n: 9 },
  ])
})

test('a width that was dragged and columns that were moved are kept for the next start', async ({
  open,
  lab,
}) => {
  const userData = temporaryFolder('columns')
  const args = [`--secrets=${lab.secrets}`]
  const start = async () => {
    const { page, app } = await open({ userData, args })
    await new SignInPage(page).signIn('ada', 'abc')
    return { page, app, users: new TablePage(page, 'Users') }
  }
  const box = async (users: TablePage, name: string) => {
    const found = await users.header(name).boundingBox()
    if (!found) throw new Error(`${name} is not shown`)
    return found
  }
  const order = async (users: TablePage) => users.grid().getByRole('columnheader').allInnerTexts()

  const first = await start()
  await first.users.expectCount(6)
  const before = await box(first.users, 'Email')
  const middle = before.y + before.height / 2
  await first.page.mouse.move(before.x + before.width - 2, middle)
  await first.page.mouse.down()
  await first.page.mouse.move(before.x + before.width + 30, middle)
  await first.page.mouse.move(before.x + before.width + 58, middle)
  await first.page.mouse.up()
  await expect.poll(async () => Math.round((await box(first.users, 'Email')).width - before.width)).toBe(60)
  await expect(first.users.header('Email')).not.toHaveAttribute('aria-sort')

  await first.users.header('Username').click({ button: 'right' })
  await first.page.getByRole('menuitem', { name: 'Move right' }).click()
  await expect.poll(() => order(first.users)).toContainEqual('Username')
  await expect.poll(async () => (await order(first.users)).slice(0, 2)).toEqual(['First name', 'Username'])

  const from = await box(first.users, 'Role')
  const to = await box(first.users, 'First name')
  await first.page.mouse.move(from.x + 20, middle)
  await first.page.mouse.down()
  await first.page.mouse.move(from.x, middle)
  await first.page.mouse.move(to.x + 20, middle)
  await first.page.mouse.up()
  const moved = ['Role', 'First name', 'Username']
  await expect.poll(async () => (await order(first.users)).slice(0, 3)).toEqual(moved)
  const width = Math.round((await box(first.users, 'Email')).width)
  await first.app.close()

  const second = await start()
  await second.users.expectCount(6)
  await expect.poll(async () => (await order(second.users)).slice(0, 3)).toEqual(moved)
  expect(Math.round((await box(second.users, 'Email')).width)).toBe(width)
})

test('rows are stepped through beside the table, gone to by number, refreshed; ? lists the keys', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  const dialog = await vms.openRow('lab-03')
  await expect(dialog).toContainText('3 of 12')
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(dialog).toContainText('Edit virtual machine lab-04')
  await page.keyboard.press('Alt+PageDown')
  await expect(dialog).toContainText('Edit virtual machine lab-05')
  await expect(dialog).toContainText('5 of 12')
  await expect(vms.row('lab-05')).toHaveAttribute('aria-selected', 'true')
  await dialog.getByRole('button', { name: 'Previous' }).click()
  await expect(dialog).toContainText('Edit virtual machine lab-04')
  await dialog.getByLabel('Host', { exact: true }).fill('typed')
  await page.keyboard.press('Alt+PageUp')
  const question = page.getByRole('alertdialog', { name: 'Discard what you typed?' })
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(dialog).toContainText('Edit virtual machine lab-03')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await page.keyboard.press('ControlOrMeta+g')
  const going = page.getByRole('dialog', { name: 'Go to row' })
  await page.keyboard.type('13')
  await page.keyboard.press('Enter')
  await expect(going.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('11')
  await page.keyboard.press('Enter')
  await expect(going).toBeHidden()
  await expect(vms.row('lab-11').locator(':focus')).toHaveCount(1)

  await lab.sql("DELETE FROM virtual_machines WHERE name = 'lab-12'")
  await page.keyboard.press('F5')
  await vms.expectCount(11)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Go to row')
})

test('search ignores accents and capitals once the lab’s database can', async ({ signedIn, lab }) => {
  await lab.sql('CREATE EXTENSION IF NOT EXISTS unaccent')
  const { page } = await signedIn()
  const users = new TablePage(page, 'Users')
  await users.search().fill('NOVAK')
  await users.expectCount(1)
  await expect(users.grid().locator('mark')).toHaveText('Novák')
  await users.search().fill('cruz-diaz')
  await users.expectCount(1)
  await expect(users.row('raul@lab.example.edu')).toBeVisible()
})
