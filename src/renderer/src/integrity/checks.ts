// What the last check of this lab found; made in the background after sign-in, and again only after changes.
import type { Output } from '@shared/call'
import type { FindingKind } from '@shared/integrity'
import { call } from '../api/call'
import { preference, setPreference } from '../api/preferences'
import { formErrors } from '../api/show-error'
import { createStore, useStore } from '../api/store'

export type Counts = Readonly<Partial<Record<FindingKind, number>>>

export interface Checks {
  isRunning: boolean
  counts: Counts
  /** What the database answered at the last whole check; null where there was none. */
  stamp: string | null
  /** Whether the portal shows anybody other people's shared machines. */
  sharing: boolean
  /** Milliseconds that it took. */
  took: number
  /** Why the last check did not finish, or null. */
  error: string | null
}

const none: Checks = { isRunning: false, counts: {}, stamp: null, sharing: true, took: 0, error: null }
const checks = createStore(none)
let running: { controller: AbortController; ended: Promise<void> } | null = null

export function useChecks(): Checks {
  return useStore(checks)
}

/** Look again: `always` from the beginning, or only where anything was written since and nobody is looking. */
export function runChecks(when: 'always' | 'changed'): Promise<void> {
  if (running && when === 'changed') return running.ended
  stopChecks()
  const controller = new AbortController()
  const ended = check(controller.signal, when === 'changed' ? checks.get().stamp : null).finally(() => {
    if (running?.controller === controller) running = null
  })
  running = { controller, ended }
  return ended
}

async function check(signal: AbortSignal, since: string | null): Promise<void> {
  const started = performance.now()
  const update = (next: Partial<Checks>) => {
    if (!signal.aborted) checks.set({ ...checks.get(), ...next })
  }
  const add = (found: NonNullable<Output<'integrity.check'>['counts']>) =>
    update({
      counts: {
        ...checks.get().counts,
        ...Object.fromEntries(found.map(({ kind, count }) => [kind, count])),
      },
    })
  update({ isRunning: true, error: null })
  try {
    const answer = await call('integrity.check', { since }, { signal, onProgress: add })
    update({ stamp: answer.stamp, sharing: answer.sharing })
    if (answer.counts) {
      add(answer.counts)
      update({ took: performance.now() - started })
    }
  } catch (error) {
    // Who was signed out meanwhile is told so by this.
    update({ error: formErrors(error).form })
  }
  update({ isRunning: false })
}

/** Nobody waits for it any more. What was found until then stays. */
export function stopChecks(): void {
  running?.controller.abort()
  running = null
  checks.set({ ...checks.get(), isRunning: false })
}

/** Another person, or another lab. */
export function forgetChecks(): void {
  stopChecks()
  checks.set(none)
}

/** What the check of secrets found: it is no part of the others. */
export function setSecretsCount(count: number): void {
  checks.set({ ...checks.get(), counts: { ...checks.get().counts, 'secret-closed': count } })
}

const seenKey = 'integrity.seen'

/** How many of each kind there were when the page was last looked at. */
export function seenCounts(): Counts {
  const stored = preference(seenKey)
  if (typeof stored !== 'object' || stored === null) return {}
  return Object.fromEntries(Object.entries(stored).filter(([, count]) => typeof count === 'number'))
}

export function keepSeen(counts: Counts): void {
  setPreference(seenKey, { ...seenCounts(), ...counts })
}

/** How many more there are of a kind than were seen. */
export function newOf(kind: FindingKind, counts: Counts, seen: Counts): number {
  return Math.max(0, (counts[kind] ?? 0) - (seen[kind] ?? 0))
}
