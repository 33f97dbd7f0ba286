// Newer versions, from the first question to the installing at quit: what is known, and what may happen next.
import { text } from '@shared/text'
import type { Offer, UpdateState } from '@shared/updates'
import type { ProgramSettings } from '../config/program-settings'
import type { Log } from '../log'
import { stepsByHand } from './by-hand'
import type { Downloaded, Engine, Found } from './engine'
import { failureOf, type UpdateFailure } from './failure'
import type { Feed } from './feed'
import type { PackageKind } from './package-kind'
import type { Rules } from './rules'

const words = text.updates

export interface UpdateParts {
  log: Log
  version: string
  kind: PackageKind
  settings: ProgramSettings
  /** Read anew each time: an administrator may have changed their mind. */
  rules(): Promise<Rules>
  engine(feed: Feed): Promise<Engine>
  /** Makes sure that what was downloaded takes this program's place when it quits. */
  installAtQuit(downloaded: Downloaded): Promise<void>
  changed(state: UpdateState): void
  now(): Date
}

export interface Updates {
  state(): UpdateState
  /** Asked by hand: says in words what came of it. */
  check(): Promise<UpdateState>
  /** By itself, at start: once a day where the person left it on, and without a word unless there is a newer version. */
  checkAtStart(): Promise<void>
  /** Download what was offered; resolves when it has ended, either way. Nothing happens where nothing is offered. */
  download(): Promise<void>
  /** Stop the download. */
  stop(): void
  /** Another address was set: what the old one offered no longer counts. What is downloaded stays. */
  forget(): void
}

export function createUpdates(parts: UpdateParts): Updates {
  const { log } = parts
  let state: UpdateState = { kind: 'unknown' }
  let source: { engine: Engine; feed: Feed } | null = null
  let checking: Promise<UpdateState> | null = null
  let stopping: AbortController | null = null

  const set = (next: UpdateState): UpdateState => {
    state = next
    parts.changed(next)
    return next
  }
  const busy = () => state.kind === 'downloading' || state.kind === 'ready'
  const fail = (error: unknown, feed: Feed, phase: 'check' | 'download'): UpdateFailure => {
    const failure = failureOf(error, phase)
    log.warn(`update: ${phase} failed`, { place: feed.place, problem: failure.message })
    return failure
  }

  async function ask(byHand: boolean): Promise<UpdateState> {
    const rules = await parts.rules()
    if (!rules.on) {
      log.info('update: not asked', { why: rules.problem ?? (rules.byPolicy ? 'policy' : 'no address') })
      return byHand ? set({ kind: 'off', message: rules.message }) : state
    }
    const { feed } = rules
    if (byHand) set({ kind: 'checking' })
    try {
      const engine = await parts.engine(feed)
      const found = await engine.check()
      log.info('update: asked', { place: feed.place, newest: found.version, is: found.is })
      await parts.settings
        .set('updates', { lastCheck: parts.now().toISOString() })
        // Said in the log; the next start asks again.
        .catch(() => undefined)
      if (found.is !== 'newer')
        return byHand ? set({ kind: 'none', message: noneText(found, parts.version) }) : state
      source = { engine, feed }
      return set({ kind: 'offered', offer: offerOf(found, feed, parts.kind) })
    } catch (error) {
      const failure = fail(error, feed, 'check')
      return byHand ? set({ kind: 'failed', message: failureText(failure, feed), offer: null }) : state
    }
  }

  function check(byHand: boolean): Promise<UpdateState> {
    if (busy()) return Promise.resolve(state)
    // Asked by hand while the program asks by itself: that answer is said in words too.
    const first = checking === null ? Promise.resolve() : byHand ? checking.then(() => undefined) : null
    if (first === null) return checking ?? Promise.resolve(state)
    const mine = first
      .then(() => ask(byHand))
      .finally(() => {
        if (checking === mine) checking = null
      })
    checking = mine
    return mine
  }

  async function download(): Promise<void> {
    const offer = state.kind === 'offered' || state.kind === 'failed' ? state.offer : null
    if (!offer || offer.byHand !== null || !source) return
    const { engine, feed } = source
    const rules = await parts.rules()
    if (!rules.on) {
      set({ kind: 'off', message: rules.message })
      return
    }
    stopping = new AbortController()
    set({ kind: 'downloading', offer, done: 0, total: offer.size })
    try {
      const downloaded = await engine.download((done, total) => {
        set({ kind: 'downloading', offer, done, total: total ?? offer.size })
      }, stopping.signal)
      await parts.installAtQuit(downloaded)
      log.info('update: downloaded, to be installed at quit', { version: offer.version })
      set({ kind: 'ready', offer })
    } catch (error) {
      const failure = fail(error, feed, 'download')
      if (failure.problem.kind === 'cancelled') set({ kind: 'offered', offer })
      else set({ kind: 'failed', message: failureText(failure, feed), offer })
    } finally {
      stopping = null
    }
  }

  return {
    state: () => state,
    check: () => check(true),
    async checkAtStart() {
      const { check: wanted, lastCheck } = parts.settings.get().updates
      if (wanted && !isSameDay(lastCheck, parts.now())) await check(false)
    },
    download,
    stop: () => stopping?.abort(),
    forget() {
      if (busy()) return
      source = null
      set({ kind: 'unknown' })
    },
  }
}

/** By this computer's calendar. A clock that was wrong yesterday must not keep it from asking. */
function isSameDay(last: string | null, now: Date): boolean {
  return last !== null && new Date(last).toDateString() === now.toDateString()
}

function offerOf({ version, notes, size, files }: Found, feed: Feed, kind: PackageKind): Offer {
  return { version, notes, size, byHand: stepsByHand(kind, feed, files) }
}

function noneText({ version, is }: Found, own: string): string {
  if (is === 'older') return words.older(version, own)
  return is === 'withheld' ? words.notForThis(version) : words.current(own)
}

function failureText({ problem }: UpdateFailure, { place }: Feed): string {
  switch (problem.kind) {
    case 'unreachable':
      return words.unreachable(place)
    case 'refused':
      return words.refused(place, problem.status)
    case 'missing':
      return words.missing(place)
    case 'unusable':
      return words.unusable(place)
    case 'elsewhere':
      return words.elsewhere(place)
    case 'tampered':
      return words.tampered
    case 'signature':
      return words.wrongSignature
    case 'broken':
      return words.broken(place)
    case 'disk':
      return words.noRoom(problem.reason)
    case 'cancelled':
      return words.failed
  }
}
