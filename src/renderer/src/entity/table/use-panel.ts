// Which row is open beside the table, and stepping through the list from there.
import { useEffect, useRef, useState } from 'react'
import { call } from '../../api/call'
import { showError } from '../../api/show-error'
import type { PanelMode } from '../form/EntityPanel'
import type { Table } from './use-table'

interface Open {
  mode: PanelMode
  /** Place of the edited row in the shown list; null where it is not in it, or not known yet. */
  index: number | null
}

export interface Panel {
  readonly mode: PanelMode | null
  readonly position: { index: number; total: number } | null
  add(): void
  openAt(index: number): void
  openId(id: number): void
  close(): void
  previous: (() => void) | null
  next: (() => void) | null
}

export function usePanel(table: Table): Panel {
  const { store, state, grid, selection } = table
  const [open, setOpen] = useState<Open | null>(null)
  // A row opened by its id is shown in the table once; after that the table's place is its own.
  const bringIntoView = useRef(false)
  const total = store.rowCount()
  const id = open?.mode.kind === 'edit' ? open.mode.id : null
  const { listId } = state

  // Another list, or a row opened by its id: find out where it stands.
  useEffect(() => {
    if (id === null || listId === null) return
    let current = true
    call('lists.locate', { listId, id })
      .then(({ place }) => {
        if (!current) return
        setOpen((before) => before && { ...before, index: place })
        if (place !== null && bringIntoView.current) {
          selection.choose(place, 'only')
          grid.current?.goTo(place, { focus: false, center: true })
        }
        bringIntoView.current = false
      })
      // Without a place the panel works all the same; it only cannot step through the list.
      .catch(() => undefined)
    return () => {
      current = false
    }
  }, [id, listId, grid, selection])

  const openAt = async (index: number, step: 1 | -1) => {
    try {
      for (let at = index; at >= 0 && at < store.rowCount(); at += step) {
        const row = store.row(at) ?? (await store.rowsAt(at, 1))[0]
        // Deleted in the meantime: on to the one behind it.
        if (!row) continue
        setOpen({ mode: { kind: 'edit', id: row.id }, index: at })
        selection.choose(at, 'only')
        grid.current?.goTo(at, { focus: false })
        return
      }
    } catch (error) {
      showError(error)
    }
  }

  const index = open?.index ?? null
  return {
    mode: open?.mode ?? null,
    position: index === null ? null : { index, total },
    add: () => setOpen({ mode: { kind: 'add' }, index: null }),
    openAt: (at) => void openAt(at, 1),
    openId(wanted) {
      bringIntoView.current = true
      setOpen({ mode: { kind: 'edit', id: wanted }, index: null })
    },
    close: () => setOpen(null),
    previous: index === null || index <= 0 ? null : () => void openAt(index - 1, -1),
    next: index === null || index >= total - 1 ? null : () => void openAt(index + 1, 1),
  }
}
