// Chosen rows as text that a spreadsheet takes: tab-separated, with a header, quoted where needed.
import { withoutFormulas } from '@shared/csv'
import { bookmarkEntity } from '@shared/entities/bookmark'
import { userEntity } from '@shared/entities/user'
import { vmEntity } from '@shared/entities/vm'
import type { Entity, EntityName } from '@shared/entity'
import { AppError } from '@shared/errors'
import type { Selection } from '@shared/paging'
import { parseRole } from '@shared/roles'
import { text } from '@shared/text'
import { number } from '@shared/text/plural'
import type { Lists } from '../db/lists'
import { findMany } from '../db/repository'
import type { Session } from '../db/session'
import { selectedIds } from './selection'

const entities: Record<EntityName, Entity> = { user: userEntity, vm: vmEntity, bookmark: bookmarkEntity }
export const copyLimit = 100_000
const batch = 500

/**
 * The selection's rows in the order of the list, one line each, in the columns given.
 * @throws AppError `invalid_input` past `copyLimit` rows or for a selection of other rows, `cancelled` by the signal.
 */
export async function copyRows(
  session: Session,
  lists: Lists,
  request: { selection: Selection; listId: string; fields: readonly string[] },
  signal: AbortSignal,
): Promise<{ text: string; rows: number }> {
  const name = lists.entityOf(request.listId)
  const entity = entities[name]
  const fields = request.fields.filter(
    (field) => entity.fields[field] && entity.fields[field].kind !== 'secret',
  )
  const { selection } = request
  const chosen =
    'ids' in selection
      ? await lists.inOrder(request.listId, selection.ids)
      : await selectedIds(lists, name, selection)
  if (chosen.length > copyLimit) {
    throw new AppError({
      code: 'invalid_input',
      message: text.services.copyLimit(number(copyLimit)),
      fields: {},
    })
  }
  const lines = [fields.map((field) => cell(entity.fields[field]?.label ?? field)).join('\t')]
  for (let start = 0; start < chosen.length; start += batch) {
    if (signal.aborted) throw new AppError({ code: 'cancelled', message: text.errors.cancelled })
    for (const row of await findMany(session, name, chosen.slice(start, start + batch))) {
      if (row)
        lines.push(fields.map((field) => cell(shown(field, row[field as keyof typeof row]))).join('\t'))
    }
  }
  return { text: `${lines.join('\n')}\n`, rows: lines.length - 1 }
}

// As the table shows it, so that what is pasted reads like what was chosen.
export function shown(field: string, value: unknown): string {
  if (field === 'disabled') return value === true ? text.fields.disabledState : text.fields.enabled
  if (typeof value === 'boolean') return value ? text.fields.yes : text.fields.no
  if (field === 'role' && typeof value === 'string') {
    // Marked rows are copied as they are stored.
    return parseRole(value) === value ? (text.fields.roles[value] ?? value) : value
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/**
 * A cell with tabs, line breaks or quotes is quoted, and its quotes doubled, as spreadsheets expect; nothing in it runs
 * there as a formula.
 */
export function cell(value: string): string {
  const safe = withoutFormulas(value)
  return /["\t\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
