// Labs to connect to that are made up, and a lab whose states and sign-ins are written down.
import type { Capability, DatabaseState, Target } from '@shared/database-state'
import { AppError, type ErrorBody } from '@shared/errors'
import { vi } from 'vitest'
import type { SchemaReport } from '../../../src/main/db/schema/prepare'
import type { Database } from '../../../src/main/db/session'
import { createLab, type Lab, type LabPlan, type SeedOutcome } from '../../../src/main/lab'
import type { Log } from '../../../src/main/log'

export const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => 'none' }
export const lost = new AppError({ code: 'unavailable', message: 'gone' })
export const fine: SchemaReport = { capabilities: [], readOnly: null, incompatible: null, created: [] }
export const nobody: SeedOutcome = { seeded: [], warnings: [], problems: [], empty: false }
export const records: Capability = { id: 'records', label: 'Records', on: true, costs: '', allowed: true }

/** A promise that the test settles. */
export function gate<T>() {
  let open: (value: T) => void = () => undefined
  let fail: (error: unknown) => void = () => undefined
  const promise = new Promise<T>((resolve, reject) => {
    open = resolve
    fail = reject
  })
  return { promise, open, fail }
}

export interface Fake extends LabPlan {
  /** One for each time it was opened. */
  opened: { database: Database; close: ReturnType<typeof vi.fn<() => Promise<void>>>; end: () => void }[]
  seedSignal: AbortSignal | null
  explainSignal: AbortSignal | null
}

export function fakePlan(label: string, does: Partial<LabPlan> = {}): Fake {
  const target: Target = {
    kind: 'server',
    label,
    address: 'db',
    port: 5432,
    database: 'lab',
    username: 'lab',
    profile: { id: 'lab', name: 'Lab', colour: 'blue', production: false, readOnly: false },
  }
  const fake: Fake = {
    target,
    cipherKey: null,
    sharing: 'manager',
    proof: null,
    warnings: [],
    opened: [],
    seedSignal: null,
    explainSignal: null,
    open: async () => {
      await does.open?.()
      let end: () => void = () => undefined
      const close = vi.fn(() => Promise.resolve())
      const lists = { closeAll: vi.fn() } as unknown as Database['lists']
      const never = () => Promise.reject(new Error('Nobody asks this database'))
      const database: Database = { session: never, alone: never, lists, writes: () => 0, close }
      fake.opened.push({ database, close, end: () => end() })
      return { database, close, onEnd: (listener) => void (end = listener) }
    },
    prepare: vi.fn(does.prepare ?? (() => Promise.resolve(fine))),
    seed: vi.fn((database: Database, run: Parameters<LabPlan['seed']>[1]) => {
      fake.seedSignal = run.signal
      return does.seed ? does.seed(database, run) : Promise.resolve(nobody)
    }),
    explain: vi.fn((error: unknown, signal: AbortSignal) => {
      fake.explainSignal = signal
      return does.explain ? does.explain(error, signal) : Promise.resolve({ reason: 'why', remedy: 'what' })
    }),
    ...(does.signsIn && { signsIn: does.signsIn }),
  }
  return fake
}

// Where A is held when something else comes.
export const places = ['open', 'prepare', 'seed', 'signsIn', 'close', 'explain'] as const
export type Place = (typeof places)[number]

/** A that stays at one place until `open` or `fail` is called. */
export function held(place: Place) {
  const wait = gate<void>()
  const at = async <T>(here: Place, value: T) => {
    if (here === place) await wait.promise
    return value
  }
  const plan = fakePlan('A', {
    open: () => at('open', undefined as never),
    prepare: () => {
      if (place === 'explain') return Promise.reject(lost)
      if (place === 'close') return Promise.resolve({ ...fine, incompatible: { reason: 'r', remedy: 'm' } })
      return at('prepare', fine)
    },
    seed: async (_, { progress }) => {
      progress(0, 2)
      const outcome = await at('seed', nobody)
      progress(2, 2)
      return outcome
    },
    signsIn: () => at('signsIn', 7),
    explain: () => at('explain', { reason: 'why', remedy: 'what' }),
  })
  if (place === 'close') {
    const { open } = plan
    plan.open = async () => {
      const opened = await open()
      const closeSlowly = async () => {
        await wait.promise
        await opened.close()
      }
      return { ...opened, close: closeSlowly }
    }
  }
  return { plan, ...wait }
}

/** A lab, and what it told so far. */
export function recordedLab(): { lab: Lab; states: DatabaseState[]; signedIn: number[] } {
  const states: DatabaseState[] = []
  const signedIn: number[] = []
  const lab = createLab({
    log: quiet,
    changed: (state) => void states.push(state),
    signIn: (id) => void signedIn.push(id),
  })
  return { lab, states, signedIn }
}

/** States in a few words: whose it is, and the step or kind. */
export function told(states: readonly DatabaseState[]): string[] {
  return states.map((state) => {
    if (state.kind === 'unconfigured') return state.kind
    return `${state.target.label} ${state.kind === 'connecting' ? state.step : state.kind}`
  })
}

/** Connects A and forgets what was told on the way. */
export async function ready(
  { lab, states }: { lab: Lab; states: DatabaseState[] },
  does: Partial<LabPlan> = {},
): Promise<{ a: Fake; database: Database }> {
  const a = fakePlan('A', does)
  lab.connect(a)
  await lab.settled()
  states.length = 0
  return { a, database: lab.current().database }
}

/** Everything that needs no time to pass has happened; timers are vitest's own. */
export const settle = () => vi.advanceTimersByTimeAsync(0)
export const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000)

export function thrown(fn: () => unknown): ErrorBody | null {
  try {
    fn()
    return null
  } catch (error) {
    if (error instanceof AppError) return error.body
    throw error
  }
}
