// The grid of one table: follows rows and choice by itself, so that scrolling draws nothing else of the page.
import { useMemo, useRef, useSyncExternalStore } from 'react'
import { text } from '@shared/text'
import { Grid } from '../../grid/Grid'
import type { Column, MenuRequest } from '../../grid/types'
import { Button } from '../../ui/Button'
import { entities, type AnyRow } from './calls'
import { CellNote, type CellNoteHandle } from './CellNote'
import { cellRenderer } from './cells'
import { FilterControl } from './FilterControl'
import { fold } from './highlight'
import { columnsOf, moveColumn, resizeColumn, sortBy } from './layout'
import { problemsOf } from './problems'
import { isNarrowed } from './table-store'
import styles from './TableGrid.module.css'
import { TableState } from './TableState'
import type { Table } from './use-table'

const words = text.table

/** Columns as the grid takes them; the same objects until what they show changes. */
function useColumns({ entity, layout, state }: Table): Column<AnyRow>[] {
  const { query } = state
  return useMemo(() => {
    const search = fold(query.search.trim())
    return columnsOf(entities[entity], layout)
      .filter(({ hidden }) => !hidden)
      .map((column) => {
        const filter = query.filters[column.id]
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
      })
  }, [entity, layout, query])
}

interface TableGridProps {
  table: Table
  canWrite: boolean
  onOpen(index: number): void
  onMenu(request: MenuRequest): void
  onRetry(): void
  onAdd(): void
}

export function TableGrid({ table, canWrite, onOpen, onMenu, onRetry, onAdd }: TableGridProps) {
  const { entity, store, state, layout, selection } = table
  const about = entities[entity]
  const note = useRef<CellNoteHandle>(null)
  const active = useRef({ row: -1, column: '' })
  useSyncExternalStore(store.subscribeRows, store.revision)
  useSyncExternalStore(selection.subscribe, selection.chosen)
  const columns = useColumns(table)
  const loaded = state.listId !== null
  const rowCount = store.rowCount()

  /** What is wrong with the active cell, while the table has the focus. */
  const showNote = () => {
    const { row, column } = active.current
    const here = table.grid.current?.hasFocus() === true
    const held = here && row >= 0 ? store.row(row) : null
    const problem = held ? problemsOf(entity, held)[column] : undefined
    const label = about.fields[column]?.label ?? ''
    note.current?.show(problem === undefined ? null : words.problem(label, problem))
  }
  const filterOf = ({ id }: { id: string }) => {
    const field = about.fields[id]
    if (!field) return null
    return (
      <div data-filter={id} className={styles.filter}>
        <FilterControl
          id={id}
          field={field}
          value={table.filters[id]}
          onChange={(filter, typed) => table.setFilter(id, filter, typed)}
        />
      </div>
    )
  }

  return (
    <div
      className={styles.grid}
      data-opening={state.opening && loaded ? '' : undefined}
      onFocus={showNote}
      onBlur={() => note.current?.show(null)}
    >
      <Grid
        ref={table.grid}
        label={about.plural}
        columns={columns}
        rowCount={rowCount}
        counting={state.total === null}
        getRow={store.row}
        sort={layout.sort}
        busy={state.opening}
        isSelected={selection.has}
        marked={table.marked}
        initialOffset={store.view.offset}
        initialRow={store.view.row}
        goneText={words.rowGone}
        filtersLabel={words.filtersOf(about.plural)}
        renderFilter={layout.filters ? filterOf : undefined}
        empty={
          <TableState
            entity={entity}
            error={state.error}
            loaded={loaded && state.total !== null}
            narrowed={isNarrowed(state.query)}
            canWrite={canWrite}
            onRetry={onRetry}
            onClear={() => table.clearNarrowing()}
            onAdd={onAdd}
          />
        }
        onVisible={store.want}
        onActive={(row, column) => {
          if (row >= 0) store.view.row = row
          active.current = { row, column }
          showNote()
        }}
        onSelect={selection.choose}
        onSort={(column, add) => table.setSort(sortBy(layout.sort, column, add))}
        onOpen={onOpen}
        onMenu={onMenu}
        onResize={(column, width, present) => table.setLayout(resizeColumn(layout, column, width, present))}
        onMove={(column, to) => table.setLayout(moveColumn(about, layout, column, to))}
      />
      <CellNote ref={note} />
      {state.error && rowCount > 0 && state.error.code !== 'unavailable' && (
        <div role="alert" className={styles.failed}>
          <span>{state.error.message}</span>
          <Button onPress={onRetry}>{words.retry}</Button>
        </div>
      )}
    </div>
  )
}
