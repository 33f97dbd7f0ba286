// The lab's life: every way from one state to the next, and what is closed on the way.
import { text } from '@shared/text'
import { createLab, type Lab, type LabPlan } from '../../../src/main/lab'
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
  places,
  quiet,
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

describe('connecting', () => {
  it('is unconfigured at first, and says so', () => {
    expect(lab.state()).toEqual({ kind: 'unconfigured', problems: [] })
    expect(thrown(() => lab.current())).toEqual({ code: 'unavailable', message: text.errors.unconfigured })
    lab.retry()
    expect(record.states).toEqual([])
  })

  it('goes through its steps in order, and hands over what was found', async () => {
    const problem = { file: 'f', line: 1, key: 'k', what: 'w', fix: 'x' }
    const a = fakePlan('A', {
      prepare: () => Promise.resolve({ ...fine, capabilities: [records] }),
      seed: (_, { progress }) => {
        progress(1, 2)
        progress(2, 2)
        return Promise.resolve({ seeded: ['ada'], warnings: ['seed'], problems: [problem], empty: true })
      },
    })
    a.warnings.push('plan')
    lab.connect(a)
    expect(told()).toEqual(['A connecting'])
    expect(thrown(() => lab.current())).toEqual({ code: 'unavailable', message: words.notReady })
    await lab.settled()
    expect([...new Set(told())]).toEqual(['A connecting', 'A preparing', 'A seeding', 'A ready'])
    expect(record.states).toContainEqual({
      kind: 'connecting',
      target: a.target,
      step: 'seeding',
      done: 2,
      total: 2,
    })
    expect(lab.state()).toEqual({
      kind: 'ready',
      target: a.target,
      readOnly: null,
      capabilities: [records],
      sharing: 'manager',
      empty: true,
      seeded: ['ada'],
      warnings: ['plan', 'seed'],
      problems: [problem],
    })
    expect(lab.current()).toEqual({ database: a.opened[0]?.database, readOnly: null, sharing: 'manager' })
    expect(a.opened[0]?.close).not.toHaveBeenCalled()
  })

  it('does not seed what may only be read', async () => {
    const { a } = await readyLab({ prepare: () => Promise.resolve({ ...fine, readOnly: 'newer' }) })
    expect(a.seed).not.toHaveBeenCalled()
    expect(lab.current().readOnly).toBe('newer')
    expect(lab.state()).toMatchObject({ readOnly: 'newer', empty: false })
  })

  it('refuses what does not fit, closes it, and looks again when asked', async () => {
    let report: SchemaReport = { ...fine, incompatible: { reason: 'r', remedy: 'm' } }
    const a = fakePlan('A', { prepare: () => Promise.resolve(report) })
    lab.connect(a)
    await lab.settled()
    expect(lab.state()).toEqual({ kind: 'incompatible', target: a.target, reason: 'r', remedy: 'm' })
    expect(a.opened[0]?.close).toHaveBeenCalledOnce()
    expect(a.seed).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
    report = fine
    lab.retry()
    await lab.settled()
    expect(lab.state().kind).toBe('ready')
    expect(a.opened).toHaveLength(2)
  })
})

describe.each(places)('A is at %s', (place) => {
  async function hold() {
    const a = held(place)
    lab.connect(a.plan)
    await settle()
    expect(lab.state().kind).toBe('connecting')
    return a
  }
  // What is let go may as well fail: the database was closed under it.
  const ends = place === 'close' ? (['goes on'] as const) : (['goes on', 'fails'] as const)

  describe.each(ends)('and %s when', (end) => {
    const letGo = (a: { open(value: void): void; fail(error: unknown): void }) =>
      end === 'fails' ? a.fail(lost) : a.open()

    it('B is connected to', async () => {
      const a = await hold()
      record.states.length = 0
      const b = fakePlan('B')
      lab.connect(b)
      await settle()
      if (place === 'seed') expect(a.plan.seedSignal?.aborted).toBe(true)
      if (place === 'explain') expect(a.plan.explainSignal?.aborted).toBe(true)
      // One folder belongs to one process at a time: B waits until A has let go.
      expect(b.opened).toHaveLength(0)
      letGo(a)
      await lab.settled()
      expect(new Set(told())).toEqual(new Set(['B connecting', 'B preparing', 'B ready']))
      expect(a.plan.opened.map(({ close }) => close.mock.calls.length)).toEqual(
        place === 'open' && end === 'fails' ? [] : [1],
      )
      expect(lab.current().database).toBe(b.opened[0]?.database)
      expect(record.signedIn).toEqual([])
      await seconds(120)
      expect(told().at(-1)).toBe('B ready')
    })

    it('is left', async () => {
      const a = await hold()
      record.states.length = 0
      const left = lab.leave()
      await settle()
      letGo(a)
      await left
      expect(told()).toEqual(['unconfigured'])
      expect(a.plan.opened.every(({ close }) => close.mock.calls.length === 1)).toBe(true)
      expect(record.signedIn).toEqual([])
      await seconds(120)
      expect(told()).toEqual(['unconfigured'])
      expect(vi.getTimerCount()).toBe(0)
    })

    it('is to be tried again', async () => {
      const a = await hold()
      lab.retry()
      letGo(a)
      await lab.settled()
      // It was under way: nothing is opened twice.
      expect(a.plan.opened.length).toBeLessThanOrEqual(1)
    })
  })
})

describe('leaving', () => {
  it('closes what is open and asks for no account after it', async () => {
    const { a } = await readyLab()
    await lab.leave([{ file: 'f', line: null, key: null, what: 'w', fix: 'x' }])
    expect(a.opened[0]?.close).toHaveBeenCalledOnce()
    expect(lab.state()).toMatchObject({ kind: 'unconfigured', problems: [{ file: 'f' }] })
    expect(lab.plan()).toBeNull()
    const b = held('seed')
    const signsIn = vi.fn(() => Promise.resolve(7))
    lab.connect({ ...b.plan, signsIn })
    await settle()
    const left = lab.leave()
    b.open()
    await left
    expect(signsIn).not.toHaveBeenCalled()
  })

  it('does not undo a connection that came while it closed', async () => {
    const { a } = await readyLab()
    const closing = gate<void>()
    a.opened[0]?.close.mockReturnValue(closing.promise)
    const left = lab.leave()
    const b = fakePlan('B')
    lab.connect(b)
    closing.open()
    await left
    await lab.settled()
    expect(lab.state()).toMatchObject({ kind: 'ready', target: { label: 'B' } })
    expect(told()).not.toContain('unconfigured')
  })

  it('ends the tries', async () => {
    const a = fakePlan('A', { open: () => Promise.reject(lost) })
    lab.connect(a)
    await lab.settled()
    await lab.leave()
    await seconds(120)
    expect(lab.state().kind).toBe('unconfigured')
    expect(a.explain).toHaveBeenCalledOnce()
  })
})

describe('a new name', () => {
  const named = { id: 'lab', name: 'New name', colour: 'red', production: true, readOnly: false } as const

  it('is told at once, and stays when the lab is lost and found again', async () => {
    const { database } = await ready(record)
    lab.rename(named)
    lab.outcome(lost, database)
    await seconds(2)
    expect(record.states.map(({ kind }) => kind)).toEqual(['ready', 'unavailable', 'ready'])
    for (const state of record.states) expect(state).toMatchObject({ target: { profile: named } })
    expect(lab.current().database).toBe(database)
  })

  it('given while it is being opened is that of the opened lab', async () => {
    const { plan, open } = held('prepare')
    lab.connect(plan)
    await settle()
    lab.rename(named)
    open()
    await settle()
    expect(lab.state()).toMatchObject({ kind: 'ready', target: { profile: named } })
  })

  it('is nothing where no lab is', () => {
    record.states.length = 0
    lab.rename(named)
    expect(record.states).toEqual([])
  })
})

describe('the sample account', () => {
  it('is signed in before the lab is told to be ready', async () => {
    const order: string[] = []
    lab = createLab({
      log: quiet,
      changed: (state) => void order.push(state.kind),
      signIn: (id) => void order.push(`sign in ${id}`),
    })
    lab.connect(fakePlan('A', { signsIn: () => Promise.resolve(7) }))
    await lab.settled()
    expect(order.slice(-2)).toEqual(['sign in 7', 'ready'])
  })

  it('is nobody where the plan finds nobody', async () => {
    await readyLab({ signsIn: () => Promise.resolve(null) })
    expect(record.signedIn).toEqual([])
  })
})
