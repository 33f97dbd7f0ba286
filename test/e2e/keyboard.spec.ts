// Whole journeys by keyboard alone.
import { expect, test } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { station } from './support/station'

test('sign in, find, edit, save, delete: by keyboard alone', async ({ open, lab }) => {
  const { page } = await open({ args: [`--secrets=${lab.secrets}`], size: { width: 900, height: 600 } })
  const signIn = new SignInPage(page)
  await expect(signIn.username()).toBeFocused()
  await page.keyboard.type('ada')
  await page.keyboard.press('Tab')
  await page.keyboard.type('abc')
  await page.keyboard.press('Enter')
  await new TablePage(page, 'Users').expectCount(6)
  await page.keyboard.press('ControlOrMeta+2')
  const vms = new TablePage(page, 'Virtual machines')
  await vms.expectCount(12)
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null))
    .toBe(true)
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await expect(vms.dialog()).toContainText('lab-12')
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null))
    .toBe(true)
  await vms.dialog().getByLabel('Host', { exact: true }).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('typed.example.edu')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => lab.sql("SELECT host FROM virtual_machines WHERE name = 'lab-12'"))
    .toEqual([{ host: 'typed.example.edu' }])
  await expect(vms.dialog()).toBeHidden()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null))
    .toBe(true)
  await station(page, 'keyboard-900x600')
  await page.keyboard.press('Delete')
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('1 virtual machine')
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await page.keyboard.press('Delete')
  // The button that deletes is off until what goes has been counted, and Tab passes it by.
  await expect(question).toContainText('1 virtual machine')
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await vms.expectCount(11)
  await page.keyboard.press('ControlOrMeta+n')
  await expect(vms.dialog()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(vms.dialog()).toBeHidden()
})

test('a virtual machine is added by keyboard alone, its owner picked and its assignee too', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn()
  await page.keyboard.press('ControlOrMeta+2')
  const vms = new TablePage(page, 'Virtual machines')
  await vms.expectCount(12)
  await page.keyboard.press('ControlOrMeta+n')
  const field = (label: string) => vms.dialog().getByLabel(label, { exact: true })
  /** On to a field with Tab alone; whatever lies between may be passed. */
  const tabTo = async (label: string) => {
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Tab')
      if (await field(label).evaluate((element) => element === document.activeElement)) return
    }
    await expect(field(label)).toBeFocused()
  }
  await expect(field('Name')).toBeFocused()
  await page.keyboard.type('by-keys')
  await tabTo('Host')
  await page.keyboard.type('10.0.0.9')
  await tabTo('Port')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('2200')
  await tabTo('Username')
  await page.keyboard.type('root')
  await tabTo('Owner')
  await page.keyboard.type('Meier')
  // At once: the only one who matches is meant, whether the list has come or not.
  await page.keyboard.press('Enter')
  await expect(field('Owner')).toHaveValue('lina')
  await tabTo('Assigned to')
  await page.keyboard.type('raul')
  await expect(page.getByRole('option')).toHaveText([/raul/u])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(field('Assigned to')).toHaveValue('raul')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(vms.dialog()).toBeHidden()
  await expect(vms.row('by-keys')).toBeVisible()
  expect(
    await lab.sql(
      "SELECT host, port, v.username, assigned_to, u.username AS owner FROM virtual_machines v JOIN users u ON u.id = user_id WHERE name = 'by-keys'",
    ),
  ).toEqual([{ host: '10.0.0.9', port: 2200, username: 'root', assigned_to: 'raul', owner: 'lina' }])
})

test('a key pressed before the list has narrowed takes nobody of the list before', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  const dialog = await vms.openRow('lab-12')
  const assignee = dialog.getByLabel('Assigned to', { exact: true })
  await assignee.click()
  await expect(page.getByRole('option', { name: 'Nobody' })).toBeVisible()
  // The server answers no search meanwhile: the list stays the one of before.
  await lab.sql('BEGIN')
  await lab.sql('LOCK TABLE users IN ACCESS EXCLUSIVE MODE')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('raul')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { name: 'Nobody' })).toHaveAttribute('aria-disabled', 'true')
  await expect(assignee).not.toHaveAttribute('aria-activedescendant')
  await lab.sql('COMMIT')
  await expect(page.getByRole('option')).toHaveText([/raul/u])
  await expect(assignee).toHaveAttribute('aria-activedescendant')
  await page.keyboard.press('Enter')
  await expect(assignee).toHaveValue('raul')
})
