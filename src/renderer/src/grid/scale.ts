// Where rows lie: the arithmetic between the native scrollbar and a virtual position over any number of rows.

/** Height of every row in CSS pixels. */
export const rowHeight = 32

/**
 * The tallest element the grid makes. Chromium caps heights near 33.55 million device pixels, which at 200 % zoom on
 * a double-density screen are 8.4 million CSS pixels; above this limit the scrollbar stands for the rows by ratio.
 */
export const maxSizer = 4_000_000

/** Rows to draw: `first` up to, not including, `end`. */
export interface Span {
  readonly first: number
  readonly end: number
}

/** Whether so many rows need the scaled scrollbar. */
export function isScaled(rows: number): boolean {
  return rows * rowHeight > maxSizer
}

/** Height of the element that gives the scrollbar its size. */
export function sizerHeight(rows: number): number {
  return Math.min(rows * rowHeight, maxSizer)
}

/** The furthest virtual offset in pixels: the last row ends where the body (`body` pixels tall) ends. */
export function maxOffset(rows: number, body: number): number {
  return Math.max(0, rows * rowHeight - body)
}

export function clampOffset(offset: number, rows: number, body: number): number {
  return Math.min(Math.max(0, offset), maxOffset(rows, body))
}

/** The virtual offset that a native scroll position stands for; both ends meet exactly. */
export function toOffset(scrollTop: number, rows: number, body: number): number {
  if (!isScaled(rows)) return clampOffset(scrollTop, rows, body)
  const ratio = scrollTop / (sizerHeight(rows) - body)
  // Screens with a fractional density stop up to a pixel before the end.
  return ratio > 0.9999995 ? maxOffset(rows, body) : clampOffset(ratio * maxOffset(rows, body), rows, body)
}

/** The native scroll position that stands for a virtual offset. */
export function toScrollTop(offset: number, rows: number, body: number): number {
  if (!isScaled(rows)) return offset
  return (offset / maxOffset(rows, body)) * (sizerHeight(rows) - body)
}

const step = 4

/** The furthest that a drawn row lies above or below the visible ones. */
export const overscan = step * 2 - 1

/** Rows at an offset, drawn in steps of rows so that small movements need no drawing at all. */
export function spanAt(offset: number, rows: number, body: number): Span {
  const top = Math.floor(offset / rowHeight)
  const bottom = Math.ceil((offset + body) / rowHeight)
  const first = Math.max(0, Math.floor(top / step) * step - step)
  const end = Math.min(rows, Math.ceil(bottom / step) * step + step)
  return { first: Math.min(first, end), end }
}

/** Rows that are visible at least in part. */
export function visibleAt(offset: number, rows: number, body: number): Span {
  const first = Math.min(Math.floor(offset / rowHeight), rows)
  return { first, end: Math.min(rows, Math.ceil((offset + body) / rowHeight)) }
}

/** How many whole rows fit: what Page Up and Page Down move by, less one for orientation. */
export function pageRows(body: number): number {
  return Math.max(1, Math.floor(body / rowHeight) - 1)
}

/** The offset nearest to the present one at which a row is wholly visible; `center` puts it in the middle. */
export function reveal(
  offset: number,
  index: number,
  rows: number,
  body: number,
  place: 'nearest' | 'center' = 'nearest',
): number {
  const top = index * rowHeight
  if (place === 'center') return clampOffset(top - (body - rowHeight) / 2, rows, body)
  if (top < offset) return clampOffset(top, rows, body)
  if (top + rowHeight > offset + body) return clampOffset(top + rowHeight - body, rows, body)
  return clampOffset(offset, rows, body)
}
