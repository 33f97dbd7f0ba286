// Wheel and touchpad over a scaled list: pixel for pixel, where the scrollbar's own ratio would leap.
import { rowHeight } from './scale'

interface Target {
  /** Whether the list is scaled; otherwise the browser scrolls by itself. */
  active(): boolean
  limit(offset: number): number
  /** Height of the visible rows, for wheels that count in pages. */
  page(): number
  offset(): number
  moveTo(offset: number): void
}

/** Share of the remaining way that a notch of a wheel covers in each frame: it ends within about 150 ms. */
const share = 0.38
/** A notch of a wheel comes as one large step; touchpads send many small ones and have an inertia of their own. */
const notch = 40

/** Take over vertical wheel movement on an element while the target is active; returns the function that stops it. */
export function glide(element: HTMLElement, target: Target): () => void {
  let goal = 0
  let smooth = false
  let frame = 0
  const still = window.matchMedia('(prefers-reduced-motion: reduce)')

  const step = () => {
    frame = 0
    const from = target.offset()
    const rest = goal - from
    target.moveTo(!smooth || Math.abs(rest) < 1 ? goal : from + rest * share)
    const reached = target.offset()
    if (reached !== goal && reached !== from) frame = requestAnimationFrame(step)
  }

  const onWheel = (event: WheelEvent) => {
    if (!target.active() || event.ctrlKey || event.defaultPrevented) return
    const unit =
      event.deltaMode === WheelEvent.DOM_DELTA_LINE
        ? rowHeight
        : event.deltaMode === WheelEvent.DOM_DELTA_PAGE
          ? target.page()
          : 1
    const sideways = event.shiftKey && event.deltaX === 0
    event.preventDefault()
    const across = (sideways ? event.deltaY : event.deltaX) * unit
    // Reading it lays the page out, so not without need.
    if (across !== 0) element.scrollLeft += across
    const delta = sideways ? 0 : event.deltaY * unit
    if (delta === 0) return
    smooth = Math.abs(delta) >= notch && !still.matches
    goal = target.limit((frame ? goal : target.offset()) + delta)
    frame ||= requestAnimationFrame(step)
  }

  // Whatever else moves the rows (thumb, key) ends the glide, or it would pull them back.
  const stop = () => {
    cancelAnimationFrame(frame)
    frame = 0
  }

  element.addEventListener('wheel', onWheel, { passive: false })
  element.addEventListener('pointerdown', stop, true)
  element.addEventListener('keydown', stop, true)
  return () => {
    stop()
    element.removeEventListener('wheel', onWheel)
    element.removeEventListener('pointerdown', stop, true)
    element.removeEventListener('keydown', stop, true)
  }
}
