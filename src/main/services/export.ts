// A table's rows as the text of a CSV file, page by page: never all of them at once.
import { bookmarkEntity } from '@shared/entities/bookmark'
import { userEntity } from '@shared/entities/user'
import { vmEntity } from '@shared/entities/vm'
import type { Entity, EntityName } from '@shared/entity'
import { byteOrderMark, csvLine, withoutFormulas } from '@shared/csv'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { findMany, type Rows } from '../db/repository'
import type { Session } from '../db/session'
import { shown } from './copy'

const entities: Record<EntityName, Entity> = { user: userEntity, vm: vmEntity, bookmark: bookmarkEntity }
/** Rows of one page: some 400 KB, and few enough that a colleague's click on the embedded database waits for 50 ms. */
const pageSize = 2000

export interface ExportedPage {
  /** Lines, the header before the first page's. */
  text: string
  /** Rows in this page; those deleted meanwhile are left out. */
  rows: number
  /** Cells that got an apostrophe. */
  neutralised: number
}

/**
 * All columns of these rows in this order, secrets excepted, as a table shows them. `session` opens one for each page,
 * so that others get their turn and a role lost meanwhile ends it.
 * @throws AppError `cancelled` by the signal
 */
export async function* exportedPages(
  session: <T>(fn: (open: Session) => Promise<T>) => Promise<T>,
  name: EntityName,
  ids: ArrayLike<number>,
  signal: AbortSignal,
): AsyncGenerator<ExportedPage> {
  const entity = entities[name]
  const fields = exportedFields(entity)
  yield { text: byteOrderMark + csvLine(fields.map(([, { label }]) => label)), rows: 0, neutralised: 0 }
  for (let start = 0; start < ids.length; start += pageSize) {
    if (signal.aborted) throw new AppError({ code: 'cancelled', message: text.errors.cancelled })
    const page = Array.prototype.slice.call(ids, start, start + pageSize) as number[]
    const rows = await session((open) => findMany(open, name, page))
    yield linesOf(fields, rows)
  }
}

type ExportedField = [name: string, about: Entity['fields'][string]]

function exportedFields(entity: Entity): ExportedField[] {
  return Object.entries(entity.fields).filter(
    ([, { kind, width }]) => width !== undefined && kind !== 'secret',
  )
}

function linesOf(fields: readonly ExportedField[], rows: readonly (Rows[EntityName] | null)[]): ExportedPage {
  const page: ExportedPage = { text: '', rows: 0, neutralised: 0 }
  const lines: string[] = []
  for (const row of rows) {
    if (!row) continue
    const cells = fields.map(([field]) => {
      const value: unknown = row[field as keyof typeof row]
      return typeof value === 'number' ? value : shown(field, value)
    })
    page.neutralised += cells.filter(
      (cell) => typeof cell === 'string' && withoutFormulas(cell) !== cell,
    ).length
    lines.push(csvLine(cells))
  }
  page.rows = lines.length
  page.text = lines.join('')
  return page
}
