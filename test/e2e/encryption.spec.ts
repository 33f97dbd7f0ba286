// Encryption in the window: a verified connection set up with the keyboard, and one that fails and is mended in place.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { openWorkshop, type Workshop } from '../support/certificates'
import { startTlsServer, type TlsServer } from '../support/tls-server'
import { expectAccessible } from './support/axe'
import { filesWith, temporaryFolder } from './support/console'
import { expect, test } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { prepareLab, secretsToml, withClient } from './support/prepare'
import { station } from './support/station'

/** This computer, by a name that no rule takes for loopback: what is usual for it is to verify. */
const faraway = '127.1'
const database = 'lab_encryption_test'
/** Let in with a certificate of its own name only. */
const role = 'certified'
let workshop: Workshop
let authority: string
let client: { cert: string; key: string }
let server: TlsServer<'right' | 'selfSigned'>
let secrets: string

test.beforeAll(async () => {
  workshop = openWorkshop()
  const lab = workshop.authority('Lab authority')
  authority = lab.cert
  client = lab.issue(role)
  server = await startTlsServer(
    {
      right: lab.issue('db1', { names: `DNS:${faraway}` }),
      selfSigned: workshop.selfSigned('db1', `DNS:${faraway}`),
    },
    { clients: authority, hba: [`hostssl all ${role} all scram-sha-256 clientcert=verify-full`] },
  )
  await withClient(server, 'postgres', (other) =>
    other.query(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD '${server.password}'`),
  )
  secrets = await prepareLab(server, database)
  writeFileSync(secrets, secretsToml({ ...server, host: faraway }, database), { mode: 0o600 })
})
test.afterAll(async () => {
  await server.remove()
  rmSync(dirname(secrets), { recursive: true, force: true })
  workshop.remove()
})

/** The system's file dialog answers with this path from now on. */
async function willChoose(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)
}

async function typeConnection(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Type them in' }).check({ force: true })
  await page.getByLabel('Address', { exact: true }).fill(faraway)
  await page.getByLabel('Port', { exact: true }).fill(String(server.port))
  await page.getByLabel('Database', { exact: true }).fill(database)
  await page.getByLabel('Username', { exact: true }).fill(role)
  await page.getByLabel('Password', { exact: true }).fill(server.password)
}

const mode = (page: Page) => page.getByRole('button', { name: /Encryption$/u })

test('connects verified, with the lab’s authority and a client certificate', async ({ open }) => {
  await server.present('right')
  const userData = temporaryFolder('verified')
  const { page, app, complaints } = await open({ userData })
  await typeConnection(page)
  await page.getByRole('button', { name: /^Encryption and certificates/u }).press('Enter')
  await expect(mode(page)).toContainText('Encrypt and verify the server')
  for (const [label, path] of [
    ['Certificate authority', authority],
    ['Client certificate', client.cert],
  ] as const) {
    await willChoose(app, path)
    await page.getByRole('button', { name: `Choose a file: ${label}` }).press('Enter')
    await expect(page.getByRole('group', { name: label, exact: true })).toContainText(path)
  }
  await page.getByRole('button', { name: 'Test connection' }).press('Enter')
  await expect(page.getByRole('alert')).toHaveText('Choose the key that belongs to the client certificate.')
  const chooseKey = page.getByRole('button', { name: 'Choose a file: Key of the client certificate' })
  await expect(chooseKey).toBeFocused()
  await willChoose(app, client.key)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Test connection' }).press('Enter')
  await expect(page.getByText('Every step passed.')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'the server verified' })).toContainText(
    'Encrypted (TLS 1.3), the server verified. The certificate is for “db1”, from “Lab authority”',
  )
  await expectAccessible(page, 'encryption-verified')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await new SignInPage(page).signIn('ada', 'abc')
  await new TablePage(page, 'Users').expectCount(6)
  const question = `SELECT bool_and(ssl) AS encrypted, min(client_dn) AS dn
    FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'VM Lab Console'`
  const { rows } = await withClient({ ...server, host: server.socketDir }, 'postgres', (other) =>
    other.query(question),
  )
  expect(rows).toEqual([{ encrypted: true, dn: `/CN=${role}` }])
  await app.close()
  // A piece of its own: the words around it are the program's too.
  const piece = readFileSync(client.key, 'utf8').split('\n')[2] ?? ''
  expect(piece.length).toBeGreaterThan(40)
  expect(filesWith(userData, piece)).toEqual([])
  expect(complaints).toEqual([])
})

test('a lab without a verified certificate says the way out, and is mended where it is told', async ({
  open,
}) => {
  await server.present('selfSigned')
  const userData = temporaryFolder('mended')
  // As if it had been connected to before there was a setting: nothing was chosen.
  const first = await open({ userData, args: [`--secrets=${secrets}`], size: { width: 900, height: 600 } })
  const { page } = first
  await expect(page.getByRole('alert')).toContainText('is signed by itself: no authority vouches for it.')
  await expect(page.getByRole('alert')).toContainText(
    'choose “Encrypt without verifying” under Encryption. The risk:',
  )
  await expect(page.getByRole('alert')).toContainText(
    '“Connect to another lab…” leads back to these settings',
  )
  await station(page, 'encryption-unreachable')
  await page.getByRole('button', { name: 'Connect to another lab…' }).click()
  await page.getByRole('alertdialog').getByRole('button').last().click()
  // The guide begins with what failed.
  await expect(page.getByText(secrets)).toBeVisible()
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  const failed = page.getByRole('listitem').filter({ hasText: 'is signed by itself' })
  await expect(failed).toBeVisible()
  await expectAccessible(page, 'encryption-failed')
  await failed.getByRole('button', { name: 'Choose “Encrypt without verifying”' }).press('Enter')
  await expect(mode(page)).toBeFocused()
  await expect(mode(page)).toContainText('Encrypt without verifying')
  await expect(page.getByText('Nobody checks who answers', { exact: false })).toBeVisible()
  await station(page, 'encryption-mended')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await new SignInPage(page).signIn('ada', 'abc')
  await new TablePage(page, 'Users').expectCount(6)
  await first.app.close()
  // What was chosen holds at the next start.
  const again = await open({ userData })
  await new SignInPage(again.page).signIn('ada', 'abc')
  await new TablePage(again.page, 'Users').expectCount(6)
})
