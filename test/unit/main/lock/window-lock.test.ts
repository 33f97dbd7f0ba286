// The window's lock: only where somebody is signed in, with its reason, gone with the sign-in; and the rule of its time.
import { describe, expect, it } from 'vitest'
import { createSignIns } from '../../../../src/main/ipc/sign-ins'
import { lockRules } from '../../../../src/main/lock/lock-rules'
import { createWindowLock } from '../../../../src/main/lock/window-lock'
import { text } from '@shared/text'

describe('the lock', () => {
  it('locks who is signed in, once, and tells why', () => {
    const signIns = createSignIns()
    const heard: unknown[] = []
    const lock = createWindowLock(1, signIns, { info: () => undefined })
    lock.onChange((state) => heard.push(state))
    lock.lock({ cause: 'suspend' })
    lock.unlock()
    expect([lock.state(), heard]).toEqual([null, []])
    signIns.start(1, 7)
    lock.lock({ cause: 'idle', minutes: 15 })
    lock.lock({ cause: 'screen' })
    expect(lock.state()).toEqual({ cause: 'idle', minutes: 15 })
    lock.unlock()
    expect([lock.state(), heard]).toEqual([null, [{ cause: 'idle', minutes: 15 }, null]])
  })

  it('ends with the sign-in, and comes back with it after a crash', () => {
    const signIns = createSignIns()
    const lock = createWindowLock(1, signIns, { info: () => undefined })
    signIns.start(1, 7)
    lock.lock({ cause: 'asked' })
    signIns.end(1)
    expect(lock.state()).toBeNull()
    signIns.start(1, 7)
    signIns.lock(1)
    expect(lock.state()).toEqual({ cause: 'asked' })
  })
})

describe('after how long', () => {
  const policy = (lock?: { minutes: number }) =>
    ({
      kind: 'policy',
      policy: { version: 1, updates: { enabled: true }, ...(lock ? { lock } : {}) },
    }) as const

  it('is the administrator’s to say, else the person’s', () => {
    expect(lockRules(policy({ minutes: 5 }), 30)).toEqual({ minutes: 5, fixed: text.lock.settings.fixed })
    expect(lockRules(policy(), 30)).toEqual({ minutes: 30, fixed: null })
    expect(lockRules({ kind: 'none' }, 30)).toEqual({ minutes: 30, fixed: null })
    expect(lockRules({ kind: 'bad', problem: 'it is not JSON' }, 30)).toEqual({ minutes: 30, fixed: null })
  })
})
