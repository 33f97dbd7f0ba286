// Hears of other people's changes by asking a cheap question every few seconds while a table is open.
import { currentSnapshot } from './db/changes'
import type { Database } from './db/session'
import type { Lab } from './lab'
import type { Log } from './log'
import type { WaitingCount } from './waiting-count'

/** Milliseconds. Each look costs two round trips; oftener than this it shows in an idle program's use of a core. */
const everyMs = 5000

/**
 * Tell, for each open list, how many rows others changed since it was made, whenever that number changes; and have those
 * who wait to be approved counted again.
 */
export function watchChanges(parts: {
  lab: Lab
  log: Log
  waiting: WaitingCount
  tell(listId: string, count: number): void
}): {
  stop(): void
} {
  const told = new Map<string, number>()
  let stopped = false
  let timer = setTimeout(look, everyMs)

  async function ask(database: Database): Promise<void> {
    const ids = database.lists.openIds()
    for (const listId of told.keys()) if (!ids.includes(listId)) told.delete(listId)
    const counts = parts.waiting.isWanted()
    if (ids.length === 0 && !counts) return
    await database.session(
      async (session) => {
        const snapshot = await currentSnapshot(session)
        for (const listId of ids) {
          // A list that was closed since has nothing to tell.
          if (!database.lists.openIds().includes(listId)) continue
          const count = await database.lists.changes(session, listId, snapshot)
          if ((told.get(listId) ?? 0) === count) continue
          told.set(listId, count)
          parts.tell(listId, count)
        }
        if (counts) await parts.waiting.look(session, database, snapshot)
      },
      { readOnly: true },
    )
    parts.lab.outcome(null, database)
  }

  function look(): void {
    const next = () => {
      if (!stopped) timer = setTimeout(look, everyMs)
    }
    const state = parts.lab.state()
    // Nobody else works on a lab on this computer.
    if (state.kind !== 'ready' || state.target.kind !== 'server') return next()
    const { database } = parts.lab.current()
    ask(database)
      .catch((error: unknown) => parts.lab.outcome(error, database))
      .finally(next)
  }

  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
