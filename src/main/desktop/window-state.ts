// Where the window was left, for each lab: read at the start, before anything else is loaded, and corrected.
import { readFileSync } from 'node:fs'

/** In the system's own pixels, as Electron counts them. */
export interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

export interface WindowState {
  /** Those of the window when it is neither maximised nor full screen; null: never moved. */
  bounds: Bounds | null
  maximised: boolean
  fullScreen: boolean
  /** Chromium's zoom level: 0 is 100 %, each step 20 %. */
  zoom: number
}

export interface WindowStates {
  /** Whose state a start begins with. */
  last: string
  /** Whether the menu bar is always shown, where the system puts it into the window. */
  menuBar: boolean
  windows: Map<string, WindowState>
}

export const minimum = { width: 640, height: 420 }
export const zoomRange = { min: -4, max: 6 }
const usual = { width: 1280, height: 800 }

export const plainState: WindowState = { bounds: null, maximised: false, fullScreen: false, zoom: 0 }

/** A file that is missing or damaged only means the usual window. */
export function readWindowStates(file: string): WindowStates {
  try {
    return parseWindowStates(readFileSync(file, 'utf8'))
  } catch {
    return parseWindowStates('{}')
  }
}

/** Checked by hand: the schemas' library is not loaded yet. @throws SyntaxError for what is no JSON */
export function parseWindowStates(content: string): WindowStates {
  const stored: unknown = JSON.parse(content)
  const windows = new Map<string, WindowState>()
  for (const [profile, value] of Object.entries(recordOf(recordOf(stored)['windows']))) {
    const { bounds, maximised, fullScreen, zoom } = recordOf(value)
    windows.set(profile, {
      bounds: boundsOf(bounds),
      maximised: maximised === true,
      fullScreen: fullScreen === true,
      zoom: clamp(whole(zoom) ?? 0, zoomRange.min, zoomRange.max),
    })
  }
  const { last, menuBar } = recordOf(stored)
  return { last: typeof last === 'string' ? last : '', menuBar: menuBar === true, windows }
}

export function windowStatesText({ last, menuBar, windows }: WindowStates): string {
  return `${JSON.stringify({ version: 1, last, menuBar, windows: Object.fromEntries(windows) }, null, 2)}\n`
}

/**
 * Where the window goes: wholly onto the screen that holds most of it, no larger than that screen and no smaller than
 * the least size (but on a screen that is smaller still). Without a place, or off all screens, into the middle of the
 * first one. `areas` are the screens' work areas, the main one first; there is at least one.
 */
export function placeWindow(stored: Bounds | null, areas: readonly [Bounds, ...Bounds[]]): Bounds {
  const home = areas[0]
  const best = stored === null ? null : bestArea(stored, areas)
  const area = best ?? home
  const { width, height } = stored ?? usual
  const size = {
    width: Math.min(Math.max(width, minimum.width), area.width),
    height: Math.min(Math.max(height, minimum.height), area.height),
  }
  if (stored === null || best === null) {
    return {
      ...size,
      x: area.x + Math.floor((area.width - size.width) / 2),
      y: area.y + Math.floor((area.height - size.height) / 2),
    }
  }
  return {
    ...size,
    x: clamp(stored.x, area.x, area.x + area.width - size.width),
    y: clamp(stored.y, area.y, area.y + area.height - size.height),
  }
}

/** The one that shows most of the window; null where none shows any of it. */
function bestArea(bounds: Bounds, areas: readonly Bounds[]): Bounds | null {
  let best: Bounds | null = null
  let most = 0
  for (const area of areas) {
    const seen = overlap(bounds, area)
    if (seen > most) [best, most] = [area, seen]
  }
  return best
}

function overlap(one: Bounds, other: Bounds): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return width > 0 && height > 0 ? width * height : 0
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}

function boundsOf(value: unknown): Bounds | null {
  const { x, y, width, height } = recordOf(value)
  const found = { x: whole(x), y: whole(y), width: whole(width), height: whole(height) }
  const isWhole = found.x !== null && found.y !== null && (found.width ?? 0) > 0 && (found.height ?? 0) > 0
  return isWhole ? (found as Bounds) : null
}

/** Within what a system's coordinates can be. */
function whole(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 100_000 ? value : null
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
