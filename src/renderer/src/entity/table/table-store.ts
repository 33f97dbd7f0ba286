// One table's data: its query, the list that main holds for it, and the rows that were fetched. It outlives the
// page, so that coming back paints at once.
import type { ErrorBody } from '@shared/errors'
import type { EntityName } from '@shared/entity'
import type { Query } from '@shared/paging'
import { call } from '../../api/call'
import { errorBodyOf, showError } from '../../api/show-error'
import { createRowCache, type RowCache, type Slot } from '../../grid/row-cache'
import { rowHeight } from '../../grid/scale'
import { tableCalls, type AnyRow, type OpenedList, type TableCalls } from './calls'

export interface TableState {
  /** What the shown rows answer. */
  readonly query: Query
  readonly listId: string | null
  /** Null until main has counted. */
  readonly total: number | null
  /** Rows without search and filters, where known. */
  readonly allTotal: number | null
  /** A query is under way; the rows shown are still those of the one before. */
  readonly opening: boolean
  readonly error: ErrorBody | null
  /** Rows that others changed since the list was made. */
  readonly changes: number
}

/** A new list that is ready to be shown in place of the old one. */
export interface Prepared {
  readonly listId: string
  /** False, with nothing done, where another question came in between. */
  show(): boolean
  /** Place of the row asked for, or null where the list does not have it. */
  readonly place: number | null
}

/** Where the rows were scrolled to and which cell was active, kept while the page is away. */
export interface View {
  offset: number
  row: number
  first: number
  end: number
}

export interface TableStore {
  readonly view: View
  state(): TableState
  subscribe(listener: () => void): () => void
  /** Grows with every row that comes or changes; told apart from the state, which changes far more seldom. */
  revision(): number
  subscribeRows(listener: () => void): () => void
  row(index: number): Slot<AnyRow>
  rowCount(): number
  want(first: number, end: number, offset: number): void
  /**
   * Open a list for a query and fetch what will be in view, without showing it yet. Whatever was being opened before
   * is cancelled. Null: another query came in between, or it failed (which the state then tells).
   */
  prepare(query: Query, row?: { id: number }): Promise<Prepared | null>
  /** Put a changed row in at once, until the list is made again. */
  patch(row: AnyRow): void
  rowsAt(start: number, count: number): Promise<(AnyRow | null)[]>
  setChanges(listId: string, count: number): void
  /** Rows were added or removed by this window: the count without search and filters follows. */
  addToAll(count: number): void
  /** The rows may have changed by a write elsewhere in this window: they are not fresh any more. */
  outdate(): void
  /** Milliseconds since the rows were fetched, infinite where there are none. */
  age(): number
  dispose(): void
}

export const plainQuery: Query = { search: '', sort: [], filters: {} }

export function isNarrowed(query: Query): boolean {
  return query.search.trim() !== '' || Object.values(query.filters).some((filter) => filter !== undefined)
}

/** The same for queries that ask the same. */
function keyOf({ search, filters, sort }: Query): string {
  return JSON.stringify([search, filters, sort])
}

/** Whether the table shows an answer to that query. */
export function answers({ listId, query: shown }: TableState, query: Query): boolean {
  return listId !== null && keyOf(shown) === keyOf(query)
}

/** Rows fetched around a place that is to be shown. */
const around = 100

/** `calls`: where the rows come from another list than the entity's own. */
export function createTableStore(
  entity: EntityName,
  onListGone: () => void,
  calls: TableCalls = tableCalls[entity],
): TableStore {
  const listeners = new Set<() => void>()
  const rowListeners = new Set<() => void>()
  let revision = 0
  const view: View = { offset: 0, row: 0, first: 0, end: 0 }
  let state: TableState = {
    query: plainQuery,
    listId: null,
    total: null,
    allTotal: null,
    opening: false,
    error: null,
    changes: 0,
  }
  let cache: RowCache<AnyRow> | null = null
  let known = 0
  let opening: AbortController | null = null
  let turn = 0
  let shownAt = -Infinity
  let disposed = false

  function set(changes: Partial<TableState>) {
    if (disposed) return
    state = { ...state, ...changes }
    for (const listener of listeners) listener()
  }

  function rowsChanged() {
    revision++
    for (const listener of rowListeners) listener()
  }

  function fail(error: unknown) {
    const body = errorBodyOf(error)
    if (body.code === 'cancelled') return set({ opening: false })
    if (body.code === 'not_found') return onListGone()
    if (body.code === 'not_signed_in') showError(error)
    set({ error: body, opening: false })
  }

  const close = (listId: string) => {
    // A list that cannot be closed is gone already, or goes with the connection.
    call('lists.close', { listId }).catch(() => undefined)
  }

  async function count(listId: string, narrowed: boolean) {
    try {
      const { total } = await call('lists.total', { listId })
      if (state.listId === listId) set({ total, ...(narrowed ? {} : { allTotal: total }) })
    } catch (error) {
      if (state.listId === listId) fail(error)
    }
  }

  /** How many rows there are without the search; only asked for where no list without one was opened before. */
  async function countAll(signal: AbortSignal) {
    const opened = await calls.open(plainQuery, signal)
    const total = opened.total ?? (await call('lists.total', { listId: opened.listId })).total
    close(opened.listId)
    set({ allTotal: total })
  }

  function replaceCache(opened: OpenedList) {
    cache?.dispose()
    cache = createRowCache<AnyRow>({
      fetch: (start, length, signal) => calls.rows({ listId: opened.listId, start, count: length }, signal),
      onChange: (failed) => {
        if (state.error && failed === 0) set({ error: null })
        rowsChanged()
      },
      onError: fail,
    })
    cache.fill(0, opened.rows)
    known = opened.rows.length
    return cache
  }

  function rowCount(): number {
    return state.total ?? (isNarrowed(state.query) ? known : Math.max(known, state.allTotal ?? 0))
  }

  return {
    view,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    revision: () => revision,
    subscribeRows(listener) {
      rowListeners.add(listener)
      return () => rowListeners.delete(listener)
    },
    row: (index) => cache?.get(index),
    rowCount,
    want(first, end, offset) {
      Object.assign(view, { first, end, offset })
      cache?.want(first, end, rowCount())
    },
    async prepare(query, row) {
      opening?.abort()
      const mineIs = ++turn
      const mine = (opening = new AbortController())
      const { signal } = mine
      set({ opening: true })
      try {
        const opened = await calls.open(query, signal)
        let place: number | null = null
        let start = 0
        let rows: (AnyRow | null)[] = []
        if (row && !signal.aborted) {
          place = (await call('lists.locate', { listId: opened.listId, id: row.id }, { signal })).place
          const middle = place ?? Math.floor(view.offset / rowHeight)
          start = Math.max(0, middle - around)
          if (start + around * 2 > opened.rows.length) {
            rows = await calls.rows({ listId: opened.listId, start, count: around * 2 }, signal)
          }
        }
        if (signal.aborted || disposed) {
          close(opened.listId)
          return null
        }
        opening = null
        return {
          listId: opened.listId,
          place,
          show() {
            if (mineIs !== turn || disposed) {
              close(opened.listId)
              return false
            }
            const old = state.listId
            const narrowed = isNarrowed(query)
            replaceCache(opened).fill(start, rows)
            known = Math.max(known, rows.length === 0 ? 0 : start + rows.length)
            shownAt = performance.now()
            set({
              query,
              listId: opened.listId,
              total: opened.total,
              opening: false,
              error: null,
              changes: 0,
              ...(narrowed || opened.total === null ? {} : { allTotal: opened.total }),
            })
            // The grid may not move at all, and so not ask by itself.
            cache?.want(view.first, view.end, rowCount())
            rowsChanged()
            if (old !== null && old !== opened.listId) close(old)
            if (opened.total === null) void count(opened.listId, narrowed)
            if (narrowed && state.allTotal === null) void countAll(signal).catch(() => undefined)
            return true
          },
        }
      } catch (error) {
        if (!signal.aborted) fail(error)
        return null
      }
    },
    patch(row) {
      cache?.patch((held) => held.id === row.id, row)
    },
    rowsAt(start, length) {
      return calls.rows({ listId: state.listId ?? '', start, count: length })
    },
    setChanges(listId, count) {
      if (listId === state.listId && count !== state.changes) set({ changes: count })
    },
    addToAll(count) {
      if (state.allTotal !== null) set({ allTotal: Math.max(0, state.allTotal + count) })
    },
    outdate() {
      shownAt = -Infinity
    },
    age: () => performance.now() - shownAt,
    dispose() {
      disposed = true
      opening?.abort()
      cache?.dispose()
      listeners.clear()
      rowListeners.clear()
    },
  }
}
