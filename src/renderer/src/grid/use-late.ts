// Tells the grid's styles that rows have been awaited for a while, so that only then they are drawn as bars.
import { useEffect, useRef, type RefObject } from 'react'

/** Milliseconds; rows that come sooner never flicker. */
const lateAfter = 150

/** Sets `data-late` on the element while rows are awaited for long. Without a state: nothing is drawn for it. */
export function useLate(element: RefObject<HTMLElement | null>, awaited: boolean): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const frame = element.current
    if (!awaited || !frame) return
    timer.current = setTimeout(() => frame.setAttribute('data-late', ''), lateAfter)
    return () => {
      clearTimeout(timer.current)
      frame.removeAttribute('data-late')
    }
  }, [element, awaited])
}
