// The actions of one table: which may be taken on what is chosen now, as commands, and the dialog of the one taken.
import { useState } from 'react'
import type { Selection } from '@shared/paging'
import { text } from '@shared/text'
import { useReadOnly } from '../../api/database'
import { showError } from '../../api/show-error'
import { useOperator } from '../../auth/operator'
import { useCommands } from '../../commands/commands'
import { isTyping } from '../../commands/shortcut'
import { refusalOf } from '../../people/leavers/leaver-actions'
import { rowActions, type ActionContext, type RowAction } from '../actions'
import type { AnyRow } from './calls'
import type { Table } from './use-table'

interface Taken {
  action: RowAction
  selection: Selection
  count: number
  rows: readonly AnyRow[]
}

export interface TableActions {
  /** Those that make sense now, each with why it is refused, or null. */
  offered(): { action: RowAction; label: string; refusal: string | null }[]
  take(action: RowAction): void
  /** Why what is chosen may not be deleted, or null. */
  deleteRefusal(): string | null
  taken: Taken | null
  end(): void
}

/** So many chosen rows are looked at in the window; main looks at all. */
const looked = 500

export function useActions(table: Table): TableActions {
  const { store, selection, entity } = table
  const operator = useOperator()
  const readOnly = useReadOnly()
  const [taken, setTaken] = useState<Taken | null>(null)
  const own = rowActions.filter((action) => action.entity === entity)

  /** What is chosen, or the active row where nothing is. */
  const context = (): ActionContext => {
    const count = selection.count()
    const active = store.row(store.view.row)
    if (count === 0) return { operator, rows: active ? [active] : [], count: active ? 1 : 0, readOnly }
    return { operator, rows: selection.loadedRows(looked), count, readOnly }
  }
  const take = (action: RowAction) => {
    const { rows, count } = context()
    const [first] = rows
    const chosen = selection.count() === 0 && first ? { ids: [first.id] } : null
    const open = (found: Selection | null) => {
      if (found) setTaken({ action, selection: found, count, rows })
    }
    if (chosen) open(chosen)
    else selection.resolve().then(open).catch(showError)
  }
  useCommands(
    own.map((action) => ({
      id: action.id,
      label: action.label(context()),
      group: text.table.group,
      ...(action.shortcut === undefined ? {} : { shortcut: action.shortcut }),
      run: () => take(action),
      when: () => {
        const now = context()
        const fits = now.count > 0 && action.isHidden?.(now) !== true && action.refuse(now) === null
        // Typing into a field of the page must not start it; into the palette one types just for that.
        const isInDialog = document.querySelector('[data-modal]') !== null
        return fits && (isInDialog || !isTyping(document.activeElement))
      },
    })),
  )
  return {
    offered: () => {
      const now = context()
      if (now.count === 0) return []
      return own
        .filter((action) => action.isHidden?.(now) !== true)
        .map((action) => ({ action, label: action.label(now), refusal: action.refuse(now) }))
    },
    take,
    deleteRefusal: () => (entity === 'user' ? refusalOf(context(), () => 'delete') : null),
    taken,
    end: () => setTaken(null),
  }
}
