// The rows somebody chose in one table, and how they are told to main. Outside React's state, so that a choice draws
// the rows again and little else.
import type { Selection } from '@shared/paging'
import { text } from '@shared/text'
import { notify } from '../../ui/notices'
import {
  choose,
  chooseAll,
  countChosen,
  isChosen,
  nothingChosen,
  planSelection,
  type Chosen,
  type Ranges,
} from './selection'
import type { AnyRow } from './calls'
import type { TableStore } from './table-store'

/** The contract's limits: ids named one by one, rows of one window. */
const maxIds = 100_000
const maxWindow = 500

export interface SelectionStore {
  subscribe(listener: () => void): () => void
  chosen(): Chosen
  count(): number
  has(index: number): boolean
  choose(index: number, mode: 'only' | 'toggle' | 'range'): void
  all(): void
  set(chosen: Chosen): void
  /**
   * What is chosen, as main takes it. Fetches the ids of rows that are not loaded. Null where nothing is chosen, or
   * too many one by one, which is then said.
   * @throws AppError where the ids could not be fetched.
   */
  resolve(): Promise<Selection | null>
  /** Ids of the rows chosen where they are few and loaded, to find them again in another list. */
  loadedIds(limit: number): number[]
  /** Those of the chosen rows that are loaded, up to `limit`. */
  loadedRows(limit: number): AnyRow[]
}

/** Ids at these places; rows deleted since are left out. */
async function idsOf(store: TableStore, ranges: Ranges): Promise<number[]> {
  const ids: number[] = []
  for (const [from, to] of ranges) {
    let place = from
    while (place < to) {
      const row = store.row(place)
      if (row !== undefined) {
        if (row) ids.push(row.id)
        place++
        continue
      }
      const count = Math.min(maxWindow, to - place)
      for (const fetched of await store.rowsAt(place, count)) if (fetched) ids.push(fetched.id)
      place += count
    }
  }
  return ids
}

export function createSelectionStore(store: TableStore): SelectionStore {
  let chosen = nothingChosen
  const listeners = new Set<() => void>()
  const set = (next: Chosen) => {
    chosen = next
    for (const listener of listeners) listener()
  }
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    chosen: () => chosen,
    count: () => countChosen(chosen.ranges),
    has: (index) => isChosen(chosen.ranges, index),
    choose: (index, mode) => set(choose(chosen, index, mode)),
    all: () => set(chooseAll(store.rowCount())),
    set,
    async resolve() {
      const { listId } = store.state()
      if (chosen.ranges.length === 0 || listId === null) {
        notify({ tone: 'info', text: text.table.nothingChosen })
        return null
      }
      const plan = planSelection(chosen.ranges, store.rowCount())
      if (plan.count > maxIds) {
        notify({ tone: 'error', text: text.table.tooMany(maxIds) })
        return null
      }
      const ids = await idsOf(store, plan.ranges)
      if (plan.kind === 'allBut') return { listId, except: ids }
      return ids.length > 0 ? { ids } : null
    },
    loadedIds(limit) {
      if (countChosen(chosen.ranges) > limit) return []
      const ids: number[] = []
      for (const [from, to] of chosen.ranges) {
        for (let place = from; place < to; place++) {
          const row = store.row(place)
          if (row) ids.push(row.id)
        }
      }
      return ids
    },
    loadedRows(limit) {
      const rows: AnyRow[] = []
      for (const [from, to] of chosen.ranges) {
        for (let place = from; place < to && place < from + limit && rows.length < limit; place++) {
          const row = store.row(place)
          if (row) rows.push(row)
        }
      }
      return rows
    },
  }
}
