// Which operation is about to be taken back: asked for from anywhere, answered by one dialog.
import { createStore, useStore } from '../api/store'

export const askedUndo = createStore<string | null>(null)

/** Whether this lab has a change log, and may be written to. */
export const mayUndo = createStore(false)

/** Ask whether this operation is to be taken back, naming what comes of it. */
export function askUndo(operation: string): void {
  askedUndo.set(operation)
}

export function closeUndo(): void {
  askedUndo.set(null)
}

export function useAskedUndo(): string | null {
  return useStore(askedUndo)
}

/** When who is signed in began, in milliseconds of the window's own clock: only then is "my last change" theirs. */
let since = performance.now()

export function beginSession(): void {
  since = performance.now()
}

/** Seconds since the sign-in. */
export function sessionSeconds(): number {
  return (performance.now() - since) / 1000
}
