// What this program remembers for its user (widths, dismissed notes, ...): read once, written as it changes.
import type { Input } from '@shared/call'
import { call } from './call'
import { createStore, useStore } from './store'

type Json = Input<'preferences.set'>['value']

const stored = createStore<Readonly<Record<string, unknown>>>({})
const writes = new Map<string, ReturnType<typeof setTimeout>>()
const writeAfter = 300

/** Before the first page is shown; failing to read them only means the defaults. */
export async function loadPreferences(): Promise<void> {
  stored.set(await call('preferences.get').catch(() => ({})))
}

export function preference(key: string): unknown {
  return stored.get()[key]
}

/** Set at once in the window, kept in main a moment later, so that dragging a width does not write at each pixel. */
export function setPreference(key: string, value: Json): void {
  stored.set({ ...stored.get(), [key]: value })
  clearTimeout(writes.get(key))
  writes.set(
    key,
    setTimeout(() => {
      writes.delete(key)
      // A preference that could not be kept is not worth a message: it is asked again next time.
      call('preferences.set', { key, value }).catch(() => undefined)
    }, writeAfter),
  )
}

/** Keys are letters and dots. The stored value is trusted only as far as `isValid` says. */
export function usePreference<T extends Json>(
  key: string,
  fallback: T,
  isValid: (value: unknown) => value is T = (value): value is T => typeof value === typeof fallback,
): [T, (value: T) => void] {
  const value = useStore(stored)[key]
  return [isValid(value) ? value : fallback, (next) => setPreference(key, next)]
}
