// What this program remembers for its user (widths, hidden columns, ...): read once, written as it changes.
import type { Input } from '@shared/call'
import { call } from './call'

type Json = Input<'preferences.set'>['value']

let stored: Readonly<Record<string, unknown>> = {}
interface Wait {
  value: Json
  changed: boolean
}
const waits = new Map<string, Wait>()
/** Milliseconds within which changes become one write. */
const together = 100

/** Before the first page is shown; failing to read them only means the defaults. */
export async function loadPreferences(): Promise<void> {
  stored = await call('preferences.get').catch(() => ({}))
}

/** Another lab has preferences of its own: none, until they are loaded. */
export function forgetPreferences(): void {
  stored = {}
}

/** Trust it only as far as you have checked it: it comes from a file. */
export function preference(key: string): unknown {
  return stored[key]
}

/**
 * Set at once in the window and kept in main: the first change at once too, those right after it together, so that
 * dragging a width does not write at each pixel. Keys are letters and dots.
 */
export function setPreference(key: string, value: Json): void {
  stored = { ...stored, [key]: value }
  const waiting = waits.get(key)
  if (waiting) {
    waiting.value = value
    waiting.changed = true
    return
  }
  keep(key, value)
  const wait: Wait = { value, changed: false }
  waits.set(key, wait)
  setTimeout(() => {
    waits.delete(key)
    if (wait.changed) setPreference(key, wait.value)
  }, together)
}

/** What still waits is sent on its way: the window is closing, or the next lab's preferences take their place. */
export function sendPreferences(): void {
  for (const [key, wait] of waits) {
    if (wait.changed) keep(key, wait.value)
    wait.changed = false
  }
}

// A preference that could not be kept is not worth a message: it is asked again next time.
function keep(key: string, value: Json): void {
  call('preferences.set', { key, value }).catch(() => undefined)
}
