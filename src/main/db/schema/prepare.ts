// Makes a database ready for the console at every start: what is missing is made, what is there is left as it is.
import type { Capability } from '@shared/database-state'
import { text } from '@shared/text'
import type { Log } from '../../log'
import { codeOf } from '../errors'
import type { Database, Session } from '../session'
import { execute, serverOf } from '../statements'
import { setHistory } from '../history-state'
import { capabilitiesOf, hasHistory, isAllowed, missingHistory, pendingParts } from './capabilities'
import { findIncompatible, findReadOnly, missingTables, type Incompatible } from './check'
import { improvementIds, trigramStatement, type Part } from './improvement-parts'
import { createHistory } from './history-tables'
import { introspect, recordsTable, type Facts } from './introspect'
import { createRecords, record, schemaLock } from './migrations'
import { createTable } from './portal-tables'

export interface SchemaReport {
  capabilities: Capability[]
  /** A sentence why nothing may be written (the profile, a newer database, a standby, a role that only reads), or null. */
  readOnly: string | null
  /** Why the console cannot work with this database, or null. */
  incompatible: Incompatible | null
  /** Tables of the portal that were missing and were made. */
  created: string[]
}

export interface PrepareOptions {
  /** Improve tables that were there before, too: in a database of our own. Elsewhere that takes the admin's consent. */
  improveExisting: boolean
  log: Log
  /** The program's version, for the record. */
  version?: string
  /** By its profile: then nothing is made, and missing tables are said. */
  readOnly?: boolean
}

/** One change and the tables of the portal it makes. Each is a transaction of its own. */
interface Step {
  name: string
  creates: string[]
  run(session: Session): Promise<void>
}

/** Somebody else made the same table at the same moment, without our lock: the portal does. */
class LostRace extends Error {}
const races = new Set(['42P07', '42710', '23505'])
const attempts = 10

/**
 * Look at the database and make what is missing: the portal's tables exactly as its SQL script does (with our
 * improvements, for they are new), and the console's record. Existing tables of the portal are not touched, unless
 * asked. Each step is a transaction under a lock that all consoles take; it is decided on what is there then.
 * @throws AppError `unavailable` and the like, as any session
 */
export async function prepareSchema(database: Database, options: PrepareOptions): Promise<SchemaReport> {
  const created: string[] = []
  for (let lost = 0; ;) {
    // Without a lock first: usually nothing is to be done, and then nobody waits for anybody.
    const seen = await database.session((session) => look(session, options), { readOnly: true })
    if (!seen.step) return { ...seen.report, created }
    try {
      const done = await database.session(async (session) => {
        await execute(session, 'SELECT pg_advisory_xact_lock($1)', [schemaLock])
        const { step } = await look(session, options)
        await step?.run(session)
        return step
      })
      if (!done) continue
      created.push(...done.creates)
      options.log.info('The database’s schema was changed', { step: done.name })
    } catch (error) {
      if (!(error instanceof LostRace) || ++lost >= attempts) throw error
    }
  }
}

async function look(session: Session, options: PrepareOptions) {
  const facts = await introspect(session)
  setHistory(session, hasHistory(facts))
  const { accents } = serverOf(session)
  const careful = options.readOnly === true
  // A read-only connection looks like a standby: what is amiss beyond that is said first.
  const incompatible = careful
    ? (findIncompatible({ ...facts, standby: false }) ??
      (missingTables(facts).length > 0 ? text.profiles.noTables : null))
    : findIncompatible(facts)
  const readOnly = careful ? text.profiles.readOnly : findReadOnly(facts)
  const report = { capabilities: capabilitiesOf(facts, accents), readOnly, incompatible }
  return { report, step: incompatible || readOnly !== null ? null : nextStep(facts, accents, options) }
}

function nextStep(facts: Facts, accents: boolean, options: PrepareOptions): Step | null {
  const version = options.version ?? ''
  if (facts.tables[recordsTable] === undefined && facts.mayCreate) {
    return {
      name: 'records',
      creates: [],
      async run(session) {
        await ours(() => createRecords(session, facts))
        await record(session, await introspect(session), 'records', [], version)
      },
    }
  }
  const missing = missingTables(facts)
  if (missing.length > 0) {
    return {
      name: 'tables',
      creates: missing,
      async run(session) {
        const statements = missing.map((table) => createTable(table, facts.schema ?? 'public'))
        for (const statement of statements) await ours(() => execute(session, statement))
        await record(session, facts, 'tables', statements, version)
        const now = await introspect(session)
        const fresh = possible(now, accents).filter((part) => missing.includes(part.table))
        await improve(session, now, fresh, version)
      },
    }
  }
  const log = missingHistory(facts)
  if (log.length > 0 && facts.mayCreate) {
    return {
      name: 'history',
      creates: [],
      async run(session) {
        const statements = createHistory(log, facts.schema ?? 'public')
        for (const statement of statements) await ours(() => execute(session, statement))
        await record(session, facts, 'history', statements, version)
      },
    }
  }
  const parts = options.improveExisting ? possible(facts, accents) : []
  if (parts.length === 0) return null
  return { name: 'improvements', creates: [], run: (session) => improve(session, facts, parts, version) }
}

function possible(facts: Facts, accents: boolean): Part[] {
  return pendingParts(facts, accents, improvementIds).filter((part) => isAllowed(part, facts))
}

/** Make improvements inside the session's transaction: for new tables, and where nobody else is there to wait. */
async function improve(session: Session, facts: Facts, parts: Part[], version: string): Promise<void> {
  let known = facts
  for (const id of improvementIds) {
    const statements: string[] = []
    for (const part of parts.filter((candidate) => candidate.id === id)) {
      const extension = id === 'fast-search' ? trigramStatement(known) : null
      if (extension !== null) {
        await execute(session, extension)
        known = await introspect(session)
      }
      const statement = part.statement(known, false)
      await execute(session, statement)
      statements.push(...(extension === null ? [] : [extension]), statement)
    }
    if (statements.length > 0) await record(session, known, id, statements, version)
  }
}

async function ours(make: () => Promise<unknown>): Promise<void> {
  try {
    await make()
  } catch (error) {
    throw races.has(codeOf(error)) ? new LostRace('', { cause: error }) : error
  }
}
