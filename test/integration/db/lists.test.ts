// Lists: sorting, filtering and searching against a naive one in JavaScript, and windows against the naive order.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { EntityName } from '@shared/entity'
import type { Query } from '@shared/paging'
import { findOwners } from '../../../src/main/db/owners'
import { addUsers } from '../../../src/main/db/people'
import { listSql } from '../../../src/main/db/query'
import { add, list } from '../../../src/main/db/repository'
import { execute, read } from '../../../src/main/db/statements'
import { databases, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser, aVm } from '../../support/fixtures'
import { naive, phrase, queries, word, type AnyRow } from '../../support/naive-list'

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
    const everything = async (entity: EntityName) =>
      (await session((open) => list(open, entity, all))) as AnyRow[]
    stored = {
      user: await everything('user'),
      vm: await everything('vm'),
      bookmark: await everything('bookmark'),
    }
  })
  afterAll(() => test.close())

  it.each(['user', 'vm', 'bookmark'] as const)(
    'sorts, filters and searches %s rows as a naive list does',
    async (entity) => {
      await fc.assert(
        fc.asyncProperty(queries(entity), async (query) => {
          const order = naive(entity, stored[entity], query).map((row) => row.id)
          const rows = await session((open) => list(open, entity, query), { readOnly: true })
          expect(rows.map((row) => row.id)).toEqual(order)
          // The way around for words that lie badly must come out at the same rows.
          const around = await session(
            async (open) => {
              const owners = await findOwners(open, entity, query.search)
              const sql = listSql(entity, query, { accents: true, owners, sortFound: true })
              return read<{ id: number }>(open, {
                text: `SELECT t.id FROM ${sql.from} ${sql.where} ${sql.orderBy}`,
                values: sql.values,
              })
            },
            { readOnly: true },
          )
          expect(around.map((row) => row.id)).toEqual(order)
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
