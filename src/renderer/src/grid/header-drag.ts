// Dragging in the header: a column's edge to resize it, a column to move it. Works on the page directly while the
// pointer is down and reports once at the end.
import { minColumnWidth, templateOf } from './template'

/** Pixels a pointer may tremble before a press becomes a drag. */
const threshold = 5

function headersAround(element: Element): HTMLElement[] {
  const row = element.closest('[role=row]')
  return row ? [...row.querySelectorAll<HTMLElement>('[role=columnheader]')] : []
}

/** Widths in pixels that the columns have at the moment, by column id. */
export function presentWidths(element: Element): Record<string, number> {
  const widths: Record<string, number> = {}
  for (const header of headersAround(element)) {
    widths[header.dataset.id ?? ''] = Math.round(header.getBoundingClientRect().width)
  }
  return widths
}

/** Follow a pointer until it is let go; Escape or a lost pointer calls `end` with false. */
function follow(start: PointerEvent, moved: (event: PointerEvent) => void, end: (kept: boolean) => void) {
  const stop = new AbortController()
  const finish = (kept: boolean) => {
    stop.abort()
    end(kept)
  }
  const options = { signal: stop.signal }
  window.addEventListener(
    'pointermove',
    (event) => event.pointerId === start.pointerId && moved(event),
    options,
  )
  window.addEventListener('pointerup', () => finish(true), options)
  window.addEventListener('pointercancel', () => finish(false), options)
  window.addEventListener('keydown', (event) => event.key === 'Escape' && finish(false), options)
}

/** The click that the browser sends after a drag is none. */
function swallowClick() {
  const swallow = (event: Event) => event.stopPropagation()
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
}

/** Resize the column whose edge was pressed. */
export function startResize(
  event: PointerEvent,
  done: (width: number, present: Readonly<Record<string, number>>) => void,
): void {
  const header = (event.target as Element).closest<HTMLElement>('[role=columnheader]')
  const root = header?.closest<HTMLElement>('[data-grid-root]')
  if (!header || !root) return
  event.preventDefault()
  const id = header.dataset.id ?? ''
  const present = presentWidths(header)
  const from = present[id] ?? minColumnWidth
  const before = {
    columns: root.style.getPropertyValue('--columns'),
    width: root.style.getPropertyValue('--grid-width'),
  }
  let width = from
  const show = () => {
    const all = Object.entries({ ...present, [id]: width }).map(([, each]) => ({ width: each, fixed: true }))
    const { columns, total } = templateOf(all)
    root.style.setProperty('--columns', columns)
    root.style.setProperty('--grid-width', `${total}px`)
  }
  follow(
    event,
    (move) => {
      width = Math.max(minColumnWidth, from + move.clientX - event.clientX)
      show()
    },
    (kept) => {
      swallowClick()
      if (kept && width !== from) return done(width, present)
      root.style.setProperty('--columns', before.columns)
      root.style.setProperty('--grid-width', before.width)
    },
  )
}

/** Move the column that was pressed to where it is dropped. */
export function startHeaderDrag(event: PointerEvent, onDrop: (to: number) => void): void {
  const header = (event.target as Element).closest<HTMLElement>('[role=columnheader]')
  if (!header) return
  const headers = headersAround(header)
  const from = headers.indexOf(header)
  let to = from
  let dragging = false
  const mark = () => {
    headers.forEach((each, i) => {
      each.dataset.drop = dragging && i === to && to !== from ? (to > from ? 'after' : 'before') : ''
    })
    header.dataset.dragged = dragging ? 'yes' : ''
  }
  follow(
    event,
    (moved) => {
      if (!dragging && Math.abs(moved.clientX - event.clientX) < threshold) return
      dragging = true
      const over = headers.findIndex((each) => {
        const box = each.getBoundingClientRect()
        return moved.clientX >= box.left && moved.clientX < box.right
      })
      if (over >= 0) to = over
      mark()
    },
    (kept) => {
      if (!dragging) return
      dragging = false
      mark()
      swallowClick()
      if (kept && to !== from) onDrop(to)
    },
  )
}
