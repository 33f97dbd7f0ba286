// The same journey on a server and on the embedded database; one embedded lab belongs to one program at a time.
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { temporaryFolder } from './support/console'
import { expect, test } from './support/lab'
import { field, pick } from './support/form'
import { TablePage } from './support/pages'
import { station } from './support/station'

test.setTimeout(120_000)
const slow = { timeout: 60_000 }

/** Of the rows in view, from the top: their order in the document is the grid's own affair. */
function portsInOrder(vms: TablePage): Promise<number[]> {
  return vms
    .grid()
    .locator('[role=row][aria-selected]')
    .evaluateAll((rows) =>
      rows
        .map((row) => [
          Number(row.getAttribute('aria-rowindex')),
          Number.parseInt(row.querySelectorAll('[role=gridcell]')[2]?.textContent ?? '', 10),
        ])
        .toSorted(([a = 0], [b = 0]) => a - b)
        .map(([, port = NaN]) => port),
    )
}

async function journey(page: Page): Promise<void> {
  const users = new TablePage(page, 'Users')
  await expect(users.grid().getByRole('row').nth(1)).toBeVisible()
  const people = await users.count()
  const person = await users.add()
  await field(person, 'Username').fill('traveller')
  await field(person, 'Email').fill('traveller@lab.example.edu')
  await field(person, 'First name').fill('Žofie')
  await field(person, 'Last name').fill('Łukasz')
  await field(person, 'Password').fill('Abcdef1!')
  await person.getByLabel('Role').first().click()
  await page.getByRole('option', { name: 'Sidekick' }).click()
  await users.save()
  await users.expectCount(people + 1)
  await expect(users.row('traveller')).toBeVisible()
  const change = await users.openRow('traveller@lab.example.edu')
  await field(change, 'Username').fill('voyager')
  await users.save()
  await expect(change).toBeHidden()
  await users.search().fill('VOYAGER')
  await users.expectCount(1)
  await expect(users.row('voyager')).toContainText('Žofie')

  const vms = await new TablePage(page, 'Virtual machines').open()
  await expect(vms.grid().getByRole('row').nth(1)).toBeVisible()
  const machines = await vms.count()
  const vm = await vms.add()
  await field(vm, 'Name').fill('journey-1')
  await field(vm, 'Host').fill('10.99.0.1')
  await field(vm, 'Username').fill('root')
  await field(vm, 'Password').fill('over the hills')
  await pick(vm, 'Owner', 'voyager')
  await vms.save()
  await vms.expectCount(machines + 1)
  const edit = await vms.openRow('journey-1')
  await field(edit, 'Port').fill('2222')
  await field(edit, 'Name').fill('journey-2')
  await vms.save()
  await expect(edit).toBeHidden()
  await vms.search().fill('journey')
  await vms.expectCount(1)
  await expect(vms.row('journey-2')).toContainText('2222')
  await vms.search().fill('')
  await vms.expectCount(machines + 1)
  await vms.header('Port').click()
  await vms.header('Port').click()
  await expect(vms.header('Port')).toHaveAttribute('aria-sort', 'descending')
  await expect(vms.grid()).not.toHaveAttribute('aria-busy')
  const shown = await portsInOrder(vms)
  expect(shown.length).toBeGreaterThan(5)
  expect(shown).toEqual(shown.toSorted((a, b) => b - a))

  await users.open()
  await users.row('voyager').click()
  await page.keyboard.press('Delete')
  const question = page.getByRole('alertdialog')
  await question.getByRole('button', { name: 'Disable first…' }).click()
  const disable = page.getByRole('dialog', { name: 'Disable voyager?' })
  await expect(disable).toContainText('1 machine of their own: journey-2')
  await disable.getByRole('button', { name: 'Disable', exact: true }).click()
  await expect(question).toContainText('1 user and 1 virtual machine')
  await question.getByRole('button', { name: 'Delete 1 user' }).click()
  await page.getByRole('button', { name: 'Clear search and filters' }).first().click()
  await users.expectCount(people)
  await vms.open()
  await vms.expectCount(machines)
}

test('people and machines are added, edited, found, sorted, deleted: on a server', async ({ signedIn }) => {
  const { page, complaints } = await signedIn()
  await journey(page)
  expect(complaints).toEqual([])
})

test('people and machines are added, edited, found, sorted, deleted: embedded', async ({ open }) => {
  const userData = temporaryFolder('embedded')
  const { page, complaints } = await open({ args: ['--demo'], userData })
  const users = new TablePage(page, 'Users')
  await expect(users.grid()).toBeVisible(slow)
  await users.expectCount(300)
  await journey(page)
  expect(complaints).toEqual([])

  // The same user's data would bring the first program to front: another's, whose lab is the same folder.
  const other = temporaryFolder('second')
  symlinkSync(join(userData, 'sample-lab'), join(other, 'sample-lab'), 'junction')
  const second = await open({ args: ['--demo'], userData: other })
  await expect(second.page.getByText('is already open in another running program')).toBeVisible(slow)
  await expect(second.page.getByRole('button', { name: 'Try now' })).toBeVisible()
  await expect(second.page.getByText('see that the server runs')).toHaveCount(0)
  await station(second.page, 'second-program')
  await users.open()
  await users.expectCount(300)
})
