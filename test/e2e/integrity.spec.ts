// The integrity page: found, explained, previewed, repaired; its badge; by keyboard alone, dark, small, and clean.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { encrypt, generateKey, parseKey, type FernetKey } from '../../src/main/crypto/fernet'
import { root } from './support/console'
import { expect, test, type LabDatabase } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { station } from './support/station'

/** Three machines of former people, a demoted owner, a role in capitals, a name nobody signs in with, a bad link. */
async function breakLab(lab: LabDatabase): Promise<void> {
  await lab.sql(
    "UPDATE virtual_machines SET assigned_to = 'former' WHERE name IN ('lab-01', 'lab-02', 'lab-03')",
  )
  await lab.sql("UPDATE virtual_machines SET assigned_to = 'raul', shared = false WHERE name = 'lab-04'")
  await lab.sql(
    "UPDATE virtual_machines SET user_id = (SELECT id FROM users WHERE username = 'gone'), shared = false WHERE name = 'lab-05'",
  )
  await lab.sql("UPDATE virtual_machines SET port = 0, password = 'gAAAAcut' WHERE name = 'lab-06'")
  await lab.sql("UPDATE users SET role = 'Regular' WHERE username = 'raul'")
  await lab.sql("UPDATE users SET username = 'Yui' WHERE username = 'yui'")
  await lab.sql(
    "INSERT INTO bookmarks (name, link, user_id) SELECT 'Wiki', 'lab.example.edu/wiki', id FROM users WHERE username = 'lina'",
  )
}

class IntegrityPage {
  constructor(readonly page: Page) {}
  link = () => this.page.getByRole('navigation').getByRole('link', { name: /^Integrity/u })
  kind = (name: string) => this.page.getByRole('button', { name: new RegExp(`^${name}`, 'u') })
  rows = (name: string) => this.page.getByRole('list', { name: `${name}: rows` }).getByRole('listitem')
  dialog = () => this.page.getByRole('dialog')
  status = () => this.page.getByRole('main').getByRole('status').first()

  async open(): Promise<this> {
    await this.link().click()
    await expect(this.status()).toContainText('Checked in')
    return this
  }
}

function keyOf(encoded: string): FernetKey {
  const parsed = parseKey(encoded)
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.key
}

const nobody = 'Assigned to somebody who does not exist'

test('what breaks the rules is found, explained, previewed and repaired, all or some', async ({
  signedIn,
  lab,
}) => {
  await breakLab(lab)
  const { page } = await signedIn()
  const badge = page.getByRole('navigation').getByLabel('10 new problems')
  await expect(badge).toHaveText('10')
  const integrity = await new IntegrityPage(page).open()
  await expect(integrity.status()).toContainText('10 problems of 8 kinds')
  await station(page, 'integrity-found')
  await integrity.kind(nobody).click()
  await expect(integrity.rows(nobody)).toHaveCount(3)
  await expect(integrity.rows(nobody).first()).toContainText('assigned to former')
  await expect(page.getByText('Whoever takes that username later gets the machine')).toBeVisible()
  await station(page, 'integrity-rows')

  await page.getByRole('checkbox', { name: 'Choose lab-02' }).click({ force: true })
  await page.getByRole('button', { name: 'Repair 2 rows…' }).click()
  const preview = integrity.dialog().getByRole('table', { name: 'What will change' })
  await expect(preview.getByRole('row')).toHaveCount(3)
  await expect(preview.getByRole('row').nth(1)).toContainText('former')
  await expect(preview.getByRole('row').nth(1)).toContainText('nobody')
  await station(page, 'integrity-preview')
  await integrity.dialog().getByRole('button', { name: 'Repair 2 rows' }).click()
  await expect(page.getByText('Repaired 2 rows.')).toBeVisible()
  await expect(integrity.rows(nobody)).toHaveCount(1)
  expect(await lab.sql("SELECT name FROM virtual_machines WHERE assigned_to = 'former'")).toEqual([
    { name: 'lab-02' },
  ])

  await page.getByRole('button', { name: 'Repair…' }).click()
  await integrity.dialog().getByText('Assign to somebody else').click()
  await integrity.dialog().getByRole('combobox', { name: 'Assign to' }).fill('lina')
  await page.getByRole('option', { name: /lina/u }).click()
  await expect(preview.getByRole('row').nth(1)).toContainText('lina')
  await integrity.dialog().getByRole('button', { name: 'Repair 1 row' }).click()
  await expect(page.getByText('Every assigned machine belongs to somebody who exists')).toBeVisible()
  expect(await lab.sql("SELECT assigned_to FROM virtual_machines WHERE name = 'lab-02'")).toEqual([
    { assigned_to: 'lina' },
  ])
  // What is taken back is a problem again, and shown as one at once.
  await page.getByText('Repaired 1 row.').locator('..').getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click()
  await expect(integrity.kind(nobody)).toContainText('1')
})

test('only what is new since it was looked at is on the badge', async ({ signedIn, lab }) => {
  await lab.sql("UPDATE virtual_machines SET port = 0 WHERE name IN ('lab-01', 'lab-02')")
  const { page } = await signedIn()
  const navigation = page.getByRole('navigation')
  await expect(navigation.getByLabel('2 new problems')).toBeVisible()
  const integrity = await new IntegrityPage(page).open()
  await expect(navigation.getByLabel(/new problem/u)).toHaveCount(0)
  await expect(integrity.kind('Impossible port')).toContainText('2 new')
  await lab.sql("UPDATE virtual_machines SET port = 70000 WHERE name = 'lab-03'")
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(integrity.kind('Impossible port')).toContainText('3 new')
  await integrity.kind('Impossible port').click()
  await page.getByRole('link', { name: 'Open lab-03' }).click()
  await expect(page.getByRole('dialog')).toContainText('lab-03')
  await expect(navigation.getByLabel(/new problem/u)).toHaveCount(0)
})

test('a repair that would write what was not shown writes nothing, and shows it anew', async ({
  signedIn,
  lab,
}) => {
  await lab.sql("UPDATE virtual_machines SET port = 0 WHERE name IN ('lab-01', 'lab-02')")
  const { page } = await signedIn()
  const integrity = await new IntegrityPage(page).open()
  await integrity.kind('Impossible port').click()
  await page.getByRole('button', { name: 'Repair…' }).click()
  const go = integrity.dialog().getByRole('button', { name: /^Repair \d+ rows$/u })
  await expect(go).toHaveText('Repair 2 rows')
  await expect(go).toBeFocused()
  await lab.sql("UPDATE virtual_machines SET port = 70000 WHERE name = 'lab-03'")
  await go.click()
  await expect(integrity.dialog().getByRole('alert')).toContainText('has changed since it was shown')
  await expect(go).toHaveText('Repair 3 rows')
  await expect(integrity.dialog().getByRole('row').filter({ hasText: '70000' })).toHaveCount(1)
  expect(await lab.sql('SELECT port FROM virtual_machines WHERE port IN (0, 70000) ORDER BY port')).toEqual([
    { port: 0 },
    { port: 0 },
    { port: 70_000 },
  ])
  await go.click()
  await expect(page.getByText('Repaired 3 rows.')).toBeVisible()
  expect(await lab.sql('SELECT port FROM virtual_machines WHERE port IN (0, 70000)')).toEqual([])
})

test('a repair by keyboard alone, in a small dark window', async ({ signedIn, lab }) => {
  await lab.sql("UPDATE users SET role = 'wizard' WHERE username IN ('raul', 'yui')")
  const { page } = await signedIn({ size: { width: 900, height: 600 } })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.keyboard.press('ControlOrMeta+5')
  const integrity = new IntegrityPage(page)
  await expect(integrity.status()).toContainText('Checked in')
  const kind = integrity.kind('Role that the portal does not know')
  const until = async (target: Locator, key: string) => {
    for (let presses = 0; presses < 30; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press(key)
    }
    await expect(target).toBeFocused()
  }
  await page.getByRole('main').focus()
  await until(kind, 'Tab')
  await page.keyboard.press('Enter')
  await expect(integrity.rows('Role that the portal does not know')).toHaveCount(2)
  await station(page, 'integrity-small-dark')
  await until(page.getByRole('button', { name: 'Repair…' }), 'Tab')
  await page.keyboard.press('Enter')
  const role = integrity.dialog().getByRole('button', { name: /^Choose a role|Role$/u })
  await until(role, 'Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('r')
  await page.keyboard.press('Enter')
  await expect(integrity.dialog().getByRole('row').filter({ hasText: 'wizard' })).toHaveCount(2)
  await station(page, 'integrity-preview-small-dark')
  await until(integrity.dialog().getByRole('button', { name: 'Repair 2 rows' }), 'Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Every role is one of the portal’s')).toBeVisible()
  await expect(integrity.dialog()).toBeHidden()
  const roles = await lab.sql("SELECT role FROM users WHERE username IN ('raul', 'yui')")
  expect(roles).toEqual([{ role: 'regular' }, { role: 'regular' }])
  await expect(page.locator(':focus')).toHaveText('Every role is one of the portal’s')
})

test('stored secrets are opened when asked for, and what does not open is listed', async ({
  signedIn,
  lab,
}) => {
  const { fernet } = JSON.parse(readFileSync(join(root, 'test/support/vectors/portal.json'), 'utf8')) as {
    fernet: { text: { token: string }[] }
  }
  const token = fernet.text[1]?.token ?? ''
  const foreign = encrypt(keyOf(generateKey()), Buffer.from('x'))
  await lab.sql("UPDATE virtual_machines SET password = $1 WHERE name <= 'lab-05'", [token])
  const { page } = await signedIn()
  const integrity = await new IntegrityPage(page).open()
  await page.getByRole('button', { name: 'Check all secrets' }).click()
  await expect(page.getByText('All stored secrets of 5 machines open.')).toBeVisible()
  await lab.sql("UPDATE virtual_machines SET password = $1 WHERE name = 'lab-03'", [foreign])
  await page.getByRole('button', { name: 'Check all secrets again' }).click()
  await expect(page.getByText('Secrets of 1 machine of 5 machines do not open.')).toBeVisible()
  await integrity.kind('Does not open with this key').click()
  await expect(integrity.rows('Does not open with this key')).toHaveCount(1)
  await page.getByRole('button', { name: 'Repair…' }).click()
  const row = integrity.dialog().getByRole('row').filter({ hasText: 'lab-03' })
  await expect(row).toContainText('stored')
  await station(page, 'integrity-secrets')
  await integrity.dialog().getByRole('button', { name: 'Repair 1 row' }).click()
  await expect(page.getByText('All stored secrets of 4 machines open.')).toBeVisible()
  expect(await lab.sql("SELECT password FROM virtual_machines WHERE name = 'lab-03'")).toEqual([
    { password: null },
  ])
})

test('a lab in order has nothing to repair, and a manager is told who may look', async ({
  signedIn,
  open,
  lab,
}) => {
  const { page } = await signedIn()
  const integrity = await new IntegrityPage(page).open()
  await expect(integrity.status()).toContainText('Nothing to repair')
  await expect(page.getByRole('main').getByRole('button', { expanded: false })).toHaveCount(0)
  await station(page, 'integrity-clean')
  const other = await open({ args: [`--secrets=${lab.secrets}`] })
  await new SignInPage(other.page).signIn('tobe', 'abc')
  await new TablePage(other.page, 'Users').open()
  await other.page.keyboard.press('ControlOrMeta+5')
  await expect(other.page.getByRole('heading', { name: 'For admins' })).toBeVisible()
  await station(other.page, 'integrity-manager')
})
