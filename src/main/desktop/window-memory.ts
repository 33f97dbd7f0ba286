// Remembers how the window is left, for each lab by itself, and brings it back when that lab is opened again.
import { writeFileSync } from 'node:fs'
import { screen, type BrowserWindow } from 'electron'
import type { Log } from '../log'
import {
  placeWindow,
  plainState,
  windowStatesText,
  zoomRange,
  type WindowState,
  type WindowStates,
} from './window-state'
import { workAreas } from './work-areas'

/** Milliseconds after which a change is written: dragging makes many. */
const delay = 500

export interface WindowMemory {
  /** The window belongs to this lab from now on, and goes to where it was left there. */
  use(profile: string): void
  zoom(step: -1 | 0 | 1): void
  setMenuBar(isShown: boolean): void
}

/** What the window was made from. `profile` is whose place it took; `isPassing`: not where the next start begins. */
export interface MadeFrom {
  file: string
  states: WindowStates
  profile: string
  isPassing: boolean
}

export function rememberWindow(window: BrowserWindow, from: MadeFrom, log: Log): WindowMemory {
  const { file, states } = from
  let { profile } = from
  let timer: NodeJS.Timeout | undefined
  let written = ''

  const look = (): WindowState => ({
    bounds: window.getNormalBounds(),
    maximised: window.isMaximized(),
    fullScreen: window.isFullScreen(),
    zoom: Math.round(window.webContents.getZoomLevel()),
  })
  const write = (): void => {
    clearTimeout(timer)
    timer = undefined
    const content = windowStatesText({ ...states, last: from.isPassing ? states.last : profile })
    if (content === written) return
    try {
      // At once, and small: it is also done while the window closes.
      writeFileSync(file, content, { mode: 0o600 })
      written = content
    } catch (error) {
      log.error('the window’s place could not be written', error)
    }
  }
  const keep = (): void => {
    if (window.isDestroyed() || window.isMinimized()) return
    states.windows.set(profile, look())
    timer ??= setTimeout(write, delay)
  }
  const restore = (state: WindowState): void => {
    window.setFullScreen(state.fullScreen)
    if (!state.maximised) window.unmaximize()
    if (state.bounds) window.setBounds(placeWindow(state.bounds, workAreas()))
    if (state.maximised) window.maximize()
    window.webContents.setZoomLevel(state.zoom)
  }

  window.on('resize', keep)
  window.on('move', keep)
  window.on('maximize', keep)
  window.on('unmaximize', keep)
  window.on('enter-full-screen', keep)
  window.on('leave-full-screen', keep)
  window.on('close', () => {
    keep()
    write()
  })
  // The wheel with Ctrl: Chromium tells, and leaves the rest to the program.
  window.webContents.on('zoom-changed', (_, direction) => zoom(direction === 'in' ? 1 : -1))
  screen.on('display-removed', correct)
  screen.on('display-metrics-changed', correct)
  window.once('closed', () => {
    screen.off('display-removed', correct)
    screen.off('display-metrics-changed', correct)
  })

  /** A screen went away or became smaller under the window. */
  function correct(): void {
    if (window.isMaximized() || window.isFullScreen() || window.isMinimized()) return
    const now = window.getBounds()
    const right = placeWindow(now, workAreas())
    if (JSON.stringify(now) !== JSON.stringify(right)) window.setBounds(right)
  }

  function zoom(step: -1 | 0 | 1): void {
    const level = step === 0 ? 0 : Math.round(window.webContents.getZoomLevel()) + step
    window.webContents.setZoomLevel(Math.min(Math.max(level, zoomRange.min), zoomRange.max))
    keep()
  }

  return {
    use(next) {
      if (next === profile) return
      // The first lab of all takes the window over as it is.
      const isFirst = profile === ''
      if (!isFirst) states.windows.set(profile, look())
      profile = next
      const known = states.windows.get(next)
      if (known) restore(known)
      else if (isFirst) states.windows.set(next, look())
      else states.windows.set(next, { ...plainState, bounds: window.getNormalBounds() })
      timer ??= setTimeout(write, delay)
    },
    zoom,
    setMenuBar(isShown) {
      states.menuBar = isShown
      window.setAutoHideMenuBar(!isShown)
      window.setMenuBarVisibility(isShown)
      keep()
    },
  }
}
