// The screens as the window may use them.
import { screen } from 'electron'
import type { Bounds } from './window-state'

/** The work areas of all screens, the main one first. */
export function workAreas(): [Bounds, ...Bounds[]] {
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
  return [main.workArea, ...others.map(({ workArea }) => workArea)]
}
