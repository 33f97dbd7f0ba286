// A profile that is read-only: PostgreSQL itself refuses to write, past everything the program does before.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { text } from '@shared/text'
import { openDatabase, type ConnectionOptions, type OpenDatabase } from '../../../src/main/db/connect'
import { add, list, remove, update } from '../../../src/main/db/repository'
import { prepareSchema } from '../../../src/main/db/schema/prepare'
import { execute } from '../../../src/main/db/statements'
import { databases, quiet, servers, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser } from '../../support/fixtures'
import { hasPooler, startPooler, startRefusing } from '../../support/pooler'

const options = { improveExisting: true, log: quiet, version: '0.1.0', readOnly: true }
const all = { search: '', sort: [], filters: {} }
let test: TestDatabase
let database: OpenDatabase
const closings: (() => unknown)[] = []

/** The same database as a read-only profile opens it. */
async function reopen(change: Partial<{ port: number }> = {}): Promise<void> {
  await test.database.close()
  database = openDatabase({ ...test.options, ...change, readOnly: true } as ConnectionOptions, quiet)
}
afterEach(async () => {
  await database.close()
  for (const close of closings.splice(0)) await close()
  await test.close()
})

const setting = (name: string) =>
  database.session(async (session) => {
    const { rows } = await execute(session, `SELECT current_setting('${name}') AS value`)
    return (rows[0] as { value: string }).value
  })

/** Every way to write that the program has, and two that it has not. */
async function refusesToWrite(): Promise<void> {
  const user = aUser('new')
  const writes = {
    add: () => database.session((session) => add(session, 'user', user)),
    update: () =>
      database.session(async (session) => {
        const [row] = await list(session, 'user', all)
        if (!row) throw new Error('nobody is there')
        return update(session, 'user', row.id, {
          version: row.version,
          base: {},
          changes: { firstName: 'X' },
        })
      }),
    remove: () => database.session((session) => remove(session, 'user', [1])),
    statement: () => database.session((session) => execute(session, 'DELETE FROM users')),
    table: () => database.session((session) => execute(session, 'CREATE TABLE other (id int)')),
  }
  for (const [name, write] of Object.entries(writes)) {
    expect((await failure(write())).code, name).toBe('forbidden')
  }
  expect(await failure(database.alone('CREATE INDEX other ON users (id)'))).toMatchObject({
    code: 'forbidden',
    message: text.profiles.alone,
  })
  const rows = await database.session((session) => list(session, 'user', all))
  expect(rows.map(({ username }) => username)).toEqual(['ada'])
}

describe.each(databases())('a read-only profile on $name', ({ open, embedded }) => {
  beforeEach(async () => {
    test = await open()
    await test.clear()
    await test.database.session((session) => add(session, 'user', aUser('ada')))
    await reopen()
  })

  it('is refused every write by the database', async () => {
    await refusesToWrite()
    expect(await setting('transaction_read_only')).toBe('on')
    if (!embedded) expect(await setting('default_transaction_read_only')).toBe('on')
  })

  it('is looked at and not made ready: nothing is made or improved', async () => {
    const report = await prepareSchema(database, options)
    expect(report).toMatchObject({
      readOnly: text.profiles.readOnly,
      incompatible: null,
      created: [],
    })
    const tables = await database.session((session) =>
      execute(session, "SELECT 1 FROM pg_class WHERE relname LIKE 'console%'"),
    )
    expect(tables.rows).toEqual([])
  })

  it('says that its tables are not there', async () => {
    await database.close()
    const writable = openDatabase(test.options, quiet)
    await writable.session((session) => execute(session, 'DROP TABLE bookmarks'))
    await writable.close()
    await reopen()
    const { incompatible, created } = await prepareSchema(database, options)
    expect(incompatible).toEqual(text.profiles.noTables)
    expect(created).toEqual([])
  })
})

describe.each(servers())('a read-only profile behind a pooler, $name', ({ open, address }) => {
  beforeEach(async () => {
    test = await open()
    await test.clear()
    await test.database.session((session) => add(session, 'user', aUser('ada')))
  })

  it.runIf(hasPooler)('is refused every write, and nobody else is', async () => {
    const pooler = await startPooler(address)
    closings.push(() => pooler.remove())
    await reopen({ port: pooler.port })
    await refusesToWrite()
    const other = openDatabase({ ...test.options, port: pooler.port } as ConnectionOptions, quiet)
    closings.unshift(() => other.close())
    const user = aUser('new')
    for (let turn = 0; turn < 3; turn += 1) await setting('transaction_read_only')
    expect(await other.session((session) => add(session, 'user', user))).toMatchObject({ username: 'new' })
  })

  it('that refuses what is asked at the start is refused every write', async () => {
    const refusing = await startRefusing(address)
    closings.push(() => refusing.close())
    await reopen({ port: refusing.port })
    await refusesToWrite()
    expect(refusing.refused()).toBeGreaterThan(0)
  })
})
