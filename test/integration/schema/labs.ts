// Databases for the tests of the schema: fresh ones on each server and in PGlite, and roles that may less.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { openDatabase, type OpenDatabase } from '../../../src/main/db/connect'
import { startEmbedded, type Embedded } from '../../../src/main/db/embedded/client'
import { forkNode } from '../../../src/main/db/embedded/fork-node'
import { quiet } from '../../support/database'
import { embeddedHost } from '../../support/embedded-host'
import type { ServerAddress } from '../../support/servers'

export interface Lab {
  /** Runs statements as the owner of everything, beside the program. Answers the last one's rows. */
  sql(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  /** The database as the program opens it; by default as its owner. */
  open(role?: string): OpenDatabase
  remove(): Promise<void>
}

export interface ServerLab extends Lab {
  readonly name: string
  /** One more connection of the owner, not connected yet. */
  another(): Client
  /** A role that may do nothing yet but connect. */
  addRole(): Promise<string>
}

/** An empty database on a server. */
export async function serverLab(server: ServerAddress): Promise<ServerLab> {
  const name = `schema_${randomBytes(5).toString('hex')}_test`
  const owner = `${name}_owner`
  const password = randomBytes(8).toString('hex')
  const opened: OpenDatabase[] = []
  const roles = [owner]
  await asAdmin(server, 'postgres', `CREATE ROLE ${owner} LOGIN PASSWORD '${password}'`)
  await asAdmin(server, 'postgres', `CREATE DATABASE ${name} OWNER ${owner}`)
  const another = () =>
    new Client({ host: server.host, port: server.port, user: owner, password, database: name })
  const client = another()
  await client.connect()
  return {
    name,
    another,
    sql: (text, values) => lastRows(client, text, values),
    open(role = owner) {
      const database = openDatabase(
        {
          kind: 'server',
          address: server.host,
          port: server.port,
          database: name,
          username: role,
          password,
        },
        quiet,
      )
      opened.push(database)
      return database
    },
    async addRole() {
      const role = `${name}_${roles.length}`
      roles.push(role)
      await asAdmin(server, name, `CREATE ROLE ${role} LOGIN PASSWORD '${password}'`)
      // As since PostgreSQL 15 by default: only the owner makes tables in public.
      await asAdmin(server, name, 'REVOKE CREATE ON SCHEMA public FROM PUBLIC')
      return role
    },
    async remove() {
      await Promise.all(opened.map((database) => database.close()))
      await client.end()
      await asAdmin(server, 'postgres', `DROP DATABASE ${name} WITH (FORCE)`)
      for (const role of roles) await asAdmin(server, 'postgres', `DROP ROLE ${role}`)
    },
  }
}

/** Runs statements as the server's superuser. */
export async function asAdmin(server: ServerAddress, database: string, text: string): Promise<void> {
  const { host, port, user, password } = server
  const client = new Client({ host, port, user, password, database })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

/** The embedded database: one process for a file's tests, emptied after each. */
export function embeddedLabs(): { lab(): Promise<Lab>; stop(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'vmlab-schema-'))
  let starting: Promise<Embedded> | null = null
  const host = () =>
    (starting ??= embeddedHost().then((entry) =>
      startEmbedded({ folder, fork: forkNode(entry), log: quiet }),
    ))
  return {
    async lab() {
      const embedded = await host()
      let opened: OpenDatabase | null = null
      // It serves one connection at a time: the program's is given back before anybody else's.
      const close = async () => {
        await opened?.close()
        opened = null
      }
      const sql: Lab['sql'] = async (text, values) => {
        await close()
        const client = new Client({
          user: 'postgres',
          database: 'postgres',
          stream: () => embedded.stream() as never,
        })
        await client.connect()
        try {
          return await lastRows(client, text, values)
        } finally {
          await client.end()
        }
      }
      return {
        sql,
        open: () => (opened ??= openDatabase({ kind: 'embedded', stream: () => embedded.stream() }, quiet)),
        remove: async () => void (await sql('DROP SCHEMA public CASCADE; CREATE SCHEMA public')),
      }
    },
    async stop() {
      await (await starting)?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function lastRows(
  client: Client,
  text: string,
  values?: unknown[],
): Promise<Record<string, unknown>[]> {
  const answer: unknown = await client.query(text, values)
  const last = (Array.isArray(answer) ? answer.at(-1) : answer) as { rows: Record<string, unknown>[] }
  return last.rows
}
