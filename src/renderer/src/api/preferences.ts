// What this program remembers for its user (widths, dismissed notes, ...): read once, written as it changes.
import { useSyncExternalStore } from 'react'
import type { Input } from '@shared/call'
import { call } from './call'

type Json = Input<'preferences.set'>['value']

let stored: Readonly<Record<string, unknown>> = {}
const listeners = new Set<() => void>()
const writes = new Map<string, ReturnType<typeof setTimeout>>()
const writeAfter = 300

/** Before the first page is shown; failing to read them only means the defaults. */
export async function loadPreferences(): Promise<void> {
  stored = await call('preferences.get').catch(() => ({}))
  for (const listener of listeners) listener()
}

export function preference(key: string): unknown {
  return stored[key]
}

/** Set at once in the window, kept in main a moment later, so that dragging a width does not write at each pixel. */
export function setPreference(key: string, value: Json): void {
  stored = { ...stored, [key]: value }
  for (const listener of listeners) listener()
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
  const value = useSyncExternalStore(subscribe, () => stored[key])
  return [isValid(value) ? value : fallback, (next) => setPreference(key, next)]
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
