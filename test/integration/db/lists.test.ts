// Lists: sorting, filtering and searching against a naive one in JavaScript, and windows against the naive order.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { bookmarkEntity } from '@shared/entities/bookmark'
import { userEntity } from '@shared/entities/user'
import { vmEntity } from '@shared/entities/vm'
import { filterableFields, sortableFields, type Entity, type EntityName } from '@shared/entity'
import { foldAccents } from '@shared/fold'
import type { Filter, Query } from '@shared/paging'
import { addUsers } from '../../../src/main/db/people'
import { add, list, type Rows } from '../../../src/main/db/repository'
import { execute } from '../../../src/main/db/statements'
import { databases, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser, aVm } from '../../support/fixtures'

type AnyRow = Rows[EntityName] & Readonly<Record<string, unknown>>
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
const word = fc.constantFrom(...words)
const phrase = fc.tuple(word, word).map(([left, right]) => `${left}${right}`)

describe.each(databases())('lists on $name', ({ open, embedded }) => {
  let test: TestDatabase
  let stored: Record<EntityName, AnyRow[]>
  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)
  const all: Query = { search: '', sort: [], filters: {} }

  beforeAll(async () => {
    test = await open()
    // The sample is always the same: a seed, and enough rows for ties in every column.
    const some = <T>(of: fc.Arbitrary<T>, count: number) => fc.sample(of, { numRuns: count, seed: 7 })
    await session(async (open) => {
      const names = some(
        fc.record({
          name: phrase,
          role: fc.constantFrom('admin', 'Admin', ' regular', 'wizard'),
          disabled: fc.boolean(),
        }),
        40,
      )
      const people = await addUsers(
        open,
        names.map(({ name, role, disabled }, index) =>
          // The first few are assignees, by names that the filters know.
          aUser(index < 5 ? `assignee ${index + 1}` : `${name}${index % 7}${index}`, {
            email: `${index}@x`,
            firstName: name,
            role,
            disabled,
          }),
        ),
      )
      const machine = fc.record({
        name: phrase,
        host: phrase,
        username: word,
        port: fc.constantFrom(-1, 0, 22, 2222, 2147483647),
        owner: fc.constantFrom(...people.slice(0, 12)),
        assigned: fc.option(fc.constantFrom('', ...people.slice(0, 5).map((person) => person.username))),
        shared: fc.boolean(),
        password: fc.constantFrom(null, '', 'token'),
        key: fc.constantFrom(null, new Uint8Array(), Uint8Array.of(0xff, 0)),
      })
      for (const vm of some(machine, 260)) {
        const { name, host, username, port, owner, assigned, shared, password, key } = vm
        await add(
          open,
          'vm',
          aVm(name, owner.id, { host, username, port, assignedTo: assigned, shared, password, sshKey: key }),
        )
      }
      for (const [index, name] of some(phrase, 30).entries()) {
        await add(open, 'bookmark', { name, link: `www.${index}`, ownerId: people[index % 9]?.id ?? 1 })
      }
    })
    const read = async (entity: EntityName) => (await session((open) => list(open, entity, all))) as AnyRow[]
    stored = { user: await read('user'), vm: await read('vm'), bookmark: await read('bookmark') }
  })
  afterAll(() => test.close())

  it.each(['user', 'vm', 'bookmark'] as const)(
    'sorts, filters and searches %s rows as a naive list does',
    async (entity) => {
      await fc.assert(
        fc.asyncProperty(queries(entity), async (query) => {
          const rows = await session((open) => list(open, entity, query), { readOnly: true })
          expect(rows.map((row) => row.id)).toEqual(naive(entity, stored[entity], query).map((row) => row.id))
        }),
        { numRuns: 60 },
      )
    },
  )

  it('opens with the first rows, then knows all places', async () => {
    await fc.assert(
      fc.asyncProperty(
        queries('vm'),
        fc.nat(270),
        fc.integer({ min: 1, max: 120 }),
        async (query, start, count) => {
          const order = naive('vm', stored.vm, query).map((row) => row.id)
          const opened = await session((open) => test.database.lists.open(open, 'vm', query), {
            readOnly: true,
          })
          expect(opened.rows.map((row) => row.id)).toEqual(order.slice(0, 100))
          const { listId } = opened
          const window = await session((open) => test.database.lists.rows(open, 'vm', listId, start, count), {
            readOnly: true,
          })
          expect(window.map((row) => row?.id)).toEqual(order.slice(start, start + count))
          expect(await test.database.lists.total(listId)).toBe(order.length)
          const probe = stored.vm[start % stored.vm.length]?.id ?? 0
          expect(await test.database.lists.locate(listId, probe)).toBe(
            order.includes(probe) ? order.indexOf(probe) : null,
          )
          expect(await test.database.lists.ids(listId, order.slice(0, 3))).toEqual(order.slice(3))
          expect(await test.database.lists.inOrder(listId, order.slice(0, 9).reverse())).toEqual(
            order.slice(0, 9),
          )
          test.database.lists.close(listId)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('shows a deleted row as null and a changed one as it is now', async () => {
    const { listId, rows } = await session((open) => test.database.lists.open(open, 'bookmark', all))
    const [first, second] = rows
    if (!first || !second) throw new Error('There are bookmarks')
    await test.sql('DELETE FROM bookmarks WHERE id = $1', [first.id])
    await test.sql(`UPDATE bookmarks SET link = 'www.new' WHERE id = $1`, [second.id])
    const window = await session((open) => test.database.lists.rows(open, 'bookmark', listId, 0, 2))
    expect(window).toMatchObject([null, { id: second.id, link: 'www.new' }])
  })

  it('keeps eight lists, and says when one is gone', async () => {
    const ids: string[] = []
    for (let index = 0; index < 9; index += 1) {
      ids.push((await session((open) => test.database.lists.open(open, 'user', all))).listId)
    }
    expect(test.database.lists.openIds()).toEqual(ids.slice(1))
    expect(await failure(test.database.lists.total(ids[0] ?? ''))).toMatchObject({ code: 'not_found' })
    expect(
      await failure(session((open) => test.database.lists.rows(open, 'vm', ids[1] ?? '', 0, 1))),
    ).toMatchObject({ code: 'not_found' })
    test.database.lists.closeAll()
    expect(test.database.lists.openIds()).toEqual([])
  })

  it('refuses fields and filters that the entity does not have', async () => {
    const refused: Partial<Query>[] = [
      { sort: [{ field: 'password', direction: 'ascending' }] },
      { sort: [{ field: 'id; DROP TABLE users', direction: 'ascending' }] },
      { filters: { sshKey: { kind: 'text', contains: 'x' } } },
      { filters: { name: { kind: 'flag', value: true } } },
    ]
    for (const part of refused) {
      expect(await failure(session((open) => list(open, 'vm', { ...all, ...part })))).toMatchObject({
        code: 'invalid_input',
      })
    }
  })

  it("counts others' changes and not one's own", async () => {
    const { listId } = await session((open) => test.database.lists.open(open, 'bookmark', all))
    await test.database.lists.total(listId)
    const changes = () => session((open) => test.database.lists.changes(open, listId), { readOnly: true })
    const [owner] = stored.user
    if (!owner) throw new Error('There are people')
    await session((open) => add(open, 'bookmark', { name: 'mine', link: 'www.mine', ownerId: owner.id }))
    await session((open) => execute(open, `UPDATE bookmarks SET name = 'mine too' WHERE name = 'mine'`))
    expect(await changes()).toBe(0)
    await test.sql(
      `INSERT INTO bookmarks (name, link, user_id) VALUES ('theirs', 'www.theirs', $1), ('theirs', 'www', $1)`,
      [owner.id],
    )
    await test.sql('DELETE FROM bookmarks WHERE id IN (SELECT max(id) FROM bookmarks WHERE link LIKE $1)', [
      'www.1%',
    ])
    await test.sql(`UPDATE bookmarks SET link = 'www.changed' WHERE id IN (SELECT min(id) FROM bookmarks)`)
    // The embedded database has no others: whoever changes it is this program.
    await vi.waitFor(async () => expect(await changes()).toBe(embedded ? 0 : 4), { timeout: 5000 })
    test.database.lists.close(listId)
  })
})

/** Queries as a table may send them: mostly of fields and filters that fit each other. */
function queries(entity: EntityName): fc.Arbitrary<Query> {
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

function naive(entity: EntityName, rows: readonly AnyRow[], query: Query): AnyRow[] {
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
