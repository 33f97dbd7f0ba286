// The program behind PgBouncer in transaction mode: limits, statements, cancelling, improvements, an outage.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openDatabase, type ConnectionOptions, type OpenDatabase } from '../../../src/main/db/connect'
import { testConnection } from '../../../src/main/db/connection-test'
import { findOperator } from '../../../src/main/db/people'
import { add, update } from '../../../src/main/db/repository'
import { applyImprovements } from '../../../src/main/db/schema/improvements'
import { prepareSchema } from '../../../src/main/db/schema/prepare'
import type { Session } from '../../../src/main/db/session'
import { execute } from '../../../src/main/db/statements'
import { connect, quiet, servers, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser } from '../../support/fixtures'
import { hasPooler, startPooler, startRefusing, type Pooler } from '../../support/pooler'

const limited = { statement: '30s', idle: '1min' }
async function limitsOf(session: Session): Promise<object | undefined> {
  const { rows } = await execute(
    session,
    "SELECT current_setting('statement_timeout') AS statement, current_setting('idle_in_transaction_session_timeout') AS idle",
  )
  return rows[0]
}

function onServer(options: ConnectionOptions): Extract<ConnectionOptions, { kind: 'server' }> {
  if (options.kind !== 'server') throw new Error('These are servers')
  return options
}

describe.each(servers())('behind what refuses time limits at the start, $name', ({ address, open }) => {
  it('gets in, however many connections come at once', async () => {
    const test = await open()
    const refusing = await startRefusing(address)
    onTestFinished(async () => {
      await database.close()
      refusing.close()
      await test.close()
    })
    const database = openDatabase({ ...onServer(test.options), port: refusing.port }, quiet)
    const answers = await Promise.all(Array.from({ length: 12 }, () => database.session(limitsOf)))
    expect(answers).toEqual(Array.from({ length: 12 }, () => limited))
    expect(refusing.refused()).toBeGreaterThan(0)
  })
})

describe.each(hasPooler ? servers() : [])('behind PgBouncer, $name', ({ address, open }) => {
  let test: TestDatabase
  let pooler: Pooler
  let database: OpenDatabase
  beforeAll(async () => {
    pooler = await startPooler(address)
  })
  afterAll(() => pooler.remove())
  beforeEach(async () => {
    test = await open()
    database = openDatabase({ ...onServer(test.options), port: pooler.port }, quiet)
  })
  afterEach(async () => {
    await database.close()
    await test.close()
  })

  const others = async () => {
    const client = await connect({ ...address, port: pooler.port }, onServer(test.options).database)
    const { rows } = await client.query('SHOW statement_timeout')
    await client.end()
    return rows
  }

  it('finds out at the first connections, however many come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => database.session(limitsOf)))
    expect(answers).toEqual(Array.from({ length: 12 }, () => limited))
    expect(await others()).toEqual([{ statement_timeout: '0' }])
  })

  it('keeps the limit that a session asks for', async () => {
    for (const readOnly of [true, false]) {
      const answer = await database.session(limitsOf, { readOnly, statementTimeout: 1234 })
      expect(answer).toEqual({ statement: '1234ms', idle: '1min' })
    }
  })

  it('runs what is prepared elsewhere on whatever connection it gets', async () => {
    const row = await database.session((session) => add(session, 'user', aUser('mia')))
    const found = await Promise.all(
      Array.from({ length: 20 }, () => database.session((session) => findOperator(session, row.id))),
    )
    expect(new Set(found.map((person) => person?.username))).toEqual(new Set(['mia']))
    const changed = await database.session((session) =>
      update(session, 'user', row.id, {
        version: row.version,
        base: { ...row },
        changes: { lastName: 'Li' },
      }),
    )
    expect(changed.lastName).toBe('Li')
    expect(await failure(database.session((session) => add(session, 'user', aUser('mia'))))).toMatchObject({
      code: 'conflict',
      field: 'username',
    })
  })

  it('cancels what a session does', async () => {
    const stop = new AbortController()
    const sleeping = failure(
      database.session((session) => execute(session, 'SELECT pg_sleep(60)'), { signal: stop.signal }),
    )
    const asleep = () =>
      test.sql("SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%'")
    await vi.waitFor(async () => expect(await asleep()).toHaveLength(1), 20_000)
    stop.abort()
    expect(await sleeping).toMatchObject({ code: 'cancelled' })
    expect(await asleep()).toEqual([])
  })

  it('prepares and improves a lab', async () => {
    expect(await prepareSchema(database, { improveExisting: false, log: quiet })).toMatchObject({
      readOnly: null,
      incompatible: null,
    })
    const { capabilities } = await applyImprovements(
      database,
      ['long-secrets', 'fast-search', 'fast-sort', 'fast-owner'],
      { signal: new AbortController().signal, log: quiet, progress: () => undefined },
    )
    expect(capabilities.filter(({ on }) => !on)).toEqual([])
  })

  it('runs what must be alone without touching the settings of others', async () => {
    const { database: name } = onServer(test.options)
    await test.sql(`ALTER DATABASE ${name} SET statement_timeout = '77s'`)
    expect(await database.session(limitsOf)).toEqual(limited)
    await database.alone('CREATE INDEX CONCURRENTLY of_test ON users (first_name)')
    expect(await others()).toEqual([{ statement_timeout: '77s' }])
    expect(await test.sql("SELECT 1 FROM pg_indexes WHERE indexname = 'of_test'")).toHaveLength(1)
  })

  it('passes the connection test', async () => {
    const steps = await testConnection({ ...onServer(test.options), port: pooler.port }, {})
    expect(steps.filter(({ ok }) => !ok)).toEqual([])
    expect(steps.map(({ step }) => step)).toContain('rights')
  })

  it('comes back when the pooler does', async () => {
    await database.session(limitsOf)
    await pooler.stop()
    expect(await failure(database.session(limitsOf))).toMatchObject({ code: 'unavailable' })
    await pooler.start()
    expect(await database.session(limitsOf)).toMatchObject({ statement: '30s' })
  })
})
