// The lab this program is connected to: a state that is pushed to the window, and the retries that mend it.
import type { TestStep } from '@shared/connection'
import type { DatabaseState, Target } from '@shared/database-state'
import { AppError, isAppError } from '@shared/errors'
import type { Problem } from '@shared/problem'
import type { ProfileFacts } from '@shared/profile'
import type { Sharing } from '@shared/sharing'
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
  /** Who uses other people's shared machines, as the portal's secrets file says. */
  sharing: Sharing
  /** There is a key in its place, but none that can be one. */
  isKeyMalformed?: boolean
  /** Keys that some of its secrets may still be encrypted with. */
  olderKeys?: readonly FernetKey[]
  /** The database password, as the proof of holding the secrets file; null for an embedded lab. */
  proof: string | null
  warnings: string[]
  open(): Promise<OpenLab>
  prepare(database: Database): Promise<SchemaReport>
  /** Fills an empty database; answers who was added and what was wrong with the file. */
  seed(
    database: Database,
    options: { signal: AbortSignal; progress: (done: number, total: number) => void },
  ): Promise<SeedOutcome>
  /** Whom to sign in before the lab is ready: the sample lab's own account, where that was asked for. */
  signsIn?(database: Database): Promise<number | null>
  /** Test the connection step by step; only a server has one. */
  test?(signal: AbortSignal): Promise<TestStep[]>
  /** Why opening failed, in words, as far as it can be found out. */
  explain(error: unknown, signal: AbortSignal): Promise<{ reason: string; remedy: string }>
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
  current(): { database: Database; readOnly: string | null; sharing: Sharing }
  /** Drop all open lists, where there is a database. */
  closeLists(): void
  /** Tell how a use of that database ended, so that the state follows. */
  outcome(error: unknown, database: Database): void
  /** The same lab under another name or mark; nothing is connected anew. */
  rename(profile: ProfileFacts): void
  /** Look again at who is there and what is possible, after a seed or an improvement. */
  refresh(
    change: Partial<Pick<Extract<DatabaseState, { kind: 'ready' }>, 'empty' | 'seeded' | 'capabilities'>>,
  ): void
}

/** Seconds until the next try, by the number of failures so far. */
const retrySeconds = [2, 3, 5, 10, 20, 30]

/** What to do where a call lost the connection: a lab on this computer has no server and no network to look at. */
const lostRemedies: Record<Target['kind'], string> = {
  server: words.lostRemedy,
  embedded: words.localRemedy,
  sample: words.localRemedy,
}

type Ready = Extract<DatabaseState, { kind: 'ready' }>

/** One try to open a lab, or to reach it again. Aborted by the next one, and by leaving. */
interface Attempt {
  controller: AbortController
  /** What it has opened so far and not handed over. */
  opened: OpenLab | null
  done: Promise<void>
}

/** Make the lab; `changed` is called at every new state, `signIn` for a lab that signs its own account in. */
export function createLab(parts: {
  log: Log
  changed(state: DatabaseState): void
  signIn(userId: number): void
}): Lab {
  const { log } = parts
  let state: DatabaseState = { kind: 'unconfigured', problems: [] }
  let plan: LabPlan | null = null
  let open: OpenLab | null = null
  let ready: Ready | null = null
  let failures = 0
  let timer: NodeJS.Timeout | null = null
  let attempt: Attempt = { controller: new AbortController(), opened: null, done: Promise.resolve() }

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
    stopTimer()
    timer = setTimeout(begin, seconds * 1000)
    set({ kind: 'unavailable', target, reason, remedy, nextTryAt: Date.now() + seconds * 1000 })
  }

  /** Ends what is under way and closes what is open; an embedded folder belongs to one process at a time. */
  async function close(): Promise<void> {
    stopTimer()
    const before = [open, attempt.opened]
    open = null
    ready = null
    attempt.controller.abort()
    await Promise.all([...before.map((opened) => opened?.close().catch(() => undefined)), attempt.done])
  }

  function begin(): void {
    stopTimer()
    const current = plan
    if (!current) return
    attempt.controller.abort()
    const mine: Attempt = { controller: new AbortController(), opened: null, done: Promise.resolve() }
    attempt = mine
    const work = open && ready ? again(open, current, ready, mine) : start(current, mine)
    mine.done = work.catch(async (error: unknown) => {
      await mine.opened?.close().catch(() => undefined)
      const { signal } = mine.controller
      if (signal.aborted) return
      const { reason, remedy } = await current.explain(error, signal).catch((failure: unknown) => ({
        reason: words.failed,
        remedy: words.failedRemedy(log.error('finding out why failed', failure)),
      }))
      if (!signal.aborted) unavailable(current.target, reason, remedy)
    })
  }

  /** The database was ready before: is it back, and is it still the same? */
  async function again(opened: OpenLab, current: LabPlan, before: Ready, mine: Attempt): Promise<void> {
    const { incompatible, readOnly, capabilities } = await current.prepare(opened.database)
    if (mine.controller.signal.aborted) return
    if (incompatible) return refuse(opened, current, incompatible, mine)
    failures = 0
    // What was refreshed meanwhile stays.
    ready = { ...(ready ?? before), readOnly, capabilities }
    set(ready)
  }

  async function start(current: LabPlan, mine: Attempt): Promise<void> {
    const { signal } = mine.controller
    set({ kind: 'connecting', target: current.target, step: 'connecting' })
    const opened = closedOnce(await current.open())
    mine.opened = opened
    let isOver = false
    opened.onEnd?.(() => {
      isOver = true
      if (open === opened) ended()
    })
    const check = () => {
      signal.throwIfAborted()
      if (isOver) throw new AppError({ code: 'unavailable', message: words.embeddedEnded })
    }
    check()
    set({ kind: 'connecting', target: current.target, step: 'preparing' })
    const schema = await current.prepare(opened.database)
    check()
    if (schema.incompatible) return refuse(opened, current, schema.incompatible, mine)
    const progress = (done: number, total: number) => {
      if (signal.aborted) return
      set({ kind: 'connecting', target: current.target, step: 'seeding', done, total })
    }
    const nobody: SeedOutcome = { seeded: [], warnings: [], problems: [], empty: false }
    const seed = schema.readOnly === null ? await current.seed(opened.database, { signal, progress }) : nobody
    check()
    const account = (await current.signsIn?.(opened.database)) ?? null
    check()
    open = opened
    mine.opened = null
    failures = 0
    ready = {
      kind: 'ready',
      target: current.target,
      readOnly: schema.readOnly,
      capabilities: schema.capabilities,
      sharing: current.sharing,
      empty: seed.empty,
      seeded: seed.seeded,
      warnings: [...current.warnings, ...seed.warnings],
      problems: seed.problems,
    }
    if (account !== null) parts.signIn(account)
    set(ready)
  }

  async function refuse(
    opened: OpenLab,
    { target }: LabPlan,
    why: { reason: string; remedy: string },
    mine: Attempt,
  ): Promise<void> {
    open = null
    ready = null
    await opened.close().catch(() => undefined)
    // Another lab may have been chosen while this one was closed.
    if (!mine.controller.signal.aborted) set({ kind: 'incompatible', target, ...why })
  }

  function ended(): void {
    const target = plan?.target
    // It may be just being asked whether it is back.
    attempt.controller.abort()
    void open?.close().catch(() => undefined)
    open = null
    ready = null
    if (target) unavailable(target, words.embeddedEnded, words.embeddedRemedy)
  }

  return {
    state: () => state,
    plan: () => plan,
    connect(next) {
      plan = next
      failures = 0
      const closed = close()
      set({ kind: 'connecting', target: next.target, step: 'connecting' })
      attempt = { controller: new AbortController(), opened: null, done: Promise.resolve() }
      const waiting = attempt
      waiting.done = closed.then(() => {
        if (!waiting.controller.signal.aborted) begin()
      })
    },
    async settled() {
      for (let before: Attempt | null = null; before !== attempt;) {
        before = attempt
        await before.done
      }
    },
    retry() {
      if (state.kind === 'unavailable' || state.kind === 'incompatible') begin()
    },
    async leave(problems = []) {
      plan = null
      await close()
      if (plan === null) set({ kind: 'unconfigured', problems })
    },
    current() {
      if (open && ready) return { database: open.database, readOnly: ready.readOnly, sharing: ready.sharing }
      const message = plan ? words.notReady : text.errors.unconfigured
      throw new AppError({
        code: 'unavailable',
        message: state.kind === 'unavailable' ? state.reason : message,
      })
    },
    closeLists: () => open?.database.lists.closeAll(),
    outcome(error, database) {
      // A cancelled call may never have reached the server: it says nothing of it.
      if (!plan || !ready || open?.database !== database || isAppError(error, 'cancelled')) return
      if (isAppError(error, 'unavailable') || isAppError(error, 'outcome_unknown')) {
        if (state.kind === 'ready') unavailable(plan.target, words.lost, lostRemedies[plan.target.kind])
      } else if (state.kind === 'unavailable') {
        // A call came through before the next try did.
        attempt.controller.abort()
        stopTimer()
        failures = 0
        set(ready)
      }
    },
    rename(profile) {
      if (!plan) return
      const target = { ...plan.target, profile }
      // In the plan itself, for whoever is connecting by it just now.
      plan.target = target
      if (ready) ready = { ...ready, target }
      if (state.kind === 'ready' && ready) set(ready)
      else if (state.kind !== 'unconfigured') set({ ...state, target })
    },
    refresh(change) {
      if (!ready) return
      ready = { ...ready, ...change }
      if (state.kind === 'ready') set(ready)
    },
  }
}

/** Closing it again waits for the first time. */
function closedOnce(opened: OpenLab): OpenLab {
  let closing: Promise<void> | null = null
  return { ...opened, close: () => (closing ??= opened.close()) }
}
