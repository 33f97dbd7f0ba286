// Units of work: one transaction each, committed on return, rolled back on a throw, its connection always given back.
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { uniqueField } from './catalogue'
import { settleCommit } from './commit'
import { limits, type DriverClient } from './driver'
import { codeOf, isConnectionError, isServerError, toAppError, type FailureContext } from './errors'
import { newOperation } from './history'
import { flushChanges, recordElsewhere } from './history-store'
import type { Lists } from './lists'
import { abortWork, cancelled, isAborted, registerWork, type SessionParts, type Work } from './work'

/** Handle of a unit of work: every function that touches rows takes it first. Useless after its end. */
export interface Session {
  readonly signal: AbortSignal
  readonly readOnly: boolean
}

export interface SessionOptions {
  readOnly?: boolean
  signal?: AbortSignal
  /** Milliseconds that one statement may take, in place of 30 s. */
  statementTimeout?: number
  /** Every statement sees the rows as they were at the first one. */
  repeatable?: boolean
}

export interface Database {
  /**
   * Run `fn` in one transaction: committed when it returns, rolled back when it throws or the signal aborts. What
   * `fn` throws itself comes out as it is.
   * @throws AppError `unavailable` (nothing was written), `outcome_unknown` (a commit's answer was lost and the server
   * cannot tell), `cancelled`, `conflict`, `in_use`, `forbidden`, `invalid_input`
   */
  session<T>(fn: (session: Session) => Promise<T>, options?: SessionOptions): Promise<T>
  /**
   * Run one statement outside any transaction, for `CREATE INDEX CONCURRENTLY` and the like: without a time limit, or
   * with the server's own behind a pooler.
   * Aborting cancels it.
   */
  alone(sql: string, options?: { signal?: AbortSignal }): Promise<void>
  readonly lists: Lists
  /** How many transactions of this program have written, since it was opened. */
  writes(): number
  /** Ends what is under way as `cancelled` and closes all connections, within seconds. */
  close(): Promise<void>
}

/** See `Database.session`. */
export async function runSession<T>(
  parts: SessionParts,
  fn: (session: Session) => Promise<T>,
  options: SessionOptions = {},
): Promise<T> {
  const signal = options.signal ?? parts.closing.signal
  if (signal.aborted || parts.closing.signal.aborted) throw cancelled()
  const client = await begin(parts, options, signal)
  const work: Work = {
    parts,
    client,
    signal,
    statementTimeout: options.statementTimeout ?? limits.statement,
    phase: 'open',
    transaction: null,
    tail: Promise.resolve(),
    pending: 0,
    xid: null,
    opaque: false,
    removed: {},
    operation: newOperation(),
    failures: new Map(),
    cancelling: null,
    onAbort: [],
  }
  const abort = () => abortWork(work)
  options.signal?.addEventListener('abort', abort, { once: true })
  parts.running.add(work)
  try {
    return await perform(work, fn, parts.readOnly || options.readOnly === true)
  } finally {
    parts.running.delete(work)
    options.signal?.removeEventListener('abort', abort)
  }
}

async function begin(
  parts: SessionParts,
  options: SessionOptions,
  signal: AbortSignal,
): Promise<DriverClient> {
  const sql = [
    'BEGIN',
    options.repeatable === true ? ' ISOLATION LEVEL REPEATABLE READ' : '',
    // Said each time: behind a pooler, what was set when connecting may not hold for this transaction.
    parts.readOnly || options.readOnly === true ? ' READ ONLY' : '',
    options.statementTimeout === undefined
      ? ''
      : `; SET LOCAL statement_timeout = ${Math.round(options.statementTimeout)}`,
  ].join('')
  try {
    return await parts.pool.begin(sql, signal, cancelled)
  } catch (error) {
    throw toAppError(error, { statement: sql })
  }
}

async function perform<T>(work: Work, fn: (session: Session) => Promise<T>, readOnly: boolean): Promise<T> {
  const session: Session = Object.freeze({ signal: work.signal, readOnly })
  registerWork(session, work)
  let result: T
  try {
    result = await fn(session)
    await work.tail
    if (isAborted(work)) throw cancelled()
    await flushChanges(session)
    await learnXid(work)
  } catch (error) {
    work.phase = 'ending'
    throw await rollback(work, error)
  } finally {
    if (work.transaction) Object.assign(work.transaction, { finished: 'commit' })
  }
  work.phase = 'ending'
  await commit(work)
  await recordElsewhere(work)
  return result
}

/** What wrote without telling the transaction's id is asked for it: a lost commit could not be settled without. */
async function learnXid(work: Work): Promise<void> {
  if (!work.opaque || work.xid !== null || work.failures.size > 0) return
  const sql = 'SELECT pg_current_xact_id_if_assigned()::text AS xid'
  const { rows } = await work.client.ask<{ xid: string | null }>({ text: sql })
  work.xid = rows[0]?.xid ?? null
}

/** Undo everything and give the connection back; answers the error to throw on. */
async function rollback(work: Work, error: unknown): Promise<unknown> {
  const { parts, client } = work
  // A statement that nobody waits for any more would hold the connection up to its time limit.
  if (work.pending > 0 && !client.broken) work.cancelling ??= parts.pool.cancel(client)
  await work.tail
  // The request to cancel must have arrived before the next statement, or it would hit that one.
  await work.cancelling
  // After a failed statement the server refuses the next ones; the first failure says why.
  const first = codeOf(error) === '25P02' ? [...work.failures.keys()][0] : undefined
  const cause = first ?? error
  const failed = work.failures.has(cause)
  const broken = client.broken || (failed && isConnectionError(cause))
  let field: string | null = null
  if (broken) give(work, false)
  else {
    try {
      await client.ask({ text: 'ROLLBACK', patience: limits.grace })
      if (failed && isServerError(cause)) field = await uniqueField(work, cause)
      give(work, true)
    } catch {
      give(work, false)
    }
  }
  if (error instanceof AppError) return error
  if (isAborted(work) && failed) return cancelled()
  return failed ? toAppError(cause, context(work, cause, field)) : error
}

function context(work: Work, error: unknown, field: string | null): FailureContext {
  return { ...work.failures.get(error), field, statementTimeout: work.statementTimeout }
}

async function commit(work: Work): Promise<void> {
  const { parts, client, xid } = work
  let command: string
  try {
    command = (await client.ask({ text: 'COMMIT', patience: limits.statement + limits.grace })).command
  } catch (error) {
    if (isServerError(error) && !isConnectionError(error)) {
      // A deferred check refused: the server has rolled back, and says so.
      const field = await uniqueField(work, error).catch(() => null)
      give(work, !client.broken)
      throw toAppError(error, context(work, error, field))
    }
    give(work, false)
    if (xid === null) return
    return lost(work, xid, error)
  }
  give(work, true)
  if (command === 'ROLLBACK') {
    // `fn` swallowed a statement's error: the server keeps nothing of such a transaction.
    const [error] = [...work.failures.keys()]
    throw toAppError(error ?? new Error('The transaction had failed'), context(work, error, null))
  }
  if (xid !== null) parts.committed(xid, work.removed)
}

async function lost(work: Work, xid: string, error: unknown): Promise<void> {
  const { parts } = work
  const outcome = await settleCommit(parts.pool, xid)
  parts.log.warn('the answer to a commit was lost', { outcome, code: codeOf(error) })
  if (outcome === 'committed') return parts.committed(xid, work.removed)
  if (outcome === 'aborted') throw new AppError({ code: 'unavailable', message: text.errors.unavailable })
  throw new AppError({ code: 'outcome_unknown', message: text.errors.outcomeUnknown })
}

function give(work: Work, usable: boolean): void {
  work.phase = 'ended'
  if (usable && !work.client.broken) work.parts.pool.release(work.client)
  else work.parts.pool.destroy(work.client)
}
