// What the grid is given and what it reports; it knows nothing of entities.
import type { ReactNode } from 'react'
import type { Direction } from '@shared/paging'
import type { Slot } from './row-cache'

export interface Column<R> {
  readonly id: string
  /** Accessible name and text of the header. */
  readonly label: string
  /** CSS pixels. */
  readonly width: number
  /** A width the user has set: the column no longer grows with the window. */
  readonly fixed?: boolean
  readonly align?: 'end'
  readonly sortable?: boolean
  readonly render: (row: R) => ReactNode
}

export interface Sort {
  readonly field: string
  readonly direction: Direction
}

/** How a row was chosen: alone, added or taken away, up to here, or only moved to. */
export type SelectMode = 'only' | 'toggle' | 'range'

export interface MenuRequest {
  /** Window coordinates in CSS pixels. */
  readonly x: number
  readonly y: number
  /** -1: the header. */
  readonly row: number
  readonly column: string
}

export interface GridHandle {
  /** Make a cell the active one; it is brought into view and given the focus unless told otherwise. */
  goTo(row: number, options?: { column?: string; focus?: boolean; center?: boolean; reveal?: boolean }): void
  /** Bring the rows back to a place, in pixels from the first row. */
  scrollTo(offset: number): void
  focus(): void
  hasFocus(): boolean
}

export interface GridProps<R> {
  readonly label: string
  readonly columns: readonly Column<R>[]
  readonly rowCount: number
  /** The count is not known yet: there are more rows than `rowCount` says. */
  readonly counting?: boolean
  /** Asked at each drawing: draw again when it may answer differently. */
  getRow(index: number): Slot<R>
  readonly sort: readonly Sort[]
  readonly busy?: boolean
  isSelected(index: number): boolean
  /** Row to show as just changed. */
  readonly marked?: number | null
  readonly initialOffset?: number
  readonly initialRow?: number
  /** Control under each header, in a row of its own. */
  readonly renderFilter?: ((column: Column<R>) => ReactNode) | undefined
  readonly filtersLabel?: string
  /** Stands in the first cell of a row that was deleted since. */
  readonly goneText: string
  /** Shown in place of rows while there are none. */
  readonly empty?: ReactNode
  readonly ref?: React.Ref<GridHandle>
  /** Visible rows; called in the frame in which they changed. */
  onVisible(first: number, end: number, offset: number): void
  onActive?(row: number, column: string): void
  onSelect(index: number, mode: SelectMode): void
  onSort(column: string, add: boolean): void
  onOpen(index: number): void
  onMenu(request: MenuRequest): void
  /** New width of one column in CSS pixels, with the present widths of all. */
  onResize(column: string, width: number, present: Readonly<Record<string, number>>): void
  onMove(column: string, to: number): void
}
