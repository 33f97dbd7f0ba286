// One statement outside any transaction, which some need: an index that is built while others write.
import { toAppError } from './errors'
import { cancelled, type SessionParts } from './work'

/** See `Database.alone`. */
export async function runAlone(
  parts: SessionParts,
  sql: string,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  const { pool } = parts
  if (options.signal?.aborted === true) throw cancelled()
  const controller = new AbortController()
  const abort = () => controller.abort()
  options.signal?.addEventListener('abort', abort, { once: true })
  parts.running.add(controller)
  const { signal } = controller
  try {
    // A connection of its own, given up afterwards: its time limit is changed for good.
    const client = await pool.begin('SET statement_timeout = 0', signal, cancelled)
    const cancel = () => void pool.cancel(client)
    signal.addEventListener('abort', cancel, { once: true })
    try {
      await client.ask({ text: sql, patience: 24 * 3_600_000 })
    } finally {
      signal.removeEventListener('abort', cancel)
      pool.destroy(client)
    }
  } catch (error) {
    throw signal.aborted ? cancelled() : toAppError(error, { statement: sql })
  } finally {
    parts.running.delete(controller)
    options.signal?.removeEventListener('abort', abort)
  }
}
