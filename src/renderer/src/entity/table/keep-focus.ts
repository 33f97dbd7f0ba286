// The focus is never lost: where what had it goes (a dialog, a menu, a row, a page), the table takes it.
import type { RefObject } from 'react'
import type { GridHandle } from '../../grid/types'

/** Frames in which a closing dialog is expected to let go of the focus, and a page to have its first rows. */
const patience = 60

/**
 * For about a second the grid takes the focus whenever nothing has it. Once it has had it, the next key or press is
 * somebody's own will, which ends this.
 */
export function keepFocus(grid: RefObject<GridHandle | null>): void {
  const stop = new AbortController()
  const look = (frames: number) => {
    const at = document.activeElement
    // The page's frame takes the focus where a page brings nothing that could.
    const isLost = at === null || at === document.body || at.tagName === 'MAIN'
    // Rows that are not drawn yet cannot take it: tried again at the next frame.
    if (isLost) grid.current?.focus()
    if (frames === 0) stop.abort()
    else if (!stop.signal.aborted) requestAnimationFrame(() => look(frames - 1))
  }
  const moved = () => {
    if (grid.current?.hasFocus()) stop.abort()
  }
  const options = { capture: true, signal: stop.signal }
  document.addEventListener('keydown', moved, options)
  document.addEventListener('pointerdown', moved, options)
  look(patience)
}
