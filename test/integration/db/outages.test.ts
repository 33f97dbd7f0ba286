// A server that goes away and comes back, hangs, or loses the answer to a commit: never a write twice, never a false success.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { text } from '@shared/text'
import { openDatabase, type OpenDatabase } from '../../../src/main/db/connect'
import { add } from '../../../src/main/db/repository'
import { execute, read } from '../../../src/main/db/statements'
import { quiet, servers, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser, schemas } from '../../support/fixtures'
import { startProxy, type Proxy } from '../../support/proxy'
import { startServer, type Server } from '../../support/servers'

describe.each(servers())('commits on a bad network to $name', ({ open, address }) => {
  let test: TestDatabase
  let proxy: Proxy
  let database: OpenDatabase

  beforeAll(async () => {
    test = await open()
    proxy = await startProxy(address)
  })
  beforeEach(async () => {
    await test.clear()
    proxy.mode = 'pass'
    proxy.lost = 0
    if (test.options.kind !== 'server') throw new Error('Servers only')
    database = openDatabase({ ...test.options, port: proxy.port }, quiet)
    await database.session((open) => read(open, { text: 'SELECT 1' }))
  })
  afterEach(() => database.close())
  afterAll(async () => {
    await proxy.close()
    await test.close()
  })

  const count = async () => (await test.sql<{ n: number }>('SELECT count(*)::int AS n FROM users'))[0]?.n
  const backend = async () => {
    const rows = await database.session((open) =>
      read<{ pid: number }>(open, { text: 'SELECT pg_backend_pid() AS pid' }),
    )
    return rows[0]?.pid
  }
  const idle = () => expect(database.usage()).toMatchObject({ using: 0, waiting: 0 })

  it('succeeds once where only the answer was lost', async () => {
    proxy.mode = 'lose-answer'
    const row = await database.session((open) => add(open, 'user', aUser('once')))
    expect(row.username).toBe('once')
    expect(proxy.lost).toBe(1)
    expect(await count()).toBe(1)
    idle()
  })

  it('succeeds once where a plain statement wrote', async () => {
    proxy.mode = 'lose-answer'
    await database.session((open) =>
      execute(
        open,
        `INSERT INTO users (username, password, email, first_name, last_name, role, disabled) VALUES ('a', '', 'b', '', '', '', false)`,
      ),
    )
    expect(proxy.lost).toBe(1)
    expect(await count()).toBe(1)
  })

  it.each(['lose-request', 'orphan'] as const)(
    'says that nothing was written where the commit was lost (%s)',
    async (mode) => {
      proxy.mode = mode
      expect(await failure(database.session((open) => add(open, 'user', aUser('never'))))).toMatchObject({
        code: 'unavailable',
      })
      expect(proxy.lost).toBe(1)
      expect(await count()).toBe(0)
      idle()
      await database.session((open) => add(open, 'user', aUser('later')))
      expect(await count()).toBe(1)
    },
  )

  it('returns what was read where the end of a reading session is lost', async () => {
    proxy.mode = 'lose-answer'
    expect(
      await database.session((open) => read(open, { text: 'SELECT 7 AS n' }), { readOnly: true }),
    ).toEqual([{ n: 7 }])
    idle()
  })

  it('uses another connection where the pooled one had silently died', async () => {
    const before = await backend()
    proxy.mode = 'silent'
    const work = database.session((open) => add(open, 'user', aUser('after')))
    await vi.waitFor(() => expect(database.usage().using).toBe(1))
    proxy.mode = 'pass'
    expect((await work).username).toBe('after')
    expect(await backend()).not.toBe(before)
    expect(await count()).toBe(1)
  })

  it('does not trust a connection after an hour of sleep', async () => {
    const before = await backend()
    expect(await backend()).toBe(before)
    const now = Date.now()
    const clock = vi.spyOn(Date, 'now').mockReturnValue(now + 3_600_000)
    try {
      expect(await backend()).not.toBe(before)
    } finally {
      clock.mockRestore()
    }
  })

  it('gives up waiting for a connection when the signal aborts, and closes at once', async () => {
    await database.close()
    if (test.options.kind !== 'server') throw new Error('Servers only')
    proxy.mode = 'silent'
    database = openDatabase({ ...test.options, port: proxy.port }, quiet)
    const controller = new AbortController()
    const work = database.session(() => Promise.resolve(), { signal: controller.signal })
    controller.abort()
    expect(await failure(work)).toMatchObject({ code: 'cancelled' })
  })

  it('ends what is under way when it is closed', async () => {
    const work = failure(database.session((open) => read(open, { text: 'SELECT pg_sleep(60)' })))
    await vi.waitFor(async () => {
      const [row] = await test.sql<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'`,
      )
      expect(row?.n).toBe(1)
    })
    await database.close()
    expect(await work).toMatchObject({ code: 'cancelled' })
  })
})

describe.each(inject('servers'))('a server that stops and starts, PostgreSQL $version', ({ version }) => {
  let server: Server
  let database: OpenDatabase

  beforeAll(async () => {
    server = await startServer(version, { durable: true })
    const { host: address, port, user: username, password } = server
    database = openDatabase(
      { kind: 'server', address, port, database: 'postgres', username, password },
      quiet,
    )
    await database.session((open) => execute(open, schemas.sql))
  })
  afterAll(async () => {
    await database.close()
    await server.remove()
  })

  it('answers unavailable while it is away, and works again without a restart', async () => {
    await server.stop()
    expect(await failure(database.session((open) => add(open, 'user', aUser('away'))))).toMatchObject({
      code: 'unavailable',
    })
    await server.start()
    expect(await database.session((open) => add(open, 'user', aUser('back')))).toMatchObject({
      username: 'back',
    })
    expect(database.usage()).toMatchObject({ using: 0, waiting: 0 })
  })

  it('writes nothing where it is killed in the middle of the work', async () => {
    const work = database.session(async (open) => {
      await add(open, 'user', aUser('half'))
      await server.kill9()
      await add(open, 'user', aUser('other half'))
    })
    expect(await failure(work)).toMatchObject({ code: 'unavailable' })
    await server.start()
    const names = await database.session((open) =>
      read<{ username: string }>(open, { text: 'SELECT username FROM users' }),
    )
    expect(names.map(({ username }) => username)).toEqual(['back'])
  })

  it('serves new calls after it hung', async () => {
    server.hang()
    const controller = new AbortController()
    const work = failure(
      database.session((open) => read(open, { text: 'SELECT 1' }), { signal: controller.signal }),
    )
    controller.abort()
    server.resume()
    expect(await work).toMatchObject({ code: 'cancelled' })
    expect(await database.session((open) => read(open, { text: 'SELECT 1 AS n' }))).toEqual([{ n: 1 }])
  })
})

describe('a server that encrypts', () => {
  let server: Server
  const file = (name: string) => readFileSync(resolve('test/support/fixtures/tls', name), 'utf8')
  beforeAll(async () => {
    const files = { 'server.key': file('server.key'), 'server.crt': file('server.crt') }
    server = await startServer(15, { settings: { ssl: 'on' }, files })
  })
  afterAll(() => server.remove())

  it('is spoken to encrypted, and a statement there can be cancelled', async () => {
    const { host: address, port, user: username, password } = server
    const database = openDatabase(
      { kind: 'server', address, port, database: 'postgres', username, password },
      quiet,
    )
    const sql = 'SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()'
    expect(await database.session((open) => read(open, { text: sql }))).toEqual([
      { ssl: true, version: 'TLSv1.3' },
    ])
    const controller = new AbortController()
    const work = database.session(
      async (open) => {
        const sleeping = read(open, { text: 'SELECT pg_sleep(60)' })
        controller.abort()
        await sleeping
      },
      { signal: controller.signal },
    )
    expect(await failure(work)).toMatchObject({ code: 'cancelled' })
    await database.close()
  })
})

describe.each(servers())('connections to $name', ({ address, open }) => {
  it('go over a socket folder, with any characters in names and password, and carry the time limits', async () => {
    const test = await open()
    const role = `"r@l/e:w#1 %41"`
    const password = `p@ss/w:rd#1 %41 '"\\`
    await test.sql(`DROP ROLE IF EXISTS ${role}`)
    await test.sql(`CREATE ROLE ${role} LOGIN PASSWORD '${password.replaceAll("'", "''")}'`)
    if (test.options.kind !== 'server') throw new Error('Servers only')
    for (const host of [address.socketDir, address.host]) {
      const database = openDatabase(
        { ...test.options, address: host, username: role.slice(1, -1), password },
        quiet,
      )
      const rows = await database.session((open) =>
        read(open, {
          text: `SELECT current_user AS who, current_setting('statement_timeout') AS statement, current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('application_name') AS program, current_setting('client_encoding') AS encoding`,
        }),
      )
      expect(rows).toEqual([
        {
          who: role.slice(1, -1),
          statement: '30s',
          idle: '1min',
          program: 'VM Lab Console',
          encoding: 'UTF8',
        },
      ])
      await database.close()
    }
    await test.sql(`DROP ROLE ${role}`)
    await test.close()
  })

  it('say in words why they fail', async () => {
    const test = await open()
    if (test.options.kind !== 'server') throw new Error('Servers only')
    const reason = async (change: object) => {
      const database = openDatabase({ ...test.options, ...change } as typeof test.options, quiet)
      const body = await failure(database.session(() => Promise.resolve()))
      await database.close()
      return [body.code, body.message]
    }
    expect(await reason({ password: 'wrong' })).toEqual(['unavailable', text.database.wrongPassword])
    expect(await reason({ database: 'none_test' })).toEqual(['unavailable', text.database.noDatabase])
    expect(await reason({ port: 1 })).toEqual(['unavailable', text.database.noServer])
    expect(await reason({ address: 'nowhere.invalid' })).toEqual(['unavailable', text.database.noName])
    await test.close()
  })
})
