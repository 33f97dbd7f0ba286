// Reads the rows that are printed, as the texts that the table shows.
import { bookmarkEntity } from '@shared/entities/bookmark'
import { userEntity } from '@shared/entities/user'
import { vmEntity } from '@shared/entities/vm'
import type { Entity, EntityName } from '@shared/entity'
import { AppError } from '@shared/errors'
import type { Selection } from '@shared/paging'
import { printLimit } from '@shared/print'
import { text } from '@shared/text'
import { number } from '@shared/text/plural'
import type { Lists } from '../db/lists'
import { findMany } from '../db/repository'
import type { Session } from '../db/session'
import { shown } from '../services/copy'
import { selectedIds } from '../services/selection'

const entities: Record<EntityName, Entity> = { user: userEntity, vm: vmEntity, bookmark: bookmarkEntity }
const batch = 500

export interface PrintedRows {
  entity: Entity
  columns: { label: string; isNumber: boolean; width: number }[]
  rows: string[][]
  /** How many there are with those that are left out. */
  all: number
  /** Those that were deleted since the list was made. */
  gone: number
}

/**
 * The selection in the list's order, or the whole list, as far as `printLimit`. Secrets are never among the columns.
 * @throws AppError `not_found` for a list that was closed, `cancelled` by the signal
 */
export async function printedRows(
  session: Session,
  lists: Lists,
  request: { listId: string; selection: Selection | null; fields: readonly string[] },
  run: { signal: AbortSignal; progress(done: number, total: number): void },
): Promise<PrintedRows> {
  const { listId, selection } = request
  const name = lists.entityOf(listId)
  const entity = entities[name]
  const fields = request.fields.filter((field) => {
    const about = entity.fields[field]
    return about?.width !== undefined && about.kind !== 'secret'
  })
  const chosen =
    selection === null
      ? await lists.ids(listId, [])
      : 'ids' in selection
        ? await lists.inOrder(listId, selection.ids)
        : await selectedIds(lists, name, selection)
  const ids = chosen.slice(0, printLimit)
  const rows: string[][] = []
  let gone = 0
  for (let start = 0; start < ids.length; start += batch) {
    if (run.signal.aborted) throw new AppError({ code: 'cancelled', message: text.errors.cancelled })
    for (const row of await findMany(session, name, ids.slice(start, start + batch))) {
      if (row) rows.push(fields.map((field) => value(entity, field, row[field as keyof typeof row])))
      else gone += 1
    }
    run.progress(Math.min(start + batch, ids.length), ids.length)
  }
  return {
    entity,
    columns: fields.map((field) => {
      const about = entity.fields[field]
      return { label: about?.label ?? field, isNumber: about?.kind === 'number', width: about?.width ?? 100 }
    }),
    rows,
    all: chosen.length,
    gone,
  }
}

function value(entity: Entity, field: string, stored: unknown): string {
  // A port is a name made of digits, not an amount.
  if (entity.fields[field]?.kind === 'number' && field !== 'port') return number(Number(stored))
  return shown(field, stored)
}
