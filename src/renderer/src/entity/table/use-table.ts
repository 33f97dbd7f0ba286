// One table on the screen: what is asked, what is shown, and keeping the place when the rows are read again.
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'
import type { EntityName } from '@shared/entity'
import type { Filter, Query } from '@shared/paging'
import { call } from '../../api/call'
import type { GridHandle } from '../../grid/types'
import { rowHeight } from '../../grid/scale'
import type { AnyRow } from './calls'
import { keepLayout, keptLayout } from './kept-layout'
import { plainLayout, type SortBy, type TableLayout } from './layout'
import { createSelectionStore, type SelectionStore } from './selection-store'
import { addRange, nothingChosen, type Ranges } from './selection'
import { answers, isNarrowed, type Prepared, type TableStore } from './table-store'
import { onListGone, outdateOthers, tableOf } from './tables'

/** Milliseconds that typing must rest before the server is asked. */
const typingRest = 80
/** Rows older than this are read again, quietly, when their page comes back. */
const freshFor = 2000
/** How long a row that was just written stays marked. */
const markFor = 2500
/** So many chosen rows are found again when the list is made anew. */
const findAgain = 20

export interface Table {
  readonly entity: EntityName
  readonly store: TableStore
  readonly state: ReturnType<TableStore['state']>
  readonly grid: React.RefObject<GridHandle | null>
  readonly layout: TableLayout
  readonly search: string
  readonly filters: Query['filters']
  /** The wanted query narrows the rows down; the shown ones may still be those before. */
  readonly narrowed: boolean
  readonly selection: SelectionStore
  /** Place of the row that was just written, or null. */
  readonly marked: number | null
  setLayout(layout: TableLayout): void
  /** Order, widths and hidden columns as they came; the sort stays. */
  resetColumns(): void
  setSort(sort: SortBy[]): void
  setSearch(search: string): void
  setFilter(field: string, filter: Filter | undefined, typed?: boolean): void
  clearNarrowing(search?: string): void
  /** Read the rows again, keeping place and choice. */
  reload(): Promise<void>
  /** Read again after a write of one's own and show that row; false where it is not among the rows any more. */
  showRow(row: AnyRow, added: boolean): Promise<boolean>
}

export function useTable(entity: EntityName): Table {
  const store = tableOf(entity)
  const state = useSyncExternalStore(store.subscribe, store.state)
  const selection = useMemo(() => createSelectionStore(store), [store])
  const grid = useRef<GridHandle>(null)
  const [layout, showLayout] = useState(() => keptLayout(entity))
  const [search, keepSearch] = useState(state.query.search)
  const [filters, keepFilters] = useState(state.query.filters)
  const [marked, setMarked] = useState<number | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const wanted = useRef<Query>({ search, filters, sort: layout.sort })

  /** Another question: its rows are shown from the first. */
  const ask = useCallback(
    (changes: Partial<Query>, rest = 0) => {
      wanted.current = { ...wanted.current, ...changes }
      clearTimeout(timer.current)
      const run = async () => {
        const prepared = await store.prepare(wanted.current)
        if (!prepared) return
        const isShown = flushSync(() => {
          if (!prepared.show()) return false
          selection.set(nothingChosen)
          setMarked(null)
          return true
        })
        if (!isShown) return
        grid.current?.scrollTo(0)
        grid.current?.goTo(0, { focus: false })
      }
      if (rest === 0) void run()
      else timer.current = setTimeout(() => void run(), rest)
    },
    [store, selection],
  )

  /** The same question again: place, active row and choice stay with their rows. */
  const again = useCallback(
    async (target?: number): Promise<Prepared | null> => {
      clearTimeout(timer.current)
      const { view } = store
      const firstWhole = Math.ceil(view.offset / rowHeight)
      const anchor = target ?? store.row(firstWhole)?.id
      const active = store.row(view.row)?.id
      const kept = selection.loadedIds(findAgain)
      const prepared = await store.prepare(wanted.current, anchor === undefined ? undefined : { id: anchor })
      if (!prepared) return null
      const find = async (id: number) => (await call('lists.locate', { listId: prepared.listId, id })).place
      const activePlace = active === undefined ? null : await find(active).catch(() => null)
      let ranges: Ranges = []
      for (const id of kept) {
        const place = await find(id).catch(() => null)
        if (place !== null) ranges = addRange(ranges, place, place + 1)
      }
      const isShown = flushSync(() => {
        // Somebody has typed a search or sorted in the meantime: theirs counts.
        if (!prepared.show()) return false
        selection.set({ ranges, anchor: activePlace ?? ranges[0]?.[0] ?? 0 })
        return true
      })
      if (!isShown) return null
      if (target === undefined) {
        if (prepared.place !== null) {
          grid.current?.scrollTo(prepared.place * rowHeight + view.offset - firstWhole * rowHeight)
        }
        if (activePlace !== null) grid.current?.goTo(activePlace, { focus: false, reveal: false })
      }
      return prepared
    },
    [store, selection],
  )

  useEffect(() => {
    if (!answers(store.state(), wanted.current)) ask({})
    else if (store.age() > freshFor) void again()
    const stopGone = onListGone(entity, () => void again())
    return () => {
      clearTimeout(timer.current)
      stopGone()
    }
  }, [store, entity, ask, again])

  useEffect(() => {
    if (marked === null) return
    const end = setTimeout(() => setMarked(null), markFor)
    return () => clearTimeout(end)
  }, [marked])

  const setLayout = (next: TableLayout) => {
    showLayout(next)
    keepLayout(entity, next)
  }
  return {
    entity,
    store,
    state,
    grid,
    layout,
    search,
    filters,
    narrowed: isNarrowed({ search, filters, sort: [] }),
    selection,
    marked,
    setLayout,
    resetColumns: () => setLayout({ ...plainLayout, sort: layout.sort, filters: layout.filters }),
    setSort(sort) {
      setLayout({ ...layout, sort })
      ask({ sort })
    },
    setSearch(next) {
      keepSearch(next)
      ask({ search: next }, typingRest)
    },
    setFilter(field, filter, typed = false) {
      const next = { ...filters, [field]: filter }
      if (filter === undefined) delete next[field]
      keepFilters(next)
      ask({ filters: next }, typed ? typingRest : 0)
    },
    clearNarrowing(next = '') {
      keepSearch(next)
      keepFilters({})
      ask({ search: next, filters: {} })
    },
    async reload() {
      await again()
    },
    async showRow(row, added) {
      outdateOthers(entity)
      if (added) store.addToAll(1)
      else store.patch(row)
      const prepared = await again(row.id)
      if (!prepared || prepared.place === null) return prepared === null
      const { place } = prepared
      grid.current?.goTo(place, { focus: false })
      setMarked(place)
      selection.set({ ranges: [[place, place + 1]], anchor: place })
      return true
    },
  }
}
