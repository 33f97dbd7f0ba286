// Opens a database: one Sequelize instance, its sessions and its lists. Connects at the first session, not before.
import { setMaxListeners } from 'node:events'
import type { Log } from '../log'
import { runAlone } from './alone'
import { createOwnWrites } from './changes'
import type { ConnectionOptions } from './driver'
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

/** Open a server's or the embedded database. Never throws: what fails, fails in the first session. */
export function openDatabase(options: ConnectionOptions, log: Log): OpenDatabase {
  const pool = openPool(options, log)
  const own = createOwnWrites()
  const running = new Set<Work>()
  const closing = new AbortController()
  // Every session that waits for a connection listens, however many there are.
  setMaxListeners(0, closing.signal)
  const readOnly = options.readOnly === true
  const constraints = new Map<string, string | null>()
  const parts: SessionParts = { pool, log, readOnly, running, closing, constraints, committed: own.note }
  const session: Database['session'] = (fn, given) => runSession(parts, fn, given)
  const lists = createLists({ session, own })
  return {
    session,
    lists,
    alone: (sql, given) => runAlone(parts, sql, given),
    usage: pool.usage,
    async close() {
      lists.closeAll()
      closing.abort()
      for (const work of running) abortWork(work)
      await pool.close(closePatience)
    },
  }
}
