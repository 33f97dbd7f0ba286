// The page of one entity: its table, and the panel and questions beside it.
import { useEffect, useMemo, useRef, useState } from 'react'
import type { EntityName } from '@shared/entity'
import type { Selection } from '@shared/paging'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useReadOnly } from '../api/database'
import { showError } from '../api/show-error'
import { Grid } from '../grid/Grid'
import type { Column, MenuRequest } from '../grid/types'
import { useRouteTarget } from '../routes'
import { notify } from '../ui/notices'
import { DeleteDialog } from './form/DeleteDialog'
import { EntityPanel } from './form/EntityPanel'
import styles from './EntityPage.module.css'
import { entities, titleOf, type AnyRow } from './table/calls'
import { CellNote, type CellNoteHandle } from './table/CellNote'
import { cellRenderer } from './table/cells'
import { FilterControl } from './table/FilterControl'
import { GoToDialog } from './table/GoToDialog'
import { fold } from './table/highlight'
import { columnsOf, moveColumn, resizeColumn, sortBy } from './table/layout'
import { ColumnMenu, RowMenu } from './table/menus'
import { problemsOf } from './table/problems'
import { isNarrowed } from './table/table-store'
import { TableState } from './table/TableState'
import { Toolbar } from './table/Toolbar'
import { usePanel } from './table/use-panel'
import { useTable, type Table } from './table/use-table'
import { useTableCommands } from './table/use-table-commands'

const words = text.table

/** Columns as the grid takes them; the same objects until what they show changes. */
function useColumns({ entity, layout, state, filters }: Table): Column<AnyRow>[] {
  const search = fold(state.query.search.trim())
  return useMemo(
    () =>
      columnsOf(entities[entity], layout)
        .filter(({ hidden }) => !hidden)
        .map((column) => {
          const filter = filters[column.id]
          const needles = [
            column.field.search === true ? search : '',
            filter?.kind === 'text' ? fold(filter.contains.trim()) : '',
          ].filter((needle) => needle !== '')
          return {
            id: column.id,
            label: column.field.label,
            width: column.width,
            fixed: column.fixed,
            sortable: column.field.sortable === true,
            ...(column.field.kind === 'number' ? { align: 'end' as const } : {}),
            render: cellRenderer(entity, column, needles),
          }
        }),
    [entity, layout, search, filters],
  )
}

export function EntityPage({ entity }: { entity: EntityName }) {
  const table = useTable(entity)
  const { store, state, grid, layout, selection, filters } = table
  const panel = usePanel(table)
  const columns = useColumns(table)
  const canWrite = useReadOnly() === null
  const search = useRef<HTMLInputElement>(null)
  const note = useRef<CellNoteHandle>(null)
  const [menu, setMenu] = useState<MenuRequest | null>(null)
  const [deleting, setDeleting] = useState<Selection | null>(null)
  const [going, setGoing] = useState(false)
  const target = useRouteTarget()
  const { openId } = panel
  const { clearNarrowing } = table

  const wish = useRef({ openId, clearNarrowing })
  useEffect(() => {
    wish.current = { openId, clearNarrowing }
  })
  useEffect(() => {
    if (target.search !== undefined) wish.current.clearNarrowing(target.search)
    if (target.open !== undefined) wish.current.openId(target.open)
  }, [target])

  /** After a dialog or panel the focus must be somewhere; the table takes it where nothing else has it. */
  const keepFocus = () => {
    const at = document.activeElement
    if (at === null || at === document.body) grid.current?.focus()
  }
  const refresh = () => void table.reload().then(keepFocus)
  /** Actions work on what is chosen, and on the active row where nothing is. */
  const chosen = async (): Promise<Selection | null> => {
    const row = store.row(store.view.row)
    if (selection.count === 0 && row) return { ids: [row.id] }
    return selection.resolve()
  }
  const remove = async () => {
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
      const { rows } = await call('lists.copy', {
        selection: picked,
        listId,
        fields: columns.map(({ id }) => id),
      })
      notify({ tone: 'success', text: words.copied(rows) })
    } catch (error) {
      showError(error)
    }
  }
  const saved = async (row: AnyRow) => {
    const shown = await table.showRow(row, panel.mode?.kind === 'add')
    keepFocus()
    if (shown) return
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
    refresh,
    remove: () => void remove(),
    copy: () => void copy(),
    toggleFilters: () => (layout.filters ? table.setLayout({ ...layout, filters: false }) : showFilters()),
    goTo: () => setGoing(true),
  })

  const rowCount = store.rowCount()
  const loaded = state.listId !== null
  return (
    <div className={styles.page}>
      <div className={styles.table}>
        <h1 className="visually-hidden">{entities[entity].plural}</h1>
        <Toolbar
          table={table}
          searchRef={search}
          canWrite={canWrite}
          onAdd={panel.add}
          onDelete={() => void remove()}
          onRefresh={refresh}
        />
        <div className={styles.grid} data-opening={state.opening && loaded ? '' : undefined}>
          <Grid
            ref={grid}
            label={entities[entity].plural}
            columns={columns}
            rowCount={rowCount}
            getRow={store.row}
            revision={state.revision}
            sort={layout.sort}
            busy={state.opening}
            isSelected={selection.has}
            marked={table.marked}
            initialOffset={store.view.offset}
            initialRow={store.view.row}
            goneText={words.rowGone}
            filtersLabel={words.filtersOf(entities[entity].plural)}
            renderFilter={
              layout.filters
                ? ({ id }) => {
                    const field = entities[entity].fields[id]
                    return (
                      field && (
                        <div data-filter={id} className={styles.filter}>
                          <FilterControl
                            id={id}
                            field={field}
                            value={filters[id]}
                            onChange={(filter, typed) => table.setFilter(id, filter, typed)}
                          />
                        </div>
                      )
                    )
                  }
                : undefined
            }
            empty={
              <TableState
                entity={entity}
                error={state.error}
                loaded={loaded && state.total !== null}
                narrowed={isNarrowed(state.query)}
                canWrite={canWrite}
                onRetry={refresh}
                onClear={() => table.clearNarrowing()}
                onAdd={panel.add}
              />
            }
            onVisible={store.want}
            onActive={(row, column) => {
              store.view.row = Math.max(0, row)
              const active = row < 0 ? null : store.row(row)
              const problem = active ? problemsOf(entity, active)[column] : undefined
              const label = entities[entity].fields[column]?.label ?? ''
              note.current?.show(problem === undefined ? null : words.problem(label, problem))
            }}
            onSelect={selection.choose}
            onSort={(column, add) => table.setSort(sortBy(layout.sort, column, add))}
            onOpen={panel.openAt}
            onMenu={setMenu}
            onResize={(column, width, present) =>
              table.setLayout(resizeColumn(layout, column, width, present))
            }
            onMove={(column, to) => table.setLayout(moveColumn(entities[entity], layout, column, to))}
          />
          <CellNote ref={note} />
          {state.error && rowCount > 0 && state.error.code !== 'unavailable' && (
            <div role="alert" className={styles.failed}>
              {state.error.message}
            </div>
          )}
        </div>
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
            requestAnimationFrame(keepFocus)
          }}
          onSaved={(row) => void saved(row)}
          onDeleted={() => {
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
            requestAnimationFrame(keepFocus)
          }}
          onRemoved={(counts) => {
            store.addToAll(
              -(entity === 'user' ? counts.users : entity === 'vm' ? counts.vms : counts.bookmarks),
            )
            refresh()
          }}
        />
      )}
      {menu && menu.row >= 0 && (
        <RowMenu
          table={table}
          at={menu}
          canWrite={canWrite}
          onOpen={() => panel.openAt(menu.row)}
          onCopy={() => void copy()}
          onDelete={() => void remove()}
          onClose={() => setMenu(null)}
        />
      )}
      {menu && menu.row < 0 && (
        <ColumnMenu table={table} at={menu} onFilter={showFilters} onClose={() => setMenu(null)} />
      )}
      {going && (
        <GoToDialog
          total={rowCount}
          onClose={() => setGoing(false)}
          onGo={(index) => grid.current?.goTo(index, { center: true })}
        />
      )}
    </div>
  )
}
