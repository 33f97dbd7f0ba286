// Everything the console ever does to a database's schema, in order, and the record it keeps of it.
import { createHash } from 'node:crypto'
import type { Session } from '../session'
import { execute } from '../statements'
import { recordsTable, type Facts } from './introspect'
import { quoted } from './portal-tables'

/**
 * Ids and names are kept for ever; a new change gets the next id. Each is recorded when it was made, so that an
 * older program sees from an id it does not know that the database is newer than it is.
 */
export const migrations = {
  records: { id: 1, name: 'the record of migrations' },
  tables: { id: 2, name: 'missing tables of the portal' },
  'long-secrets': { id: 3, name: 'long secrets' },
  'fast-search': { id: 4, name: 'indexes for search' },
  'fast-sort': { id: 5, name: 'indexes for sorting' },
  'fast-owner': { id: 6, name: 'indexes by person' },
  history: { id: 7, name: 'the change log' },
} as const
export type MigrationName = keyof typeof migrations

/** The last id that this program knows. */
export const newest = Math.max(...Object.values(migrations).map((migration) => migration.id))

/** One for all consoles, held to the end of a transaction by whoever changes the schema. Any number that is ours. */
export const schemaLock = 7_331_001

/** Make the table of records, if it is missing and the role may. */
export async function createRecords(session: Session, facts: Facts): Promise<void> {
  await execute(
    session,
    `CREATE TABLE ${place(facts)} (
  id integer PRIMARY KEY,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now(),
  program text NOT NULL
)`,
  )
}

/** Note that a change was made, with a checksum of its statements, in the transaction that made it; if it can be. */
export async function record(
  session: Session,
  facts: Facts,
  migration: MigrationName,
  statements: readonly string[],
  program: string,
): Promise<void> {
  const records = facts.tables[recordsTable]
  if (records?.readable !== true || !records.writable) return
  const { id, name } = migrations[migration]
  const checksum = createHash('sha256').update(statements.join(';\n')).digest('hex')
  await execute(
    session,
    `INSERT INTO ${place(facts)} (id, name, checksum, program) VALUES ($1, $2, $3, $4)
ON CONFLICT (id) DO UPDATE SET checksum = excluded.checksum, applied_at = now(), program = excluded.program`,
    [id, name, checksum, program],
  )
}

function place(facts: Facts): string {
  return `${quoted(facts.tables[recordsTable]?.schema ?? facts.schema ?? 'public')}.${recordsTable}`
}
