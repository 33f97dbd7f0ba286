// The grid of those who wait, and what it shows while there is nobody.
import { CircleAlert, Coffee, PlugZap, SearchX } from 'lucide-react'
import { useMemo, useSyncExternalStore } from 'react'
import { userEntity } from '@shared/entities/user'
import { text } from '@shared/text'
import type { AnyRow } from '../../entity/table/calls'
import { cellRenderer } from '../../entity/table/cells'
import { fold } from '../../entity/table/highlight'
import { columnsOf, moveColumn, resizeColumn, sortBy } from '../../entity/table/layout'
import { isNarrowed } from '../../entity/table/table-store'
import { Grid } from '../../grid/Grid'
import type { Column, MenuRequest } from '../../grid/types'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Skeleton } from '../../ui/Skeleton'
import type { WaitingTable } from './use-waiting'
import styles from './Waiting.module.css'

const words = text.waiting

interface WaitingGridProps {
  table: WaitingTable
  onOpen(index: number): void
  onMenu(request: MenuRequest): void
  /** The search is to be dropped. */
  onShowAll(): void
}

export function WaitingGrid({ table, onOpen, onMenu, onShowAll }: WaitingGridProps) {
  const { store, state, layout, selection } = table
  useSyncExternalStore(store.subscribeRows, store.revision)
  useSyncExternalStore(selection.subscribe, selection.chosen)
  const columns = useMemo((): Column<AnyRow>[] => {
    const search = fold(state.query.search.trim())
    const needles = search === '' ? [] : [search]
    return columnsOf(userEntity, layout)
      .filter(({ hidden }) => !hidden)
      .map((column) => ({
        id: column.id,
        label: column.field.label,
        width: column.width,
        fixed: column.fixed,
        sortable: column.id !== 'disabled',
        render: cellRenderer('user', column, column.field.search === true ? needles : []),
      }))
  }, [layout, state.query])
  return (
    <div className={styles.grid}>
      <Grid
        ref={table.grid}
        label={words.title}
        columns={columns}
        rowCount={store.rowCount()}
        counting={state.total === null}
        getRow={store.row}
        sort={layout.sort}
        busy={state.opening}
        isSelected={selection.has}
        initialOffset={store.view.offset}
        initialRow={store.view.row}
        goneText={text.table.rowGone}
        empty={<Nobody table={table} onShowAll={onShowAll} />}
        onVisible={store.want}
        onActive={(row) => {
          if (row >= 0) store.view.row = row
        }}
        onSelect={selection.choose}
        onSort={(column, add) => {
          if (column !== 'disabled') table.setSort(sortBy(layout.sort, column, add))
        }}
        onOpen={onOpen}
        onMenu={onMenu}
        onResize={(column, width, present) => table.setLayout(resizeColumn(layout, column, width, present))}
        onMove={(column, to) => table.setLayout(moveColumn(userEntity, layout, column, to))}
      />
    </div>
  )
}

function Nobody({ table, onShowAll }: Pick<WaitingGridProps, 'table' | 'onShowAll'>) {
  const { state, reload } = table
  const { error } = state
  if (error?.code === 'unavailable')
    return <EmptyState icon={PlugZap} title={text.table.waiting} text={text.table.waitingText} />
  if (error && error.code !== 'not_signed_in') {
    return (
      <EmptyState
        icon={CircleAlert}
        tone="danger"
        title={text.table.failed}
        text={error.message}
        action={<Button onPress={() => void reload()}>{text.table.retry}</Button>}
      />
    )
  }
  if (state.listId === null || state.total === null) {
    return (
      <div aria-hidden className={styles.loading}>
        {['58%', '44%', '66%', '50%', '62%', '40%'].map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
    )
  }
  if (isNarrowed(state.query)) {
    return (
      <EmptyState
        icon={SearchX}
        title={words.noMatchTitle}
        text={words.noMatchText}
        action={<Button onPress={onShowAll}>{words.showAll}</Button>}
      />
    )
  }
  return <EmptyState icon={Coffee} title={words.emptyTitle} text={words.emptyText} />
}
