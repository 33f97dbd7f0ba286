// A table of any number of rows: one Tab stop, an active cell that arrows move, some forty rows in the page.
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import styles from './Grid.module.css'
import { GridHeader } from './GridHeader'
import { GridRow } from './GridRow'
import { gridKeys, selectMode } from './grid-keys'
import type { Position } from './keyboard'
import { rowHeight, sizerHeight, type Span } from './scale'
import { templateOf } from './template'
import type { GridProps } from './types'
import { useLate } from './use-late'
import { useViewport } from './use-viewport'

/** Row and column of the cell or header that an event came from. */
function placeOf(target: EventTarget): Position | null {
  const element = target instanceof Element ? target : null
  const header = element?.closest<HTMLElement>('[data-header]')
  if (header) return { row: -1, column: Number(header.dataset.header) }
  const row = element?.closest<HTMLElement>('[data-row]')
  if (!row) return null
  return {
    row: Number(row.dataset.row),
    column: Number(element?.closest<HTMLElement>('[data-column]')?.dataset.column ?? 0),
  }
}

export function Grid<R>(props: GridProps<R>) {
  const { label, columns, rowCount, sort, renderFilter, marked = null } = props
  const frame = useRef<HTMLDivElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const filters = useRef<HTMLDivElement>(null)
  const [wanted, setActive] = useState<Position>({ row: props.initialRow ?? 0, column: 0 })
  const active: Position = {
    row: Math.min(wanted.row, rowCount - 1),
    column: Math.min(wanted.column, columns.length - 1),
  }
  /** Rows are on their way: the focus waits on the grid for them, not on a header. */
  const waits = wanted.row >= 0 && rowCount === 0
  /** A key that means a place which only the count tells, pressed before it was known. */
  const pending = useRef<KeyboardEvent | null>(null)
  const headerHeight = renderFilter ? rowHeight * 2 : rowHeight

  const beforeDraw = useCallback((next: Span) => {
    // The focused row leaves the page: the grid itself keeps the focus, and the next key goes on from that row.
    const focused = document.activeElement
    if (!focused || focused === root.current || !root.current?.contains(focused)) return
    const row = placeOf(focused)?.row ?? -1
    if (row >= 0 && (row < next.first || row >= next.end)) root.current.focus({ preventScroll: true })
  }, [])
  const viewport = useViewport({
    scroller: root,
    rowCount,
    headerHeight,
    initialOffset: props.initialOffset ?? 0,
    beforeDraw,
    onVisible: props.onVisible,
  })
  const { drawn, layer, body, width } = viewport
  const activeIsDrawn = active.row < 0 || (active.row >= drawn.first && active.row < drawn.end)

  const focusActive = useCallback(() => {
    const held = waits ? null : root.current?.querySelector<HTMLElement>('[tabindex="0"]')
    const cell = held ?? root.current
    cell?.focus({ preventScroll: true })
    const view = root.current
    if (!view || !cell || cell === view) return
    const box = cell.getBoundingClientRect()
    const edge = view.getBoundingClientRect()
    if (box.left < edge.left) view.scrollLeft -= edge.left - box.left
    else if (box.right > edge.left + view.clientWidth) {
      view.scrollLeft += Math.min(box.right - edge.left - view.clientWidth, box.left - edge.left)
    }
  }, [waits])

  const goTo = (to: Position, { focus = true, center = false, reveal = true } = {}) => {
    pending.current = null
    if (to.row >= 0 && reveal) viewport.reveal(to.row, center ? 'center' : 'nearest')
    flushSync(() => setActive(to))
    if (focus) focusActive()
    props.onActive?.(to.row, columns[to.column]?.id ?? '')
  }

  useImperativeHandle(props.ref, () => ({
    goTo: (row, options = {}) => {
      const column =
        options.column === undefined ? active.column : columns.findIndex(({ id }) => id === options.column)
      goTo({ row: Math.min(row, rowCount - 1), column: Math.max(0, column) }, options)
    },
    scrollTo: viewport.scrollTo,
    focus: focusActive,
    hasFocus: () => root.current?.contains(document.activeElement) === true,
  }))

  // The grid held the focus for a row out of sight or to come; give it back when the row is drawn.
  useLayoutEffect(() => {
    if (!waits && activeIsDrawn && document.activeElement === root.current) focusActive()
  }, [waits, activeIsDrawn, focusActive])

  const keys = gridKeys({ props, active, body, goTo, moveActive: setActive, focusActive })
  const onKeyDown = (event: React.KeyboardEvent) => {
    keys(event)
    const needsCount = /^(End|m)$/iu.test(event.key) && (event.ctrlKey || event.metaKey)
    pending.current = props.counting && needsCount && event.defaultPrevented ? event.nativeEvent : null
  }
  const { counting } = props
  useEffect(() => {
    const { current: key } = pending
    pending.current = null
    if (counting || !key || !root.current?.contains(document.activeElement)) return
    // The same key again, now that it can be answered; after this drawing, since it draws at once itself.
    queueMicrotask(() => root.current?.dispatchEvent(new KeyboardEvent('keydown', key)))
  }, [counting])

  const onMouseDown = (event: React.MouseEvent) => {
    const place = placeOf(event.target)
    if (!place || event.button !== 0) return
    event.preventDefault()
    goTo(place)
    if (place.row >= 0) props.onSelect(place.row, selectMode(event))
  }

  const onContextMenu = (event: React.MouseEvent) => {
    event.preventDefault()
    const place = placeOf(event.target)
    if (!place) return
    goTo(place)
    if (place.row >= 0 && !props.isSelected(place.row)) props.onSelect(place.row, 'only')
    props.onMenu({
      x: event.clientX,
      y: event.clientY,
      row: place.row,
      column: columns[place.column]?.id ?? '',
    })
  }

  useLayoutEffect(() => {
    const { columns: template, total } = templateOf(columns)
    frame.current?.style.setProperty('--columns', template)
    frame.current?.style.setProperty('--grid-width', `${total}px`)
  }, [columns])
  useLayoutEffect(() => {
    frame.current?.style.setProperty('--body', `${Math.min(body, rowCount * rowHeight)}px`)
    frame.current?.style.setProperty('--client', `${width}px`)
    // Without a scrollbar its place is the table's, too.
    frame.current?.style.setProperty('--filters', rowCount * rowHeight > body ? `${width}px` : '100%')
    frame.current?.style.setProperty('--header', `${headerHeight}px`)
  }, [body, width, rowCount, headerHeight])

  const rows = []
  let awaited = false
  for (let index = drawn.first; index < Math.min(drawn.end, rowCount); index++) {
    const row = props.getRow(index)
    awaited ||= row === undefined
    rows.push(
      <GridRow
        key={index - drawn.keyBase}
        index={index}
        y={(index - drawn.anchor) * rowHeight}
        row={row}
        columns={columns}
        selected={props.isSelected(index)}
        activeColumn={index === active.row ? active.column : -1}
        marked={index === marked}
        goneText={props.goneText}
      />,
    )
  }

  useLate(frame, awaited)

  return (
    <div ref={frame} data-grid-root="" className={styles.root}>
      {renderFilter && (
        <div
          ref={filters}
          role="group"
          aria-label={props.filtersLabel}
          className={styles.filters}
          onScroll={(event) => {
            if (root.current) root.current.scrollLeft = event.currentTarget.scrollLeft
          }}
        >
          <div className={styles.filterRow}>
            {columns.map((column) => (
              <div key={column.id} className={styles.filterCell}>
                {renderFilter(column)}
              </div>
            ))}
          </div>
        </div>
      )}
      <div
        ref={root}
        role="grid"
        aria-label={label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-busy={props.busy ? true : undefined}
        tabIndex={activeIsDrawn ? -1 : 0}
        className={styles.scroller}
        onKeyDown={onKeyDown}
        onMouseDown={onMouseDown}
        onClick={(event) => {
          const place = placeOf(event.target)
          const header = place?.row === -1 ? columns[place.column] : undefined
          if (header?.sortable) props.onSort(header.id, event.shiftKey)
        }}
        onDoubleClick={(event) => {
          const place = placeOf(event.target)
          if (place && place.row >= 0) props.onOpen(place.row)
        }}
        onContextMenu={onContextMenu}
        onScroll={(event) => {
          if (filters.current) filters.current.scrollLeft = event.currentTarget.scrollLeft
        }}
      >
        <div className={styles.sizer} style={{ height: sizerHeight(rowCount) + headerHeight }}>
          <div className={styles.head}>
            <GridHeader
              columns={columns}
              sort={sort}
              activeColumn={active.row < 0 ? active.column : -1}
              onResize={props.onResize}
              onMove={props.onMove}
            />
          </div>
          <div className={styles.body}>
            <div ref={layer} className={styles.layer}>
              {rows}
            </div>
          </div>
        </div>
      </div>
      {rowCount === 0 && props.empty && <div className={styles.empty}>{props.empty}</div>}
    </div>
  )
}
