// The moving window over the rows: scrollbar, wheel and place, drawing only when other rows come into view.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import * as scale from './scale'
import { glide } from './wheel'

/** Rows are placed relative to an anchor that seldom moves, so that scrolling does not touch them. */
const anchorStep = 1024

export interface DrawnRows extends scale.Span {
  /** Row that counts as 0 for a row's own position. */
  readonly anchor: number
  /** Taken off a row's place to get its React key; a jump shifts it, so that rows are recycled in order. */
  readonly keyBase: number
}

export interface Viewport {
  readonly layer: React.RefObject<HTMLDivElement | null>
  readonly drawn: DrawnRows
  /** Height in pixels that is left for rows. */
  readonly body: number
  /** Width in pixels inside the scrollbar. */
  readonly width: number
  offset(): number
  scrollTo(offset: number): void
  reveal(row: number, place?: 'nearest' | 'center'): void
}

interface Options {
  /** The element that scrolls. */
  scroller: React.RefObject<HTMLDivElement | null>
  rowCount: number
  /** Height of what sticks to the top: header and filters. */
  headerHeight: number
  initialOffset: number
  /** Called before rows leave the page, so that the focus can be moved off them. */
  beforeDraw(next: scale.Span): void
  onVisible(first: number, end: number, offset: number): void
}

function drawnFrom(span: scale.Span, before: DrawnRows): DrawnRows {
  const jumped = span.first >= before.end || span.end <= before.first
  return {
    ...span,
    anchor: Math.floor(span.first / anchorStep) * anchorStep,
    keyBase: jumped ? before.keyBase + span.first - before.first : before.keyBase,
  }
}

export function useViewport(options: Options): Viewport {
  const { scroller, rowCount, headerHeight, initialOffset } = options
  const layer = useRef<HTMLDivElement>(null)
  const place = useRef(initialOffset)
  const ownTop = useRef(0)
  const [{ body, width }, setSize] = useState({ body: 0, width: 0 })
  const [drawn, setDrawn] = useState<DrawnRows>({ first: 0, end: 0, anchor: 0, keyBase: 0 })
  const latest = useRef({ ...options, body, drawn })
  latest.current = { ...options, body, drawn: latest.current.drawn }

  /** Put the drawn rows where the offset says; whole device pixels keep the text sharp. */
  const position = useCallback(() => {
    const ratio = window.devicePixelRatio
    const y = latest.current.drawn.anchor * scale.rowHeight - place.current
    if (layer.current) layer.current.style.transform = `translateY(${Math.round(y * ratio) / ratio}px)`
  }, [])

  const moveTo = useCallback(
    (offset: number, fromThumb: boolean) => {
      const { rowCount: rows, body: height, drawn: before, beforeDraw, onVisible } = latest.current
      if (height === 0) return
      place.current = scale.clampOffset(offset, rows, height)
      const element = scroller.current
      // Before the rows are drawn: setting or reading it afterwards would lay them out once more.
      if (element && !fromThumb) {
        element.scrollTop = scale.toScrollTop(place.current, rows, height)
        ownTop.current = element.scrollTop
      }
      const span = scale.spanAt(place.current, rows, height)
      if (span.first !== before.first || span.end !== before.end) {
        beforeDraw(span)
        const next = drawnFrom(span, before)
        latest.current.drawn = next
        flushSync(() => setDrawn(next))
      }
      position()
      const visible = scale.visibleAt(place.current, rows, height)
      onVisible(visible.first, visible.end, place.current)
    },
    [scroller, position],
  )

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () =>
      setSize({ body: Math.max(0, element.clientHeight - headerHeight), width: element.clientWidth })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller, headerHeight])

  // Other rows, another height: keep the place where it can be kept. No flushSync here, React is committing.
  useLayoutEffect(() => {
    if (body === 0) return
    const element = scroller.current
    place.current = scale.clampOffset(place.current, rowCount, body)
    const before = latest.current.drawn
    const span = scale.spanAt(place.current, rowCount, body)
    const next = span.first === before.first && span.end === before.end ? before : drawnFrom(span, before)
    if (next !== before) latest.current.beforeDraw(next)
    latest.current.drawn = next
    setDrawn(next)
    if (element) {
      element.scrollTop = scale.toScrollTop(place.current, rowCount, body)
      ownTop.current = element.scrollTop
    }
    const visible = scale.visibleAt(place.current, rowCount, body)
    latest.current.onVisible(visible.first, visible.end, place.current)
  }, [scroller, rowCount, body])
  useLayoutEffect(position, [position, drawn])

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const onScroll = () => {
      // A sub-pixel's difference is the browser rounding what was set here.
      if (Math.abs(element.scrollTop - ownTop.current) < 1) return
      ownTop.current = element.scrollTop
      moveTo(scale.toOffset(element.scrollTop, latest.current.rowCount, latest.current.body), true)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    const stopWheel = glide(element, {
      active: () => scale.isScaled(latest.current.rowCount),
      limit: (offset) => scale.clampOffset(offset, latest.current.rowCount, latest.current.body),
      page: () => latest.current.body,
      offset: () => place.current,
      moveTo: (offset) => moveTo(offset, false),
    })
    return () => {
      element.removeEventListener('scroll', onScroll)
      stopWheel()
    }
  }, [scroller, moveTo])

  return useMemo(
    () => ({
      layer,
      drawn,
      body,
      width,
      offset: () => place.current,
      scrollTo: (offset) => moveTo(offset, false),
      reveal: (row, how) => {
        const { rowCount: rows, body: height } = latest.current
        const offset = scale.reveal(place.current, row, rows, height, how)
        if (offset !== place.current) moveTo(offset, false)
      },
    }),
    [drawn, body, width, moveTo],
  )
}
