// The search in exactly the form that its trigram indexes have: else they would be there for nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EntityName } from '@shared/entity'
import { listSql } from '../../../src/main/db/query'
import { searchIndex } from '../../../src/main/db/search-expressions'
import { execute } from '../../../src/main/db/statements'
import { databases, type TestDatabase } from '../../support/database'

describe.each(databases())('search indexes on $name', ({ open }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open()
    await test.sql('CREATE EXTENSION pg_trgm')
    // Rows of owners who are found must be found by an index too, or the other one is no use.
    await test.sql('CREATE INDEX ON virtual_machines (user_id)')
    await test.sql('CREATE INDEX ON bookmarks (user_id)')
    for (const entity of ['user', 'vm', 'bookmark'] as const) {
      const { name, table, expressions } = searchIndex(entity, true)
      await test.sql(
        `CREATE INDEX ${name} ON ${table} USING gin (${expressions.map((one) => `(${one}) gin_trgm_ops`).join(', ')})`,
      )
    }
  })
  afterAll(() => test.close())

  async function plan(entity: EntityName, part: object): Promise<string> {
    const query = { search: '', sort: [], filters: {}, ...part }
    const sql = listSql(entity, query, { accents: true, owners: [1, 2] })
    // The values are written into the statement, as the server sees them when it plans.
    const text = `SELECT t.id FROM ${sql.from} ${sql.where}`.replaceAll(/\$(\d+)/gu, (_, place: string) =>
      literal(sql.values[Number(place) - 1]),
    )
    return test.database.session(async (open) => {
      await execute(open, 'SET LOCAL enable_seqscan = off')
      const { rows } = await execute<{ 'QUERY PLAN': string }>(open, `EXPLAIN ${text}`)
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    })
  }
  const literal = (value: unknown) => (Array.isArray(value) ? `'{${value.join(',')}}'` : `'${String(value)}'`)

  it.each([
    ['user', { search: 'Zoë' }, 'console_users_search'],
    ['bookmark', { search: 'handbook' }, 'console_bookmarks_search'],
    ['vm', { search: 'gpu' }, 'console_virtual_machines_search'],
    ['vm', { filters: { host: { kind: 'text', contains: 'gpu' } } }, 'console_virtual_machines_search'],
    ['vm', { filters: { owner: { kind: 'text', contains: 'ada' } } }, 'console_users_search'],
  ] as const)('%s with %j', async (entity, part, index) => {
    expect(await plan(entity, part)).toContain(index)
  })
})
