// Adding, changing, deleting: what the portal then reads, and what happens when two people edit the same row.
import { createDecipheriv, createHmac } from 'node:crypto'
import bcrypt from 'bcrypt'
import { allText } from './support/console'
import { field, pick } from './support/form'
import { keyText } from '../support/ssh-keys'
import { cipherKey } from './support/prepare'
import { expect, test } from './support/lab'
import { TablePage } from './support/pages'
import { station } from './support/station'

/** Opens a token as the portal's Fernet does, with nothing of the console's own code. */
function portalOpens(token: string): string {
  const key = Buffer.from(cipherKey, 'base64url')
  const bytes = Buffer.from(token, 'base64url')
  const signed = bytes.subarray(0, -32)
  const mac = createHmac('sha256', key.subarray(0, 16)).update(signed).digest()
  if (!mac.equals(bytes.subarray(-32))) throw new Error('The portal would refuse this token')
  const decipher = createDecipheriv('aes-128-cbc', key.subarray(16), bytes.subarray(9, 25))
  return Buffer.concat([decipher.update(bytes.subarray(25, -32)), decipher.final()]).toString('utf8')
}

test('a person is added with a hash the portal accepts; a taken name lands on its field', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn()
  const users = new TablePage(page, 'Users')
  const dialog = await users.add()
  await field(dialog, 'Username').fill('ADA')
  await field(dialog, 'Email').fill('new@lab.example.edu')
  await field(dialog, 'First name').fill('Ñandú')
  await field(dialog, 'Last name').fill("O'Brien-Śmigły")
  await field(dialog, 'Password').fill('short')
  await users.save()
  await expect(field(dialog, 'Password')).toHaveAttribute('aria-invalid', 'true')
  await station(page, 'add-user-errors')
  await field(dialog, 'Password').fill('Abcdef1!')
  await dialog.getByLabel('Role').first().click()
  await page.getByRole('option', { name: 'Sidekick' }).click()
  await users.save()
  await expect(field(dialog, 'Username')).toHaveAttribute('aria-invalid', 'true')
  await field(dialog, 'Username').fill('nandu')
  await field(dialog, 'Username').press('Enter')
  await users.expectCount(7)
  await expect(users.row('nandu')).toBeVisible()
  const [row] = await lab.sql<{ password: string }>("SELECT * FROM users WHERE username = 'nandu'")
  expect(row).toMatchObject({
    first_name: 'Ñandú',
    last_name: "O'Brien-Śmigły",
    role: 'sidekick',
    disabled: false,
  })
  expect(row?.password.startsWith('$2b$12$')).toBe(true)
  expect(await bcrypt.compare('Abcdef1!', row?.password ?? '')).toBe(true)
})

test('a machine’s password and key are stored as tokens that the portal opens', async ({ signedIn, lab }) => {
  const { page, userData } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  const dialog = await vms.add()
  await field(dialog, 'Name').fill('build-01')
  await field(dialog, 'Host').fill('10.9.8.7')
  await expect(field(dialog, 'Port')).toHaveValue('22')
  await field(dialog, 'Username').fill('root')
  await field(dialog, 'Password').fill('пароль-密码-🔑')
  await field(dialog, 'SSH key').fill(keyText('openssh-ed25519'))
  await pick(dialog, 'Owner', 'lina')
  await vms.save()
  await vms.expectCount(13)
  await expect(vms.row('build-01')).toBeVisible()
  const [row] = await lab.sql<{ password: string; ssh_key: Buffer }>(
    "SELECT * FROM virtual_machines WHERE name = 'build-01'",
  )
  expect(portalOpens(row?.password ?? '')).toBe('пароль-密码-🔑')
  expect(portalOpens(row?.ssh_key.toString('ascii') ?? '')).toBe(keyText('openssh-ed25519'))
  const edit = await vms.openRow('build-01')
  await expect(field(edit, 'Password')).toHaveValue('')
  expect(await page.content()).not.toContain('пароль')
  const kept = allText(userData)
  expect(kept).not.toContain(Buffer.from('пароль').toString('latin1'))
  expect(kept).not.toContain(row?.password)
  await station(page, 'edit-virtual-machine')
})

test('a secret too long for the portal’s column is refused before anything is written; widening it lets it in', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  const dialog = await vms.openRow('lab-05')
  await field(dialog, 'Password').fill('b'.repeat(32))
  await vms.save()
  await expect(field(dialog, 'Password')).toHaveAttribute('aria-invalid', 'true')
  expect(await lab.sql('SELECT 1 FROM virtual_machines WHERE password IS NOT NULL')).toEqual([])
  await dialog.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('navigation').getByRole('link', { name: 'Database' }).click()
  await station(page, 'database')
  await page.getByRole('button', { name: 'Switch on', exact: true }).click()
  await expect(page.getByText('Switched on', { exact: false })).toBeVisible({ timeout: 30_000 })
  await vms.open()
  const again = await vms.openRow('lab-05')
  await field(again, 'Password').fill('b'.repeat(32))
  await vms.save()
  await expect(again).toBeHidden()
  const [row] = await lab.sql<{ password: string }>(
    "SELECT password FROM virtual_machines WHERE name = 'lab-05'",
  )
  expect(row?.password).toHaveLength(140)
  expect(portalOpens(row?.password ?? '')).toBe('b'.repeat(32))
})

test('a new username is carried through to the machines assigned to the old one', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn()
  const users = new TablePage(page, 'Users')
  const dialog = await users.openRow('raul@lab.example.edu')
  await field(dialog, 'Username').fill('raoul')
  await users.save()
  await expect(users.row('raoul')).toBeVisible()
  expect(
    await lab.sql("SELECT count(*)::int AS n FROM virtual_machines WHERE assigned_to = 'raoul'"),
  ).toEqual([{ n: 3 }])
  expect(await lab.sql("SELECT count(*)::int AS n FROM virtual_machines WHERE assigned_to = 'raul'")).toEqual(
    [{ n: 0 }],
  )
})

test('a deletion names what goes with it, and hands assigned machines on', async ({ signedIn, lab }) => {
  await lab.sql(
    "INSERT INTO users (username, password, email, first_name, last_name, role, disabled) SELECT 'heir', password, 'heir@x.edu', 'H', 'H', 'regular', false FROM users WHERE username = 'ada'",
  )
  // Only who is disabled can be deleted.
  await lab.sql("UPDATE users SET disabled = true WHERE username IN ('lina', 'raul')")
  const { page } = await signedIn()
  const users = new TablePage(page, 'Users')
  await users.row('lina@lab.example.edu').click()
  await users.row('raul@lab.example.edu').click({ modifiers: ['ControlOrMeta'] })
  await page.keyboard.press('Delete')
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('2 users, 6 virtual machines and 1 bookmark')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await station(page, 'delete-users')
  await pick(dialog, 'Assign their machines to', 'heir')
  await dialog.getByRole('button', { name: 'Delete 2 users' }).click()
  await users.expectCount(5)
  expect(await lab.sql('SELECT count(*)::int AS n FROM virtual_machines')).toEqual([{ n: 6 }])
  expect(await lab.sql("SELECT count(*)::int AS n FROM virtual_machines WHERE assigned_to = 'heir'")).toEqual(
    [{ n: 2 }],
  )
  expect(await lab.sql("SELECT count(*)::int AS n FROM virtual_machines WHERE assigned_to = 'raul'")).toEqual(
    [{ n: 0 }],
  )
})

test('what was said before a question waits behind it', async ({ signedIn }) => {
  const { page } = await signedIn({ size: { width: 900, height: 600 } })
  const vms = await new TablePage(page, 'Virtual machines').open()
  const panel = await vms.openRow('lab-04')
  await field(panel, 'Host').fill('10.9.9.4')
  await vms.save()
  const notice = page.getByText('lab-04 was saved.')
  await expect(notice).toBeVisible()
  await page.keyboard.press('Escape')
  await vms.row('lab-04').click()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('alertdialog', { name: 'Delete 1 virtual machine?' })).toBeVisible()
  await expect(notice).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(notice).toBeVisible()
  // So does what was said as another question was closed.
  await page.keyboard.press('Control+z')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click()
  const back = page.getByText(/^Taken back/u)
  await expect(back).toBeVisible()
  await vms.row('lab-04').click()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('alertdialog', { name: 'Delete 1 virtual machine?' })).toBeVisible()
  await expect(back).toBeHidden()
})

test('others’ changes to other fields are merged; to the same field both are shown', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  const dialog = await vms.openRow('lab-07')
  await field(dialog, 'Host').fill('10.1.2.77')
  await lab.sql("UPDATE virtual_machines SET port = 2222 WHERE name = 'lab-07'")
  await vms.save()
  await expect(page.getByText('Somebody else changed Port in the meantime', { exact: false })).toBeVisible()
  expect(await lab.sql("SELECT host, port FROM virtual_machines WHERE name = 'lab-07'")).toEqual([
    { host: '10.1.2.77', port: 2222 },
  ])

  const second = await vms.openRow('lab-08')
  await field(second, 'Host').fill('mine.example.edu')
  await lab.sql("UPDATE virtual_machines SET host = 'theirs.example.edu' WHERE name = 'lab-08'")
  await vms.save()
  const stale = page
    .getByRole('dialog', { name: 'Changed by somebody else' })
    .or(page.getByRole('alertdialog', { name: 'Changed by somebody else' }))
  await expect(stale).toContainText('mine.example.edu')
  await expect(stale).toContainText('theirs.example.edu')
  await station(page, 'mine-and-theirs')
  expect(await lab.sql("SELECT host FROM virtual_machines WHERE name = 'lab-08'")).toEqual([
    { host: 'theirs.example.edu' },
  ])
  await stale.getByText('mine.example.edu').click()
  await stale.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(stale).toBeHidden()
  await expect
    .poll(() => lab.sql("SELECT host FROM virtual_machines WHERE name = 'lab-08'"))
    .toEqual([{ host: 'mine.example.edu' }])
})

test('a row deleted meanwhile is said to be gone, and can be added again with what was typed', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn()
  const bookmarks = await new TablePage(page, 'Bookmarks').open()
  const dialog = await bookmarks.openRow('Queue')
  await field(dialog, 'Name').fill('Queue of jobs')
  await lab.sql("DELETE FROM bookmarks WHERE name = 'Queue'")
  await bookmarks.save()
  await expect(dialog).toContainText('was deleted in the meantime')
  await dialog.getByRole('button', { name: 'Add again' }).click()
  await bookmarks.save()
  await expect
    .poll(() => lab.sql("SELECT link FROM bookmarks WHERE name = 'Queue of jobs'"))
    .toEqual([{ link: 'https://queue.lab.example.edu' }])
})

test('rows as the portal leaves them are listed, marked, and mended field by field', async ({
  signedIn,
  lab,
}) => {
  await lab.sql("UPDATE users SET role = 'Admin' WHERE username = 'gone'")
  await lab.sql(
    "UPDATE virtual_machines SET port = -1, ssh_key = decode(repeat('ff00fe', 350000), 'hex') WHERE name = 'lab-04'",
  )
  await lab.sql("UPDATE virtual_machines SET name = '  ' WHERE name = 'lab-06'")
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  await vms.expectCount(12)
  await station(page, 'dirty-rows')
  const dialog = await vms.openRow('lab-04')
  await expect(dialog).toContainText('breaks a rule')
  await field(dialog, 'Host').fill('10.1.2.44')
  await vms.save()
  await expect
    .poll(() => lab.sql("SELECT host, port FROM virtual_machines WHERE name = 'lab-04'"))
    .toEqual([{ host: '10.1.2.44', port: -1 }])
  const again = await vms.openRow('lab-04')
  await field(again, 'Port').fill('22')
  await vms.save()
  await expect
    .poll(() => lab.sql("SELECT port FROM virtual_machines WHERE name = 'lab-04'"))
    .toEqual([{ port: 22 }])
})

test('Esc asks only when something was typed, and Discard drops it', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const users = new TablePage(page, 'Users')
  const dialog = await users.openRow('yui@lab.example.edu')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  const again = await users.openRow('yui@lab.example.edu')
  await field(again, 'First name').fill('Yuiko')
  await page.keyboard.press('Escape')
  const question = page.getByRole('alertdialog', { name: 'Discard what you typed?' })
  await expect(question).toBeVisible()
  await question.getByRole('button', { name: 'Keep editing' }).click()
  await expect(field(again, 'First name')).toHaveValue('Yuiko')
  await again.getByRole('button', { name: 'Discard' }).click()
  await expect(again).toBeHidden()
  expect(await lab.sql("SELECT first_name FROM users WHERE username = 'yui'")).toEqual([
    { first_name: 'Yui' },
  ])
})
