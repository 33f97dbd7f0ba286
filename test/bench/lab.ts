// The databases of the bench: the portal's tables with 10 thousand and a million machines, as an admin would have
// improved them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { openDatabase, type OpenDatabase } from '../../src/main/db/connect'
import { applyImprovements } from '../../src/main/db/schema/improvements'
import { prepareSchema } from '../../src/main/db/schema/prepare'
import type { Log } from '../../src/main/log'
import { availableVersions, startServer, type Server } from '../support/servers'

const root = process.cwd()

export interface Lab {
  readonly database: string
  readonly vms: number
  readonly users: number
  /** The secrets file that names it. */
  readonly secrets: string
  /** A plain driver's connection: the floor. The caller ends it. */
  client(): Promise<Client>
  /** The console's own database room. The caller closes it. */
  open(): OpenDatabase
}

export interface Labs {
  readonly server: Server
  readonly million: Lab
  readonly tenThousand: Lab
  /** A database without any table. */
  empty(): Promise<Lab>
  remove(): Promise<void>
}

export const silent: Log = {
  info: () => undefined,
  warn: () => undefined,
  error(message, error) {
    process.stderr.write(`${message}: ${error instanceof Error ? error.message : String(error)}\n`)
    return ''
  },
}

/** Start a durable server (fsync on, as in a lab) and fill it. A minute and a half on two cores. */
export async function makeLabs(say: (text: string) => void): Promise<Labs> {
  const [version = 18] = await availableVersions()
  const server = await startServer(version, {
    durable: true,
    settings: { shared_buffers: '256MB', max_wal_size: '4GB', maintenance_work_mem: '256MB' },
  })
  const folder = mkdtempSync(join(tmpdir(), 'vmlab-bench-'))
  let made = 0

  async function create(
    database: string,
    size: { users: number; vms: number; bookmarks: number },
  ): Promise<Lab> {
    const lab = describe(server, folder, database, size)
    const admin = await connect(server, 'postgres')
    await admin.query(`CREATE DATABASE ${database}`)
    await admin.end()
    if (size.users === 0) return lab
    say(`making a lab of ${size.vms.toLocaleString('en')} virtual machines`)
    const client = await lab.client()
    await client.query(readFileSync(join(root, 'test/support/fixtures/portal.sql'), 'utf8'))
    const sql = readFileSync(join(root, 'test/bench/lab.sql'), 'utf8')
    await client.query(
      sql.replaceAll(/\{(\w+)\}/gu, (_, name: string) => String(size[name as keyof typeof size])),
    )
    await client.end()
    say('  its indexes, by the console’s own improvements')
    const database2 = lab.open()
    await prepareSchema(database2, { improveExisting: false, log: silent })
    const ids = ['long-secrets', 'fast-search', 'fast-sort', 'fast-owner']
    const signal = new AbortController().signal
    await applyImprovements(database2, ids, { signal, log: silent, progress: () => undefined })
    await database2.close()
    // Autovacuum would come at its own time, in the middle of a measurement.
    const tidy = await lab.client()
    await tidy.query('VACUUM ANALYZE')
    await tidy.query('CHECKPOINT')
    await tidy.end()
    return lab
  }

  return {
    server,
    tenThousand: await create('lab_10k_test', { users: 1_000, vms: 10_000, bookmarks: 2_000 }),
    million: await create('lab_1m_test', { users: 100_000, vms: 1_000_000, bookmarks: 200_000 }),
    empty: () => create(`lab_empty_${(made += 1)}_test`, { users: 0, vms: 0, bookmarks: 0 }),
    async remove() {
      await server.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function describe(
  server: Server,
  folder: string,
  database: string,
  size: { users: number; vms: number },
): Lab {
  const secrets = join(folder, `${database}.toml`)
  const lines = {
    db_username: server.user,
    db_password: server.password,
    db_address: server.host,
    db_port: String(server.port),
    db_name: database,
  }
  writeFileSync(
    secrets,
    Object.entries(lines)
      .map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`)
      .join(''),
    { mode: 0o600 },
  )
  return {
    database,
    ...size,
    secrets,
    client: () => connect(server, database),
    open: () =>
      openDatabase(
        {
          kind: 'server',
          address: server.host,
          port: server.port,
          database,
          username: server.user,
          password: server.password,
        },
        silent,
      ),
  }
}

async function connect({ host, port, user, password }: Server, database: string): Promise<Client> {
  const client = new Client({ host, port, user, password, database })
  // When something else has failed the server goes first; that failure is the one to be told.
  client.on('error', () => undefined)
  await client.connect()
  return client
}
