// People who leave: disabled, enabled, deleted, and what they have passed on; and who may do that.
import type { Locator, Page } from '@playwright/test'
import { pick } from './support/form'
import { expect, test, type LabDatabase } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { station } from './support/station'

/** Presses of the mouse and of keys, counted as somebody makes them; typing a name is one. */
function counted(page: Page) {
  let count = 0
  return {
    click: async (target: Locator, button: 'left' | 'right' = 'left') => {
      count += 1
      await target.click({ button })
    },
    press: async (...keys: string[]) => {
      for (const key of keys) {
        count += 1
        await page.keyboard.press(key)
      }
    },
    count: () => count,
  }
}

const action = (page: Page, name: string) => page.getByRole('menuitem', { name })
const question = (page: Page, name: RegExp) =>
  page.getByRole('dialog', { name }).or(page.getByRole('alertdialog', { name }))
const person = async (lab: LabDatabase, username: string) =>
  (
    await lab.sql<{ disabled: boolean; role: string }>(
      'SELECT disabled, role FROM users WHERE username = $1',
      [username],
    )
  )[0]
const machines = async (lab: LabDatabase, where: string) =>
  (await lab.sql<{ n: number }>(`SELECT count(*)::int AS n FROM virtual_machines WHERE ${where}`))[0]?.n
/** Lina also owns a machine that is not shared. */
const secret = (lab: LabDatabase) =>
  lab.sql(
    "INSERT INTO virtual_machines (name, host, port, username, shared, user_id) VALUES ('secret', 'h', 22, 'u', false, 3)",
  )

test('a leaver is disabled in 3 clicks: machines shared, assignments freed', async ({ signedIn, lab }) => {
  await secret(lab)
  const { page, complaints } = await signedIn()
  const users = new TablePage(page, 'Users')
  const hand = counted(page)
  await hand.click(users.row('lina@lab.example.edu'), 'right')
  await hand.click(action(page, 'Disable…'))
  const dialog = question(page, /^Disable lina/u)
  await expect(dialog).toContainText('7 machines of their own')
  await expect(dialog).toContainText('1 of them is not shared')
  await expect(dialog.getByRole('radio', { name: 'Share' })).toBeChecked()
  await station(page, 'leaver-disable')
  await hand.click(dialog.getByRole('button', { name: 'Disable', exact: true }))
  await expect(page.getByText('lina is disabled. 1 machine is shared now.')).toBeVisible()
  expect(hand.count()).toBe(3)
  expect(await person(lab, 'lina')).toMatchObject({ disabled: true })
  expect(await machines(lab, "name = 'secret' AND shared")).toBe(1)
  await expect(users.row('lina@lab.example.edu')).toContainText('Disabled')
  expect(complaints).toEqual([])
})

test('a leaver is disabled by keyboard alone, and their assignments passed on', async ({ signedIn, lab }) => {
  await lab.sql("UPDATE users SET role = 'regular' WHERE username = 'yui'")
  const { page } = await signedIn({ size: { width: 900, height: 600 }, colorScheme: 'dark' })
  const users = new TablePage(page, 'Users')
  await users.row('raul@lab.example.edu').click()
  await page.keyboard.press('Shift+F10')
  await expect(action(page, 'Disable…')).toBeVisible()
  await page.keyboard.type('Disable')
  await page.keyboard.press('Enter')
  const dialog = question(page, /^Disable raul/u)
  await expect(dialog).toContainText('3 machines assigned to them: lab-01, lab-02 and lab-03')
  await expect(dialog.getByRole('button', { name: 'Disable', exact: true })).toBeFocused()
  // Back from the button to the choice, and on to "Pass on".
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await expect(dialog.getByRole('radio', { name: 'Free' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Tab')
  await expect(dialog.getByLabel('Assign them to', { exact: true })).toBeFocused()
  await page.keyboard.type('yui')
  await expect(page.getByRole('option')).toHaveText([/yui/u])
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('Assign them to', { exact: true })).toHaveValue('yui')
  await station(page, 'leaver-disable-pass-900x600-dark')
  await dialog.getByRole('button', { name: 'Disable', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('3 assignments were changed.', { exact: false })).toBeVisible()
  expect(await machines(lab, "assigned_to = 'yui'")).toBe(3)
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null))
    .toBe(true)
})

test('a leaver’s machines are passed to another in 4 clicks', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const users = new TablePage(page, 'Users')
  const hand = counted(page)
  await hand.click(users.row('lina@lab.example.edu'), 'right')
  await hand.click(action(page, 'Pass machines on…'))
  const dialog = question(page, /^Pass on what lina has/u)
  await expect(dialog.getByLabel('New owner', { exact: true })).toBeFocused()
  await page.keyboard.type('tobe')
  await station(page, 'leaver-pass-on')
  await hand.click(page.getByRole('option', { name: /tobe/u }))
  await hand.click(dialog.getByRole('button', { name: 'Pass on', exact: true }))
  await expect(page.getByText('Passed on 6 machines and 1 bookmark.')).toBeVisible()
  expect(hand.count()).toBe(4)
  expect(await machines(lab, 'user_id = 2')).toBe(12)
})

test('passing on by keyboard alone', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  await new TablePage(page, 'Users').row('lina@lab.example.edu').click()
  await page.keyboard.press('Shift+F10')
  await expect(action(page, 'Pass machines on…')).toBeVisible()
  await page.keyboard.type('Pass')
  await page.keyboard.press('Enter')
  const dialog = question(page, /^Pass on what lina has/u)
  await expect(dialog.getByLabel('New owner', { exact: true })).toBeFocused()
  await page.keyboard.type('tobe')
  await expect(page.getByRole('option')).toHaveText([/tobe/u])
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('New owner', { exact: true })).toHaveValue('tobe')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  expect(await machines(lab, 'user_id = 2')).toBe(12)
})

test('only disabled people are deleted: the question says so, and disables them first', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn()
  const users = new TablePage(page, 'Users')
  await users.row('lina@lab.example.edu').click()
  await page.keyboard.press('Delete')
  const remove = question(page, /^Delete 1 user/u)
  await expect(remove).toContainText('lina is enabled, and only disabled people can be deleted.')
  await expect(remove.getByRole('button', { name: 'Delete 1 user' })).toBeDisabled()
  await station(page, 'leaver-delete-refused')
  await remove.getByRole('button', { name: 'Disable first…' }).click()
  const disable = question(page, /^Disable lina/u)
  await expect(disable).toContainText('6 machines of their own')
  await disable.getByRole('button', { name: 'Disable', exact: true }).click()
  await expect(remove).toContainText('6 machines (lab-02, lab-04, lab-06 and 3 more)')
  await expect(remove).toContainText('1 bookmark (Lab handbook)')
  await pick(remove, 'New owner', 'tobe')
  await expect(remove).toContainText('This removes 1 user.')
  await station(page, 'leaver-delete-passing')
  await remove.getByRole('button', { name: 'Delete 1 user' }).click()
  await expect(page.getByText('Deleted lina.')).toBeVisible()
  await users.expectCount(5)
  expect(await machines(lab, 'user_id = 2')).toBe(12)
  expect(await lab.sql("SELECT user_id FROM bookmarks WHERE name = 'Lab handbook'")).toEqual([{ user_id: 2 }])
})

test('enabling offers to put back what disabling changed', async ({ signedIn, lab }) => {
  await secret(lab)
  const { page } = await signedIn()
  const users = new TablePage(page, 'Users')
  for (const name of ['lina', 'raul']) {
    await users.row(`${name}@lab.example.edu`).click({ button: 'right' })
    await action(page, 'Disable…').click()
    const dialog = question(page, /^Disable /u)
    await expect(dialog).toContainText('machines')
    await dialog.getByRole('button', { name: 'Disable', exact: true }).click()
    await expect(users.row(`${name}@lab.example.edu`)).toContainText('Disabled')
  }
  await users.row('lina@lab.example.edu').click()
  await users.row('raul@lab.example.edu').click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('button', { name: 'More actions' }).click()
  await action(page, 'Enable 2…').click()
  const dialog = question(page, /^Enable 2 people/u)
  await expect(dialog).toContainText('They can sign in again')
  await expect(dialog.getByRole('status', { name: 'Looking up what belongs to them…' })).toBeHidden()
  await station(page, 'leaver-enable')
  await dialog.getByRole('button', { name: 'Enable', exact: true }).click()
  await expect(users.row('lina@lab.example.edu')).toContainText('Enabled')
  expect(await person(lab, 'raul')).toMatchObject({ disabled: false })
  // Where the change log is kept, the machines are as before; without it the question said that they stay.
  const logged = (
    await lab.sql<{ there: boolean }>("SELECT to_regclass('console_changes') IS NOT NULL AS there")
  )[0]
  expect(await machines(lab, "assigned_to = 'raul'")).toBe(logged?.there ? 3 : 0)
  expect(await machines(lab, "name = 'secret' AND NOT shared")).toBe(logged?.there ? 1 : 0)
})

test('a manager sees what they may not do, and why, by mouse and keyboard', async ({ open, lab }) => {
  const { page } = await open({ args: [`--secrets=${lab.secrets}`], size: { width: 900, height: 600 } })
  await new SignInPage(page).signIn('tobe', 'abc')
  const users = new TablePage(page, 'Users')
  await users.row('gone@lab.example.edu').click({ button: 'right' })
  const refused = action(page, 'Enable…')
  await expect(refused).toHaveAttribute('aria-disabled', 'true')
  await refused.hover()
  await expect(refused).toContainText('A manager may not change managers and admins (gone)')
  await station(page, 'rights-refused-action')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Delete')
  await expect(
    page.getByText('A manager may not change managers and admins (gone). Ask an admin'),
  ).toBeVisible()
  await expect(page.getByRole('alertdialog')).toBeHidden()
  // Nothing of an admin can be changed; the reason has the focus.
  const locked = await users.openRow('ada@lab.example.edu')
  await expect(
    locked.getByText('A manager may not change managers and admins (ada)', { exact: false }),
  ).toBeFocused()
  await expect(locked.getByLabel('Email', { exact: true })).toBeDisabled()
  await page.keyboard.press('Escape')
  // Of oneself: names, email, username and password; not the role.
  const own = await users.openRow('tobe@lab.example.edu')
  await expect(own.getByLabel('Username', { exact: true })).toBeFocused()
  await expect(own.getByLabel('Email', { exact: true })).toBeEnabled()
  const why = own.getByRole('button', { name: 'You cannot change your own role.' })
  await why.focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Shift+Tab')
  await expect(why).toBeFocused()
  await expect(page.getByRole('tooltip')).toContainText('You cannot change your own role')
  await station(page, 'rights-own-role')
})

test('admin rights are given by typing the username, to one and to many', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const users = new TablePage(page, 'Users')
  const dialog = await users.openRow('raul@lab.example.edu')
  await dialog.getByRole('button', { name: /^Regular Role/u }).click()
  await page.getByRole('option', { name: 'Admin' }).click()
  await users.save()
  await expect(
    dialog.getByText('Giving admin rights wants the username typed (raul). Nothing was changed.'),
  ).toBeVisible()
  await station(page, 'rights-typed-username')
  await dialog.getByLabel('Type raul to give admin rights', { exact: true }).fill('raul')
  await users.save()
  await expect(dialog).toBeHidden()
  expect(await person(lab, 'raul')).toMatchObject({ role: 'admin' })

  await users.row('lina@lab.example.edu').click()
  await users.row('yui@lab.example.edu').click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('button', { name: 'More actions' }).click()
  await action(page, 'Give a role…').click()
  const many = question(page, /^Give 2 people a role/u)
  await many.getByRole('button', { name: /Role/u }).click()
  await page.getByRole('option', { name: 'Regular' }).click()
  await expect(many).toContainText('They own 6 machines')
  await station(page, 'rights-give-role')
  await many.getByRole('button', { name: /Role/u }).first().click()
  await page.getByRole('option', { name: 'Admin' }).click()
  await many.getByRole('button', { name: 'Give role' }).click()
  await expect(many.getByText('Type these usernames as they are: lina yui')).toBeVisible()
  await many.getByLabel('Type their usernames to give admin rights', { exact: true }).fill('yui lina')
  await many.getByRole('button', { name: 'Give role' }).click()
  await expect(page.getByText('2 people are Admin now.', { exact: false })).toBeVisible()
  expect(await person(lab, 'lina')).toMatchObject({ role: 'admin' })
})

test('a person’s page shows their machines and bookmarks, each a way to its row', async ({ signedIn }) => {
  const { page } = await signedIn({ size: { width: 900, height: 600 } })
  const users = new TablePage(page, 'Users')
  const panel = await users.openRow('lina@lab.example.edu')
  await panel.getByRole('tab', { name: 'Machines' }).click()
  await expect(panel.getByRole('region', { name: 'Owned (6)' })).toContainText('assigned to raul')
  await expect(panel.getByRole('region', { name: 'Bookmarks (1)' })).toContainText('Lab handbook')
  await expect(panel.getByText('No machine is assigned to them.')).toBeVisible()
  await station(page, 'person-machines')
  await panel.getByRole('button', { name: /lab-04/u }).click()
  await expect(new TablePage(page, 'Virtual machines').dialog()).toContainText('lab-04')
})
