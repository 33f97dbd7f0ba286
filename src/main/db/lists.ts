// Open lists: which rows, in which order, so that any window of a million rows is a fetch by ids.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { EntityName } from '@shared/entity'
import { AppError } from '@shared/errors'
import type { Query } from '@shared/paging'
import { text } from '@shared/text'
import {
  baselineOf,
  countChanges,
  currentSnapshot,
  takeBaseline,
  type Baseline,
  type OwnWrites,
} from './changes'
import { firstRows } from './first-rows'
import { findsAll } from './query'
import { rowsByIds, type Rows } from './rows'
import type { Database, Session } from './session'
import { setSight, sightOf, type Sight } from './sight'
import { takeIds } from './snapshot'
import { serverOf } from './statements'
import { cancelled, workOf } from './work'

/** Rows that come with the opening of a list. */
const firstWindow = 100
/** Counting others' changes scans the table: at most this part of the time, and at least this often (ms). */
const restFactor = 10
const maxRest = 2_000
/** Milliseconds between the first rows and the reading of all, for which server and window share the processor. */
const drawing = 60
/** Lists kept; the one not used for longest goes. */
const maxLists = 8

export interface Lists {
  /** First 100 rows at once; `total` is null until the order of all rows has been read behind them. */
  open<E extends EntityName>(
    session: Session,
    entity: E,
    query: Query,
  ): Promise<{ listId: string; total: number | null; rows: Rows[E][] }>
  /** Rows by their places, as they are now; null where a row was deleted since. Past the end there is nothing. */
  rows<E extends EntityName>(
    session: Session,
    entity: E,
    listId: string,
    start: number,
    count: number,
  ): Promise<(Rows[E] | null)[]>
  total(listId: string): Promise<number>
  /** The place of a row in the list, or null. */
  locate(listId: string, id: number): Promise<number | null>
  /** All ids but these, in the list's order. */
  ids(listId: string, except: readonly number[]): Promise<number[]>
  /** Those of the ids that are in the list, in its order. */
  inOrder(listId: string, ids: readonly number[]): Promise<number[]>
  /**
   * How many rows of the list's entity others inserted, changed or deleted since it was opened. `known`: the server's
   * moment, where it was asked for in this session already.
   */
  changes(session: Session, listId: string, known?: string): Promise<number>
  entityOf(listId: string): EntityName
  openIds(): string[]
  close(listId: string): void
  closeAll(): void
}

interface List {
  readonly entity: EntityName
  readonly query: Query
  /** Of the operator who opened it. */
  readonly sight: Sight | null
  /** The first rows' ids: enough for the first window. */
  readonly first: number[]
  readonly controller: AbortController
  /** As the server was when the first rows were read. */
  readonly snapshot: string | null
  ids: Int32Array | null
  loading: Promise<Int32Array> | null
  /** The loading that nobody asked for yet, and which lets the window draw the first rows before. */
  later: Promise<Int32Array> | null
  baseline: Baseline | null
  /** The count of others' changes, as of which moment of the server, and until when it is good enough. */
  seen: { snapshot: string; count: number; until: number } | null
}

/** All of a database's open lists. Unknown ids are AppError `not_found`. */
export function createLists(parts: { session: Database['session']; own: OwnWrites }): Lists {
  const lists = new Map<string, List>()

  function find(listId: string): List {
    const list = lists.get(listId)
    if (!list) throw gone()
    lists.delete(listId)
    lists.set(listId, list)
    return list
  }

  function close(listId: string): void {
    lists.get(listId)?.controller.abort()
    lists.delete(listId)
  }

  /** Where the ids themselves tell how the whole table was. */
  function ownBaseline({ entity, query, ids, snapshot }: List): Baseline | null {
    if (!ids || snapshot === null || !findsAll(query)) return null
    return baselineOf(entity, ids, snapshot, parts.own)
  }

  /** Read the order of all rows in a session of its own, and how the table was, for the count of changes. */
  function load(list: List): Promise<Int32Array> {
    const loading = new Promise<Int32Array>((resolve, reject) => {
      parts
        .session(
          async (session) => {
            setSight(session, list.sight)
            list.ids ??= await takeIds(session, list.entity, list.query)
            resolve(list.ids)
            list.baseline =
              ownBaseline(list) ?? (await takeBaseline(session, list.entity, list.snapshot, parts.own))
          },
          { readOnly: true, repeatable: true, signal: list.controller.signal },
        )
        .catch((error: unknown) => {
          if (list.loading === loading) list.loading = null
          reject(list.controller.signal.aborted || !(error instanceof Error) ? gone() : error)
        })
    })
    loading.catch(() => undefined)
    list.loading = loading
    return loading
  }

  async function idsOf(list: List, signal?: AbortSignal): Promise<Int32Array> {
    if (list.ids) return list.ids
    const loading = list.loading ?? load(list)
    return signal ? orAborted(loading, signal) : loading
  }

  return {
    async open(session, entity, query) {
      const { rows, snapshot } = await firstRows(session, entity, query, firstWindow)
      const first = rows.map((row) => row.id)
      const list: List = {
        entity,
        query,
        sight: sightOf(session),
        first,
        snapshot,
        controller: new AbortController(),
        ids: rows.length < firstWindow ? Int32Array.from(first) : null,
        loading: null,
        later: null,
        baseline: null,
        seen: null,
      }
      // The embedded database has one connection: a second session would wait for this one. And it has no others.
      if (serverOf(session).embedded) list.ids ??= await takeIds(session, entity, query)
      else if (!(list.baseline = ownBaseline(list))) {
        list.later = wait(drawing).then(() => list.loading ?? load(list))
        list.later.catch(() => undefined)
      }
      const listId = randomUUID()
      lists.set(listId, list)
      workOf(session).onAbort.push(() => close(listId))
      const [oldest] = lists.keys()
      if (lists.size > maxLists && oldest !== undefined) close(oldest)
      return { listId, total: list.ids?.length ?? null, rows }
    },
    async rows(session, entity, listId, start, count) {
      const list = find(listId)
      if (list.entity !== entity) throw gone()
      const early = list.ids === null && start + count <= list.first.length
      const ids = early ? list.first : await idsOf(list, session.signal)
      return rowsByIds(session, entity, Array.from(ids.slice(start, start + count)))
    },
    async total(listId) {
      const list = find(listId)
      return (list.ids ?? (await (list.later ?? idsOf(list)))).length
    },
    async locate(listId, id) {
      const place = (await idsOf(find(listId))).indexOf(id)
      return place < 0 ? null : place
    },
    async ids(listId, except) {
      const left = new Set(except)
      const ids = await idsOf(find(listId))
      return left.size === 0 ? Array.from(ids) : Array.from(ids.filter((id) => !left.has(id)))
    },
    async inOrder(listId, chosen) {
      const wanted = new Set(chosen)
      return Array.from((await idsOf(find(listId))).filter((id) => wanted.has(id)))
    },
    async changes(session, listId, known) {
      // Looking after a list in the background is no use of it: it stays where it is in the order of use.
      const list = lists.get(listId)
      if (!list) throw gone()
      if (!list.baseline) return list.seen?.count ?? 0
      if (list.seen && Date.now() < list.seen.until) return list.seen.count
      const snapshot = known ?? (await currentSnapshot(session))
      if (snapshot === (list.seen ?? list.baseline).snapshot) return list.seen?.count ?? 0
      const started = Date.now()
      // Asked by the program itself, for one list after the other.
      setSight(session, list.sight)
      const count = await countChanges(session, list.entity, list.baseline, parts.own)
      const now = Date.now()
      list.seen = { snapshot, count, until: now + Math.min((now - started) * restFactor, maxRest) }
      return count
    },
    entityOf: (listId) => find(listId).entity,
    openIds: () => [...lists.keys()],
    close,
    closeAll() {
      lists.forEach((_, listId) => close(listId))
    },
  }
}

function gone(): AppError {
  return new AppError({ code: 'not_found', message: text.errors.listGone })
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(cancelled())
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
