// How the rows of an entity are read: which columns, never a secret, as plain frozen objects.
import type { BookmarkRow } from '@shared/entities/bookmark'
import type { UserRow } from '@shared/entities/user'
import type { VmRow } from '@shared/entities/vm'
import type { EntityName } from '@shared/entity'
import { column, columns, tables } from './columns'
import type { Session } from './session'
import { andInSight } from './sight'
import { read } from './statements'

export interface Rows {
  user: UserRow
  vm: VmRow
  bookmark: BookmarkRow
}

/** Alias of an entity's own table in every statement; its owner's is `o`. */
export const self = 't'

/** Whether a secret is there, without reading it: a long key is not even fetched from where it is stored. */
export const flags: Readonly<Record<string, string>> = {
  hasPassword: `(${self}.password IS NOT NULL AND ${self}.password <> '')`,
  hasKey: `(${self}.ssh_key IS NOT NULL AND octet_length(${self}.ssh_key) > 0)`,
}

const secrets = new Set(['password', 'sshKey'])
const own = (entity: EntityName) =>
  [...columns[entity].keys()]
    .filter((field) => !secrets.has(field))
    .map((field) => `${column(entity, field, self)} AS "${field}"`)

const computed: Readonly<Record<EntityName, readonly string[]>> = {
  user: [],
  vm: Object.entries(flags).map(([field, expression]) => `${expression} AS "${field}"`),
  bookmark: [],
}

const version = `${self}.xmin::text AS version`

/** Columns to select from `fromRows`. */
export function rowColumns(entity: EntityName): string {
  const owner = entity === 'user' ? [] : [`coalesce(o.username, '') AS owner`]
  return [version, ...own(entity), ...computed[entity], ...owner].join(', ')
}

/** The entity's table with its owner's name beside it. */
export function fromRows(entity: EntityName): string {
  const table = `${tables[entity]} ${self}`
  return entity === 'user' ? table : `${table} LEFT JOIN users o ON o.id = ${column(entity, 'ownerId', self)}`
}

/** One row's columns without a join, for writes that return it and for locks; its table must have the alias `t`. */
export function oneRow(entity: EntityName, isNew = false): string {
  const counted = `(SELECT count(*) FROM virtual_machines m WHERE m.user_id = ${self}.id)::int`
  const extra =
    entity === 'user'
      ? `${isNew ? '0' : counted} AS "vmCount"`
      : `coalesce((SELECT o.username FROM users o WHERE o.id = ${column(entity, 'ownerId', self)}), '') AS owner`
  return [version, ...own(entity), ...computed[entity], extra].join(', ')
}

/** Freeze rows as read, with the number of machines that each of these people owns. */
export async function complete<E extends EntityName>(
  session: Session,
  entity: E,
  rows: Rows[E][],
): Promise<Rows[E][]> {
  if (entity === 'user' && rows.length > 0) {
    const counted = await read<{ owner: number; count: number }>(session, {
      text: 'SELECT user_id AS owner, count(*)::int AS count FROM virtual_machines WHERE user_id = ANY($1::int[]) GROUP BY user_id',
      values: [rows.map((row) => row.id)],
      prepare: true,
    })
    const counts = new Map(counted.map(({ owner, count }) => [owner, count]))
    for (const row of rows) Object.assign(row, { vmCount: counts.get(row.id) ?? 0 })
  }
  for (const row of rows) Object.freeze(row)
  return rows
}

/** The rows of these ids, in their order; null where a row is gone or out of the operator's sight. Ids may be any numbers. */
export async function rowsByIds<E extends EntityName>(
  session: Session,
  entity: E,
  ids: readonly number[],
): Promise<(Rows[E] | null)[]> {
  if (ids.length === 0) return []
  const values: unknown[] = [ids.filter(isId)]
  const seen = andInSight(session, entity, self, values)
  const found = await read<Rows[E]>(session, {
    text: `SELECT ${rowColumns(entity)} FROM ${fromRows(entity)} WHERE ${self}.id = ANY($1::int[])${seen}`,
    values,
    prepare: true,
  })
  const rows = new Map((await complete(session, entity, found)).map((row) => [row.id, row]))
  return ids.map((id) => rows.get(id) ?? null)
}

/** Whether a number can be an id at all; any other would be an error of the server, not a missing row. */
export function isId(id: number): boolean {
  return Number.isInteger(id) && Math.abs(id) <= 0x7fffffff
}
