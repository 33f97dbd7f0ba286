// Opens a database: one Sequelize instance, its sessions and its lists. Connects at the first session, not before.
import type { Log } from '../log'
import { runAlone } from './alone'
import { createOwnWrites } from './changes'
import type { ConnectionOptions } from './driver'
import { createLists } from './lists'
import { openPool, type Pool } from './pool'
import { runSession, type Database } from './session'
import type { SessionParts } from './work'

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
  const running = new Set<AbortController>()
  const parts: SessionParts = { pool, log, running, constraints: new Map(), committed: own.note }
  const session: Database['session'] = (fn, given) => runSession(parts, fn, given)
  const lists = createLists({ session, own })
  return {
    session,
    lists,
    alone: (sql, given) => runAlone(parts, sql, given),
    usage: pool.usage,
    async close() {
      lists.closeAll()
      for (const controller of running) controller.abort()
      await pool.close(closePatience)
    },
  }
}
