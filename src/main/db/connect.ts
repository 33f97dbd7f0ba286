// Opens a database: one Sequelize instance, its sessions and its lists. Connects at the first session, not before.
import { setMaxListeners } from 'node:events'
import type { Log } from '../log'
import { runAlone } from './alone'
import { createOwnWrites } from './changes'
import type { ConnectionOptions } from './driver'
import type { HistoryOptions, HistoryState } from './history-state'
import { createLists } from './lists'
import { openPool, type Pool } from './pool'
import { runSession, type Database } from './session'
import { abortWork, type SessionParts, type Work } from './work'

export type { ConnectionOptions } from './driver'

/** Milliseconds that closing waits for connections to say goodbye. */
const closePatience = 2_000

/** A database whose pool can be looked at, for tests and the bench. */
export interface OpenDatabase extends Database {
  readonly usage: Pool['usage']
}

/**
 * Open a server's or the embedded database. Never throws: what fails, fails in the first session. `given`: what
 * its change log needs beside its tables.
 */
export function openDatabase(
  options: ConnectionOptions,
  log: Log,
  given: HistoryOptions = { cipherKey: null, elsewhere: null },
): OpenDatabase {
  const pool = openPool(options, log)
  const own = createOwnWrites()
  const running = new Set<Work>()
  const closing = new AbortController()
  // Every session that waits for a connection listens, however many there are.
  setMaxListeners(0, closing.signal)
  const readOnly = options.readOnly === true
  const constraints = new Map<string, string | null>()
  let writes = 0
  const committed: SessionParts['committed'] = (xid, removed) => {
    writes += 1
    own.note(xid, removed)
  }
  const history: HistoryState = { ...given, on: false }
  const parts: SessionParts = {
    pool,
    log,
    readOnly,
    running,
    closing,
    constraints,
    history,
    committed,
  }
  const session: Database['session'] = (fn, asked) => runSession(parts, fn, asked)
  const lists = createLists({ session, own })
  return {
    session,
    lists,
    writes: () => writes,
    alone: (sql, asked) => runAlone(parts, sql, asked),
    usage: pool.usage,
    async close() {
      lists.closeAll()
      closing.abort()
      for (const work of running) abortWork(work)
      await pool.close(closePatience)
    },
  }
}
