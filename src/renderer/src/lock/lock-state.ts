// Whether the window is locked, as main last told it; what was revealed hears of it and closes.
import { AppError, type ErrorBody } from '@shared/errors'
import type { LockState } from '@shared/lock'
import { text } from '@shared/text'
import { createStore, useStore } from '../api/store'

/** Null: not locked. */
export const lockedBy = createStore<LockState>(null)
/** Counts the sign-outs of a locked window: what waited for its password then never comes. */
const ends = createStore(0)

/** The window is locked no more because nobody is signed in any more. */
export function endLock(): void {
  ends.set(ends.get() + 1)
  lockedBy.set(null)
}

/** Hear when the window is being locked, to close what must not be open when it is unlocked. */
export function onLock(listener: () => void): () => void {
  return lockedBy.subscribe(() => {
    if (lockedBy.get() !== null) listener()
  })
}

export function useIsLocked(): boolean {
  return useStore(lockedBy) !== null
}

/** Main refuses a locked window with a sentence of its own; it may do so before the window has heard of it. */
export function isLockRefusal(error: ErrorBody): boolean {
  return error.code === 'forbidden' && error.message === text.lock.refused
}

/** Milliseconds after which main is asked again, where its refusal and its news came in another order. */
const again = 200

/**
 * Resolves when it is worth asking main again after its refusal.
 * @throws AppError `cancelled` where the person is signed out instead, or the signal aborts
 */
export function untilUnlocked(signal: AbortSignal | undefined): Promise<void> {
  const before = ends.get()
  return new Promise((resolve, reject) => {
    const look = () => {
      const isOver = signal?.aborted === true || ends.get() !== before
      if (!isOver && lockedBy.get() !== null) return
      for (const stop of stops) stop()
      signal?.removeEventListener('abort', look)
      if (isOver) reject(new AppError({ code: 'cancelled', message: text.errors.cancelled }))
      else resolve()
    }
    const stops = [lockedBy.subscribe(look), ends.subscribe(look)]
    signal?.addEventListener('abort', look)
    if (lockedBy.get() === null) setTimeout(look, again)
    else look()
  })
}
