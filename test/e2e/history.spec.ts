// The history page, a row's own history, and taking changes back: by mouse, and by keyboard alone.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe'
import { field } from './support/form'
import { expect, test } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { station } from './support/station'

const history = (page: Page) => page.getByRole('list', { name: 'Changes, newest first' })
const entries = (page: Page) => history(page).getByRole('button', { expanded: false })
const everything = `SELECT json_build_object('users', (SELECT json_agg(u ORDER BY id) FROM users u),
  'vms', (SELECT json_agg(v ORDER BY id) FROM virtual_machines v),
  'bookmarks', (SELECT json_agg(b ORDER BY id) FROM bookmarks b)) AS everything`

/** Only who is disabled can be deleted. */
const disableLina = "UPDATE users SET disabled = true WHERE username = 'lina'"

/** Delete lina, with the six machines and the bookmark she owns. */
async function deleteLina(page: Page): Promise<void> {
  const users = new TablePage(page, 'Users')
  await users.row('lina@').click()
  await page.keyboard.press('Delete')
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Delete/u })
    .click()
  await users.expectCount(5)
}

test('history: a deleted person comes back with machines and bookmarks, by mouse', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn()
  await lab.sql(disableLina)
  const [before] = await lab.sql(everything)
  await deleteLina(page)
  await page.getByRole('navigation').getByRole('link', { name: 'History' }).click()
  const entry = entries(page).first()
  await expect(entry).toContainText('ada deleted user lina with 6 virtual machines and 1 bookmark')
  await entry.click()
  await expect(history(page).getByText(/^(?:Before )?10\.1\.2\.2$/u)).toBeVisible()
  await station(page, 'history-page')
  await history(page)
    .getByRole('button', { name: /^Undo: ada deleted user lina/u })
    .click()
  const dialog = page.getByRole('alertdialog', { name: 'Take this back?' })
  await expect(dialog.getByText('Comes back: the user lina')).toBeVisible()
  await station(page, 'history-undo')
  await dialog.getByRole('button', { name: 'Take back' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(history(page).getByText('Taken back', { exact: true })).toBeVisible()
  await expect(entries(page).first()).toContainText(
    'ada brought back user lina with 1 bookmark and 6 virtual machines',
  )
  expect(await lab.sql(everything)).toEqual([before])
  await station(page, 'history-undone')
})

test('history: yesterday’s mistake is taken back with three keys from any page', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn()
  await lab.sql(disableLina)
  const [before] = await lab.sql(everything)
  await deleteLina(page)
  await lab.sql("UPDATE console_changes SET at = at - interval '1 day'")
  await page.keyboard.press('Control+3')
  await expect(page.getByRole('grid', { name: 'Bookmarks' })).toBeVisible()
  await page.keyboard.press('Control+6')
  await expect(entries(page).first()).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('button', { name: 'Take back' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(history(page).getByText('Taken back', { exact: true })).toBeVisible()
  expect(await lab.sql(everything)).toEqual([before])
  // The keys still arrive in the list.
  await page.keyboard.press('ArrowUp')
  await expect(entries(page).first()).toBeFocused()
})

test('history: Ctrl+Z names and takes back one’s own last change, and leaves typing alone', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn()
  const users = new TablePage(page, 'Users')
  await users.search().press('Control+z')
  const panel = await users.openRow('lina@')
  await field(panel, 'Username').fill('lina2')
  await users.save()
  await expect(users.row('lina2')).toBeVisible()
  await expect(page.getByRole('status').getByRole('button', { name: 'Undo' })).toBeVisible()
  await users.row('lina2').click()
  await page.keyboard.press('Control+z')
  const dialog = page.getByRole('alertdialog', { name: 'Take this back?' })
  await expect(dialog).toContainText('ada renamed lina to lina2')
  await page.keyboard.press('Enter')
  await expect(users.row('lina2')).toHaveCount(0)
  await expect(users.row('lina@')).toBeVisible()
  expect(await lab.sql("SELECT id FROM users WHERE username = 'lina'")).toHaveLength(1)
  await expect(dialog).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(page.getByText('You have changed nothing since you signed in')).toBeVisible()
})

test('history: Undo on a notice takes back the change it tells of, and the notice goes with its change', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  for (const [name, port] of [
    ['lab-04', '2204'],
    ['lab-06', '2206'],
  ] as const) {
    const panel = await vms.openRow(name)
    await field(panel, 'Port').fill(port)
    await vms.save()
    await expect(vms.row(port)).toBeVisible()
  }
  const notices = page.getByRole('status').filter({ hasText: 'was saved.' })
  await notices.filter({ hasText: 'lab-04' }).getByRole('button', { name: 'Undo' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Take this back?' })
  await expect(dialog).toContainText('ada changed port of lab-04')
  await page.keyboard.press('Enter')
  await expect(vms.row('2204')).toHaveCount(0)
  await expect(notices).toHaveText(/lab-06 was saved/u)
  await expect(vms.row('2206')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(dialog).toContainText('ada changed port of lab-06')
  await page.keyboard.press('Enter')
  await expect(vms.row('2206')).toHaveCount(0)
  await expect(notices).toHaveCount(0)
  expect(await lab.sql('SELECT DISTINCT port FROM virtual_machines')).toEqual([{ port: 22 }])
})

test('history: a name that was somebody else’s until lately is warned of before it is taken', async ({
  signedIn,
}) => {
  const { page } = await signedIn()
  const users = new TablePage(page, 'Users')
  const panel = await users.openRow('raul@')
  await field(panel, 'Username').fill('raul2')
  await expect(panel.getByText('somebody else was called')).toHaveCount(0)
  await users.save()
  await expect(users.row('raul2')).toBeVisible()
  const form = await users.add()
  await field(form, 'Username').fill('raul')
  await expect(form.getByText(/somebody else was called raul \(renamed since\)/u)).toBeVisible()
  await station(page, 'history-freed-name')
})

test('history: what stands in the way is said, and nothing is taken back', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  await lab.sql(disableLina)
  await deleteLina(page)
  await lab.sql(
    "INSERT INTO users (username, password, email, first_name, last_name, role, disabled) VALUES ('lina', 'x', 'other@x.org', 'L', 'L', 'regular', false)",
  )
  await page.keyboard.press('Control+6')
  await page.getByRole('button', { name: /^Undo: ada deleted/u }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Take this back?' })
  await expect(dialog.getByRole('alert')).toContainText('The username lina is taken now.')
  await expect(dialog.getByRole('button', { name: 'Take back' })).toHaveCount(0)
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused()
  await station(page, 'history-refused')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test('history: it is narrowed by words, person and day, and a row has its own', async ({ signedIn, lab }) => {
  const { page } = await signedIn({ size: { width: 900, height: 600 } })
  const vms = await new TablePage(page, 'Virtual machines').open()
  for (const [name, host] of [
    ['lab-02', '10.9.9.2'],
    ['lab-03', '10.9.9.3'],
  ] as const) {
    const panel = await vms.openRow(name)
    await field(panel, 'Host').fill(host)
    await vms.save()
    await expect(vms.row(host)).toBeVisible()
  }
  const panel = await vms.openRow('lab-02')
  await panel.getByRole('tab', { name: 'History' }).click()
  await expect(panel.getByText('ada changed host of lab-02')).toBeVisible()
  await expect(panel.getByText(/^(?:Before )?10\.1\.2\.2$/u)).toBeVisible()
  await station(page, 'history-tab')
  await panel.getByRole('button', { name: 'Open in the history' }).click()
  await expect(entries(page)).toHaveCount(1)
  const machine = page.getByRole('combobox', { name: 'About machine' })
  await expect(machine).toHaveValue('lab-02')
  await machine.fill('10.9.9.3')
  await expect(page.getByRole('option', { name: 'lab-03' })).toBeVisible()
  await station(page, 'history-machine-900')
  await page.keyboard.press('Enter')
  await expect(machine).toHaveValue('lab-03')
  await expect(entries(page)).toHaveCount(1)
  await expect(entries(page).first()).toContainText('lab-03')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(machine).toHaveValue('')
  await expect(entries(page)).toHaveCount(2)
  await page.getByRole('searchbox').fill('10.9.9.3')
  await expect(entries(page)).toHaveCount(1)
  await expect(entries(page).first()).toContainText('lab-03')
  await station(page, 'history-filtered-900')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page.getByRole('searchbox')).toHaveValue('')
  await expect(entries(page)).toHaveCount(2)
  await page.getByRole('combobox', { name: 'About person' }).fill('lina')
  await page.getByRole('option', { name: /lina/u }).click()
  await expect(entries(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await lab.sql("UPDATE console_changes SET at = '2026-01-15 12:00+00' WHERE label = 'lab-02'")
  await page.clock.setFixedTime(new Date(2026, 0, 20, 12))
  for (const label of ['From day', 'To day']) {
    await page.getByRole('button', { name: label, exact: true }).click()
    await expect(page.getByRole('heading', { name: 'January 2026' })).toBeVisible()
    await page.getByRole('button', { name: /^Thursday 15 January 2026/u }).click()
    await expect(page.getByRole('button', { name: `${label}: 15/01/2026` })).toBeFocused()
  }
  await expect(entries(page)).toHaveCount(1)
  await expect(entries(page).first()).toContainText('lab-02')
  await expectAccessible(page, 'history-days')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Thursday 15 January 2026 selected/u })).toBeFocused()
  await station(page, 'history-calendar')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await expect(page.getByText('No change fits these filters')).toBeVisible()
  await expect(page.getByText('From is after To', { exact: false })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Clear filters' })).toHaveCount(1)
  await page.getByRole('button', { name: 'Clear To day' }).click()
  await expect(entries(page)).toHaveCount(2)
})

test('history: filling the sample lab is no change, in dark colours', async ({ open }) => {
  const { page } = await open({ args: ['--demo'], colorScheme: 'dark' })
  await expect(page.getByRole('grid', { name: 'Users' })).toBeVisible()
  await page.keyboard.press('Control+6')
  await expect(page.getByRole('heading', { name: 'Nothing has been changed yet' })).toBeVisible()
  await station(page, 'history-empty-dark')
})

test('history: where the role may not make the log it is said, and a file of this computer has it', async ({
  open,
  lab,
}) => {
  const role = `plain_${lab.name}`
  await lab.sql(`CREATE ROLE ${role} LOGIN PASSWORD 'plain'`)
  await lab.sql(`GRANT SELECT, INSERT, UPDATE, DELETE ON users, virtual_machines, bookmarks TO ${role}`)
  await lab.sql(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role}`)
  const secrets = join(dirname(lab.secrets), 'plain.toml')
  const toml = readFileSync(lab.secrets, 'utf8')
    .replace(/^db_username = .*$/mu, `db_username = "${role}"`)
    .replace(/^db_password = .*$/mu, 'db_password = "plain"')
  writeFileSync(secrets, toml, { mode: 0o600 })
  const console = await open({ args: [`--secrets=${secrets}`] })
  const { page, userData } = console
  await new SignInPage(page).signIn('ada', 'abc')
  const users = new TablePage(page, 'Users')
  const panel = await users.openRow('lina@')
  await field(panel, 'First name').fill('Linnea')
  await users.save()
  await expect(users.row('Linnea')).toBeVisible()
  await expect(page.getByRole('status').getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await page.keyboard.press('Control+6')
  await expect(page.getByRole('heading', { name: 'No change log in this lab' })).toBeVisible()
  await station(page, 'history-off')
  const folder = join(userData, 'logs')
  const name = readdirSync(folder).find((file) => /^changes-.*\.jsonl$/u.test(file)) ?? ''
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n')
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    expect.objectContaining({
      actor: 'ada',
      action: 'users.update',
      entity: 'user',
      label: 'lina',
      old: { firstName: 'Lina' },
      new: { firstName: 'Linnea' },
    }),
  ])
  await console.close()
  await lab.sql(`DROP OWNED BY ${role}`)
  await lab.sql(`DROP ROLE ${role}`)
})
