// Lists as a naive program would make them, in JavaScript, and queries to try: what real lists are held against.
import fc from 'fast-check'
import { bookmarkEntity } from '@shared/entities/bookmark'
import { userEntity } from '@shared/entities/user'
import { vmEntity } from '@shared/entities/vm'
import { filterableFields, sortableFields, type Entity, type EntityName } from '@shared/entity'
import { foldAccents } from '@shared/fold'
import type { Filter, Query } from '@shared/paging'
import type { Rows } from '../../src/main/db/repository'

export type AnyRow = Rows[EntityName] & Readonly<Record<string, unknown>>
const entities: Record<EntityName, Entity> = { user: userEntity, vm: vmEntity, bookmark: bookmarkEntity }

/** Words with capitals, accents, wildcards and other traps, so that searches meet rows often. */
const words = [
  'ada',
  'ADA',
  'Zoë',
  'zoe',
  'Łódź',
  '50%',
  'a_b',
  'ab',
  'back\\slash',
  "o'neil",
  '',
  ' ',
  'Ω',
  'ω',
  'İ',
  '日本',
  'e\u0301t',
  'ét',
]
export const word = fc.constantFrom(...words)
export const phrase = fc.tuple(word, word).map(([left, right]) => `${left}${right}`)

/** Queries as a table may send them: mostly of fields and filters that fit each other. */
export function queries(entity: EntityName): fc.Arbitrary<Query> {
  const { fields } = entities[entity]
  const sort = fc.uniqueArray(
    fc.record({
      field: fc.constantFrom(...sortableFields(entities[entity])),
      direction: fc.constantFrom('ascending' as const, 'descending' as const),
    }),
    { maxLength: 2, selector: (key) => key.field },
  )
  const filters = fc
    .dictionary(fc.constantFrom(...filterableFields(entities[entity])), fc.nat(), { maxKeys: 2 })
    .chain((chosen) =>
      fc.record(
        Object.fromEntries(
          Object.keys(chosen).map((field) => [field, filterFor(fields[field]?.kind ?? 'text')]),
        ),
      ),
    )
  const search = fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    { weight: 3, arbitrary: phrase },
    fc.constantFrom('1', '2', 'www', '%', '_', '\\'),
  )
  return fc.record({ search, sort, filters })
}

function filterFor(kind: string): fc.Arbitrary<Filter> {
  const text = phrase.map((contains): Filter => ({ kind: 'text', contains }))
  const bound = fc.option(fc.constantFrom(-5_000_000_000, -1, 0, 3, 22, 2222, 5_000_000_000))
  switch (kind) {
    case 'number':
      return fc.record({ kind: fc.constant('range' as const), min: bound, max: bound })
    case 'flag':
      return fc.record({ kind: fc.constant('flag' as const), value: fc.boolean() })
    case 'choice':
      return fc.record({
        kind: fc.constant('choice' as const),
        values: fc.subarray(['admin', 'regular', 'manager']),
      })
    case 'person':
      return fc.oneof(
        text,
        fc.option(fc.integer({ min: 1, max: 14 })).map((id): Filter => ({
          kind: 'person',
          person: id === null ? null : { id, username: `person ${id}` },
        })),
      )
    default:
      return text
  }
}

const fold = (value: unknown) => (typeof value === 'string' ? foldAccents(value).toLowerCase() : '')
const finds = (value: unknown, typed: string) => fold(value).includes(fold(typed.trim()))

/** The rows that a query finds, in its order. */
export function naive(entity: EntityName, rows: readonly AnyRow[], query: Query): AnyRow[] {
  const { fields, defaultSort } = entities[entity]
  const searched = Object.keys(fields).filter((field) => fields[field]?.search === true)
  const sort = query.sort.length > 0 ? query.sort : [{ field: defaultSort, direction: 'ascending' as const }]
  const value = (row: AnyRow, field: string) =>
    fields[field]?.kind === 'choice' ? String(row[field]).trim().toLowerCase() : row[field]
  const last = sort.at(-1)?.direction === 'descending' ? -1 : 1
  return rows
    .filter((row) => query.search.trim() === '' || searched.some((field) => finds(row[field], query.search)))
    .filter((row) =>
      Object.entries(query.filters).every(([field, filter]) => !filter || passes(row, field, filter)),
    )
    .sort((left, right) => {
      for (const { field, direction } of sort) {
        const order = compare(value(left, field), value(right, field)) * (direction === 'descending' ? -1 : 1)
        if (order !== 0) return order
      }
      return (left.id - right.id) * last
    })
}

function passes(row: AnyRow, field: string, filter: Filter): boolean {
  const value = row[field]
  switch (filter.kind) {
    case 'text':
      return filter.contains.trim() === '' || finds(value, filter.contains)
    case 'range':
      return Number(value) >= (filter.min ?? -Infinity) && Number(value) <= (filter.max ?? Infinity)
    case 'flag':
      return value === filter.value
    case 'choice':
      return filter.values.includes(String(value).trim().toLowerCase())
    case 'person':
      if (field === 'owner') return row['ownerId'] === filter.person?.id
      return filter.person === null ? value === null || value === '' : value === filter.person.username
  }
}

/** As PostgreSQL orders in the C.UTF-8 of the test servers: by bytes, false before true, null last. */
function compare(left: unknown, right: unknown): number {
  if (left === right) return 0
  if (left === null) return 1
  if (right === null) return -1
  if (typeof left === 'string' && typeof right === 'string')
    return Buffer.compare(Buffer.from(left), Buffer.from(right))
  return Number(left) - Number(right)
}
