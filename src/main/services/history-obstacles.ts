// What stands in the way of taking something back, gathered so that all of it is said at once.
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import type { Current } from '../db/history-restore'
import { takenOf } from '../db/history-restore'
import type { Session } from '../db/session'
import type { Net } from './history-steps'

const words = text.history
/** Sentences that are said; of the others, how many there are. */
const shown = 3

export interface Obstacles {
  add(sentence: string): void
  /** @throws AppError `in_use` with all that was added. */
  refuse(): void
}

export function createObstacles(): Obstacles {
  const sentences: string[] = []
  return {
    add: (sentence) => void sentences.push(sentence),
    refuse() {
      if (sentences.length === 0) return
      throw new AppError({
        code: 'in_use',
        message: words.refused(sentences.slice(0, shown), sentences.length - shown),
      })
    },
  }
}

/** Whether usernames and addresses that come back are free. `now`: the rows that have other ones at the moment. */
export async function requireFree(
  session: Session,
  obstacles: Obstacles,
  rows: readonly Net[],
  now: ReadonlyMap<number, Current> = new Map(),
): Promise<void> {
  for (const field of ['username', 'email'] as const) {
    const wanted = rows.flatMap((row) => {
      const value = row.old?.[field]
      return typeof value === 'string' && now.get(row.rowId)?.fields[field] !== value ? [value] : []
    })
    if (wanted.length === 0) continue
    // Names that these rows themselves give up in exchange are no obstacle.
    const given = new Set([...now.values()].map((row) => row.fields[field]))
    for (const value of await takenOf(session, field, wanted)) {
      if (!given.has(value)) obstacles.add(words.taken(field, value))
    }
  }
  obstacles.refuse()
}
