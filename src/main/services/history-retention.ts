// Deletes what of the change log is older than it is to be kept, in batches, so that nobody waits for it.
import { hasHistoryTable } from '../db/history-state'
import { findRetention, pruneSome } from '../db/history-log'
import type { Database } from '../db/session'

/** Rows that go in one transaction, and what the last of their operations has beyond them. */
const batch = 5_000

/**
 * Delete changes older than the lab keeps them, or than so many days where it does not say; 0 keeps all. Answers how
 * many went.
 * @throws AppError as any session
 */
export async function pruneHistory(
  database: Database,
  daysByDefault: number,
  options: { signal?: AbortSignal } = {},
): Promise<number> {
  let total = 0
  for (;;) {
    const gone = await database.session(async (session) => {
      if (!hasHistoryTable(session)) return 0
      const days = (await findRetention(session)) ?? daysByDefault
      return days > 0 ? pruneSome(session, days, batch) : 0
    }, options)
    total += gone
    if (gone < batch) return total
  }
}
