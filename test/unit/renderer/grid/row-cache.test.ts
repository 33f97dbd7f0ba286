import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRowCache } from '../../../../src/renderer/src/grid/row-cache'

interface Fetch {
  start: number
  count: number
  signal: AbortSignal
  answer(): Promise<void>
  fail(): Promise<void>
}

/** A cache whose fetches are answered by hand. Rows are their own place. */
function setUp(options: { maxPages?: number; overscan?: number } = {}) {
  const fetches: Fetch[] = []
  const onChange = vi.fn()
  const onError = vi.fn()
  const cache = createRowCache<number>({
    pageSize: 10,
    patience: 50,
    overscan: 0,
    ...options,
    onChange,
    onError,
    fetch: (start, count, signal) =>
      new Promise((resolve, reject) => {
        const settled = async (settle: () => void) => {
          settle()
          // The cache goes on in the microtasks behind the answer.
          for (let i = 0; i < 5; i++) await Promise.resolve()
        }
        signal.addEventListener('abort', () => reject(new Error('aborted')))
        fetches.push({
          start,
          count,
          signal,
          answer: () => settled(() => resolve(Array.from({ length: count }, (_, i) => start + i))),
          fail: () => settled(() => reject(new Error('no'))),
        })
      }),
  })
  return { cache, fetches, onChange, onError, starts: () => fetches.map(({ start }) => start) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the row cache', () => {
  it('fetches the pages in view, then one ahead, and tells of their rows', async () => {
    const { cache, fetches, starts, onChange } = setUp()
    cache.want(5, 15, 100)
    expect(starts()).toEqual([0, 10])
    expect(cache.get(5)).toBeUndefined()
    await fetches[0]?.answer()
    expect(cache.get(5)).toBe(5)
    expect(onChange).toHaveBeenCalledTimes(1)
    expect(starts()).toEqual([0, 10, 20])
  })

  it('fetches ahead in the direction of travel', async () => {
    const { cache, fetches, starts } = setUp()
    cache.want(52, 58, 100)
    for (const fetch of fetches) await fetch.answer()
    cache.want(48, 49, 100)
    expect(starts().slice(1)).toEqual([40, 30])
  })

  it('fetches the rows drawn around those in view after a jump, and never before them', async () => {
    const { cache, fetches, starts } = setUp({ overscan: 3 })
    cache.want(500, 507, 1000)
    expect(starts()).toEqual([500])
    await fetches[0]?.answer()
    expect(starts()).toEqual([500, 490])
    await fetches[1]?.answer()
    expect(cache.get(497)).toBe(497)
    cache.want(205, 210, 1000)
    await vi.advanceTimersByTimeAsync(100)
    cache.want(105, 108, 1000)
    expect(starts().slice(2)).toEqual([200, 100])
  })

  it('asks for no row before the first or behind the last', async () => {
    const { cache, fetches, starts } = setUp({ overscan: 7 })
    cache.want(0, 5, 20)
    for (const fetch of fetches) await fetch.answer()
    cache.want(15, 20, 20)
    expect(starts()).toEqual([0, 10])
  })

  it('asks for no page twice, neither under way nor held', async () => {
    const { cache, fetches, starts } = setUp()
    cache.want(0, 5, 10)
    cache.want(1, 6, 10)
    expect(starts()).toEqual([0])
    await fetches[0]?.answer()
    cache.want(0, 5, 10)
    expect(starts()).toEqual([0])
  })

  it('asks for the last page as long as it is', () => {
    const { cache, fetches } = setUp()
    // The view of a list that had more rows.
    cache.want(0, 12, 0)
    cache.want(120, 125, 95)
    cache.want(90, 95, 95)
    expect(fetches[0]).toMatchObject({ start: 90, count: 5 })
  })

  it('cancels what is no longer wanted once it keeps the wanted waiting', async () => {
    const { cache, fetches, starts } = setUp()
    cache.want(0, 5, 10_000)
    cache.want(5000, 5005, 10_000)
    cache.want(9000, 9005, 10_000)
    expect(starts()).toEqual([0, 10])
    await vi.advanceTimersByTimeAsync(50)
    expect(fetches.slice(0, 2).map(({ signal }) => signal.aborted)).toEqual([true, true])
    expect(starts()).toEqual([0, 10, 9000])
    expect(fetches[2]?.signal.aborted).toBe(false)
  })

  it('waits out jump upon jump, and fetches where they end', async () => {
    const { cache, fetches, starts } = setUp()
    cache.want(1000, 1005, 10_000)
    for (const first of [2000, 3000, 4000, 5000]) {
      await vi.advanceTimersByTimeAsync(16)
      cache.want(first, first + 5, 10_000)
    }
    for (const fetch of fetches) await fetch.answer()
    expect(starts()).toEqual([1000, 2000])
    await vi.advanceTimersByTimeAsync(40)
    expect(starts()).toEqual([1000, 2000, 5000])
  })

  it('lets a quick answer come that is no longer wanted, and keeps it', async () => {
    const { cache, fetches } = setUp()
    cache.want(0, 5, 10_000)
    cache.want(9000, 9005, 10_000)
    await fetches[0]?.answer()
    expect(cache.get(0)).toBe(0)
    await vi.advanceTimersByTimeAsync(50)
    expect(fetches[0]?.signal.aborted).toBe(false)
  })

  it('drops the pages longest out of view, never those in view', async () => {
    const { cache, fetches } = setUp({ maxPages: 3 })
    for (const first of [0, 100, 200, 300]) {
      cache.want(first, first + 5, 305)
      await vi.advanceTimersByTimeAsync(100)
      while (fetches.length > 0) await fetches.shift()?.answer()
    }
    expect(cache.get(0)).toBeUndefined()
    expect(cache.get(300)).toBe(300)
  })

  it('tells of a failure and tries again when the rows are wanted again', async () => {
    const { cache, fetches, starts, onError } = setUp()
    cache.want(0, 5, 10)
    await fetches[0]?.fail()
    expect(onError).toHaveBeenCalledTimes(1)
    expect(starts()).toEqual([0])
    cache.want(0, 5, 10)
    expect(starts()).toEqual([0, 0])
  })

  it('takes rows that came with the list, and fetches only the rest', () => {
    const { cache, starts } = setUp()
    cache.fill(
      0,
      Array.from({ length: 15 }, (_, i) => i),
    )
    expect(cache.get(14)).toBe(14)
    cache.want(0, 15, 20)
    expect(starts()).toEqual([10])
  })

  it('puts a changed row in, and says nothing where it is not held', () => {
    const { cache, onChange } = setUp()
    cache.fill(0, [1, 2, 3])
    expect(cache.patch((row) => row === 2, 22)).toBe(true)
    expect(cache.get(1)).toBe(22)
    expect(cache.patch((row) => row === 7, 77)).toBe(false)
    expect(onChange).toHaveBeenCalledTimes(1)
  })

  it('reports nothing once it is disposed', async () => {
    const { cache, fetches, onChange, onError } = setUp()
    cache.want(0, 5, 10)
    cache.dispose()
    expect(fetches[0]?.signal.aborted).toBe(true)
    await fetches[0]?.answer()
    expect(onChange).not.toHaveBeenCalled()
    expect(onError).not.toHaveBeenCalled()
  })
})
