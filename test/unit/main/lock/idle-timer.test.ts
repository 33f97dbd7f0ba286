// The idle timer: one timer, which fires when nobody has used the window for the limit, and sleeps in between.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createIdleTimer } from '../../../../src/main/lock/idle-timer'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const minute = 60_000

function started(limit = 15) {
  const found: number[] = []
  const began = performance.now()
  const asked = { limit, times: 0 }
  const timer = createIdleTimer({
    limit: async () => ((asked.times += 1), asked.limit * minute),
    idle: () => found.push(Math.round((performance.now() - began) / minute)),
  })
  const pass = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * minute)
  return { timer, found, asked, pass }
}

describe('the idle timer', () => {
  it('tells once the limit has passed without input, and once more each time it passes again', async () => {
    const { found, pass } = started()
    await pass(14.99)
    expect(found).toEqual([])
    await pass(0.02)
    expect(found).toEqual([15])
    await pass(15)
    expect(found).toEqual([15, 30])
  })

  it('counts from the last input', async () => {
    const { timer, found, pass } = started()
    await pass(10)
    timer.input()
    await pass(10)
    timer.input()
    await pass(14.9)
    expect(found).toEqual([])
    await pass(0.2)
    expect(found).toEqual([35])
  })

  it('wakes up once in each limit, however much is typed', async () => {
    const { timer, asked, pass } = started()
    await pass(0)
    const atStart = asked.times
    for (let second = 0; second < 14 * 60; second += 1) {
      timer.input()
      await pass(1 / 60)
    }
    expect(vi.getTimerCount()).toBe(1)
    expect(asked.times).toBe(atStart)
  })

  it('takes a limit that was changed meanwhile, a shorter one at once', async () => {
    const { timer, found, asked, pass } = started(60)
    await pass(3)
    asked.limit = 5
    timer.limitChanged()
    await pass(2.1)
    expect(found).toEqual([5])
  })

  it('is silent once it is stopped', async () => {
    const { timer, found, pass } = started()
    await pass(1)
    timer.stop()
    await pass(60)
    expect([found, vi.getTimerCount()]).toEqual([[], 0])
  })
})
