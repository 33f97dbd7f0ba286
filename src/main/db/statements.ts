// How the db room runs statements inside a session. Every value is a parameter; no text comes from outside.
import type { Transaction } from 'sequelize'
import { limits } from './driver'
import { codeOf, type FailureContext } from './errors'
import type { Models } from './models/models'
import type { Session } from './session'
import { inTurn, workOf, type Removed, type Work } from './work'

export interface Statement {
  text: string
  values?: unknown[]
  /** Only for few texts that are always the same: the server keeps each for the life of a connection. */
  prepare?: boolean
}

/** Added to what a write returns, so that a lost commit can be asked after without a round trip of its own. */
export const returningXid = 'pg_current_xact_id()::text AS xid'

/** Run a statement that only reads; answers its rows. */
export async function read<R extends object>(session: Session, statement: Statement): Promise<R[]> {
  return (await run<R>(workOf(session), statement, {})).rows
}

/** Run a statement that writes and has `returningXid` among its columns; answers the rows without it. */
export async function write<R extends object>(
  session: Session,
  statement: Statement,
  context: FailureContext = {},
): Promise<R[]> {
  const work = workOf(session)
  const { rows } = await run<R & { xid?: string }>(work, statement, context)
  for (const row of rows) {
    if (row.xid !== undefined) work.xid = row.xid
    delete row.xid
  }
  return rows
}

/**
 * Run any statement, for migrations and the like; several, parted by semicolons, where there are no values. Answers
 * the rows of the last and how many it touched. Costs a round trip more at the commit than `write`.
 */
export async function execute<R extends object>(
  session: Session,
  sql: string,
  values: unknown[] = [],
): Promise<{ rows: R[]; count: number }> {
  const work = workOf(session)
  if (!session.readOnly) work.opaque = true
  const { rows, rowCount } = await run<R>(work, values.length > 0 ? { text: sql, values } : { text: sql }, {})
  return { rows, count: rowCount ?? 0 }
}

/** Ordinary reading through Sequelize's models, in this session's transaction. */
export async function throughModels<T>(
  session: Session,
  fn: (models: Models, transaction: Transaction) => Promise<T>,
): Promise<T> {
  const work = workOf(session)
  const { pool } = work.parts
  const transaction = (work.transaction ??= pool.transaction(work.client))
  return inTurn(work, {}, () => fn(pool.models, transaction))
}

/** Note rows that this session deleted, for the count of others' changes. */
export function noteRemoved(session: Session, removed: Removed): void {
  const work = workOf(session)
  for (const [entity, count] of Object.entries(removed) as [keyof Removed, number][]) {
    work.removed[entity] = (work.removed[entity] ?? 0) + count
  }
}

/**
 * Run reading statements that have to end within some milliseconds, or null. What they leave behind is undone either
 * way. On the embedded database, which knows no time, they always end.
 */
export async function within<T>(
  session: Session,
  milliseconds: number,
  fn: () => Promise<T>,
): Promise<T | null> {
  await read(session, { text: `SAVEPOINT attempt; SET LOCAL statement_timeout = ${milliseconds}` })
  try {
    return await fn()
  } catch (error) {
    if (codeOf(error) !== '57014' || session.signal.aborted) throw error
    workOf(session).failures.delete(error)
    return null
  } finally {
    if (!session.signal.aborted)
      await read(session, { text: 'ROLLBACK TO SAVEPOINT attempt' }).catch(() => undefined)
  }
}

/** What is known about the server behind a session. `accents`: whether its encoding has the letters of the folding. */
export function serverOf(session: Session): { embedded: boolean; accents: boolean } {
  const { client, parts } = workOf(session)
  return { embedded: parts.pool.embedded, accents: client.encoding === '' || client.encoding === 'UTF8' }
}

const names = new Map<string, string>()
function nameFor(sql: string): string {
  let name = names.get(sql)
  if (name === undefined) names.set(sql, (name = `console_${names.size + 1}`))
  return name
}

function run<R extends object>(work: Work, statement: Statement, context: FailureContext) {
  const { client, parts } = work
  const prepare = statement.prepare === true && parts.pool.prepares
  const question = {
    text: statement.text,
    ...(statement.values ? { values: statement.values } : prepare ? { values: [] } : {}),
    patience: work.statementTimeout + limits.grace,
    ...(prepare ? { name: nameFor(statement.text) } : {}),
  }
  return inTurn(work, { ...context, statement: statement.text }, () => client.ask<R>(question))
}
