// Choosing people by typing: at the speed of a hand, and whom a machine can't be given, with the reason.
import { field } from './support/form'
import { expect, test } from './support/lab'
import { TablePage } from './support/pages'

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
