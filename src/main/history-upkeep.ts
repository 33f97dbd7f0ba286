// Deletes old changes of the open lab's log: when an admin has signed in, and once a day while they are.
import { parseRole } from '@shared/roles'
import { findOperator } from './db/people'
import type { Database } from './db/session'
import type { Lab } from './lab'
import type { Log } from './log'
import { pruneHistory } from './services/history-retention'

/** Milliseconds between two looks whether it is time. */
const everyMs = 60_000
const dayMs = 24 * 60 * 60_000

export interface HistoryUpkeep {
  /** How long the log is kept was changed: do it now. */
  again(): void
  stop(): void
}

/** `operator`: who is signed in at the window, or null; `days`: see `pruneHistory`. */
export function createHistoryUpkeep(parts: {
  lab: Pick<Lab, 'state' | 'current'>
  log: Log
  operator(): number | null
  days(): number
  now?(): number
}): HistoryUpkeep {
  const { lab, log, now = Date.now } = parts
  const done = new WeakMap<Database, number>()
  let isRunning = false

  async function look(): Promise<void> {
    const state = lab.state()
    const id = parts.operator()
    if (isRunning || id === null || state.kind !== 'ready' || state.readOnly !== null) return
    const { database } = lab.current()
    if (now() - (done.get(database) ?? -Infinity) < dayMs) return
    isRunning = true
    try {
      const person = await database.session((session) => findOperator(session, id), { readOnly: true })
      if (!person || person.disabled || parseRole(person.role) !== 'admin') return
      done.set(database, now())
      const gone = await pruneHistory(database, parts.days())
      if (gone > 0) log.info('old changes were deleted from the log', { rows: gone })
    } catch (error) {
      log.warn('the change log could not be tidied', { error: error instanceof Error ? error.name : 'error' })
    } finally {
      isRunning = false
    }
  }

  const timer = setInterval(() => void look(), everyMs)
  timer.unref()
  return {
    again() {
      if (lab.state().kind === 'ready') done.delete(lab.current().database)
      void look()
    },
    stop: () => clearInterval(timer),
  }
}
