// Who reaches what and why, in the window; and a manager's table, which has only what the portal shows them.
import { readFileSync, writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { field, pick } from './support/form'
import { expect, test } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { station } from './support/station'

/** Write the lab's sharing setting as an admin of the portal would. */
function setSharing(secrets: string, setting: string): void {
  const before = readFileSync(secrets, 'utf8')
  const after = before.replace(
    /^vm_sharing_minimum_permissions = .*$/mu,
    `vm_sharing_minimum_permissions = "${setting}"`,
  )
  if (after === before && setting !== 'manager') throw new Error('The secrets file has no sharing setting')
  writeFileSync(secrets, after)
}

/** A call past the window's own code. */
function direct(page: Page, name: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    ([called, given]) => {
      const bridge = (
        globalThis as unknown as {
          vmlab: { call(id: string, name: string, input: unknown): Promise<unknown> }
        }
      ).vmlab
      return bridge.call(`past-the-window-${Math.random()}`, called as string, given)
    },
    [name, input] as const,
  )
}

test('a machine’s panel says who can reach it and why, and of anybody else why not', async ({
  signedIn,
  lab,
}) => {
  await lab.sql("UPDATE virtual_machines SET shared = false WHERE name = 'lab-02'")
  const { page } = await signedIn()
  const machines = await new TablePage(page, 'Virtual machines').open()
  const panel = await machines.openRow('lab-01')
  await panel.getByRole('tab', { name: 'Who can reach it' }).click()
  await expect(panel).toContainText('3 people can connect to it.')
  const people = panel.getByRole('list', { name: 'People' }).getByRole('listitem')
  // Owner and assignee first, then the others by name.
  await expect(people).toHaveText([
    /raul.*It is assigned to them\./u,
    /tobe.*Managers and admins reach every assigned machine\./u,
    /ada.*Managers and admins reach every assigned machine\./u,
  ])
  await expect(panel).toContainText('It is assigned to somebody else')
  await station(page, 'reach-who')

  const search = panel.getByRole('searchbox', { name: 'Look up a person' })
  await search.fill('lina')
  await expect(people).toHaveText([/Cannot connect: .*lina.*It is assigned to raul\./u])
  await expect(panel.getByRole('status').filter({ hasText: '1 match' })).toBeVisible()
  await search.fill('gone')
  await expect(people).toHaveText([/gone.*Disabled: cannot sign in\./u])
  await search.fill('zzz')
  await expect(panel).toContainText('Nobody matches “zzz”.')
  await station(page, 'reach-why-not')
  await search.press('Escape')
  await expect(people).toHaveCount(3)

  // The portal lists it, and refuses at Connect: said so.
  await panel.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('dialog', { name: /lab-02/u })).toBeVisible()
  await page.getByRole('tab', { name: 'Who can reach it' }).click()
  await expect(page.getByRole('dialog')).toContainText('an assigned machine must be shared')
  await station(page, 'reach-unshared')
})

test('a person’s panel says what they can reach; both answers are row actions too', async ({ signedIn }) => {
  const { page } = await signedIn({ size: { width: 900, height: 600 } })
  const users = new TablePage(page, 'Users')
  const panel = await users.openRow('raul@lab.example.edu')
  await panel.getByRole('tab', { name: 'What they can reach' }).click()
  await expect(panel).toContainText('3 virtual machines are within their reach.')
  const machines = panel.getByRole('list', { name: 'Virtual machines' }).getByRole('listitem')
  await expect(machines).toHaveText([/lab-01.*It is assigned to them/u, /lab-02/u, /lab-03/u])
  await expect(panel).toContainText('Role too low for shared machines')
  await station(page, 'reach-what-900x600')
  await panel.getByRole('searchbox').fill('lab-07')
  await expect(machines).toHaveText([/This lab lets managers and admins use shared machines/u])
  await panel.getByRole('button', { name: 'Close' }).first().click()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('What they can')
  await page
    .getByRole('option', { name: /What they can reach/u })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: 'What raul can reach' })
  await expect(dialog.getByRole('searchbox')).toBeFocused()
  await expect(dialog).toContainText('3 virtual machines are within their reach.')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  const table = await new TablePage(page, 'Virtual machines').open()
  await table.row('lab-04').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Who can reach it' }).click()
  const who = page.getByRole('dialog', { name: 'Who can reach lab-04' })
  await expect(who).toContainText('3 people can connect to it.')
  await expect(who.getByRole('list', { name: 'People' })).toContainText('Owns it.')
  await station(page, 'reach-dialog-900x600')
})

test('a manager sees what the portal shows them, nothing more by any way, and hears before losing sight', async ({
  open,
  lab,
}) => {
  setSharing(lab.secrets, 'disabled')
  const { page } = await open({ args: [`--secrets=${lab.secrets}`], colorScheme: 'dark' })
  await new SignInPage(page).signIn('tobe', 'abc')
  const machines = await new TablePage(page, 'Virtual machines').open()
  // Own and unassigned: 05, 07, 09, 11; assigned: 01, 02, 03.
  await machines.expectCount(7)
  await expect(machines.row('lab-04')).toHaveCount(0)
  await station(page, 'reach-manager-dark')
  const [hidden] = await lab.sql<{ id: number }>("SELECT id FROM virtual_machines WHERE name = 'lab-04'")
  const id = hidden?.id ?? 0
  const none = { users: 0, vms: 1, bookmarks: 0, assigned: 0 }
  for (const [name, input] of [
    ['vms.get', { id }],
    ['access.whoReaches', { vmId: id }],
    ['vms.update', { id, version: '1', base: {}, changes: { port: 23 } }],
  ] as const) {
    expect(await direct(page, name, input)).toMatchObject({ ok: false, error: { code: 'not_found' } })
  }
  expect(await direct(page, 'vms.remove', { selection: { ids: [id] }, expected: none })).toMatchObject({
    ok: false,
    error: { code: 'stale' },
  })
  expect(await direct(page, 'search.everything', { text: 'lab-0' })).toMatchObject({
    ok: true,
    value: { vms: [1, 2, 3, 5, 7, 9].map((n) => ({ name: `lab-0${n}` })) },
  })
  expect(await lab.sql("SELECT port FROM virtual_machines WHERE name = 'lab-04'")).toEqual([{ port: 22 }])

  const panel = await machines.openRow('lab-05')
  await expect(panel).not.toContainText('you will no longer see this machine')
  await pick(panel, 'Owner', 'lina')
  await expect(panel).toContainText('you will no longer see this machine')
  await expect(field(panel, 'Owner')).toHaveValue('lina')
  await station(page, 'reach-loses-sight-dark')
  await machines.save()
  await expect(page.getByText('lab-05 was saved, and is now out of your sight.')).toBeVisible()
  await machines.expectCount(6)
})

test('with sharing for managers, a manager sees shared machines, and none that is neither shared nor assigned', async ({
  open,
  lab,
}) => {
  await lab.sql("UPDATE virtual_machines SET shared = false WHERE name IN ('lab-04', 'lab-05')")
  const { page } = await open({ args: [`--secrets=${lab.secrets}`] })
  await new SignInPage(page).signIn('tobe', 'abc')
  const machines = await new TablePage(page, 'Virtual machines').open()
  await machines.expectCount(11)
  await expect(machines.row('lab-05')).toBeVisible()
  await expect(machines.row('lab-04')).toHaveCount(0)
})
