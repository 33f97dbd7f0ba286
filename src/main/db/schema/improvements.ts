// Improvements of tables that were there before, with the admin's consent: planned to be shown, and made one by one.
import type { Capability, PlannedStatement } from '@shared/database-state'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import type { Log } from '../../log'
import { codeOf } from '../errors'
import type { Database, Session } from '../session'
import { execute, read, serverOf } from '../statements'
import { capabilitiesOf, isAllowed, pendingParts } from './capabilities'
import { findIncompatible, findReadOnly } from './check'
import { improvementIds, placed, trigramStatement, type Part } from './improvement-parts'
import { introspect, type Facts } from './introspect'
import { record, schemaLock } from './migrations'
import { quoted } from './portal-tables'

const words = text.schema

/** Milliseconds that a change of a column may keep others waiting behind it. */
const columnPatience = 5_000

export interface ApplyOptions {
  signal: AbortSignal
  log: Log
  progress: (done: number, total: number) => void
  version?: string
}

/** What the console has here, and the statements that would switch on the rest, to show before asking for consent. */
export async function planImprovements(
  session: Session,
): Promise<{ capabilities: Capability[]; statements: PlannedStatement[] }> {
  const facts = await introspect(session)
  const { accents } = serverOf(session)
  const parts = pendingParts(facts, accents, improvementIds)
  const firstSearch = parts.find((part) => part.id === 'fast-search')
  const statementsOf = (part: Part) => {
    const index = part.statement(facts, true)
    const extension = part === firstSearch ? trigramStatement(facts) : null
    return (extension === null ? [index] : [extension, index]).map((sql) => ({ capability: part.id, sql }))
  }
  return {
    capabilities: capabilitiesOf(facts, accents),
    statements: parts.flatMap(statementsOf),
  }
}

/**
 * Make the chosen improvements, one after the other; those made stay when a later one fails or the signal aborts.
 * Indexes are built without holding up other people's writes.
 * @throws AppError `forbidden` where the role doesn't own the tables or the database is read-only, `in_use` where
 * another console is at it or a table is busy, `cancelled`
 */
export async function applyImprovements(
  database: Database,
  ids: readonly string[],
  options: ApplyOptions,
): Promise<{ capabilities: Capability[] }> {
  const { signal, progress } = options
  const seen = await database.session(look, { readOnly: true, signal })
  const parts = pendingParts(seen.facts, seen.accents, ids)
  const readOnly = findReadOnly(seen.facts)
  if (readOnly !== null) throw new AppError({ code: 'forbidden', message: readOnly })
  const incompatible = findIncompatible(seen.facts)
  if (incompatible) throw new AppError({ code: 'forbidden', message: incompatible.reason })
  if (!parts.every((part) => isAllowed(part, seen.facts))) {
    throw new AppError({ code: 'forbidden', message: words.notAllowed(seen.facts.role) })
  }
  progress(0, parts.length)
  for (const [done, part] of parts.entries()) {
    if (part.index === undefined || seen.embedded) await changeInTransaction(database, part, options)
    else await buildIndex(database, part, part.index, options)
    options.log.info('The database was improved', { improvement: part.id, table: part.table })
    progress(done + 1, parts.length)
  }
  const now = await database.session(look, { readOnly: true, signal })
  return { capabilities: capabilitiesOf(now.facts, now.accents) }
}

async function look(session: Session): Promise<{ facts: Facts; accents: boolean; embedded: boolean }> {
  return { facts: await introspect(session), ...serverOf(session) }
}

async function changeInTransaction(database: Database, part: Part, options: ApplyOptions): Promise<void> {
  await database.session(
    async (session) => {
      await execute(session, 'SELECT pg_advisory_xact_lock($1)', [schemaLock])
      let { facts } = await look(session)
      if (isDone(part, facts)) return
      await execute(session, `SET LOCAL lock_timeout = ${columnPatience}`)
      facts = await installTrigram(session, part, facts)
      const statement = part.statement(facts, false)
      try {
        await execute(session, statement)
      } catch (error) {
        throw explained(error, part)
      }
      await record(session, facts, part.id, [statement], options.version ?? '')
    },
    { signal: options.signal },
  )
}

function explained(error: unknown, part: Part): unknown {
  const say = (message: string) => new AppError({ code: 'in_use', message }, { cause: error })
  if (codeOf(error) === '55P03') return say(words.lockBusy(part.table))
  if (codeOf(error) === '0A000') return say(words.dependentView(part.table))
  return error
}

/** Built outside a transaction, so that nobody waits; made known to the record in one of its own. */
async function buildIndex(
  database: Database,
  part: Part,
  index: string,
  options: ApplyOptions,
): Promise<void> {
  const { signal, log } = options
  let facts = await database.session(
    async (session) => {
      await execute(session, 'SELECT pg_advisory_xact_lock($1)', [schemaLock])
      return installTrigram(session, part, await introspect(session))
    },
    { signal },
  )
  if (isDone(part, facts)) return
  await refuseWhileBuilding(database, part)
  if (isBroken(part, index, facts)) await database.alone(dropStatement(part, index, facts), { signal })
  const statement = part.statement(facts, true)
  try {
    await database.alone(statement, { signal })
  } catch (error) {
    facts = await database.session(introspect, { readOnly: true })
    // Another console may have been quicker.
    if (isDone(part, facts) && !signal.aborted) return
    await dropBroken(database, part, index, facts, log)
    throw error
  }
  await database.session(async (session) => {
    // The search is over an expression, of which the server knows nothing before this.
    if (part.id === 'fast-search') await execute(session, `ANALYZE ${placed(facts, part.table)}`)
    await record(session, facts, part.id, [statement], options.version ?? '')
  })
}

/** An index under way looks just like one that was cut short, and must not be dropped from under its builder. */
async function refuseWhileBuilding(database: Database, part: Part): Promise<void> {
  const building = await database.session(
    (session) =>
      read<{ pid: number }>(session, {
        text: 'SELECT pid FROM pg_stat_progress_create_index WHERE relid = to_regclass($1)',
        values: [part.table],
      }),
    { readOnly: true },
  )
  if (building.length > 0) throw new AppError({ code: 'in_use', message: words.improving })
}

/** A build that was cut short leaves an index that is kept up with every write but never used. */
async function dropBroken(
  database: Database,
  part: Part,
  index: string,
  facts: Facts,
  log: Log,
): Promise<void> {
  if (!isBroken(part, index, facts)) return
  await database.alone(dropStatement(part, index, facts)).catch((error: unknown) => {
    log.warn('A half-built index was left behind; the next try removes it', { index, code: codeOf(error) })
  })
}

function isBroken(part: Part, index: string, facts: Facts): boolean {
  return facts.tables[part.table]?.indexes[index] === false
}

function dropStatement(part: Part, index: string, facts: Facts): string {
  const schema = facts.tables[part.table]?.schema ?? facts.schema ?? 'public'
  return `DROP INDEX CONCURRENTLY IF EXISTS ${quoted(schema)}.${index}`
}

function isDone(part: Part, facts: Facts): boolean {
  const table = facts.tables[part.table]
  return table !== undefined && part.isThere(table)
}

async function installTrigram(session: Session, part: Part, facts: Facts): Promise<Facts> {
  const statement = part.id === 'fast-search' ? trigramStatement(facts) : null
  if (statement === null) return facts
  await execute(session, statement)
  return introspect(session)
}
