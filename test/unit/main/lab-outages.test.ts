// A lab that goes away and comes back: when it tries again, what calls and processes tell of it, what is kept.
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import type { Lab, LabPlan } from '../../../src/main/lab'
import type { SchemaReport } from '../../../src/main/db/schema/prepare'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  fakePlan,
  fine,
  gate,
  lost,
  ready,
  recordedLab,
  records,
  seconds,
  thrown,
  told as tellOf,
  held,
  settle,
} from './fake-lab'

const words = text.lab
let record: ReturnType<typeof recordedLab>
let lab: Lab
const told = () => tellOf(record.states)
const readyLab = (does?: Partial<LabPlan>) => ready(record, does)

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  record = recordedLab()
  lab = record.lab
})
afterEach(() => {
  if (vi.getTimerCount() > 1) throw new Error('More than one try is due')
  vi.useRealTimers()
})

describe('out of reach', () => {
  it('tells why in the words of the plan, and tries after 2, 3, 5, 10, 20, 30 and then every 30 seconds', async () => {
    const tries = vi.fn(() => Promise.reject(lost))
    const a = fakePlan('A', { open: tries })
    lab.connect(a)
    await lab.settled()
    for (const [index, wait] of [2, 3, 5, 10, 20, 30, 30, 30].entries()) {
      expect(tries).toHaveBeenCalledTimes(index + 1)
      expect(lab.state()).toEqual({
        kind: 'unavailable',
        target: a.target,
        reason: 'why',
        remedy: 'what',
        nextTryAt: Date.now() + wait * 1000,
      })
      expect(thrown(() => lab.current())).toEqual({ code: 'unavailable', message: 'why' })
      await vi.advanceTimersByTimeAsync(wait * 1000 - 1)
      expect(tries).toHaveBeenCalledTimes(index + 1)
      await vi.advanceTimersByTimeAsync(1)
    }
    expect(a.explain).toHaveBeenCalledWith(lost, expect.any(AbortSignal))
  })

  it('comes right by itself, and begins the waits anew', async () => {
    let fails = 3
    const { a, database } = await (async () => {
      const plan = fakePlan('A', { open: () => (fails-- > 0 ? Promise.reject(lost) : (undefined as never)) })
      lab.connect(plan)
      await lab.settled()
      await seconds(2 + 3 + 5)
      expect(lab.state().kind).toBe('ready')
      return { a: plan, database: lab.current().database }
    })()
    expect(vi.getTimerCount()).toBe(0)
    expect(a.opened).toHaveLength(1)
    lab.outcome(lost, database)
    expect(lab.state()).toMatchObject({ nextTryAt: Date.now() + 2000 })
  })

  it('closes what was opened and could not be prepared or filled', async () => {
    const a = fakePlan('A', { seed: () => Promise.reject(lost) })
    lab.connect(a)
    await lab.settled()
    expect(lab.state().kind).toBe('unavailable')
    expect(a.opened[0]?.close).toHaveBeenCalledOnce()
    await seconds(2)
    expect(a.opened.map(({ close }) => close.mock.calls.length)).toEqual([1, 1])
  })

  it('is tried at once when asked, and then not by the timer too', async () => {
    const a = fakePlan('A', { open: () => Promise.reject(lost) })
    lab.connect(a)
    await lab.settled()
    lab.retry()
    lab.retry()
    await lab.settled()
    expect(a.explain).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(2999)
    expect(a.explain).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(a.explain).toHaveBeenCalledTimes(3)
  })
})

describe('outcomes of calls', () => {
  it.each([
    ['unavailable', lost],
    ['outcome_unknown', new AppError({ code: 'outcome_unknown', message: 'who knows' })],
  ])('%s makes a ready lab unavailable, once', async (_, error) => {
    const { a, database } = await readyLab()
    lab.outcome(error, database)
    lab.outcome(error, database)
    expect(record.states).toEqual([
      {
        kind: 'unavailable',
        target: a.target,
        reason: words.lost,
        remedy: words.lostRemedy,
        nextTryAt: Date.now() + 2000,
      },
    ])
    // It may be back any moment: what is open stays open and is asked again.
    await seconds(2)
    expect(told()).toEqual(['A unavailable', 'A ready'])
    expect(a.opened).toHaveLength(1)
    expect(a.prepare).toHaveBeenCalledTimes(2)
    expect(a.seed).toHaveBeenCalledTimes(1)
  })

  it.each(['embedded', 'sample'] as const)('of the %s lab tell of no server and no network', async (kind) => {
    const a = fakePlan('A')
    a.target = { ...a.target, kind }
    lab.connect(a)
    await lab.settled()
    lab.outcome(lost, lab.current().database)
    expect(lab.state()).toMatchObject({ kind: 'unavailable', reason: words.lost, remedy: words.localRemedy })
  })

  it('a success makes it ready again, and stops the tries', async () => {
    const { database, a } = await readyLab()
    lab.outcome(lost, database)
    lab.outcome(null, database)
    expect(told()).toEqual(['A unavailable', 'A ready'])
    await seconds(120)
    expect(a.prepare).toHaveBeenCalledTimes(1)
    lab.outcome(lost, database)
    expect(lab.state()).toMatchObject({ nextTryAt: Date.now() + 2000 })
  })

  it('a refusal by the database shows that it is there', async () => {
    const { database } = await readyLab()
    lab.outcome(lost, database)
    lab.outcome(new AppError({ code: 'conflict', message: 'taken', field: 'username' }), database)
    expect(lab.state().kind).toBe('ready')
  })

  it('a success during a try is not undone when that try fails', async () => {
    const second = gate<SchemaReport>()
    let first = true
    const { database, a } = await readyLab({
      prepare: () => (first ? ((first = false), Promise.resolve(fine)) : second.promise),
    })
    lab.outcome(lost, database)
    await seconds(2)
    lab.outcome(null, database)
    second.fail(lost)
    await settle()
    expect(told()).toEqual(['A unavailable', 'A ready'])
    expect(a.explain).not.toHaveBeenCalled()
  })

  it('a cancelled call and one of another database change nothing', async () => {
    const { database } = await readyLab()
    const other = fakePlan('other')
    const foreign = (await other.open()).database
    const stop = new AppError({ code: 'cancelled', message: 'stop' })
    lab.outcome(stop, database)
    lab.outcome(lost, foreign)
    expect(record.states).toEqual([])
    lab.outcome(lost, database)
    lab.outcome(stop, database)
    lab.outcome(null, foreign)
    expect(told()).toEqual(['A unavailable'])
  })

  it('of a lab that was left change nothing', async () => {
    const { database } = await readyLab()
    await lab.leave()
    lab.outcome(lost, database)
    lab.outcome(null, database)
    expect(told()).toEqual(['unconfigured'])
  })

  it('is refused where the tables no longer fit when it is back', async () => {
    let report = fine
    const { a, database } = await readyLab({ prepare: () => Promise.resolve(report) })
    report = { ...fine, incompatible: { reason: 'r', remedy: 'm' } }
    lab.outcome(lost, database)
    await seconds(2)
    expect(lab.state()).toMatchObject({ kind: 'incompatible', reason: 'r' })
    expect(a.opened[0]?.close).toHaveBeenCalledOnce()
    expect(thrown(() => lab.current())).toMatchObject({ code: 'unavailable' })
  })

  it('keeps on trying, with longer waits, while it stays away', async () => {
    let report: Promise<SchemaReport> = Promise.resolve(fine)
    const { database } = await readyLab({ prepare: () => report })
    report = Promise.reject(lost)
    report.catch(() => undefined)
    lab.outcome(lost, database)
    await seconds(2)
    expect(lab.state()).toMatchObject({ kind: 'unavailable', reason: 'why', nextTryAt: Date.now() + 3000 })
    report = Promise.resolve({ ...fine, readOnly: 'standby' })
    await seconds(3)
    expect(lab.state()).toMatchObject({ kind: 'ready', readOnly: 'standby' })
    expect(lab.current()).toEqual({ database, readOnly: 'standby', sharing: 'manager' })
  })
})

describe('the end of what the database runs in', () => {
  it('makes a ready lab unavailable, closes it, and opens it anew', async () => {
    const { a } = await readyLab()
    a.opened[0]?.end()
    expect(lab.state()).toMatchObject({ kind: 'unavailable', reason: words.embeddedEnded })
    expect(a.opened[0]?.close).toHaveBeenCalledOnce()
    await seconds(2)
    expect(told()).toEqual(['A unavailable', 'A connecting', 'A preparing', 'A ready'])
    expect(lab.current().database).toBe(a.opened[1]?.database)
  })

  it('before the lab is ready is a failed try', async () => {
    const a = held('seed')
    lab.connect(a.plan)
    await settle()
    a.plan.opened[0]?.end()
    a.open()
    await lab.settled()
    expect(told()).not.toContain('A ready')
    expect(lab.state().kind).toBe('unavailable')
    expect(a.plan.opened[0]?.close).toHaveBeenCalledOnce()
    expect(a.plan.explain).toHaveBeenCalledWith(
      expect.objectContaining({ body: { code: 'unavailable', message: words.embeddedEnded } }),
      expect.anything(),
    )
    expect(record.signedIn).toEqual([])
  })

  it.each(['succeeds', 'fails'] as const)(
    'during a try that %s counts once and is the last word',
    async (end) => {
      const second = gate<SchemaReport>()
      let first = true
      const { a, database } = await readyLab({
        prepare: () => (first ? ((first = false), Promise.resolve(fine)) : second.promise),
      })
      lab.outcome(lost, database)
      await seconds(2)
      a.opened[0]?.end()
      if (end === 'fails') second.fail(lost)
      else second.open(fine)
      await settle()
      expect(told()).toEqual(['A unavailable', 'A unavailable'])
      expect(lab.state()).toMatchObject({ reason: words.embeddedEnded, nextTryAt: Date.now() + 3000 })
    },
  )

  it('of a lab that was left says nothing', async () => {
    const { a } = await readyLab()
    await lab.leave()
    a.opened[0]?.end()
    await seconds(120)
    expect(told()).toEqual(['unconfigured'])
  })
})

describe('looking again', () => {
  it('tells what has changed', async () => {
    await readyLab()
    lab.refresh({ empty: false, seeded: ['ada'] })
    lab.refresh({ capabilities: [records] })
    expect(told()).toEqual(['A ready', 'A ready'])
    expect(lab.state()).toMatchObject({ seeded: ['ada'], capabilities: [records] })
  })

  it('is remembered over an outage, also where the lab is just coming back', async () => {
    const second = gate<SchemaReport>()
    let first = true
    const { database } = await readyLab({
      prepare: () => (first ? ((first = false), Promise.resolve(fine)) : second.promise),
    })
    lab.outcome(lost, database)
    lab.refresh({ seeded: ['ada'] })
    await seconds(2)
    lab.refresh({ empty: true })
    expect(told()).toEqual(['A unavailable'])
    second.open(fine)
    await settle()
    expect(lab.state()).toMatchObject({ kind: 'ready', seeded: ['ada'], empty: true })
  })

  it('closes the lists of what is open, and does nothing before', async () => {
    lab.closeLists()
    lab.refresh({ empty: true })
    expect(record.states).toEqual([])
    const { database } = await readyLab()
    lab.closeLists()
    expect(database.lists.closeAll).toHaveBeenCalledOnce()
  })
})
