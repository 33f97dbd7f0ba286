// Keeps the focus on the page when what held it goes: the last rows of a kind, with the button that mended them.
import { useEffect, useRef, type RefObject } from 'react'

/** Focuses the element when there is nothing left of what it held, and nothing else has the focus. */
export function useKeptFocus<E extends HTMLElement>(count: number | null): RefObject<E | null> {
  const element = useRef<E>(null)
  const before = useRef(count)
  useEffect(() => {
    const isMended = count === 0 && (before.current ?? 0) > 0
    before.current = count
    const focused = document.activeElement
    if (isMended && (focused === null || focused === document.body)) element.current?.focus()
  }, [count])
  return element
}
