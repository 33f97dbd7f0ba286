// The page of one entity: its table, and the panel and questions beside it.
import { useEffect, useRef, useState } from 'react'
import { operatorSees } from '@shared/access'
import type { VmRow } from '@shared/entities/vm'
import type { EntityName } from '@shared/entity'
import type { Selection } from '@shared/paging'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useDatabase, useReadOnly } from '../api/database'
import { showError } from '../api/show-error'
import { useOperator } from '../auth/operator'
import type { MenuRequest } from '../grid/types'
import { ExportTable } from '../machines/ExportTable'
import { PrintTable } from '../print/PrintTable'
import { entityOf, useRouteTarget } from '../routes'
import { notify } from '../ui/notices'
import { DeleteDialog } from './form/DeleteDialog'
import { EntityPanel } from './form/EntityPanel'
import styles from './EntityPage.module.css'
import { entities, titleOf, type AnyRow } from './table/calls'
import { GoToDialog } from './table/GoToDialog'
import { keepFocus } from './table/keep-focus'
import { columnsOf } from './table/layout'
import { ColumnMenu, RowMenu } from './table/menus'
import { TableGrid } from './table/TableGrid'
import { outdateOthers } from './table/tables'
import { Toolbar } from './table/Toolbar'
import { usePanel } from './table/use-panel'
import { useActions } from './table/use-actions'
import { useTable } from './table/use-table'
import { useTableCommands } from './table/use-table-commands'

const words = text.table

export function EntityPage({ entity }: { entity: EntityName }) {
  const table = useTable(entity)
  const { store, grid, layout, selection } = table
  const panel = usePanel(table)
  const canWrite = useReadOnly() === null
  const operator = useOperator()
  const sharing = useDatabase().ready?.sharing ?? null
  const actions = useActions(table)
  const search = useRef<HTMLInputElement>(null)
  const [menu, setMenu] = useState<MenuRequest | null>(null)
  const [deleting, setDeleting] = useState<Selection | null>(null)
  const [going, setGoing] = useState(false)
  const target = useRouteTarget()
  const { openId, add } = panel
  const { clearNarrowing } = table

  // Coming here by a key, what had the focus went with the page before.
  useEffect(() => keepFocus(grid), [grid])

  const wish = useRef({ openId, add, clearNarrowing })
  useEffect(() => {
    wish.current = { openId, add, clearNarrowing }
  })
  useEffect(() => {
    // The next page's wishes are not this one's, which is shown until that is ready.
    if (entityOf[target.page] !== entity) return
    if (target.search !== undefined) wish.current.clearNarrowing(target.search)
    if (target.open !== undefined) wish.current.openId(target.open)
    if (target.add === true) wish.current.add()
  }, [target, entity])

  const refresh = () => void table.reload().then(() => keepFocus(grid))
  /** Actions work on what is chosen, and on the active row where nothing is. */
  const chosen = async (): Promise<Selection | null> => {
    const row = store.row(store.view.row)
    if (selection.count() === 0 && row) return { ids: [row.id] }
    return selection.resolve()
  }
  const remove = async () => {
    const refusal = actions.deleteRefusal()
    if (refusal !== null && canWrite) return notify({ tone: 'error', text: refusal })
    try {
      if (canWrite) setDeleting(await chosen())
    } catch (error) {
      showError(error)
    }
  }
  const copy = async () => {
    try {
      const picked = await chosen()
      const { listId } = store.state()
      if (!picked || listId === null) return
      const fields = columnsOf(entities[entity], layout).flatMap(({ id, hidden }) => (hidden ? [] : [id]))
      const { rows } = await call('lists.copy', {
        selection: picked,
        listId,
        fields,
      })
      notify({ tone: 'success', text: words.copied(rows) })
    } catch (error) {
      showError(error)
    }
  }
  const saved = async (row: AnyRow) => {
    const shown = await table.showRow(row, panel.mode?.kind === 'add')
    keepFocus(grid)
    if (shown) return
    if (entity === 'vm' && !operatorSees(operator, row as VmRow, sharing)) {
      notify({ tone: 'info', text: text.access.lostSight(titleOf(entity, row)) })
      return
    }
    notify({
      tone: 'info',
      text: words.savedOutside(titleOf(entity, row)),
      action: { label: words.showAll, run: () => table.clearNarrowing() },
    })
  }
  const showFilters = (column?: string) => {
    table.setLayout({ ...layout, filters: true })
    // The row of filters is drawn first.
    requestAnimationFrame(() => {
      const all = document.querySelectorAll<HTMLElement>('[data-filter]')
      const wanted = [...all].find(({ dataset }) => column === undefined || dataset.filter === column)
      wanted?.querySelector<HTMLElement>('input, button')?.focus()
    })
  }

  useTableCommands({
    table,
    canWrite,
    focusSearch: () => search.current?.select(),
    add: panel.add,
    open: () => panel.openAt(store.view.row),
    refresh,
    remove: () => void remove(),
    copy: () => void copy(),
    toggleFilters: () => (layout.filters ? table.setLayout({ ...layout, filters: false }) : showFilters()),
    goTo: () => setGoing(true),
  })

  return (
    <div className={styles.page}>
      <div className={styles.table}>
        <h1 className="visually-hidden">{entities[entity].plural}</h1>
        <Toolbar
          table={table}
          searchRef={search}
          canWrite={canWrite}
          onAdd={panel.add}
          actions={actions}
          onDelete={() => void remove()}
          onRefresh={refresh}
        />
        <TableGrid
          table={table}
          canWrite={canWrite}
          onOpen={panel.openAt}
          onMenu={setMenu}
          onRetry={refresh}
          onAdd={panel.add}
        />
      </div>
      {panel.mode && (
        <EntityPanel
          entity={entity}
          mode={panel.mode}
          {...(panel.position ? { position: panel.position } : {})}
          {...(panel.previous ? { onPrevious: panel.previous } : {})}
          {...(panel.next ? { onNext: panel.next } : {})}
          onClose={() => {
            panel.close()
            keepFocus(grid)
          }}
          onSaved={(row) => void saved(row)}
          onChanged={() => {
            outdateOthers(entity)
            void table.reload()
          }}
          onDeleted={() => {
            outdateOthers(entity)
            store.addToAll(-1)
            refresh()
          }}
        />
      )}
      {deleting && (
        <DeleteDialog
          entity={entity}
          selection={deleting}
          onClose={() => {
            setDeleting(null)
            keepFocus(grid)
          }}
          onRemoved={(counts) => {
            outdateOthers(entity)
            store.addToAll(
              -(entity === 'user' ? counts.users : entity === 'vm' ? counts.vms : counts.bookmarks),
            )
            refresh()
          }}
          onChanged={() => {
            outdateOthers(entity)
            refresh()
          }}
        />
      )}
      {actions.taken && (
        <actions.taken.action.Dialog
          selection={actions.taken.selection}
          count={actions.taken.count}
          rows={actions.taken.rows}
          onClose={() => {
            actions.end()
            keepFocus(grid)
          }}
          onDone={() => {
            outdateOthers(entity)
            refresh()
          }}
        />
      )}
      {menu && menu.row >= 0 && (
        <RowMenu
          table={table}
          at={menu}
          canWrite={canWrite}
          actions={actions}
          onOpen={() => panel.openAt(menu.row)}
          onCopy={() => void copy()}
          onDelete={() => void remove()}
          onClose={() => {
            setMenu(null)
            keepFocus(grid)
          }}
        />
      )}
      {menu && menu.row < 0 && (
        <ColumnMenu
          table={table}
          at={menu}
          onFilter={showFilters}
          onClose={() => {
            const { column } = menu
            setMenu(null)
            // The column may just have been moved: its header is found once that is drawn.
            requestAnimationFrame(() => {
              grid.current?.goTo(-1, { column, focus: false })
              keepFocus(grid)
            })
          }}
        />
      )}
      <PrintTable table={table} />
      <ExportTable table={table} />
      {going && (
        <GoToDialog
          total={store.rowCount()}
          onClose={() => setGoing(false)}
          onGo={(index) => grid.current?.goTo(index, { center: true })}
        />
      )}
    </div>
  )
}
