// Rows as the portal leaves them: the table says of each cell what is wrong, and the form mends it.
import { expect, test } from './support/lab'
import { field, pick } from './support/form'
import { TablePage } from './support/pages'
import { station } from './support/station'

test('cells that break a rule say why: in their name, in a tip, and in words below the table', async ({
  signedIn,
  lab,
}) => {
  await lab.sql("UPDATE users SET role = 'Admin' WHERE username = 'gone'")
  await lab.sql("UPDATE virtual_machines SET port = -1 WHERE name = 'lab-04'")
  await lab.sql("UPDATE virtual_machines SET name = '  ' WHERE name = 'lab-06'")
  await lab.sql("UPDATE virtual_machines SET shared = false WHERE name = 'lab-01'")
  const { page } = await signedIn()
  const role = new TablePage(page, 'Users').row('gone@lab.example.edu').getByRole('gridcell', {
    name: 'is written differently from how the portal writes it',
  })
  await expect(role).toContainText('Admin')
  const vms = await new TablePage(page, 'Virtual machines').open()
  const port = vms.row('lab-04').getByRole('gridcell', { name: 'Type a whole number from 1 to 65535.' })
  await expect(port).toContainText('-1')
  await expect(
    vms.row('lab-01').getByRole('gridcell', { name: 'An assigned machine must be shared' }),
  ).toBeVisible()
  await expect(vms.row('10.1.2.6').getByRole('gridcell', { name: 'Fill this in.' })).toBeVisible()
  await port.click()
  await expect(page.getByText('Port: Type a whole number from 1 to 65535.')).toBeVisible()
  await station(page, 'dirty-cell')
})

test('an assignee who is no longer there is named in the form, kept while other fields change, and replaced', async ({
  signedIn,
  lab,
}) => {
  await lab.sql("UPDATE virtual_machines SET assigned_to = 'left' WHERE name = 'lab-07'")
  const stored = () => lab.sql("SELECT host, assigned_to FROM virtual_machines WHERE name = 'lab-07'")
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  await expect(vms.row('lab-07')).toContainText('left')
  const dialog = await vms.openRow('lab-07')
  await expect(field(dialog, 'Assigned to')).toHaveValue('left')
  await expect(dialog).toContainText('Nobody is called left any more. Choose another person, or nobody.')
  await field(dialog, 'Host').fill('10.1.2.70')
  await vms.save()
  await expect(dialog).toBeHidden()
  expect(await stored()).toEqual([{ host: '10.1.2.70', assigned_to: 'left' }])
  const again = await vms.openRow('lab-07')
  await pick(again, 'Assigned to', 'raul')
  await expect(again).not.toContainText('Nobody is called left')
  await vms.save()
  await expect(again).toBeHidden()
  expect(await stored()).toEqual([{ host: '10.1.2.70', assigned_to: 'raul' }])
})
