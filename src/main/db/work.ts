// What a session knows about itself; opaque outside the db room.
import type { EntityName } from '@shared/entity'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import type { Transaction } from 'sequelize'
import type { Log } from '../log'
import { limits, type DriverClient } from './driver'
import { isConnectionError, isStalePlan, type FailureContext } from './errors'
import type { Operation } from './history'
import type { HistoryState } from './history-state'
import type { Pool } from './pool'
import type { Session } from './session'

/** Shared by all sessions of one database. */
export interface SessionParts {
  readonly pool: Pool
  readonly log: Log
  /** Every transaction is read-only, whatever is asked for. */
  readonly readOnly: boolean
  /** Sessions under way, for closing. */
  readonly running: Set<Work>
  /** Aborts when the database is closed; the signal of sessions that have none of their own. */
  readonly closing: AbortController
  /** Column of a violated uniqueness, by table and constraint, as the catalogue said. */
  readonly constraints: Map<string, string | null>
  readonly history: HistoryState
  /** Told of what was committed here, so that lists can tell others' changes from one's own. */
  committed(xid: string, removed: Removed): void
}

export type Removed = Partial<Record<EntityName, number>>

export interface Work {
  readonly parts: SessionParts
  readonly client: DriverClient
  readonly statementTimeout: number
  phase: 'open' | 'ending' | 'ended'
  transaction: Transaction | null
  /** Statements of a session run one after the other; `pending` of them have not ended. */
  tail: Promise<unknown>
  pending: number
  /** The transaction's id, once a write has told it. */
  xid: string | null
  /** Something was run that may have written without telling the id. */
  opaque: boolean
  removed: Removed
  /** What this session wrote, for the change log. */
  readonly operation: Operation
  /** What statements failed with, in their order. */
  failures: Map<unknown, FailureContext>
  cancelling: Promise<void> | null
  readonly signal: AbortSignal
  /** What else to do when the session is aborted. */
  onAbort: (() => void)[]
}

const works = new WeakMap<Session, Work>()

export function registerWork(session: Session, work: Work): void {
  works.set(session, work)
}

/** @throws Error after the session's end; AppError `cancelled` when it was aborted */
export function workOf(session: Session): Work {
  const work = works.get(session)
  if (!work || work.phase !== 'open') throw new Error('A session was used after its end')
  if (isAborted(work)) throw cancelled()
  return work
}

export function isAborted(work: Work): boolean {
  return work.signal.aborted || work.parts.closing.signal.aborted
}

/** Stop what a session is doing: its statement is cancelled, and its end will be a rollback. */
export function abortWork(work: Work): void {
  if (work.phase !== 'open') return
  work.cancelling = work.parts.pool.cancel(work.client)
  for (const listener of work.onAbort) listener()
}

export function cancelled(): AppError {
  return new AppError({ code: 'cancelled', message: text.errors.cancelled })
}

/** Run `fn` when the session's statements before it have ended, and keep what it fails with. */
export function inTurn<T>(work: Work, context: FailureContext, fn: () => Promise<T>): Promise<T> {
  work.pending += 1
  work.client.deadline = Date.now() + work.statementTimeout + limits.grace
  const turn = (work.pending === 1 ? fn() : work.tail.then(fn)).then(
    (value) => {
      ended(work)
      return value
    },
    (error: unknown) => {
      ended(work)
      if (isConnectionError(error) || isStalePlan(error)) work.client.broken = true
      work.failures.set(error, context)
      throw error
    },
  )
  work.tail = turn.catch(() => undefined)
  return turn
}

function ended(work: Work): void {
  work.pending -= 1
  if (work.pending === 0) work.client.deadline = Infinity
}
