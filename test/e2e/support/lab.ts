// Playwright fixtures: a real PostgreSQL server for each worker, a lab's database and a window for each test.
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test as base } from '@playwright/test'
import { Client } from 'pg'
import { availableVersions, startServer, type Server } from '../../support/servers'
import { launch, type Console, type LaunchOptions } from './console'
import { prepareLab, withClient } from './prepare'
import { SignInPage } from './pages'

export interface LabDatabase {
  name: string
  /** The secrets file that names this database, readable by its owner alone. */
  secrets: string
  /** Run a statement as the portal would: beside the console, on a connection of its own. */
  sql<R extends object = Record<string, unknown>>(text: string, values?: unknown[]): Promise<R[]>
}

export interface Fixtures {
  /** A database with the portal's tables, three people who can sign in with `abc`, and a few rows. */
  lab: LabDatabase
  /** Start the program; it is closed at the end of the test. */
  open(options?: LaunchOptions): Promise<Console>
  /** Start the program on `lab`, signed in as the admin `ada`. */
  signedIn(options?: LaunchOptions): Promise<Console>
}

export const test = base.extend<Fixtures, { server: Server }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const versions = await availableVersions()
      const server = await startServer(versions.at(-1) ?? 15)
      await use(server)
      await server.remove()
    },
    { scope: 'worker' },
  ],
  lab: async ({ server }, use) => {
    const name = `lab_${randomBytes(6).toString('hex')}_test`
    const secrets = await prepareLab(server, name)
    const client = new Client({
      host: server.host,
      port: server.port,
      user: server.user,
      password: server.password,
      database: name,
    })
    // A server that is stopped on purpose ends this connection; the next statement then fails by itself.
    client.on('error', () => undefined)
    await client.connect()
    await use({
      name,
      secrets,
      sql: async (text, values) => (await client.query(text, values)).rows,
    })
    await client.end().catch(() => undefined)
    rmSync(dirname(secrets), { recursive: true, force: true })
    await withClient(server, 'postgres', (admin) => admin.query(`DROP DATABASE ${name} WITH (FORCE)`))
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  open: async ({}, use) => {
    const opened: Console[] = []
    await use(async (options) => {
      const console = await launch(options)
      opened.push(console)
      return console
    })
    for (const console of opened) await console.close()
  },
  signedIn: async ({ open, lab }, use) => {
    await use(async (options = {}) => {
      const console = await open({ ...options, args: [`--secrets=${lab.secrets}`, ...(options.args ?? [])] })
      await new SignInPage(console.page).signIn('ada', 'abc')
      await expect(console.page.getByRole('grid', { name: 'Users' })).toBeVisible()
      return console
    })
  },
})

export { expect }
