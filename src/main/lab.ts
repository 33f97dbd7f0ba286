// The lab this program is connected to: a state that is pushed to the window, and the retries that mend it.
import type { DatabaseState, Target } from '@shared/database-state'
import { AppError, isAppError } from '@shared/errors'
import type { Problem } from '@shared/problem'
import { text } from '@shared/text'
import type { FernetKey } from './crypto/fernet'
import type { SchemaReport } from './db/schema/prepare'
import type { Database } from './db/session'
import type { Log } from './log'

const words = text.lab

/** An opened database and how to close it with all that belongs to it. */
export interface OpenLab {
  database: Database
  close(): Promise<void>
  /** Called once if what the database runs in ends by itself (the embedded one's process). */
  onEnd?(listener: () => void): void
}

/** One lab that can be connected to: a server or an embedded database. */
export interface LabPlan {
  target: Target
  cipherKey: FernetKey | null
  /** The database password, as the proof of holding the secrets file; null for an embedded lab. */
  proof: string | null
  warnings: string[]
  open(): Promise<OpenLab>
  prepare(database: Database): Promise<SchemaReport>
  /** Fills an empty database; answers who was added and what was wrong with the file. */
  seed(database: Database, progress: (done: number, total: number) => void): Promise<SeedOutcome>
  /** Why opening failed, in words, as far as it can be found out. */
  explain(error: unknown): Promise<{ reason: string; remedy: string }>
}

export interface SeedOutcome {
  seeded: string[]
  warnings: string[]
  problems: Problem[]
  empty: boolean
}

export interface Lab {
  state(): DatabaseState
  plan(): LabPlan | null
  connect(plan: LabPlan): void
  /** Resolves when the first attempt after `connect` or `retry` has ended, either way. */
  settled(): Promise<void>
  retry(): void
  leave(problems?: Problem[]): Promise<void>
  /** @throws AppError `unavailable` where there is no database to work on. */
  current(): { database: Database; readOnly: string | null }
  /** Drop all open lists, where there is a database. */
  closeLists(): void
  /** Tell how a use of the database ended, so that the state follows. */
  outcome(error: unknown): void
  /** Look again at who is there and what is possible, after a seed or an improvement. */
  refresh(
    change: Partial<Pick<Extract<DatabaseState, { kind: 'ready' }>, 'empty' | 'seeded' | 'capabilities'>>,
  ): void
}

/** Seconds until the next try, by the number of failures so far. */
const retrySeconds = [2, 3, 5, 10, 20, 30]

/** Make the lab; `changed` is called at every new state. */
export function createLab(parts: { log: Log; changed(state: DatabaseState): void }): Lab {
  const { log } = parts
  let state: DatabaseState = { kind: 'unconfigured', problems: [] }
  let plan: LabPlan | null = null
  let open: OpenLab | null = null
  let ready: Extract<DatabaseState, { kind: 'ready' }> | null = null
  let failures = 0
  let timer: NodeJS.Timeout | null = null
  let attempt: Promise<void> = Promise.resolve()
  // Each connect, retry and leave begins a new generation; what an older one still has under way is dropped.
  let generation = 0

  function set(next: DatabaseState): void {
    state = next
    log.info(`database is ${next.kind}`, next.kind === 'unavailable' ? { reason: next.reason } : {})
    parts.changed(next)
  }

  function stopTimer(): void {
    if (timer) clearTimeout(timer)
    timer = null
  }

  function unavailable(target: Target, reason: string, remedy: string): void {
    const seconds = retrySeconds[Math.min(failures, retrySeconds.length - 1)] ?? 30
    failures += 1
    set({ kind: 'unavailable', target, reason, remedy, nextTryAt: Date.now() + seconds * 1000 })
    stopTimer()
    timer = setTimeout(begin, seconds * 1000)
  }

  function begin(): void {
    stopTimer()
    const current = plan
    if (!current) return
    const mine = ++generation
    attempt = (open && ready ? probe(open, ready, current, mine) : start(current, mine)).catch(
      (error: unknown) => {
        log.error('connecting failed unexpectedly', error)
      },
    )
  }

  /** The database was ready before: one small question tells whether it is back. */
  async function probe(
    opened: OpenLab,
    before: Extract<DatabaseState, { kind: 'ready' }>,
    current: LabPlan,
    mine: number,
  ): Promise<void> {
    try {
      await opened.database.session(() => Promise.resolve(), { readOnly: true })
      if (mine !== generation) return
      failures = 0
      set(before)
    } catch (error) {
      if (mine !== generation) return
      const { reason, remedy } = await current.explain(error)
      if (mine === generation) unavailable(current.target, reason, remedy)
    }
  }

  async function start(current: LabPlan, mine: number): Promise<void> {
    const { target } = current
    set({ kind: 'connecting', target, step: 'connecting' })
    let opened: OpenLab | null = null
    try {
      opened = await current.open()
      if (mine !== generation) return void (await opened.close())
      const mineOpened = opened
      opened.onEnd?.(() => {
        if (open === mineOpened) ended()
      })
      set({ kind: 'connecting', target, step: 'preparing' })
      const schema = await current.prepare(opened.database)
      if (mine !== generation) return void (await opened.close())
      if (schema.incompatible) {
        await opened.close()
        return set({ kind: 'incompatible', target, ...schema.incompatible })
      }
      const seed =
        schema.readOnly === null
          ? await current.seed(opened.database, (done, total) => {
              if (mine === generation) set({ kind: 'connecting', target, step: 'seeding', done, total })
            })
          : { seeded: [], warnings: [], problems: [], empty: false }
      if (mine !== generation) return void (await opened.close())
      open = opened
      failures = 0
      ready = {
        kind: 'ready',
        target,
        readOnly: schema.readOnly,
        capabilities: schema.capabilities,
        empty: seed.empty,
        seeded: seed.seeded,
        warnings: [...current.warnings, ...seed.warnings],
        problems: seed.problems,
      }
      set(ready)
    } catch (error) {
      await opened?.close().catch(() => undefined)
      if (mine !== generation) return
      const { reason, remedy } = await current.explain(error)
      if (mine === generation) unavailable(target, reason, remedy)
    }
  }

  function ended(): void {
    const target = plan?.target
    void open?.close().catch(() => undefined)
    open = null
    ready = null
    if (target) unavailable(target, words.embeddedEnded, words.embeddedRemedy)
  }

  return {
    state: () => state,
    plan: () => plan,
    connect(next) {
      const before = open
      plan = next
      open = null
      ready = null
      failures = 0
      generation += 1
      stopTimer()
      // The one before is closed first: an embedded folder belongs to one process at a time.
      const closed = before?.close().catch(() => undefined) ?? Promise.resolve()
      attempt = closed.then(() => {
        if (plan === next) begin()
        return plan === next ? attempt : undefined
      })
    },
    settled: () => attempt,
    retry() {
      if (state.kind === 'unavailable' || state.kind === 'incompatible') begin()
    },
    async leave(problems = []) {
      generation += 1
      stopTimer()
      const before = open
      plan = null
      open = null
      ready = null
      await before?.close().catch(() => undefined)
      set({ kind: 'unconfigured', problems })
    },
    current() {
      if (open && ready) return { database: open.database, readOnly: ready.readOnly }
      const message = plan ? words.notReady : text.errors.unconfigured
      throw new AppError({
        code: 'unavailable',
        message: state.kind === 'unavailable' ? state.reason : message,
      })
    },
    closeLists: () => open?.database.lists.closeAll(),
    outcome(error) {
      if (!plan || !open || !ready) return
      if (isAppError(error, 'unavailable') || isAppError(error, 'outcome_unknown')) {
        if (state.kind === 'ready') unavailable(plan.target, words.lost, words.lostRemedy)
      } else if (state.kind === 'unavailable') {
        // A call came through before the next try did.
        generation += 1
        stopTimer()
        failures = 0
        set(ready)
      }
    },
    refresh(change) {
      if (!ready) return
      ready = { ...ready, ...change }
      if (state.kind === 'ready') set(ready)
    },
  }
}
