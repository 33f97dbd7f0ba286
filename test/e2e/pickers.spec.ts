// Choosing people by typing: at the speed of a hand, who can't be chosen and why, and what was gathered kept.
import { expectAccessible } from './support/axe'
import { field, pick } from './support/form'
import { expect, test } from './support/lab'
import { TablePage } from './support/pages'
import { station } from './support/station'

/** Milliseconds between two keys of somebody who looks at the keyboard. */
const handSpeed = { delay: 250 }

test('what is typed slowly into a picker stays whole while its list comes and goes', async ({
  signedIn,
  lab,
}) => {
  await lab.sql(`INSERT INTO users (username, password, email, first_name, last_name, role, disabled)
SELECT name, 'x', name || '@lab.example.edu', 'Some', 'Body', 'sidekick', false
FROM unnest(ARRAY['anna', 'annika', 'nadine', 'jon']) name`)
  const { page } = await signedIn()
  await page.keyboard.press('Control+6')
  const about = page.getByRole('combobox', { name: 'About person' })
  await about.click()
  await page.keyboard.type('ann', handSpeed)
  await expect(about).toHaveValue('ann')
  await page.keyboard.press('Escape')

  const vms = await new TablePage(page, 'Virtual machines').open()
  const form = await vms.openRow('lab-01')
  const owner = field(form, 'Owner')
  await owner.click()
  await page.keyboard.type('ann', handSpeed)
  await expect(owner).toHaveValue('ann')
  await page.keyboard.type('i')
  await expect(page.getByRole('option')).toHaveText([/annika/u])
  await page.keyboard.press('Enter')
  await expect(owner).toHaveValue('annika')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard' }).click()

  await vms.row('lab-01').click()
  await vms.row('lab-02').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Control+Shift+A')
  const assign = page.getByRole('dialog', { name: 'Assign 2 machines' })
  const people = assign.getByRole('combobox', { name: 'Add people' })
  await expect(people).toBeFocused()
  await page.keyboard.type('ann', handSpeed)
  await expect(people).toHaveValue('ann')
  await page.keyboard.press('Enter')
  await expect(assign).toContainText('2 machines, 2 people.')
  await expect(assign.getByRole('listbox', { name: 'Who gets which machine' })).toContainText('annika')
})

test('who cannot be chosen is named with the reason, and is not chosen', async ({ signedIn }) => {
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  const offered = page.getByRole('option')
  await vms.row('lab-04').click()
  await vms.row('lab-05').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Control+Shift+A')
  const assign = page.getByRole('dialog', { name: 'Assign 2 machines' })
  const people = assign.getByRole('combobox', { name: 'Add people' })
  const reasons = [
    ['ada', 'Machines are assigned to regular users and sidekicks only.'],
    ['yui', 'Waits to be approved: approve them first.'],
    ['gone', 'Disabled: enable them first.'],
  ] as const
  for (const [name, reason] of reasons) {
    await people.fill(name)
    const refused = page.getByRole('option', { name: new RegExp(name, 'u') })
    await expect(refused).toContainText(reason)
    await expect(refused).toHaveAttribute('aria-disabled', 'true')
  }
  await station(page, 'picker-refused')
  await expectAccessible(page, 'picker with somebody refused')
  await page.keyboard.press('Enter')
  await expect(people).toHaveValue('gone')
  await expect(assign).toContainText('2 machines, 0 people.')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(assign).toBeHidden()

  const form = await vms.openRow('lab-04')
  await field(form, 'Owner').fill('ra')
  await expect(offered.filter({ hasText: 'raul' })).toContainText(
    'Only sidekicks, managers and admins own things.',
  )
  await field(form, 'Owner').fill('raul')
  await page.keyboard.press('Tab')
  await expect(form).toContainText('raul cannot be chosen. Only sidekicks, managers and admins own things.')
})

test('a long name pushes neither the list out of its dialog nor the username out of sight', async ({
  signedIn,
  lab,
}) => {
  await lab.sql(`INSERT INTO users (username, password, email, first_name, last_name, role, disabled) VALUES
('maximiliane', 'x', 'maxi@lab.example.edu', 'Maximiliane Wilhelmine Friederike Charlotte Sophie', 'von Hohenstein-Waldenburg-Bartenstein-Schillingen', 'sidekick', false)`)
  const { page } = await signedIn({ size: { width: 1000, height: 700 } })
  const vms = await new TablePage(page, 'Virtual machines').open()
  await vms.row('lab-04').click()
  await vms.row('lab-05').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Control+Shift+A')
  const assign = page.getByRole('dialog', { name: 'Assign 2 machines' })
  await assign.getByRole('combobox', { name: 'Add people' }).fill('maxi')
  const option = page.getByRole('option', { name: /maximiliane/u })
  await expect(option).toBeVisible()
  await station(page, 'picker-long-name')
  const [list, dialog] = [await option.boundingBox(), await assign.boundingBox()]
  expect((list?.x ?? 0) + (list?.width ?? Infinity)).toBeLessThanOrEqual(
    (dialog?.x ?? 0) + (dialog?.width ?? 0),
  )
  const isWhole = (text: HTMLElement | SVGElement) => text.scrollWidth <= text.clientWidth
  expect(await option.getByText('maximiliane', { exact: true }).evaluate(isWhole)).toBe(true)
  await page.keyboard.press('Enter')
  // The username begins the line, and the name has what is left.
  const person = assign.getByText(/^maximiliane Maximiliane/u)
  await expect(person).toBeVisible()
  await station(page, 'pair-long-name')
})

test('people gathered for machines, and patterns for copies, are asked for before they are dropped', async ({
  signedIn,
}) => {
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  const question = page.getByRole('alertdialog', { name: 'Discard what you typed?' })
  await vms.row('lab-04').click()
  await vms.row('lab-05').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Control+Shift+A')
  const assign = page.getByRole('dialog', { name: 'Assign 2 machines' })
  await page.keyboard.type('lina')
  await page.keyboard.press('Enter')
  await expect(assign).toContainText('2 machines, 1 person.')
  await page.keyboard.press('Escape')
  await expect(question).toBeVisible()
  // Not even by the key that assigns.
  await page.keyboard.press('Control+Enter')
  await question.getByRole('button', { name: 'Keep editing' }).click()
  await expect(assign).toContainText('2 machines, 1 person.')
  await assign.getByRole('button', { name: 'Cancel' }).click()
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(assign).toBeHidden()

  await vms.row('lab-04').click()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Clone…' }).click()
  const clone = page.getByRole('dialog', { name: 'Clone lab-04' })
  await clone.getByLabel('Name', { exact: true }).fill('bio-{01..05}')
  await page.keyboard.press('Escape')
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(clone).toBeHidden()
  // Nothing typed, nothing asked.
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Clone…' }).click()
  await page.keyboard.press('Escape')
  await expect(clone).toBeHidden()
})

test('an heir who is chosen ends the warning that everything is deleted', async ({ signedIn, lab }) => {
  await lab.sql("UPDATE users SET disabled = true WHERE username = 'lina'")
  const { page } = await signedIn()
  await new TablePage(page, 'Users').row('lina@').click()
  await page.keyboard.press('Delete')
  const dialog = page.getByRole('alertdialog', { name: /^Delete 1 user/u })
  await expect(dialog).toContainText('Nobody chosen: it is deleted with them.')
  await pick(dialog, 'New owner', 'tobe')
  await expect(field(dialog, 'New owner')).toHaveValue('tobe')
  await expect(dialog).not.toContainText('Nobody chosen: it is deleted with them.')
})
