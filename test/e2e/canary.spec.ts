// Nothing secret that is typed is left behind in a file: not in logs, preferences, caches or crash reports.
import { filesWith, temporaryFolder } from './support/console'
import { withClient } from './support/prepare'
import { expect, test } from './support/lab'
import { field } from './support/form'
import { SignInPage, TablePage } from './support/pages'

test('what is typed into password fields is in no file, but in profile.json where that was chosen', async ({
  open,
  lab,
  server,
}) => {
  const role = `canary_${lab.name}`
  const database = 'Canary-database-7310'
  await withClient(server, 'postgres', (client) =>
    client.query(`CREATE ROLE ${role} SUPERUSER LOGIN PASSWORD '${database}'`),
  )
  const userData = temporaryFolder('canary')
  const { page, app } = await open({ userData })
  const connect = async (keep: string) => {
    await page.getByRole('radio', { name: 'Type them in' }).check({ force: true })
    await page.getByLabel('Address', { exact: true }).fill(server.host)
    await page.getByLabel('Port', { exact: true }).fill(String(server.port))
    await page.getByLabel('Database', { exact: true }).fill(lab.name)
    await page.getByLabel('Username', { exact: true }).fill(role)
    await page.getByLabel('Password', { exact: true }).fill(database)
    await page.getByRole('button', { name: /Remember$/u }).click()
    await page.getByRole('option', { name: keep }).click()
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
  }
  await connect('Not at all')
  const signIn = new SignInPage(page)
  await signIn.signIn('ada', 'Canary-sign-in-4471')
  await expect(signIn.alert()).toBeVisible()
  await signIn.signIn('ada', 'abc')
  const users = new TablePage(page, 'Users')
  const person = await users.add()
  await field(person, 'Username').fill('canary')
  await field(person, 'Email').fill('canary@lab.example.edu')
  await field(person, 'First name').fill('Canary')
  await field(person, 'Last name').fill('Bird')
  await field(person, 'Password').fill('Canary-person-88!')
  await person.getByLabel('Role').first().click()
  await page.getByRole('option', { name: 'Regular' }).click()
  await users.save()
  await users.expectCount(7)
  const vms = await new TablePage(page, 'Virtual machines').open()
  const machine = await vms.add()
  await field(machine, 'Password').fill('Canary-machine-5512')
  await field(machine, 'SSH key').fill('Canary-key-9034')
  await machine.getByRole('button', { name: 'Discard' }).click()
  await expect(machine).toBeHidden()
  const typed = ['Canary-sign-in-4471', 'Canary-person-88!', 'Canary-machine-5512', 'Canary-key-9034']
  const left = () => [...typed, database].flatMap((secret) => filesWith(userData, secret))
  expect(left()).toEqual([])

  await page.getByRole('button', { name: /^Account/u }).click()
  await page.getByRole('menuitem', { name: 'Connect to another lab…' }).click()
  await page.getByRole('button', { name: 'Connect to another lab', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Welcome to VM Lab Console' })).toBeVisible()
  await connect('In a file of your own')
  await expect(signIn.button()).toBeVisible()
  await app.close()
  expect(left()).toEqual(['profile.json'])
})
