// Sign-ins: one person for a window, and no sign-in that comes too late.
import { describe, expect, it } from 'vitest'
import { createSignIns, type SignIns } from '../../../../src/main/ipc/sign-ins'

describe('sign-ins', () => {
  it('keeps one person for each window', () => {
    const signIns = createSignIns()
    expect(signIns.get(1)).toBeNull()
    signIns.start(1, 7)
    signIns.start(2, 8)
    signIns.start(1, 9)
    expect([signIns.get(1), signIns.get(2)]).toEqual([9, 8])
    signIns.end(1)
    expect([signIns.get(1), signIns.get(2)]).toEqual([null, 8])
    signIns.start(1, 7)
    signIns.endAll()
    expect([signIns.get(1), signIns.get(2)]).toEqual([null, null])
  })

  it('signs in whoever is proved later', () => {
    const signIns = createSignIns()
    const accept = signIns.attempt(1)
    expect(signIns.get(1)).toBeNull()
    expect(accept(7)).toBe(true)
    expect(signIns.get(1)).toBe(7)
  })

  const meanwhile: [string, (signIns: SignIns) => void][] = [
    ['a sign-out or a new page', (signIns) => signIns.end(1)],
    ['another lab', (signIns) => signIns.endAll()],
  ]
  it.each(meanwhile)('signs nobody in after %s', (_, happens) => {
    const signIns = createSignIns()
    const accept = signIns.attempt(1)
    happens(signIns)
    expect(accept(7)).toBe(false)
    expect(signIns.get(1)).toBeNull()
    // The next attempt is not refused for it.
    expect(signIns.attempt(1)(8)).toBe(true)
    expect(accept(7)).toBe(false)
    expect(signIns.get(1)).toBe(8)
  })

  it('keeps who is signed in while the window is locked, until they or others sign in', () => {
    const signIns = createSignIns()
    expect(signIns.lock(1)).toBe(false)
    signIns.start(1, 7)
    expect(signIns.lock(1)).toBe(true)
    expect(signIns.lock(1)).toBe(false)
    expect([signIns.get(1), signIns.isLocked(1), signIns.isLocked(2)]).toEqual([7, true, false])
    signIns.unlock(1)
    expect(signIns.isLocked(1)).toBe(false)
    signIns.lock(1)
    expect(signIns.attempt(1)(8)).toBe(true)
    expect([signIns.get(1), signIns.isLocked(1)]).toEqual([8, false])
    signIns.lock(1)
    signIns.end(1)
    expect(signIns.isLocked(1)).toBe(false)
    signIns.unlock(1)
    expect(signIns.get(1)).toBeNull()
  })
})
