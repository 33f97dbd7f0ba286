// The first launch: the guide, the sample lab, an empty embedded lab, a server by file and by typed fields.
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { allText, root, temporaryFolder } from './support/console'
import { withClient } from './support/prepare'
import { expect, test } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { station } from './support/station'

// The embedded database is made from nothing here, which takes seconds on a busy machine.
test.setTimeout(120_000)
const slow = { timeout: 60_000 }

test('a newcomer reaches the sample lab’s first table in under five clicks', async ({ open }) => {
  const { page, complaints } = await open()
  await expect(page.getByRole('heading', { name: 'Welcome to VM Lab Console' })).toBeVisible()
  await station(page, 'guide')
  await page.getByRole('button', { name: 'Open the sample lab' }).click()
  const signIn = new SignInPage(page)
  await expect(signIn.username()).toHaveValue('demo', slow)
  await expect(signIn.password()).not.toHaveValue('')
  await station(page, 'sign-in')
  await signIn.button().click()
  const users = new TablePage(page, 'Users')
  await users.expectCount(300)
  await station(page, 'users')
  await (await new TablePage(page, 'Virtual machines').open()).expectCount(500)
  await station(page, 'virtual-machines')
  await (await new TablePage(page, 'Bookmarks').open()).expectCount(800)
  await station(page, 'bookmarks')
  expect(complaints).toEqual([])
})

test('--demo opens the sample lab signed in, and its folder survives being killed', async ({ open }) => {
  const userData = temporaryFolder('demo')
  const first = await open({ args: ['--demo'], userData })
  await expect(new TablePage(first.page, 'Users').grid()).toBeVisible(slow)
  await new TablePage(first.page, 'Users').expectCount(300)
  const bookmarks = await new TablePage(first.page, 'Bookmarks').open()
  const form = await bookmarks.add()
  await form.getByLabel('Name', { exact: true }).fill('Kept after a crash')
  await form.getByLabel('Link').fill('www.example.org/kept')
  await form.getByLabel('Owner').fill('demo')
  await option(form.page(), 'demo').click()
  await bookmarks.save()
  await bookmarks.expectCount(801)
  const gone = new Promise((resolve) => first.app.process().once('exit', resolve))
  first.app.process().kill('SIGKILL')
  await gone
  const second = await open({ args: ['--demo'], userData })
  await expect(new TablePage(second.page, 'Users').grid()).toBeVisible(slow)
  const again = await new TablePage(second.page, 'Bookmarks').open()
  await again.expectCount(801)
  await again.search().fill('Kept after a crash')
  await again.expectCount(1)
})

test('an empty lab starts from the example file, shown person by person', async ({ open }) => {
  const { page, userData } = await open()
  await page.getByRole('button', { name: 'Use the example file' }).click()
  const preview = page.getByRole('dialog', { name: 'People in this file' })
  await expect(preview).toContainText('will be added')
  await station(page, 'first-users-preview')
  const example = readFileSync(join(root, 'resources/first_users.example.yaml'), 'utf8')
  const admin = /username:\s*([\w-]+)[\s\S]*?password:\s*'([^']+)'[\s\S]*?role:\s*admin/u.exec(example)
  const [, username = '', password = ''] = admin ?? []
  expect(password).not.toBe('')
  await expect(preview).toContainText(username)
  await expect(preview).not.toContainText(password)
  await preview.getByRole('button', { name: /^Start with \d+ people$/u }).click()
  const signIn = new SignInPage(page)
  await expect(signIn.button()).toBeVisible(slow)
  await signIn.signIn(username, password)
  const people = example.match(/username:/gu)?.length ?? 0
  await new TablePage(page, 'Users').expectCount(people)
  const log = allText(join(userData, 'logs'))
  expect(log).not.toContain(password)
})

test('typed fields are tested step by step, saved with mode 600, and used at the next start', async ({
  open,
  lab,
  server,
}) => {
  const userData = temporaryFolder('fields')
  const { page, app } = await open({ userData })
  await page.getByRole('radio', { name: 'Type them in' }).check({ force: true })
  await page.getByLabel('Address', { exact: true }).fill(server.host)
  await page.getByLabel('Port', { exact: true }).fill(String(server.port))
  await page.getByLabel('Database', { exact: true }).fill(lab.name)
  await page.getByLabel('Username', { exact: true }).fill(server.user)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('The test stopped at a step that failed.', { exact: false })).toBeVisible()
  await station(page, 'connection-test-failed')
  await page.getByLabel('Password', { exact: true }).fill(server.password)
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('Every step passed.')).toBeVisible()
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await new SignInPage(page).signIn('ada', 'abc')
  await new TablePage(page, 'Users').expectCount(6)
  expect(statSync(join(userData, 'profiles.json')).mode & 0o777).toBe(0o600)
  await app.close()
  const again = await open({ userData })
  await new SignInPage(again.page).signIn('tobe@LAB.example.edu', ' abc ')
  await new TablePage(again.page, 'Users').expectCount(6)
})

test('first users beside the secrets file are added at launch, and the window says who', async ({
  open,
  lab,
  server,
}) => {
  await withClient(server, lab.name, (client) => client.query('TRUNCATE users CASCADE'))
  writeFileSync(
    join(lab.secrets, '../first_users.yaml'),
    readFileSync(join(root, 'test/support/vectors/first_users.yaml'), 'utf8'),
  )
  const { page, userData } = await open({ args: [`--secrets=${lab.secrets}`] })
  await new SignInPage(page).signIn('anovak', 'abc')
  await new TablePage(page, 'Users').expectCount(5)
  await expect(
    page.getByText('5 people were added from the first users’ file', { exact: false }),
  ).toBeVisible()
  const rows = await lab.sql<{ password: string }>('SELECT password FROM users')
  expect(rows.every(({ password }) => password.startsWith('$2b$12$'))).toBe(true)
  const log = allText(join(userData, 'logs'))
  for (const { password } of rows) expect(log).not.toContain(password)
})

test('a first users’ file with problems adds nobody; the first administrator can be made by hand', async ({
  open,
  lab,
  server,
}) => {
  await withClient(server, lab.name, (client) => client.query('TRUNCATE users CASCADE'))
  const file = join(lab.secrets, '../first_users.yaml')
  writeFileSync(
    file,
    'first_users:\n  - username: solo\n    email: solo@lab.example.edu\n    password: 0123\n    role: boss\n',
  )
  const { page } = await open({ args: [`--secrets=${lab.secrets}`] })
  await expect(page.getByRole('heading', { name: 'Create the first administrator' })).toBeVisible()
  await expect(page.getByText('boss')).toHaveCount(0)
  await expect(page.getByText(/quote/iu).first()).toBeVisible()
  await station(page, 'first-administrator')
  await page.getByLabel('Username', { exact: true }).fill('Solo')
  await page.getByLabel('Email', { exact: true }).fill('solo@lab.example.edu')
  await page.getByLabel('First name', { exact: true }).fill('Solo')
  await page.getByLabel('Last name', { exact: true }).fill('Admin')
  await page.getByLabel('Password', { exact: true }).fill('Abcdef1!')
  await page.getByRole('button', { name: 'Create administrator' }).click()
  await new SignInPage(page).signIn('solo', 'Abcdef1!')
  await new TablePage(page, 'Users').expectCount(1)
  expect(await lab.sql('SELECT username, role, disabled FROM users')).toEqual([
    { username: 'solo', role: 'admin', disabled: false },
  ])
})

test('a damaged secrets file is explained key by key, and no value of it is shown', async ({ open }) => {
  const folder = temporaryFolder('bad')
  const file = join(folder, 'secrets.toml')
  writeFileSync(file, 'db_username = "lab"\ndb_password = 12\ndb_port = "canary-5432"\ndb_address = ""\n')
  const { page, userData } = await open({ args: [`--secrets=${file}`] })
  await expect(page.getByRole('heading', { name: 'Welcome to VM Lab Console' })).toBeVisible()
  for (const key of ['db_password', 'db_port', 'db_address', 'db_name']) {
    await expect(page.getByText(key, { exact: false }).first()).toBeVisible()
  }
  await station(page, 'secrets-problems')
  expect(await page.content()).not.toContain('canary-5432')
  expect(allText(join(userData, 'logs'))).not.toContain('canary-5432')
})

function option(page: Page, name: string) {
  return page.getByRole('option', { name: new RegExp(name, 'u') }).first()
}
