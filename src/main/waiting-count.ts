// Keeps the number of people who wait up to date while somebody is signed in, and asks only when something was written.
import { currentSnapshot } from './db/changes'
import type { Database, Session } from './db/session'
import { countWaiting } from './db/waiting'
import type { Lab } from './lab'

/** Milliseconds after a write of one's own: what writes many times is counted once. */
const rest = 100

export interface WaitingCount {
  /** Whether somebody is there to be told. */
  isWanted(): boolean
  /** Count, where anything was written on the server since; in a session that looks for changes anyway. */
  look(session: Session, database: Database, snapshot: string): Promise<void>
  /** The database was used: what this program wrote itself is counted at once. */
  used(database: Database): void
  /** Nobody is signed in any more. */
  forget(): void
  stop(): void
}

export function createWaitingCount(parts: {
  lab: Lab
  isSignedIn(): boolean
  tell(count: number): void
}): WaitingCount {
  let counted: { database: Database; snapshot: string; writes: number; count: number } | null = null
  let timer: NodeJS.Timeout | undefined

  async function look(session: Session, database: Database, snapshot: string): Promise<void> {
    if (counted?.database === database && counted.snapshot === snapshot) return
    const writes = database.writes()
    const count = await countWaiting(session)
    if (!parts.isSignedIn()) return
    const isNews = counted?.database !== database || counted.count !== count
    counted = { database, snapshot, writes, count }
    if (isNews) parts.tell(count)
  }

  function lookNow(): void {
    timer = undefined
    if (!parts.isSignedIn() || parts.lab.state().kind !== 'ready') return
    const { database } = parts.lab.current()
    database
      .session(async (session) => look(session, database, await currentSnapshot(session)), { readOnly: true })
      // A number that could not be had is had at the next look; whoever works hears of the outage by their own calls.
      .catch(() => undefined)
  }

  return {
    isWanted: parts.isSignedIn,
    look,
    used(database) {
      if (!parts.isSignedIn()) return
      if (counted?.database === database && counted.writes === database.writes()) return
      timer ??= setTimeout(lookNow, rest)
    },
    forget() {
      if (counted !== null && counted.count > 0) parts.tell(0)
      counted = null
    },
    stop: () => clearTimeout(timer),
  }
}
