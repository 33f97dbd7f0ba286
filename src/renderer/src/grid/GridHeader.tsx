// The header row: names, sort marks, and columns that are resized and moved by pointer or keys.
import { ArrowDown, ArrowUp } from 'lucide-react'
import { startHeaderDrag, startResize } from './header-drag'
import styles from './Grid.module.css'
import type { Column, Sort } from './types'

interface GridHeaderProps<R> {
  columns: readonly Column<R>[]
  sort: readonly Sort[]
  /** Index of the active column where the active cell is in the header, else -1. */
  activeColumn: number
  onResize(column: string, width: number, present: Readonly<Record<string, number>>): void
  onMove(column: string, to: number): void
}

export function GridHeader<R>({ columns, sort, activeColumn, onResize, onMove }: GridHeaderProps<R>) {
  return (
    <div role="row" aria-rowindex={1} className={styles.headerRow}>
      {columns.map((column, i) => {
        const place = sort.findIndex(({ field }) => field === column.id)
        const direction = sort[place]?.direction
        const Arrow = direction === 'descending' ? ArrowDown : ArrowUp
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={i + 1}
            aria-sort={direction}
            tabIndex={i === activeColumn ? 0 : undefined}
            data-header={i}
            data-id={column.id}
            data-sortable={column.sortable ? '' : undefined}
            className={column.align === 'end' ? styles.headerEnd : styles.header}
            onPointerDown={(event) => {
              if (event.button !== 0) return
              startHeaderDrag(event.nativeEvent, (to) => onMove(column.id, to))
            }}
          >
            <span className={styles.headerLabel}>{column.label}</span>
            {direction && (
              <span aria-hidden className={styles.sortMark}>
                <Arrow size={14} strokeWidth={2.25} />
                {sort.length > 1 && place + 1}
              </span>
            )}
            <span
              aria-hidden
              className={styles.resizer}
              onPointerDown={(event) => {
                if (event.button !== 0) return
                event.stopPropagation()
                startResize(event.nativeEvent, (width, present) => onResize(column.id, width, present))
              }}
            />
          </div>
        )
      })}
    </div>
  )
}
