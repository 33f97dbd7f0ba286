// What keys do in the grid: movement and choice in the rows, sorting, moving and resizing in the header.
import type { KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { presentWidths } from './header-drag'
import { move, type Position } from './keyboard'
import { pageRows } from './scale'
import { maxColumnWidth, minColumnWidth } from './template'
import type { GridProps, SelectMode } from './types'

/** Pixels by which a key makes a column wider or narrower. */
const resizeStep = 16

interface Context<R> {
  props: GridProps<R>
  active: Position
  /** Height of the rows in view, in pixels. */
  body: number
  /** Make a position active, bring it into view, focus it. */
  goTo(to: Position): void
  moveActive(to: Position): void
  focusActive(): void
}

/** How a press chooses: Shift up to here, Ctrl or Cmd one more or less, else this one alone. */
export function selectMode(event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): SelectMode {
  return event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only'
}

/** Whether the header had a use for the key. */
function headerKey<R>(event: KeyboardEvent, context: Context<R>): boolean {
  const { props, active } = context
  const { columns } = props
  const column = columns[active.column]
  if (!column) return false
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (event.key === 'Enter' || event.key === ' ') {
    if (column.sortable) props.onSort(column.id, event.shiftKey)
    return true
  }
  if (step === 0 || !event.shiftKey) return false
  if (event.ctrlKey || event.metaKey) {
    const to = Math.max(0, Math.min(active.column + step, columns.length - 1))
    flushSync(() => {
      props.onMove(column.id, to)
      context.moveActive({ row: -1, column: to })
    })
    context.focusActive()
    return true
  }
  const present = presentWidths(event.target as Element)
  const width = (present[column.id] ?? minColumnWidth) + step * resizeStep
  props.onResize(column.id, Math.max(minColumnWidth, Math.min(width, maxColumnWidth)), present)
  return true
}

/** Whether the rows had a use for the key. */
function rowKey<R>(event: KeyboardEvent, context: Context<R>): boolean {
  const { props, active } = context
  if (active.row < 0) return false
  // With Ctrl it is the page's own key.
  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) props.onOpen(active.row)
  else if (event.key === ' ') props.onSelect(active.row, event.shiftKey ? 'range' : 'toggle')
  else return false
  return true
}

function moveKey<R>(event: KeyboardEvent, context: Context<R>): boolean {
  const { props, active } = context
  const to = move(active, event, {
    rows: props.rowCount,
    columns: props.columns.length,
    page: pageRows(context.body),
  })
  if (!to) return false
  context.goTo(to)
  // Ctrl and an arrow move without choosing, so that rows apart from each other can be chosen.
  const onlyMoves = event.key.startsWith('Arrow') && (event.ctrlKey || event.metaKey) && !event.shiftKey
  if (to.row >= 0 && to.row !== active.row && !onlyMoves) {
    props.onSelect(to.row, event.shiftKey ? 'range' : 'only')
  }
  return true
}

function menuKey<R>(event: KeyboardEvent, context: Context<R>): boolean {
  if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return false
  const { props, active } = context
  const box = document.activeElement?.getBoundingClientRect()
  props.onMenu({
    x: (box?.left ?? 0) + 16,
    y: box?.bottom ?? 0,
    row: active.row,
    column: props.columns[active.column]?.id ?? '',
  })
  return true
}

/** The grid's key handler; keys it uses go no further. */
export function gridKeys<R>(context: Context<R>): (event: KeyboardEvent) => void {
  return (event) => {
    const used =
      menuKey(event, context) ||
      (context.active.row < 0 && headerKey(event, context)) ||
      moveKey(event, context) ||
      rowKey(event, context)
    if (!used) return
    event.preventDefault()
    event.stopPropagation()
  }
}
