// When old changes are deleted: soon after an admin is there, once a day from then on, and no more once it is stopped.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DatabaseState } from '@shared/database-state'
import type { Database, Session, SessionOptions } from '../../../src/main/db/session'
import { createHistoryUpkeep } from '../../../src/main/history-upkeep'
import type { Log } from '../../../src/main/log'
import { gate } from './fake-lab'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const minute = 60_000
const day = 24 * 60 * minute
const ada = { id: 1, username: 'ada', role: 'admin', disabled: false }

/** An upkeep over a made-up database that knows one person and notes when it is asked to delete. */
function started() {
  const began = Date.now()
  const logged: string[] = []
  const now = {
    kind: 'ready' as DatabaseState['kind'],
    readOnly: null as string | null,
    operator: 1 as number | null,
    person: ada as typeof ada | null,
    days: 30,
    /** Rows that a deletion finds. */
    old: 0,
    hold: Promise.resolve(),
    fails: null as Error | null,
  }
  const deletions: { minute: number; of: string }[] = []
  const open = (name: string) => {
    const session = async (_: (session: Session) => Promise<unknown>, options: SessionOptions = {}) => {
      if (options.readOnly === true) return now.person
      deletions.push({ minute: Math.round((Date.now() - began) / minute), of: name })
      await now.hold
      if (now.fails) throw now.fails
      return now.old
    }
    return { session } as unknown as Database
  }
  const lab = { database: open('lab') }
  const log: Log = {
    info: (message, details) => void logged.push(`${message} ${JSON.stringify(details)}`),
    warn: (message, details) => void logged.push(`${message} ${JSON.stringify(details)}`),
    error: () => 'none',
  }
  const upkeep = createHistoryUpkeep({
    lab: {
      state: () => ({ kind: now.kind, readOnly: now.readOnly }) as DatabaseState,
      current: () => ({ ...lab, readOnly: now.readOnly, sharing: null }),
    },
    log,
    operator: () => now.operator,
    days: () => now.days,
  })
  return {
    upkeep,
    now,
    logged,
    deletions,
    minutes: () => deletions.map((one) => one.minute),
    /** The same window, connected to another lab. */
    openAnother: () => (lab.database = open('another')),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  }
}

describe('the upkeep of the history', () => {
  it('deletes within a minute of an admin’s coming, and once a day from then on', async () => {
    const { now, minutes, logged, pass } = started()
    now.old = 7
    await pass(minute - 1)
    expect(minutes()).toEqual([])
    await pass(1)
    expect(minutes()).toEqual([1])
    await pass(day - 1)
    expect(minutes()).toEqual([1])
    await pass(2 * day)
    expect(minutes()).toEqual([1, 1 + 24 * 60, 1 + 48 * 60])
    expect(logged).toEqual(Array(3).fill('old changes were deleted from the log {"rows":7}'))
  })

  it.each([
    ['nobody is signed in', { operator: null }],
    ['a manager is', { person: { ...ada, role: 'manager' } }],
    ['a disabled admin is', { person: { ...ada, disabled: true } }],
    ['who is signed in is gone', { person: null }],
    ['the lab is out of reach', { kind: 'unavailable' as const }],
    ['the lab is read-only', { readOnly: 'By its profile' }],
  ])('deletes nothing while %s, and does once that has changed', async (_, state) => {
    const { now, minutes, pass } = started()
    const fit = { ...now }
    Object.assign(now, state)
    await pass(2 * day)
    expect(minutes()).toEqual([])
    Object.assign(now, fit)
    await pass(minute)
    expect(minutes()).toEqual([48 * 60 + 1])
  })

  it('deletes at once where it was changed how long the log is kept, and counts the day from then', async () => {
    const { upkeep, minutes, pass } = started()
    await pass(10 * minute)
    upkeep.again()
    await pass(0)
    expect(minutes()).toEqual([1, 10])
    await pass(day)
    expect(minutes()).toEqual([1, 10, 10 + 24 * 60])
  })

  it('begins anew with another lab, whatever was done in the first', async () => {
    const { deletions, openAnother, pass } = started()
    await pass(minute)
    openAnother()
    await pass(minute)
    expect(deletions).toEqual([
      { minute: 1, of: 'lab' },
      { minute: 2, of: 'another' },
    ])
  })

  it('does one deletion at a time, and does it again where the days were changed meanwhile', async () => {
    const { upkeep, now, minutes, pass } = started()
    const under = gate<void>()
    now.hold = under.promise
    await pass(minute)
    upkeep.again()
    await pass(5 * minute)
    expect(minutes()).toEqual([1])
    under.open()
    await pass(minute)
    expect(minutes()).toEqual([1, 7])
  })

  it('says that it failed without what the error says, and goes on', async () => {
    const { now, minutes, logged, pass } = started()
    now.fails = new TypeError('canary in the words of a server')
    await pass(minute)
    expect(logged).toEqual(['the change log could not be tidied {"error":"TypeError"}'])
    now.fails = null
    await pass(day)
    expect(minutes()).toEqual([1, 1 + 24 * 60])
  })

  it('is silent once it is stopped', async () => {
    const { upkeep, minutes, pass } = started()
    await pass(minute)
    upkeep.stop()
    await pass(3 * day)
    expect([minutes(), vi.getTimerCount()]).toEqual([[1], 0])
  })
})
