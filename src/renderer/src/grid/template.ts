// The columns' shares of the width, as a CSS grid template that all rows share.

/** Narrowest and widest a column may be made, in CSS pixels. */
export const minColumnWidth = 56
export const maxColumnWidth = 1200

/**
 * Columns the user has not resized grow in proportion to fill the window; those resized keep their pixels.
 * `total` is the least width of a row.
 */
export function templateOf(columns: readonly { width: number; fixed?: boolean }[]): {
  columns: string
  total: number
} {
  return {
    columns: columns
      .map(({ width, fixed }) => (fixed ? `${width}px` : `minmax(${width}px, ${width}fr)`))
      .join(' '),
    total: columns.reduce((sum, { width }) => sum + width, 0),
  }
}
