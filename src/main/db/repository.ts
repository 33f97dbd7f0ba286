// Rows of the three entities: add, update, remove, find and list, inside a session.
import type { EntityName } from '@shared/entity'
import { AppError } from '@shared/errors'
import type { Query } from '@shared/paging'
import { text } from '@shared/text'
import { column, columns, tables } from './columns'
import type { FailureContext } from './errors'
import { operationOf } from './history'
import {
  goneJson,
  keepingOf,
  noteAdded,
  noteGone,
  noteUpdated,
  oldColumns,
  titles,
  type Gone,
} from './history-notes'
import { hasHistoryTable } from './history-state'
import { flushIfMany } from './history-store'
import { removeUsers } from './people-removal'
import { findOwners } from './owners'
import { listSql } from './query'
import { complete, isId, oneRow, rowColumns, rowsByIds, self, type Rows } from './rows'
import type { Session } from './session'
import { andInSight, sightOf } from './sight'
import { noteRemoved, read, returningXid, serverOf, write } from './statements'

export type { Rows } from './rows'

/** What is written. Secrets come ready to store: a bcrypt hash, Fernet tokens. */
export interface Values {
  user: {
    username: string
    email: string
    firstName: string
    lastName: string
    role: string
    disabled: boolean
    password: string
  }
  vm: {
    name: string
    host: string
    port: number
    username: string
    ownerId: number
    assignedTo: string | null
    shared: boolean
    password: string | null
    /** The token's ASCII bytes. */
    sshKey: Uint8Array | null
  }
  bookmark: { name: string; link: string; ownerId: number }
}

/**
 * Insert a row; answers it as the database now has it.
 * @throws AppError when the session ends: `conflict` with the field that is taken or whose owner is gone,
 * `invalid_input` for a value longer than its column
 */
export async function add<E extends EntityName>(
  session: Session,
  entity: E,
  values: Values[E],
): Promise<Rows[E]> {
  const entries = Object.entries(values).filter(([field]) => field !== 'id' && columns[entity].has(field))
  const names = entries.map(([field]) => column(entity, field))
  const parameters = entries.map((_, index) => `$${index + 1}`)
  const rows = await write<Rows[E]>(
    session,
    {
      text: `INSERT INTO ${tables[entity]} AS ${self} (${names.join(', ')}) VALUES (${parameters.join(', ')}) RETURNING ${oneRow(entity, true)}, ${returningXid}`,
      values: entries.map(([, value]) => value),
      prepare: true,
    },
    contextOf(entity, entries),
  )
  const row = single(rows)
  noteAdded(session, entity, [{ id: row.id, values }])
  return row
}

/** `version` and `base`: the row's version and values that the changes were made on. */
export interface Edit<E extends EntityName> {
  version: string
  base: Readonly<Record<string, unknown>>
  changes: Partial<Values[E]>
}

/**
 * Write the changed fields. Where the row was changed by somebody else since `version`, fields that they left alone
 * (still as in `base`) are written all the same. A secret is not: nobody can tell whether they changed it. Nothing to
 * change writes nothing.
 * @throws AppError `stale` with the fields that both changed and the row as it is now; `not_found`; as `add`
 */
export async function update<E extends EntityName>(
  session: Session,
  entity: E,
  id: number,
  edit: Edit<E>,
): Promise<Rows[E]> {
  const changes = Object.entries(edit.changes).filter(
    ([field]) => field !== 'id' && columns[entity].has(field),
  )
  const written = await tryUpdate(session, entity, id, changes, edit.version)
  if (written) return written
  const current = await find(session, entity, id, { lock: 'update' })
  if (!current) throw new AppError({ code: 'not_found', message: text.database.gone[entity] })
  if (current.version === edit.version) return current
  const stored = current as Readonly<Record<string, unknown>>
  const left: [string, unknown][] = []
  const clashes: string[] = []
  for (const [field, value] of changes) {
    const seen = stored[field]
    if (seen === value) continue
    // Of a secret nobody can tell whether it was the field that changed, so it is never overwritten unasked.
    if (field in stored && seen === edit.base[field]) left.push([field, value])
    else clashes.push(field)
  }
  if (clashes.length > 0) {
    throw new AppError({ code: 'stale', message: text.database.stale, fields: clashes, theirs: current })
  }
  return (await tryUpdate(session, entity, id, left, null)) ?? current
}

/** Write fields whatever the row's version is; null where the row is gone or has these values already. */
export function overwrite<E extends EntityName>(
  session: Session,
  entity: E,
  id: number,
  changes: Partial<Values[E]>,
): Promise<Rows[E] | null> {
  return tryUpdate(session, entity, id, Object.entries(changes), null)
}

/** Null where the row is gone, has another version, or has these values already. */
async function tryUpdate<E extends EntityName>(
  session: Session,
  entity: E,
  id: number,
  changes: [string, unknown][],
  version: string | null,
): Promise<Rows[E] | null> {
  if (changes.length === 0 || !isId(id)) return null
  const set = changes.map(([field], index) => `${column(entity, field)} = $${index + 2}`)
  const differs = changes.map(
    ([field], index) => `${column(entity, field, self)} IS DISTINCT FROM $${index + 2}`,
  )
  const values: unknown[] = [id, ...changes.map(([, value]) => value)]
  const unchanged = version === null ? '' : ` AND ${self}.xmin::text = $${values.push(version)}`
  const seen = andInSight(session, entity, self, values)
  const fields = changes.map(([field]) => field)
  // Locked as it was: what the log has as old is what this statement overwrote, whoever else was writing.
  const before = `(SELECT id, ${fields.map((field) => column(entity, field)).join(', ')} FROM ${tables[entity]} WHERE id = $1 FOR UPDATE) AS before`
  const rows = await write<Rows[E]>(
    session,
    {
      text: `UPDATE ${tables[entity]} AS ${self} SET ${set.join(', ')} FROM ${before} WHERE ${self}.id = $1 AND before.id = ${self}.id AND (${differs.join(' OR ')})${unchanged}${seen} RETURNING ${oneRow(entity)}, ${oldColumns(entity, fields)}, ${returningXid}`,
      values,
    },
    contextOf(entity, changes),
  )
  const [row] = rows
  if (!row) return null
  noteUpdated(session, entity, row, changes)
  return single(rows)
}

/** Delete rows; answers how many there were. People go with what they own: see `removeUsers`. */
export async function remove(session: Session, entity: EntityName, ids: readonly number[]): Promise<number> {
  if (entity === 'user') return (await removeUsers(session, ids, null)).users
  const chosen = ids.filter(isId)
  let count = 0
  for (let start = 0; start < chosen.length; start += removeBatch) {
    count += await removeSome(session, entity, chosen.slice(start, start + removeBatch))
    await flushIfMany(session)
  }
  noteRemoved(session, { [entity]: count })
  return count
}

/** Deleted rows come back for the log, so they go in pieces. */
const removeBatch = 5_000

async function removeSome(
  session: Session,
  entity: 'vm' | 'bookmark',
  ids: readonly number[],
): Promise<number> {
  const keeps = entity === 'vm' && hasHistoryTable(session)
  const isOne = ids.length === 1 && !keeps
  const values: unknown[] = isOne ? [...ids] : [ids, ...(keeps ? [operationOf(session)] : [])]
  const seen = andInSight(session, entity, self, values)
  // One row at a time is the usual case, and cheaper without the detour.
  const statement = isOne
    ? {
        text: `DELETE FROM ${tables[entity]} ${self} WHERE id = $1${seen} RETURNING id, ${goneJson(entity, self)} AS old, ${returningXid}`,
        values,
      }
    : {
        text: `WITH gone AS (DELETE FROM ${tables[entity]} ${self} WHERE id = ANY($1::int[])${seen} RETURNING ${self}.*)${keeps ? keepingOf(session, 'gone', 2) : ''} SELECT id, ${goneJson(entity, 'gone')} AS old, ${returningXid} FROM gone ORDER BY id`,
        values,
      }
  const rows = await write<Pick<Gone, 'id' | 'old'>>(
    session,
    { ...statement, prepare: true },
    { entity, removing: true },
  )
  noteGone(
    session,
    rows.map((row) => ({ entity, ...row })),
  )
  return rows.length
}

/** One row, or null. `lock` holds it against changes (`update`: and against other locks) until the session ends. */
export async function find<E extends EntityName>(
  session: Session,
  entity: E,
  id: number,
  options: { lock?: 'share' | 'update' } = {},
): Promise<Rows[E] | null> {
  if (!isId(id)) return null
  const lock = { none: '', share: ` FOR SHARE OF ${self}`, update: ` FOR UPDATE OF ${self}` }[
    options.lock ?? 'none'
  ]
  const values: unknown[] = [id]
  const seen = andInSight(session, entity, self, values)
  const rows = await read<Rows[E]>(session, {
    text: `SELECT ${oneRow(entity)} FROM ${tables[entity]} ${self} WHERE ${self}.id = $1${seen}${lock}`,
    values,
    prepare: true,
  })
  return rows.length === 0 ? null : single(rows)
}

/** The rows of these ids in their order; null where one is gone. */
export async function findMany<E extends EntityName>(
  session: Session,
  entity: E,
  ids: readonly number[],
): Promise<(Rows[E] | null)[]> {
  return rowsByIds(session, entity, ids)
}

/** The rows that a query finds, in its order. Unlimited where no limit is given: for exports of small tables. */
export async function list<E extends EntityName>(
  session: Session,
  entity: E,
  query: Query,
  options: { limit?: number } = {},
): Promise<Rows[E][]> {
  const owners = await findOwners(session, entity, query.search)
  const sql = listSql(entity, query, { ...serverOf(session), owners, owner: true, sight: sightOf(session) })
  const limit = options.limit === undefined ? '' : `LIMIT ${Math.max(0, Math.trunc(options.limit))}`
  const rows = await read<Rows[E]>(session, {
    text: `SELECT ${rowColumns(entity)} FROM ${sql.from} ${sql.where} ${sql.orderBy} ${limit}`,
    values: sql.values,
  })
  return complete(session, entity, rows)
}

/** How many of these rows exist, and the names of the first five. */
export async function countExisting(
  session: Session,
  entity: EntityName,
  ids: readonly number[],
): Promise<{ count: number; names: string[] }> {
  const title = column(entity, titles[entity], self)
  const values: unknown[] = [ids.filter(isId)]
  const seen = andInSight(session, entity, self, values)
  const rows = await read<{ count: number; names: string[] | null }>(session, {
    text: `SELECT count(*)::int AS count, (array_agg(${title}::text ORDER BY ${title}, ${self}.id))[1:5] AS names FROM ${tables[entity]} ${self} WHERE ${self}.id = ANY($1::int[])${seen}`,
    values,
  })
  const { count, names } = single(rows)
  return { count, names: names ?? [] }
}

function single<R extends object>(rows: R[]): R {
  const [row] = rows
  if (!row) throw new Error('A statement that answers with one row answered with none')
  return Object.freeze(row)
}

function contextOf(entity: EntityName, entries: readonly [string, unknown][]): FailureContext {
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { entity, lengths: Object.fromEntries(texts.map(([field, value]) => [field, [...value].length])) }
}
