// What waits while the window is locked: it goes on when that is over, and ends with a sign-out.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { text } from '@shared/text'
import {
  endLock,
  isLockRefusal,
  lockedBy,
  onLock,
  untilUnlocked,
} from '../../../../src/renderer/src/lock/lock-state'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  lockedBy.set(null)
})

/** What has become of it so far. */
function follow(work: Promise<void>): () => string {
  let state = 'waits'
  work.then(
    () => (state = 'goes on'),
    (error: unknown) => (state = error instanceof Error ? error.message : 'failed'),
  )
  return () => state
}

describe('what a locked window is refused', () => {
  it('is told from every other refusal', () => {
    expect(isLockRefusal({ code: 'forbidden', message: text.lock.refused })).toBe(true)
    expect(isLockRefusal({ code: 'forbidden', message: text.errors.adminOnly })).toBe(false)
    expect(isLockRefusal({ code: 'unavailable', message: text.lock.refused })).toBe(false)
  })

  it('goes on when the window is unlocked', async () => {
    lockedBy.set({ cause: 'asked' })
    const state = follow(untilUnlocked(undefined))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(state()).toBe('waits')
    lockedBy.set(null)
    await vi.advanceTimersByTimeAsync(0)
    expect(state()).toBe('goes on')
  })

  it('asks again after a moment where the news of the lock is still on its way', async () => {
    const state = follow(untilUnlocked(undefined))
    await vi.advanceTimersByTimeAsync(100)
    expect(state()).toBe('waits')
    await vi.advanceTimersByTimeAsync(200)
    expect(state()).toBe('goes on')
  })

  it('is cancelled where the person is signed out, or nobody waits for it any more', async () => {
    lockedBy.set({ cause: 'suspend' })
    const leaving = new AbortController()
    const states = [follow(untilUnlocked(undefined)), follow(untilUnlocked(leaving.signal))]
    leaving.abort()
    await vi.advanceTimersByTimeAsync(0)
    expect(states.map((state) => state())).toEqual(['waits', text.errors.cancelled])
    endLock()
    await vi.advanceTimersByTimeAsync(0)
    expect(states.map((state) => state())).toEqual([text.errors.cancelled, text.errors.cancelled])
    expect(lockedBy.get()).toBeNull()
  })
})

describe('what was revealed', () => {
  it('hears of each lock, and of no unlock', () => {
    let closed = 0
    const stop = onLock(() => (closed += 1))
    lockedBy.set({ cause: 'asked' })
    lockedBy.set(null)
    lockedBy.set({ cause: 'idle', minutes: 15 })
    expect(closed).toBe(2)
    stop()
    lockedBy.set(null)
    lockedBy.set({ cause: 'asked' })
    expect(closed).toBe(2)
  })
})
