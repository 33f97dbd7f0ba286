// One table's query (search, filters, sort) as SQL: only whitelisted fields, every value a parameter.
import { bookmarkEntity } from '@shared/entities/bookmark'
import { userEntity } from '@shared/entities/user'
import { vmEntity } from '@shared/entities/vm'
import type { Entity, EntityName } from '@shared/entity'
import { AppError } from '@shared/errors'
import type { Filter, Query } from '@shared/paging'
import { text } from '@shared/text'
import { column, columns, tables } from './columns'
import { flags, self } from './rows'
import { contains, fieldText, pattern, searchFields, searchText } from './search-expressions'
import { inSight, type Sight } from './sight'

const entities: Readonly<Record<EntityName, Entity>> = {
  user: userEntity,
  vm: vmEntity,
  bookmark: bookmarkEntity,
}

/** Parts of a statement that select and order an entity's rows; `$1` and on are `values`. */
export interface ListSql {
  from: string
  where: string
  orderBy: string
  values: unknown[]
}

/** Whose names a search finds: their ids, or null where they are too many to list. */
export type Owners = readonly number[] | null

/**
 * The condition that a search over all columns finds a row; `parameter` is `$n` with a `pattern`, `owners` were found
 * with the same (see `findOwners`). Few of them are listed, so that both sides of the OR use their indexes; for many
 * the server makes a hash of them, where a list would be gone through for each row.
 */
export function searchCondition(
  entity: EntityName,
  parameter: string,
  owners: Owners,
  bind: Bind,
  accents: boolean,
): string {
  const own = contains(searchText(entity, accents, self), parameter)
  if (entity === 'user' || owners?.length === 0) return own
  const theirs =
    owners === null
      ? `${column(entity, 'ownerId', self)} IN (${ownersNamed(parameter, accents)})`
      : `${column(entity, 'ownerId', self)} = ANY(${bind(owners, '::int[]')})`
  return `(${own} OR ${theirs})`
}

/** The ids of users whose username contains `parameter`. */
export function ownersNamed(parameter: string, accents: boolean): string {
  return `SELECT n.id FROM users n WHERE ${contains(fieldText('user', 'username', accents, 'n'), parameter)}`
}

/** Adds a value to a statement's parameters and answers its `$n`. */
type Bind = (value: unknown, type?: string) => string

/** Whether a query leaves no row out. */
export function findsAll(query: Query): boolean {
  return query.search.trim() === '' && Object.values(query.filters).every((filter) => filter === undefined)
}

export interface ListOptions {
  accents: boolean
  /** See `searchCondition`. */
  owners: Owners
  /** Which machines are found at all; null or none: all of them. */
  sight?: Sight | null
  /** Join the owner's name as `o` even where the query doesn't need it. */
  owner?: boolean
  /** Keep the server from walking along an index in the list's order: it is to find the rows first, then sort them. */
  sortFound?: boolean
}

/** @throws AppError `invalid_input` for a field or filter that the entity does not have */
export function listSql(entity: EntityName, query: Query, options: ListOptions): ListSql {
  const { accents } = options
  const values: unknown[] = []
  const bind: Bind = (value, type = '') => `$${values.push(value)}${type}`
  const conditions: string[] = []
  if (query.search.trim() !== '') {
    const parameter = bind(pattern(query.search, accents))
    conditions.push(searchCondition(entity, parameter, options.owners, bind, accents))
  }
  const filters = Object.entries(query.filters).filter(
    (entry): entry is [string, Filter] => entry[1] !== undefined,
  )
  for (const [field, filter] of filters)
    conditions.push(filterCondition(entity, field, filter, bind, accents))
  const seen = inSight(options.sight ?? null, entity, self, bind)
  if (seen !== null) conditions.push(seen)

  const sort =
    query.sort.length > 0
      ? query.sort
      : [{ field: entities[entity].defaultSort, direction: 'ascending' as const }]
  const keys = sort.map(({ field, direction }) => {
    const key = sortKey(entity, field)
    const isText = ['text', 'person'].includes(entities[entity].fields[field]?.kind ?? '')
    const value = options.sortFound === true && isText ? `(${key} || '')` : key
    return `${value}${direction === 'descending' ? ' DESC' : ''}`
  })
  // The id decides between equals, in the direction of the last key: an index on (key, id) then serves both ways.
  keys.push(`${self}.id${sort.at(-1)?.direction === 'descending' ? ' DESC' : ''}`)

  const uses = (field: string) =>
    sort.some((key) => key.field === field) || filters.some(([name]) => name === field)
  return {
    from: [
      `${tables[entity]} ${self}`,
      entity === 'user' ? '' : ownerJoin(entity, uses('owner'), options.owner === true),
      entity === 'user' && uses('vmCount')
        ? `LEFT JOIN (SELECT user_id, count(*)::int AS count FROM virtual_machines GROUP BY user_id) c ON c.user_id = ${self}.id`
        : '',
    ].join(' '),
    where: conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '',
    orderBy: `ORDER BY ${keys.join(', ')}`,
    values,
  }
}

/** An inner join lets the server walk along the owners' names; a row without its owner cannot be, by the foreign key. */
function ownerJoin(entity: EntityName, used: boolean, wanted: boolean): string {
  if (!used && !wanted) return ''
  return `${used ? '' : 'LEFT '}JOIN users o ON o.id = ${column(entity, 'ownerId', self)}`
}

/** The SQL value of a field that tables show. */
function valueOf(entity: EntityName, field: string): string {
  const known = entities[entity].fields[field]
  if (known === undefined || known.kind === 'secret') throw unknownField()
  if (field === 'owner' && entity !== 'user') return 'o.username'
  if (field === 'vmCount') return 'coalesce(c.count, 0)'
  return (columns[entity].has(field) ? column(entity, field, self) : flags[field]) ?? fail()
}

function sortKey(entity: EntityName, field: string): string {
  // Asked for by main alone, for the newest first: the contract lets the window sort by columns that are shown.
  if (field === 'id') return `${self}.id`
  const value = valueOf(entity, field)
  if (entities[entity].fields[field]?.sortable !== true) throw unknownField()
  return entities[entity].fields[field].kind === 'choice' ? lowered(value) : value
}

/** As the portal compares roles: some rows have them in capitals or with blanks around. */
function lowered(value: string): string {
  return `lower(btrim(${value}))`
}

function filterCondition(
  entity: EntityName,
  field: string,
  filter: Filter,
  bind: Bind,
  accents: boolean,
): string {
  const value = valueOf(entity, field)
  const kind = entities[entity].fields[field]?.kind
  switch (filter.kind) {
    case 'text': {
      if (kind !== 'text' && kind !== 'person') throw unknownField()
      if (filter.contains.trim() === '') return 'true'
      const parameter = bind(pattern(filter.contains, accents))
      if (field === 'owner')
        return `${column(entity, 'ownerId', self)} IN (${ownersNamed(parameter, accents)})`
      const found = contains(fieldText(entity, field, accents, self), parameter)
      // What one column contains the search text contains too: said as well, since that has the index.
      return searchFields(entity).includes(field)
        ? `(${found} AND ${contains(searchText(entity, accents, self), parameter)})`
        : found
    }
    case 'range': {
      if (kind !== 'number') throw unknownField()
      const bounds: string[] = []
      if (filter.min !== null) bounds.push(`${value} >= ${bind(filter.min, '::bigint')}`)
      if (filter.max !== null) bounds.push(`${value} <= ${bind(filter.max, '::bigint')}`)
      return bounds.length > 0 ? `(${bounds.join(' AND ')})` : 'true'
    }
    case 'choice':
      if (kind !== 'choice') throw unknownField()
      return `${lowered(value)} = ANY(${bind(
        filter.values.map((chosen) => chosen.trim().toLowerCase()),
        '::text[]',
      )})`
    case 'flag':
      if (kind !== 'flag') throw unknownField()
      return `${value} = ${bind(filter.value, '::boolean')}`
    case 'person':
      if (kind !== 'person') throw unknownField()
      return personCondition(entity, field, filter.person, bind)
  }
}

/** An owner is meant by id, an assignee by username: so the columns hold them. */
function personCondition(
  entity: EntityName,
  field: string,
  person: { id: number; username: string } | null,
  bind: Bind,
): string {
  if (field === 'owner') {
    const owner = column(entity, 'ownerId', self)
    return person === null ? `${owner} IS NULL` : `${owner} = ${bind(person.id, '::bigint')}`
  }
  const assignee = column(entity, field, self)
  return person === null
    ? `(${assignee} IS NULL OR ${assignee} = '')`
    : `${assignee} = ${bind(person.username)}`
}

function unknownField(): AppError {
  return new AppError({ code: 'invalid_input', message: text.errors.invalidCall, fields: {} })
}

function fail(): never {
  throw unknownField()
}
