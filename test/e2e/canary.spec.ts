// Nothing secret that is typed is left behind: in no file, argument or environment, and in no crash report.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { processesOf } from '../installed/support/processes'
import { filesWith, temporaryFolder } from './support/console'
import { withClient } from './support/prepare'
import { expect, test } from './support/lab'
import { field } from './support/form'
import { SignInPage, TablePage } from './support/pages'

test('what is typed into password fields is in no file, but in profiles.json where that was chosen', async ({
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
  expect(left()).toEqual(['profiles.json'])
})

/** Type a connection into the guide, with a password that is kept for this run alone, and go on to the sign-in. */
async function connectWith(
  page: Page,
  lab: { name: string },
  server: { host: string; port: number },
  as: {
    username: string
    password: string
  },
): Promise<void> {
  await page.getByRole('radio', { name: 'Type them in' }).check({ force: true })
  await page.getByLabel('Address', { exact: true }).fill(server.host)
  await page.getByLabel('Port', { exact: true }).fill(String(server.port))
  await page.getByLabel('Database', { exact: true }).fill(lab.name)
  await page.getByLabel('Username', { exact: true }).fill(as.username)
  await page.getByLabel('Password', { exact: true }).fill(as.password)
  await page.getByRole('button', { name: /Remember$/u }).click()
  await page.getByRole('option', { name: 'Not at all' }).click()
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(new SignInPage(page).button()).toBeVisible()
}

/** What other programs of the same user can read of the program's processes: their arguments and environments. */
function seenFromOutside(app: ElectronApplication): string[] {
  const processes = processesOf(app.process().pid ?? 0)
  return processes.flatMap(({ pid, type }) =>
    ['cmdline', 'environ'].map((name) => `${type} ${readFileSync(`/proc/${pid}/${name}`, 'latin1')}`),
  )
}

test('a password is in no process’s arguments or environment, and a crash of the window leaves none behind', async ({
  open,
  lab,
  server,
}) => {
  const username = `canary_${lab.name}`
  const password = 'Canary-database-6022'
  await withClient(server, 'postgres', (client) =>
    client.query(`CREATE ROLE ${username} SUPERUSER LOGIN PASSWORD '${password}'`),
  )
  const userData = temporaryFolder('canary')
  const { page, app } = await open({ userData, env: { VMLAB_CANARY_CONTROL: 'in-the-environment' } })
  await connectWith(page, lab, server, { username, password })
  await new SignInPage(page).signIn('ada', 'Canary-sign-in-1180')
  await expect(new SignInPage(page).alert()).toBeVisible()

  if (process.platform === 'linux') {
    const seen = seenFromOutside(app)
    expect(seen.length).toBeGreaterThan(4)
    // The look finds what is there.
    expect(seen.some((text) => text.includes('in-the-environment'))).toBe(true)
    expect(seen.filter((text) => text.includes('Canary-'))).toEqual([])
    // What holds the password keeps its memory out of core dumps.
    expect(readFileSync(`/proc/${app.process().pid}/coredump_filter`, 'utf8').trim()).toBe('00000000')
    // Nobody waits to write a dump, let alone to send one.
    const handlers = readdirSync('/proc').filter((pid) => {
      const file = `/proc/${pid}/cmdline`
      return /^\d+$/u.test(pid) && existsSync(file) && readFileSync(file, 'utf8').includes(userData)
    })
    const commands = handlers.map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '')
    expect(commands.filter((command) => command.includes('crashpad'))).toEqual([])
  }

  const gone = app.evaluate(
    ({ app: program, BrowserWindow }) =>
      new Promise<string>((resolve) => {
        program.once('render-process-gone', (_, __, { reason }) => resolve(reason))
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
      }),
  )
  expect(['crashed', 'killed', 'abnormal-exit']).toContain(await gone)
  const uploads = await app.evaluate(({ crashReporter }) => crashReporter.getUploadedReports().length)
  expect(uploads).toBe(0)
  await app.close()
  const dumps = readdirSync(userData, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.dmp'),
  )
  expect(dumps).toEqual([])
  expect(existsSync(join(userData, 'logs'))).toBe(true)
  expect([password, 'Canary-sign-in-1180'].flatMap((secret) => filesWith(userData, secret))).toEqual([])
})
