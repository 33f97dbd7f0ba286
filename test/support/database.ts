// Databases for integration tests: on each PostgreSQL server of the run and on the embedded one, one suite for all.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { inject } from 'vitest'
import { openDatabase, type ConnectionOptions, type OpenDatabase } from '../../src/main/db/connect'
import type { HistoryOptions } from '../../src/main/db/history-state'
import { startEmbedded } from '../../src/main/db/embedded/client'
import { forkNode } from '../../src/main/db/embedded/fork-node'
import { execute } from '../../src/main/db/statements'
import type { Log } from '../../src/main/log'
import { embeddedHost } from './embedded-host'
import { schemas, type SchemaForm } from './fixtures'
import type { ServerAddress } from './servers'

export const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => 'none' }

export interface TestDatabase {
  readonly database: OpenDatabase
  readonly options: ConnectionOptions
  /** As somebody else: on a server by a connection of its own, with a superuser's rights. */
  sql<R extends object>(text: string, values?: unknown[]): Promise<R[]>
  /** Empty the portal's three tables and begin the ids anew. */
  clear(): Promise<void>
  close(): Promise<void>
}

export interface DatabaseKind {
  readonly name: string
  readonly embedded: boolean
  /** `history`: what the change log needs beside its tables. */
  open(form?: SchemaForm, history?: HistoryOptions): Promise<TestDatabase>
}

/** Every kind of this run: `describe.each(databases())('$name', ...)`. */
export function databases(): DatabaseKind[] {
  return [...servers(), { name: 'embedded', embedded: true, open: openEmbedded }]
}

/** The servers only, for what the embedded database cannot have: several connections, network, other roles. */
export function servers(): (DatabaseKind & { address: ServerAddress })[] {
  return inject('servers').map((address) => ({
    name: `PostgreSQL ${address.version}`,
    embedded: false,
    address,
    open: (form, history) => openOnServer(address, form, history),
  }))
}

async function openOnServer(
  address: ServerAddress,
  form: SchemaForm = 'sql',
  history?: HistoryOptions,
): Promise<TestDatabase> {
  const name = await cloneDatabase(address, form)
  const options: ConnectionOptions = {
    kind: 'server',
    address: address.host,
    port: address.port,
    database: name,
    username: address.user,
    password: address.password,
  }
  const database = openDatabase(options, quiet, history)
  const other = await connect(address, name)
  return {
    database,
    options,
    sql: async <R extends object>(text: string, values: unknown[] = []) =>
      (await other.query<R>(text, values)).rows,
    clear: async () => void (await other.query(clearing)),
    async close() {
      await database.close()
      await other.end()
      await onServer(address, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))
    },
  }
}

async function openEmbedded(form: SchemaForm = 'sql', history?: HistoryOptions): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'vmlab-embedded-'))
  const embedded = await startEmbedded({ folder, fork: forkNode(await embeddedHost()), log: quiet })
  const options: ConnectionOptions = { kind: 'embedded', stream: () => embedded.stream() }
  const database = openDatabase(options, quiet, history)
  const sql = <R extends object>(text: string, values: unknown[] = []) =>
    database.session(async (session) => (await execute<R>(session, text, values)).rows)
  await sql(schemas[form])
  return {
    database,
    options,
    sql,
    clear: async () => void (await sql(clearing)),
    async close() {
      await database.close()
      await embedded.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const clearing = 'TRUNCATE users, virtual_machines, bookmarks RESTART IDENTITY CASCADE'

/** A new database with the portal's tables, cloned from a template that each server has once per run. */
export async function cloneDatabase(address: ServerAddress, form: SchemaForm): Promise<string> {
  const name = testName(`clone_${randomBytes(6).toString('hex')}`)
  const template = testName(`template_${form}`)
  await onServer(address, async (client) => {
    await client.query('SELECT pg_advisory_lock(7001)')
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template])
    if (rowCount === 0) {
      const draft = testName('draft')
      await client.query(`CREATE DATABASE ${draft}`)
      const inside = await connect(address, draft)
      await inside.query(schemas[form])
      await inside.end()
      await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`)
    }
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  })
  return name
}

/** Tests make and drop only databases of such names. */
function testName(beginning: string): string {
  return `${beginning}_test`
}

async function onServer<T>(address: ServerAddress, fn: (client: Client) => Promise<T>): Promise<T> {
  const client = await connect(address, 'postgres')
  try {
    return await fn(client)
  } finally {
    await client.end()
  }
}

export async function connect(address: ServerAddress, database: string): Promise<Client> {
  if (database !== 'postgres' && !database.endsWith('_test'))
    throw new Error(`${database} is no test's database`)
  const { host, port, user, password } = address
  const client = new Client({ host, port, user, password, database })
  // A server that is stopped under it is what some tests are about.
  client.on('error', () => undefined)
  await client.connect()
  return client
}
