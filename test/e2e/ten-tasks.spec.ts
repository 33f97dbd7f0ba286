// The ten daily tasks of a lab, each by mouse and again by keyboard alone: what they cost, and what is stored afterwards.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from 'bcrypt'
import type { ElectronApplication, Page } from '@playwright/test'
import { temporaryFolder } from './support/console'
import { account, handsOn, writeTable } from './support/effort'
import { expect, test, type LabDatabase } from './support/lab'
import { TablePage } from './support/pages'
import { station } from './support/station'

// In order and in one process, so that the table has them all.
test.describe.configure({ mode: 'default' })
test.afterAll(writeTable)

// Each begins at the table it is about, where it is about a row; by keyboard, with the focus on that row.
const tasks = {
  approve: { title: 'Approve 20 newcomers as regular', most: 5 },
  give: { title: 'Give 30 students one machine each', most: 6 },
  whoHas: { title: 'Who has host 10.1.2.3', most: 1 },
  rename: { title: 'Rename somebody, machines follow', most: 3 },
  reset: { title: 'Reset a forgotten password', most: 3 },
  replace: { title: 'Replace a machine’s password', most: 4 },
  disable: { title: 'Disable a leaver', most: 3 },
  passOn: { title: 'Pass a leaver’s machines to another', most: 4 },
  undo: { title: 'Take back yesterday’s mistake', most: 3 },
  csv: { title: 'All machines with their owners as CSV', most: 2 },
}

const dialogNamed = (page: Page, name: string | RegExp) =>
  page.getByRole('dialog', { name }).or(page.getByRole('alertdialog', { name }))
const item = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true })
const value = async (lab: LabDatabase, sql: string) =>
  Object.values((await lab.sql<Record<string, unknown>>(sql))[0] ?? {})[0]

async function newcomers(lab: LabDatabase): Promise<void> {
  await lab.sql(`DELETE FROM users WHERE role = 'new_user'`)
  await lab.sql(`INSERT INTO users (username, password, email, first_name, last_name, role, disabled)
SELECT 'newcomer' || n, 'x', 'newcomer' || n || '@lab.example.edu', 'New', 'Comer', 'new_user', false FROM generate_series(1, 20) n`)
}
const approved = "SELECT count(*)::int FROM users WHERE username LIKE 'newcomer%' AND role = 'regular'"

test('approve 20 newcomers as regular, by mouse', async ({ signedIn, lab }) => {
  await newcomers(lab)
  const { page } = await signedIn()
  const hands = handsOn(page)
  await hands.click(page.getByRole('link', { name: /Waiting list/u }))
  await expect(page.getByRole('grid', { name: 'Waiting list' })).toHaveAttribute('aria-rowcount', '21')
  await hands.click(page.getByRole('button', { name: 'Select all' }))
  await hands.click(page.getByRole('button', { name: 'Approve 20' }))
  await expect.poll(() => value(lab, approved)).toBe(20)
  account(hands, tasks.approve, 'mouse')
})

test('approve 20 newcomers as regular, by keyboard', async ({ signedIn, lab }) => {
  await newcomers(lab)
  const { page } = await signedIn()
  const hands = handsOn(page)
  await hands.press('Control+4')
  await expect(page.getByRole('grid', { name: 'Waiting list' })).toHaveAttribute('aria-rowcount', '21')
  await hands.press('Control+a')
  await expect(page.getByText('20 selected')).toBeVisible()
  await hands.press('Control+Enter')
  await expect.poll(() => value(lab, approved)).toBe(20)
  account(hands, tasks.approve, 'keyboard')
})

/** Thirty students, and thirty machines that nobody has; the table shows these. */
async function classOfThirty(page: Page, lab: LabDatabase): Promise<TablePage> {
  await lab.sql(`INSERT INTO users (username, password, email, first_name, last_name, role, disabled)
SELECT 'bio-' || lpad(n::text, 2, '0'), 'x', 'bio-' || n || '@lab.example.edu', 'Student', 'Biology', 'regular', false FROM generate_series(1, 30) n`)
  await lab.sql(`INSERT INTO virtual_machines (name, host, port, username, shared, user_id)
SELECT 'bio-vm-' || lpad(n::text, 2, '0'), '10.7.0.' || n, 22, 'student', true, 2 FROM generate_series(1, 30) n`)
  const vms = await new TablePage(page, 'Virtual machines').open()
  await vms.search().fill('bio-vm')
  await vms.expectCount(30)
  return vms
}
const given =
  "SELECT count(DISTINCT assigned_to)::int FROM virtual_machines WHERE name LIKE 'bio-vm-%' AND assigned_to LIKE 'bio-%' AND shared"

test('give 30 students one machine each, by mouse', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const vms = await classOfThirty(page, lab)
  const hands = handsOn(page)
  await hands.click(vms.row('bio-vm-01'))
  await vms.grid().hover()
  await page.mouse.wheel(0, 5000)
  await hands.click(vms.row('bio-vm-30'), ['Shift'])
  await hands.click(page.getByRole('button', { name: 'More actions' }))
  await hands.click(item(page, 'Assign…'))
  const dialog = dialogNamed(page, 'Assign 30 machines')
  await expect(dialog.getByRole('combobox', { name: 'Add people' })).toBeFocused()
  await hands.type('bio-')
  await hands.click(page.getByRole('option', { name: 'All 30 who match' }))
  await expect(dialog).toContainText('30 machines, 30 people.')
  await hands.click(dialog.getByRole('button', { name: 'Assign 30 machines' }))
  await expect.poll(() => value(lab, given)).toBe(30)
  account(hands, tasks.give, 'mouse')
})

test('give 30 students one machine each, by keyboard', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const vms = await classOfThirty(page, lab)
  await vms.grid().focus()
  const hands = handsOn(page)
  await hands.press('Control+a')
  await hands.press('Control+Shift+A')
  const dialog = dialogNamed(page, 'Assign 30 machines')
  await expect(dialog.getByRole('combobox', { name: 'Add people' })).toBeFocused()
  await hands.type('bio-')
  await hands.press('Enter')
  await expect(dialog).toContainText('30 machines, 30 people.')
  await hands.press('Control+Enter')
  await expect.poll(() => value(lab, given)).toBe(30)
  account(hands, tasks.give, 'keyboard')
})

test('who has host 10.1.2.3: no click, Ctrl+K and the host', async ({ signedIn }) => {
  const { page } = await signedIn()
  for (const by of ['mouse', 'keyboard'] as const) {
    const hands = handsOn(page)
    await hands.press('ControlOrMeta+k')
    await hands.type('10.1.2.3')
    const found = page.getByRole('dialog').getByRole('option', { name: /lab-03/u })
    await expect(found).toContainText('10.1.2.3')
    // Who has it, without opening it.
    await expect(found).toContainText('raul')
    expect(hands.count().clicks).toBe(0)
    account(hands, tasks.whoHas, by)
    await station(page, 'task-who-has')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
})

const renamed = "SELECT count(*)::int FROM virtual_machines WHERE assigned_to = 'raul-cruz'"

test('rename somebody by mouse, and the machines follow', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const people = new TablePage(page, 'Users')
  const hands = handsOn(page)
  await hands.doubleClick(people.row('raul@'))
  await expect(people.dialog().getByLabel('Username', { exact: true })).toBeFocused()
  await hands.replace('raul-cruz')
  await hands.click(people.dialog().getByRole('button', { name: 'Save', exact: true }))
  await expect.poll(() => value(lab, renamed)).toBe(3)
  account(hands, tasks.rename, 'mouse')
})

test('rename somebody by keyboard, and the machines follow', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const people = new TablePage(page, 'Users')
  const hands = handsOn(page)
  // From anywhere, with nothing chosen.
  await hands.press('ControlOrMeta+k')
  await hands.type('raul@lab')
  await expect(page.getByRole('dialog').getByRole('option', { name: /raul/u })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await hands.press('Enter')
  await expect(people.dialog().getByLabel('Username', { exact: true })).toBeFocused()
  await hands.replace('raul-cruz')
  await hands.press('Enter')
  await expect.poll(() => value(lab, renamed)).toBe(3)
  account(hands, tasks.rename, 'keyboard')
})

/** What is shown is what is stored. */
async function expectPassword(page: Page, lab: LabDatabase): Promise<void> {
  const dialog = page.getByRole('alertdialog', { name: 'New password of lina' })
  const shown = await dialog.getByLabel('Password', { exact: true }).innerText()
  const stored = await value(lab, "SELECT password FROM users WHERE username = 'lina'")
  expect(await compare(shown, String(stored))).toBe(true)
}

test('reset a forgotten password, by mouse', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const hands = handsOn(page)
  await hands.rightClick(new TablePage(page, 'Users').row('lina@').getByRole('gridcell').first())
  await hands.click(item(page, 'Reset password…'))
  await hands.click(
    dialogNamed(page, 'Reset the password of lina').getByRole('button', { name: 'Reset password' }),
  )
  await expectPassword(page, lab)
  account(hands, tasks.reset, 'mouse')
})

test('reset a forgotten password, by keyboard', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  await new TablePage(page, 'Users').row('lina@').getByRole('gridcell').first().click()
  const hands = handsOn(page)
  await hands.press('Control+Shift+p')
  await expect(dialogNamed(page, 'Reset the password of lina')).toBeVisible()
  await hands.press('Enter')
  await expectPassword(page, lab)
  account(hands, tasks.reset, 'keyboard')
})

const token = "SELECT password FROM virtual_machines WHERE name = 'lab-03'"

test('replace a machine’s password, by mouse', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  const hands = handsOn(page)
  await hands.rightClick(vms.row('lab-03'))
  await hands.click(item(page, 'Replace password…'))
  await hands.click(page.getByRole('button', { name: 'Generate' }))
  await hands.click(page.getByRole('button', { name: 'Replace', exact: true }))
  await expect.poll(() => value(lab, token)).toMatch(/^gAAAA/u)
  account(hands, tasks.replace, 'mouse')
})

test('replace a machine’s password, by keyboard', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  await vms.row('lab-03').click()
  const hands = handsOn(page)
  await hands.press('Control+Shift+p')
  await expect(page.getByLabel('New password')).toBeFocused()
  await hands.type('Fresh-Password-1')
  await hands.press('Enter')
  await expect.poll(() => value(lab, token)).toMatch(/^gAAAA/u)
  account(hands, tasks.replace, 'keyboard')
})

const disabled = "SELECT disabled FROM users WHERE username = 'lina'"

test('disable a leaver, by mouse', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const hands = handsOn(page)
  await hands.rightClick(new TablePage(page, 'Users').row('lina@'))
  await hands.click(item(page, 'Disable…'))
  await hands.click(dialogNamed(page, /^Disable lina/u).getByRole('button', { name: 'Disable', exact: true }))
  await expect.poll(() => value(lab, disabled)).toBe(true)
  account(hands, tasks.disable, 'mouse')
})

test('disable a leaver, by keyboard', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  await new TablePage(page, 'Users').row('lina@').click()
  const hands = handsOn(page)
  await hands.press('ControlOrMeta+k')
  await hands.type('disable')
  await expect(page.getByRole('option', { name: /Disable…/u })).toHaveAttribute('aria-selected', 'true')
  await hands.press('Enter')
  const dialog = dialogNamed(page, /^Disable lina/u)
  await expect(dialog.getByRole('button', { name: 'Disable', exact: true })).toBeFocused()
  await hands.press('Enter')
  await expect.poll(() => value(lab, disabled)).toBe(true)
  account(hands, tasks.disable, 'keyboard')
})

const tobes = 'SELECT count(*)::int FROM virtual_machines WHERE user_id = 2'

test('pass a leaver’s machines to another, by mouse', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const hands = handsOn(page)
  await hands.rightClick(new TablePage(page, 'Users').row('lina@'))
  await hands.click(item(page, 'Pass machines on…'))
  const dialog = dialogNamed(page, /^Pass on what lina has/u)
  await expect(dialog.getByLabel('New owner', { exact: true })).toBeFocused()
  await hands.type('tobe')
  await hands.click(page.getByRole('option', { name: /tobe/u }))
  await hands.click(dialog.getByRole('button', { name: 'Pass on', exact: true }))
  await expect.poll(() => value(lab, tobes)).toBe(12)
  account(hands, tasks.passOn, 'mouse')
})

test('pass a leaver’s machines to another, by keyboard', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  await new TablePage(page, 'Users').row('lina@').click()
  const hands = handsOn(page)
  await hands.press('ControlOrMeta+k')
  await hands.type('pass machines')
  await expect(page.getByRole('option', { name: /Pass machines on…/u })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await hands.press('Enter')
  const owner = dialogNamed(page, /^Pass on what lina has/u).getByLabel('New owner', { exact: true })
  await expect(owner).toBeFocused()
  await hands.type('tobe')
  await expect(page.getByRole('option')).toHaveText([/tobe/u])
  await hands.press('Enter')
  await expect(owner).toHaveValue('tobe')
  await hands.press('Enter')
  await expect.poll(() => value(lab, tobes)).toBe(12)
  account(hands, tasks.passOn, 'keyboard')
})

const everything = `SELECT json_build_object('users', (SELECT json_agg(u ORDER BY id) FROM users u),
  'vms', (SELECT json_agg(v ORDER BY id) FROM virtual_machines v), 'bookmarks', (SELECT json_agg(b ORDER BY id) FROM bookmarks b))`

/** Yesterday, somebody was deleted with all they had; the page is another one today. Answers what there was before. */
async function mistake(page: Page, lab: LabDatabase): Promise<unknown> {
  // Only who is disabled may be deleted.
  await lab.sql("UPDATE users SET disabled = true WHERE username = 'lina'")
  const before = await value(lab, everything)
  const people = new TablePage(page, 'Users')
  await people.row('lina@').click()
  await page.keyboard.press('Delete')
  await dialogNamed(page, /./u)
    .getByRole('button', { name: /^Delete/u })
    .click()
  await people.expectCount(5)
  await lab.sql("UPDATE console_changes SET at = at - interval '1 day'")
  // Any other page, by a key: a link that was clicked would keep the focus.
  await page.keyboard.press('Control+3')
  await expect(new TablePage(page, 'Bookmarks').grid()).toBeVisible()
  return before
}

test('take back yesterday’s mistake, by mouse', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const before = await mistake(page, lab)
  const hands = handsOn(page)
  await hands.click(page.getByRole('navigation').getByRole('link', { name: 'History' }))
  await hands.click(page.getByRole('button', { name: /^Undo: ada deleted user lina/u }))
  await hands.click(page.getByRole('button', { name: 'Take back' }))
  await expect.poll(() => value(lab, everything)).toEqual(before)
  account(hands, tasks.undo, 'mouse')
})

test('take back yesterday’s mistake, by keyboard', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const before = await mistake(page, lab)
  const hands = handsOn(page)
  await hands.press('Control+6')
  await expect(page.getByRole('button', { name: /^Undo: ada deleted user lina/u })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Changes, newest first' }).locator(':focus')).toBeVisible()
  await hands.press('Control+z')
  await expect(page.getByRole('button', { name: 'Take back' })).toBeFocused()
  await hands.press('Enter')
  await expect.poll(() => value(lab, everything)).toEqual(before)
  account(hands, tasks.undo, 'keyboard')
})

/** Where the system's dialog saves to; answering it is one click, or one key. */
async function saveTo(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
}

for (const by of ['mouse', 'keyboard'] as const) {
  test(`all machines with their owners as CSV, by ${by}`, async ({ signedIn, lab }) => {
    await lab.sql("UPDATE virtual_machines SET name = '=1+2' WHERE name = 'lab-01'")
    const { app, page } = await signedIn()
    const vms = await new TablePage(page, 'Virtual machines').open()
    await vms.expectCount(12)
    const path = join(temporaryFolder('csv'), 'machines.csv')
    await saveTo(app, path)
    const hands = handsOn(page)
    if (by === 'mouse') await hands.click(page.getByRole('button', { name: 'Export as CSV…' }))
    else await hands.press('Control+e')
    hands.answerSystemDialog(by)
    await expect(page.getByText(`12 rows written to ${path}.`)).toBeVisible()
    const content = readFileSync(path, 'utf8')
    expect(content.startsWith('\uFEFFName,Host,Port,Username,Owner,')).toBe(true)
    expect(content.split('\r\n')).toHaveLength(14)
    expect(content).toContain("\r\n'=1+2,10.1.2.1,22,student,tobe,raul,")
    account(hands, tasks.csv, by)
  })
}
