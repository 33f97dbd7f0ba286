// The waiting list on the screen: what is asked, what is chosen, and staying fresh without jumping under a choice.
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'
import type { Input } from '@shared/call'
import type { Query } from '@shared/paging'
import { call, onEvent } from '../../api/call'
import { onDatabaseBack } from '../../api/database'
import { tableCalls, type TableCalls } from '../../entity/table/calls'
import { plainLayout, type SortBy, type TableLayout } from '../../entity/table/layout'
import { nothingChosen } from '../../entity/table/selection'
import { createSelectionStore, type SelectionStore } from '../../entity/table/selection-store'
import {
  answers,
  createTableStore,
  isNarrowed,
  type TableState,
  type TableStore,
} from '../../entity/table/table-store'
import type { GridHandle } from '../../grid/types'

/** Milliseconds that typing must rest before the server is asked. */
const typingRest = 80

const calls: TableCalls = {
  open: ({ search, sort }, signal) =>
    call('waiting.list', { search, sort: [...sort] as Input<'waiting.list'>['sort'] }, { signal }),
  rows: tableCalls.user.rows,
}

/** Everybody here has the same role, and owns nothing. */
const layoutAtFirst: TableLayout = { ...plainLayout, hidden: ['role', 'vmCount'] }

export interface WaitingTable {
  readonly store: TableStore
  readonly state: TableState
  readonly selection: SelectionStore
  readonly grid: React.RefObject<GridHandle | null>
  readonly layout: TableLayout
  readonly search: string
  setLayout(layout: TableLayout): void
  setSort(sort: SortBy[]): void
  setSearch(search: string): void
  /** Whether the rows shown answer what is asked, the last letter typed included. */
  isCurrent(): boolean
  /** Asks at once for what is still being typed; resolves to whether the rows shown answer it then. */
  settled(): Promise<boolean>
  /** Read the list again; nothing is chosen then, and the active row stays where it can. */
  reload(): Promise<void>
}

/** `mayRefresh`: whether others' changes may be shown unasked, where nothing is chosen either. */
export function useWaiting(mayRefresh: boolean): WaitingTable {
  const gone = useRef<() => void>(() => undefined)
  const [store] = useState(() => createTableStore('user', () => gone.current(), calls))
  const state = useSyncExternalStore(store.subscribe, store.state)
  const selection = useMemo(() => createSelectionStore(store), [store])
  const grid = useRef<GridHandle>(null)
  const [layout, setLayout] = useState(layoutAtFirst)
  const [search, keepSearch] = useState('')
  const wanted = useRef<Query>({ search: '', sort: [], filters: {} })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const ask = useCallback(
    async (changes: Partial<Query>) => {
      wanted.current = { ...wanted.current, ...changes }
      clearTimeout(timer.current)
      const prepared = await store.prepare(wanted.current)
      if (!prepared) return
      const isShown = flushSync(() => {
        if (!prepared.show()) return false
        selection.set(nothingChosen)
        return true
      })
      if (!isShown) return
      grid.current?.scrollTo(0)
      grid.current?.goTo(0, { focus: false })
    },
    [store, selection],
  )
  const reload = useCallback(async () => {
    clearTimeout(timer.current)
    const place = store.view.row
    const active = store.row(place)?.id
    const prepared = await store.prepare(wanted.current, active === undefined ? undefined : { id: active })
    if (!prepared) return
    const isShown = flushSync(() => {
      if (!prepared.show()) return false
      selection.set(nothingChosen)
      return true
    })
    const last = store.rowCount() - 1
    if (isShown && last >= 0)
      grid.current?.goTo(prepared.place ?? Math.min(place, last), { focus: false, reveal: false })
  }, [store, selection])
  const isCurrent = () => answers(store.state(), wanted.current)

  const refresh = useRef<() => void>(() => undefined)
  useEffect(() => {
    gone.current = () => void reload()
    // A row that was only clicked is chosen too: what others did must still be able to show.
    refresh.current = () => {
      if (mayRefresh && selection.count() <= 1) void reload()
    }
  })
  useEffect(() => {
    void ask({})
    const stops = [
      onEvent('list.changed', ({ listId, count }) => {
        store.setChanges(listId, count)
        if (listId === store.state().listId && count > 0) refresh.current()
      }),
      // Written by this program, as by taking something back, which is no news to the list.
      onEvent('waiting.count', ({ count }) => {
        const { allTotal, query } = store.state()
        if (allTotal === null || allTotal === count) return
        if (isNarrowed(query)) store.addToAll(count - allTotal)
        refresh.current()
      }),
      onDatabaseBack(() => void reload()),
    ]
    return () => {
      clearTimeout(timer.current)
      for (const stop of stops) stop()
      const { listId } = store.state()
      if (listId !== null) call('lists.close', { listId }).catch(() => undefined)
    }
  }, [store, ask, reload])

  return {
    store,
    state,
    selection,
    grid,
    layout,
    search,
    setLayout,
    setSort(sort) {
      setLayout({ ...layout, sort })
      void ask({ sort })
    },
    setSearch(next) {
      keepSearch(next)
      wanted.current = { ...wanted.current, search: next }
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void ask({}), typingRest)
    },
    isCurrent,
    async settled() {
      if (!isCurrent()) await ask({})
      return isCurrent()
    },
    reload,
  }
}
