// Finds out what became of a commit whose answer was lost on the way.
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from './pool'

/**
 * Ask on other connections whether the transaction `xid` was committed. `unknown` where the server does not come
 * back within `patience` milliseconds or no longer remembers. Nothing is ever written again.
 */
export async function settleCommit(
  pool: Pool,
  xid: string,
  patience = 10_000,
): Promise<'committed' | 'aborted' | 'unknown'> {
  const until = Date.now() + patience
  for (let pause = 50; Date.now() < until; pause = Math.min(pause * 2, 1000)) {
    const status = await statusOf(pool, xid, AbortSignal.timeout(until - Date.now())).catch(
      () => 'unreachable',
    )
    if (status === 'committed' || status === 'aborted') return status
    if (status === null) return 'unknown'
    await wait(pause)
  }
  return 'unknown'
}

/** `null`: so long ago that the server has forgotten. */
async function statusOf(pool: Pool, xid: string, signal: AbortSignal): Promise<string | null> {
  const client = await pool.begin('BEGIN READ ONLY', signal, () => new Error('Timed out'))
  try {
    const asked = await client.ask<{ status: string | null }>({
      text: 'SELECT pg_xact_status($1::xid8) AS status',
      values: [xid],
    })
    const status = asked.rows[0]?.status ?? null
    if (status === 'in progress') {
      // Its backend waits for a peer that is gone, or is still at work on the commit: ending it decides the matter.
      await client.ask({
        text: 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_xid = $1::xid8::xid AND pid <> pg_backend_pid()',
        values: [xid],
      })
    }
    await client.ask({ text: 'COMMIT' })
    pool.release(client)
    return status
  } catch (error) {
    pool.destroy(client)
    throw error
  }
}
