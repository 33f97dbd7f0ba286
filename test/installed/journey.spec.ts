// The main journey in the shipped binary, sandboxed, as somebody who is not root: on a server, and embedded.
import { field, pick } from '../e2e/support/form'
import { SignInPage, TablePage } from '../e2e/support/pages'
import { station } from '../e2e/support/station'
import { expect, test } from './support/installed'

// The embedded database is made from nothing here, which takes seconds on a busy machine.
const slow = { timeout: 60_000 }

test('on a server: sign in; add, edit and delete a virtual machine', async ({ driven, lab }) => {
  const { page, complaints } = await driven({ args: [`--secrets=${lab.secrets}`] })
  await new SignInPage(page).signIn('ada', 'abc')
  await expect(page.getByRole('grid', { name: 'Users' })).toBeVisible()
  const vms = await new TablePage(page, 'Virtual machines').open()
  await expect(vms.grid().getByRole('row').nth(1)).toBeVisible()
  const before = await vms.count()

  const vm = await vms.add()
  await field(vm, 'Name').fill('installed-1')
  await field(vm, 'Host').fill('10.99.0.7')
  await field(vm, 'Username').fill('root')
  await field(vm, 'Password').fill('over the hills')
  await pick(vm, 'Owner', 'ada')
  await vms.save()
  await vms.expectCount(before + 1)
  const [added] = await lab.sql<{ password: string }>(
    `SELECT password FROM virtual_machines WHERE name = 'installed-1'`,
  )
  expect(added?.password, 'kept as the portal keeps it, by the native and bundled code').toMatch(/^gAAAA/u)

  const edit = await vms.openRow('installed-1')
  await field(edit, 'Name').fill('installed-2')
  await field(edit, 'Port').fill('2222')
  await vms.save()
  await expect(edit).toBeHidden()
  await vms.search().fill('installed')
  await vms.expectCount(1)
  await expect(vms.row('installed-2')).toContainText('2222')
  await station(page, 'installed-server')

  await vms.row('installed-2').click()
  await page.keyboard.press('Delete')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete 1 virtual machine' }).click()
  await vms.search().fill('')
  await vms.expectCount(before)
  expect(await lab.sql(`SELECT 1 FROM virtual_machines WHERE name LIKE 'installed%'`)).toEqual([])
  expect(complaints).toEqual([])
})

test('embedded: from nothing to the sample lab’s first table, and there again after a restart', async ({
  driven,
}) => {
  const first = await driven()
  await expect(first.page.getByRole('heading', { name: 'Welcome to VM Lab Console' })).toBeVisible()
  await first.page.getByRole('button', { name: /sample lab/iu }).click()
  const signIn = new SignInPage(first.page)
  await expect(signIn.username()).toHaveValue('demo', slow)
  await signIn.button().click()
  await new TablePage(first.page, 'Users').expectCount(300)
  const vms = await new TablePage(first.page, 'Virtual machines').open()
  await vms.expectCount(500)
  await station(first.page, 'installed-sample')
  await vms.row(/./u).nth(1).click()
  await first.page.keyboard.press('Delete')
  await first.page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Delete 1/u })
    .click()
  await vms.expectCount(499)
  expect(first.complaints).toEqual([])
  await first.end()

  const again = await driven({ userData: first.userData, args: ['--demo'] })
  await expect(new TablePage(again.page, 'Users').grid()).toBeVisible(slow)
  await (await new TablePage(again.page, 'Virtual machines').open()).expectCount(499)
})

test('an empty lab is made from the example file that the package brings', async ({ driven }) => {
  const { page } = await driven()
  await page.getByRole('button', { name: 'Use the example file' }).click()
  const preview = page.getByRole('dialog', { name: 'People in this file' })
  await expect(preview).toContainText('will be added')
  await preview.getByRole('button', { name: /^Start with \d+ people$/u }).click()
  await expect(new SignInPage(page).button()).toBeVisible(slow)
})
