// The rows somebody chose in one table, and how they are told to main.
import { useState } from 'react'
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
import type { TableStore } from './table-store'

/** The contract's limit for ids named one by one. */
const maxIds = 100_000
const maxWindow = 500

export interface TableSelection {
  readonly count: number
  readonly ranges: Ranges
  has(index: number): boolean
  choose(index: number, mode: 'only' | 'toggle' | 'range'): void
  all(): void
  set(chosen: Chosen): void
  /**
   * What is chosen, as main takes it. Fetches the ids of rows that are not loaded. Null where nothing is chosen, or
   * too many one by one, which is then said.
   */
  resolve(): Promise<Selection | null>
  /** Ids of the rows chosen where they are few and loaded, to find them again in another list. */
  loadedIds(limit: number): number[]
}

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
      const rows = await store.rowsAt(place, Math.min(maxWindow, to - place))
      for (const fetched of rows) if (fetched) ids.push(fetched.id)
      place += Math.min(maxWindow, to - place)
    }
  }
  return ids
}

export function useSelection(store: TableStore): TableSelection {
  const [chosen, set] = useState(nothingChosen)
  const { ranges } = chosen
  const count = countChosen(ranges)
  return {
    count,
    ranges,
    has: (index) => isChosen(ranges, index),
    choose: (index, mode) => set((before) => choose(before, index, mode)),
    all: () => set(chooseAll(store.rowCount())),
    set,
    async resolve() {
      const { listId } = store.state()
      if (count === 0 || listId === null) {
        notify({ tone: 'info', text: text.table.nothingChosen })
        return null
      }
      const plan = planSelection(ranges, store.rowCount())
      if (plan.count > maxIds) {
        notify({ tone: 'error', text: text.table.tooMany(maxIds) })
        return null
      }
      const ids = await idsOf(store, plan.ranges)
      if (plan.kind === 'allBut') return { listId, except: ids }
      return ids.length > 0 ? { ids } : null
    },
    loadedIds(limit) {
      if (count > limit) return []
      const ids: number[] = []
      for (const [from, to] of ranges) {
        for (let place = from; place < to; place++) {
          const row = store.row(place)
          if (row) ids.push(row.id)
        }
      }
      return ids
    },
  }
}
