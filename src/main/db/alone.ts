// One statement outside any transaction, which some need: an index that is built while others write.
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { toAppError } from './errors'
import { cancelled, type SessionParts } from './work'

/** See `Database.alone`. */
export async function runAlone(
  parts: SessionParts,
  sql: string,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  const { pool } = parts
  if (parts.readOnly) throw new AppError({ code: 'forbidden', message: text.profiles.alone })
  if (options.signal?.aborted === true || parts.closing.signal.aborted) throw cancelled()
  const signal = options.signal
    ? AbortSignal.any([options.signal, parts.closing.signal])
    : parts.closing.signal
  try {
    // A connection of its own, given up afterwards: its time limit is changed for good.
    const client = await pool.begin('SET statement_timeout = 0', signal, cancelled)
    const cancel = () => void pool.cancel(client)
    signal.addEventListener('abort', cancel, { once: true })
    try {
      await client.ask({ text: sql, patience: Infinity })
    } finally {
      signal.removeEventListener('abort', cancel)
      pool.destroy(client)
    }
  } catch (error) {
    throw signal.aborted ? cancelled() : toAppError(error, { statement: sql })
  }
}
