// Which cell a key leads to: the grid's keyboard movement, free of the DOM.

/** Row -1 is the header. */
export interface Position {
  readonly row: number
  readonly column: number
}

export interface Bounds {
  readonly rows: number
  readonly columns: number
  /** Rows that Page Up and Page Down move by. */
  readonly page: number
}

interface Key {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/**
 * The position a key leads to, or null where the key is none of the grid's. Arrows stop at the edges; Home and End
 * stay in the row; with Ctrl (or Cmd) they lead to the first and the last row; Ctrl+M leads to the middle one.
 */
export function move(at: Position, event: Key, bounds: Bounds): Position | null {
  const ctrl = event.ctrlKey || event.metaKey
  const { rows, columns, page } = bounds
  const lastRow = rows - 1
  const lastColumn = columns - 1
  if (event.altKey) return null
  const to = (row: number, column = at.column): Position => ({
    row: Math.max(-1, Math.min(row, lastRow)),
    column: Math.max(0, Math.min(column, lastColumn)),
  })
  switch (event.key) {
    case 'ArrowDown':
      return to(at.row + 1)
    case 'ArrowUp':
      return to(at.row - 1)
    case 'ArrowRight':
      return to(at.row, at.column + 1)
    case 'ArrowLeft':
      return to(at.row, at.column - 1)
    case 'PageDown':
      return to(Math.max(at.row, 0) + page)
    case 'PageUp':
      return to(at.row < 0 ? -1 : Math.max(0, at.row - page))
    case 'Home':
      return ctrl ? to(0, 0) : to(at.row, 0)
    case 'End':
      return ctrl ? to(lastRow, lastColumn) : to(at.row, lastColumn)
    case 'm':
    case 'M':
      return ctrl ? to(Math.floor(rows / 2)) : null
    default:
      return null
  }
}
