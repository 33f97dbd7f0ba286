// Handlers of what the window tells the desktop: what it offers and shows, what is typed, that it is ready for another lab.
import type { Desktop } from '../../desktop/desktop'
import type { Handlers } from '../context'

export interface DesktopParts {
  desktop: Pick<Desktop, 'reported' | 'kept' | 'accept'>
}

type DesktopCalls = Extract<keyof Handlers, `desktop.${string}`>

export function desktopHandlers({ desktop }: DesktopParts): Pick<Handlers, DesktopCalls> {
  return {
    'desktop.report': (report) => desktop.reported(report),
    'desktop.keep': ({ draft }) => desktop.kept(draft),
    'desktop.accept': () => desktop.accept(),
  }
}
