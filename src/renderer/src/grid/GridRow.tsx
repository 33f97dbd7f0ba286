// One row of the grid; drawn again only when its own row, place or marks change.
import { memo } from 'react'
import type { Slot } from './row-cache'
import styles from './Grid.module.css'
import type { Column } from './types'

interface GridRowProps<R> {
  index: number
  /** Pixels below the anchor. */
  y: number
  row: Slot<R>
  columns: readonly Column<R>[]
  selected: boolean
  /** Index of the active column where the active cell is in this row, else -1. */
  activeColumn: number
  marked: boolean
  /** Stands in the first cell of a row that was deleted since. */
  goneText: string
}

function RowView<R>({ index, y, row, columns, selected, activeColumn, marked, goneText }: GridRowProps<R>) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-busy={row === undefined ? true : undefined}
      data-row={index}
      data-marked={marked ? '' : undefined}
      data-odd={index % 2 === 1 ? '' : undefined}
      className={styles.row}
      style={{ transform: `translateY(${y}px)` }}
    >
      {columns.map((column, i) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={i + 1}
          data-column={i}
          tabIndex={i === activeColumn ? 0 : undefined}
          className={column.align === 'end' ? styles.cellEnd : styles.cell}
        >
          {row ? column.render(row) : row === null && i === 0 && goneText}
        </div>
      ))}
    </div>
  )
}

// memo() forgets the type parameter.
export const GridRow = memo(RowView) as typeof RowView
