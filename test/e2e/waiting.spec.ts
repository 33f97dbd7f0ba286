// The waiting list: its badge, letting people in by mouse and by keyboard, turning them away, others at the same time.
import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe'
import { expect, test, type LabDatabase } from './support/lab'
import { SignInPage } from './support/pages'
import { station } from './support/station'

async function comeIn(lab: LabDatabase, count: number): Promise<void> {
  await lab.sql(
    `INSERT INTO users (username, password, email, first_name, last_name, role, disabled)
SELECT 'student' || lpad(n::text, 3, '0'), '$2b$10$SI2UhCZ/QPHFPTRXL6kGpuqU.4S.NDAjSifV7fWdU2n2Oh7GjqtYi',
       'student' || n || '@lab.example.edu', (ARRAY['Amara','Bela','Chidi','Dana'])[1 + n % 4], 'Student', 'new_user', false
FROM generate_series(1, ${count}) n`,
  )
}

const grid = (page: Page) => page.getByRole('grid', { name: 'Waiting list' })
const waits = (lab: LabDatabase) =>
  lab.sql<{ username: string }>("SELECT username FROM users WHERE role = 'new_user' ORDER BY id")
const badge = (page: Page) => page.getByRole('link', { name: /Waiting list/u })

test('twenty newcomers become regular by three clicks, and the badge follows', async ({ signedIn, lab }) => {
  await lab.sql("DELETE FROM users WHERE username = 'yui'")
  await comeIn(lab, 20)
  const { page, complaints } = await signedIn()
  await expect(badge(page)).toContainText('20')
  await expect(badge(page).getByLabel('20 people wait to be approved')).toBeVisible()

  let clicks = 0
  const click = async (name: string | RegExp, role: 'link' | 'button' = 'button') => {
    clicks += 1
    await page.getByRole(role, { name }).click()
  }
  await click(/Waiting list/u, 'link')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '21')
  await expect(grid(page).getByRole('row').nth(1)).toContainText('student020')
  await station(page, 'waiting-list')
  await expectAccessible(page, 'waiting list')
  await click('Select all')
  await expect(page.getByText('20 selected')).toBeVisible()
  await station(page, 'waiting-selected')
  await click('Approve 20')
  await expect(page.getByText('20 approved as regular.')).toBeVisible()
  expect(clicks).toBeLessThanOrEqual(5)
  console.log(`approve 20 newcomers as regular, by mouse: ${clicks} clicks`)

  await expect(page.getByRole('heading', { name: 'Nobody is waiting' })).toBeVisible()
  await expect(page.getByText('they must reload the page')).toBeVisible()
  await expect(badge(page)).toHaveText('Waiting list')
  await station(page, 'waiting-nobody')
  expect(await waits(lab)).toEqual([])
  expect(await lab.sql("SELECT FROM users WHERE role = 'regular' AND username LIKE 'student%'")).toHaveLength(
    20,
  )
  expect(complaints).toEqual([])
})

test('twenty newcomers become regular by three key presses', async ({ signedIn, lab }) => {
  await lab.sql("DELETE FROM users WHERE username = 'yui'")
  await comeIn(lab, 20)
  const { page } = await signedIn()
  let keys = 0
  const press = async (key: string) => {
    keys += 1
    await page.keyboard.press(key)
  }
  await press('Control+4')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '21')
  await press('Control+a')
  await expect(page.getByText('20 selected')).toBeVisible()
  await press('Control+Enter')
  await expect(page.getByText('20 approved as regular.')).toBeVisible()
  expect(keys).toBeLessThanOrEqual(5)
  console.log(`approve 20 newcomers as regular, by keyboard: ${keys} keys`)
  expect(await waits(lab)).toEqual([])
})

test('who was approved by somebody else meanwhile is skipped, and named', async ({ signedIn, lab }) => {
  await comeIn(lab, 3)
  const { page } = await signedIn()
  await page.keyboard.press('Control+4')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '5')
  await page.keyboard.press('Control+a')
  // Chosen rows stay as they are until they are acted on.
  await lab.sql("UPDATE users SET role = 'sidekick' WHERE username = 'student002'")
  await lab.sql("DELETE FROM users WHERE username = 'student003'")
  await page.getByRole('button', { name: 'Approve 4' }).click()
  const said = page.getByText('2 approved as regular. 2 skipped:')
  await expect(said).toContainText('student003 was denied or deleted by somebody else meanwhile')
  await expect(said).toContainText('student002 was approved by somebody else meanwhile')
  await station(page, 'waiting-skipped')
  expect(await lab.sql("SELECT role FROM users WHERE username = 'student002'")).toEqual([
    { role: 'sidekick' },
  ])
  expect(await waits(lab)).toEqual([])
})

test('somebody is turned away with a reason, by keyboard alone, and the page stays fresh', async ({
  signedIn,
  lab,
}) => {
  await lab.sql("DELETE FROM users WHERE username = 'yui'")
  await comeIn(lab, 2)
  const { app, page } = await signedIn({ size: { width: 900, height: 600 } })
  await page.keyboard.press('Control+4')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '3')
  await expect(grid(page).getByRole('gridcell', { name: 'student002', exact: true })).toBeFocused()
  await page.keyboard.press('Delete')
  const dialog = page.getByRole('dialog', { name: 'Deny 1 person' })
  await expect(dialog.getByLabel('Reason')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Type a reason')).toBeVisible()
  await page.keyboard.type('twice the same person')
  await station(page, 'waiting-deny')
  await expectAccessible(page, 'deny')
  await page.keyboard.press('Enter')
  await expect(page.getByText('student002 was denied and deleted.')).toBeVisible()
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2')
  await expect(grid(page).locator(':focus')).toBeVisible()
  expect(await waits(lab)).toEqual([{ username: 'student001' }])

  // Somebody signs up in the portal: the badge and the list hear of it.
  await lab.sql(
    `INSERT INTO users (username, password, email, first_name, last_name, role, disabled) VALUES ('late', 'x', 'late@lab.example.edu', 'Late', 'Comer', 'New_User', false)`,
  )
  await expect(grid(page).getByRole('gridcell', { name: 'late', exact: true })).toBeVisible({
    timeout: 15_000,
  })
  await expect(badge(page)).toContainText('2')
  await page.emulateMedia({ colorScheme: 'dark' })
  await station(page, 'waiting-dark-900x600')
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a manager approves as sidekick out of the row’s menu, and is offered no manager', async ({
  open,
  lab,
}) => {
  const { page } = await open({ args: [`--secrets=${lab.secrets}`] })
  await new SignInPage(page).signIn('tobe', 'abc')
  await page.getByRole('link', { name: /Waiting list/u }).click()
  await grid(page).getByRole('gridcell', { name: 'yui', exact: true }).click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: 'Approve as manager' })).toHaveCount(0)
  await station(page, 'waiting-menu')
  await page.getByRole('menuitem', { name: 'Approve as sidekick' }).click()
  await expect(page.getByText('yui is now sidekick.')).toBeVisible()
  expect(await lab.sql("SELECT role FROM users WHERE username = 'yui'")).toEqual([{ role: 'sidekick' }])
})

test('the list is searched, and only those who match are approved with all that match', async ({
  signedIn,
  lab,
}) => {
  await comeIn(lab, 600)
  const { page } = await signedIn()
  await page.keyboard.press('Control+4')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('student5')
  await expect(page.getByText('111 of 601')).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('111 approved as regular.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible()
  await page.getByRole('button', { name: 'Show all who wait' }).click()
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '491')
  await page.getByRole('button', { name: 'Select all' }).click()
  await page.getByRole('button', { name: 'Approve 490' }).click()
  await expect(page.getByText('490 approved as regular.')).toBeVisible()
  expect(await waits(lab)).toEqual([])
})

test('Ctrl+Enter in the search approves nobody who was not chosen, and F5 keeps what is typed', async ({
  signedIn,
  lab,
}) => {
  await comeIn(lab, 30)
  const { page } = await signedIn()
  await page.keyboard.press('Control+4')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '32')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('student012')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Nobody is chosen.')).toBeVisible()
  await expect(page.getByText('1 of 31')).toBeVisible()
  expect(await waits(lab)).toHaveLength(31)

  await page.keyboard.press('Control+a')
  await page.keyboard.type('student02')
  await page.keyboard.press('F5')
  await expect(page.getByText('10 of 31')).toBeVisible()

  // Enter goes to the list; what is chosen there before the answer has come is chosen of the answer.
  await page.keyboard.press('Control+f')
  await page.keyboard.type('student01')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('10 approved as regular.')).toBeVisible()
  expect((await waits(lab)).filter(({ username }) => username.startsWith('student01'))).toEqual([])
})

test('the count of all who wait follows while the list is searched', async ({ signedIn, lab }) => {
  await comeIn(lab, 30)
  const { page } = await signedIn()
  await page.keyboard.press('Control+4')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('student012')
  await expect(page.getByText('1 of 31')).toBeVisible()
  await lab.sql("UPDATE users SET role = 'regular' WHERE username LIKE 'student02%'")
  await expect(page.getByText('1 of 21')).toBeVisible({ timeout: 15_000 })

  await page.keyboard.type('x')
  await page.getByRole('button', { name: 'Show all who wait' }).click()
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '22')
  await expect(page.getByRole('searchbox', { name: 'Search the waiting list' })).toBeFocused()
})

test('choosing and news move neither the buttons nor the list', async ({ signedIn, lab }) => {
  await comeIn(lab, 9)
  const { page } = await signedIn({ size: { width: 1200, height: 800 } })
  await page.keyboard.press('Control+4')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '11')
  const before = await grid(page).boundingBox()
  await page.keyboard.press('Control+a')
  await expect(page.getByText('10 selected')).toBeVisible()
  await lab.sql("UPDATE users SET first_name = 'Other' WHERE username = 'student003'")
  await expect(page.getByRole('button', { name: '1 change' })).toBeVisible({ timeout: 15_000 })
  await station(page, 'waiting-1200')
  expect(await grid(page).boundingBox()).toEqual(before)
})

test('a typed reason is asked for before it is dropped', async ({ signedIn }) => {
  const { page } = await signedIn()
  await page.keyboard.press('Control+4')
  await expect(grid(page).getByRole('gridcell', { name: 'yui', exact: true })).toBeFocused()
  await page.keyboard.press('Delete')
  await page.keyboard.type('unknown here')
  await page.keyboard.press('Escape')
  const question = page.getByRole('alertdialog', { name: 'Discard what you typed?' })
  await question.getByRole('button', { name: 'Keep editing' }).click()
  await expect(page.getByLabel('Reason')).toHaveValue('unknown here')
  await page.keyboard.press('Escape')
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(grid(page).locator(':focus')).toBeVisible()
})
