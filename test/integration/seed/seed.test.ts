// The first users: all of them or none, whoever else starts, is killed or dies meanwhile.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { compare } from 'bcrypt'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openDatabase } from '../../../src/main/db/connect'
import { startEmbedded } from '../../../src/main/db/embedded/client'
import { forkNode } from '../../../src/main/db/embedded/fork-node'
import { hasUsers } from '../../../src/main/db/people'
import { prepareSchema } from '../../../src/main/db/schema/prepare'
import type { Database } from '../../../src/main/db/session'
import { loadFirstUsers, seed } from '../../../src/main/seed/seed'
import type { ParsedPerson } from '../../../src/main/seed/schema'
import { cloneDatabase, connect, databases, quiet, servers, type TestDatabase } from '../../support/database'
import { embeddedHost } from '../../support/embedded-host'
import { startServer, type Server } from '../../support/servers'
import { bundleStarter, startSeeding } from './start-seeding'

const file = 'test/support/vectors/first_users.yaml'
const usernames = ['anovak', 'tokafor', 'lmeier', 'rcruz', 'ysato']

async function firstUsers(): Promise<ParsedPerson[]> {
  const { people } = await loadFirstUsers(file)
  if (people === null) throw new Error('the vector has problems')
  return people
}

// The models' form of the schema, which has no defaults, on one kind; hashing makes each of these tests slow.
const forms = databases().map((kind, index) => ({
  ...kind,
  form: index === 0 ? ('models' as const) : ('sql' as const),
}))

describe.each(forms)('the seed on $name, schema $form', ({ open, form }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open(form)
  })
  afterAll(() => test.close())
  beforeEach(() => test.clear())
  const count = async () => (await test.sql<{ n: number }>('SELECT count(*)::int AS n FROM users'))[0]?.n

  it('adds the people in their order, with passwords that prove, and says how far it is', async () => {
    const people = await firstUsers()
    const progress: string[] = []
    const added = await seed(test.database, people, {
      progress: (done, total) => progress.push(`${done}/${total}`),
    })
    expect(added).toEqual(usernames)
    expect(progress).toEqual(['0/5', '1/5', '2/5', '3/5', '4/5', '5/5'])
    const rows = await test.sql<Record<string, unknown>>(
      'SELECT username, email, first_name, last_name, role, disabled, password FROM users ORDER BY id',
    )
    expect(rows).toMatchObject(
      people.map(({ username, email, firstName, lastName, role }) => {
        return { username, email, first_name: firstName, last_name: lastName, role, disabled: false }
      }),
    )
    for (const [index, { password }] of rows.entries()) {
      expect(password).toMatch(/^\$2b\$12\$/u)
      expect(await compare(people[index]?.password ?? '', String(password))).toBe(true)
    }
  })

  it('adds nobody where there is somebody, and hashes nothing', async () => {
    await test.sql(
      `INSERT INTO users (username, password, email, first_name, last_name, role, disabled)
       VALUES ('x', 'x', 'x', 'x', 'x', 'new_user', true)`,
    )
    const progress = vi.fn()
    expect(await seed(test.database, await firstUsers(), { progress })).toEqual([])
    expect(progress).not.toHaveBeenCalled()
    expect(await count()).toBe(1)
  })

  it('adds nobody where one can’t be added', async () => {
    const [first, second] = await firstUsers()
    if (!first || !second) throw new Error('too few people')
    const people = [first, { ...second, username: first.username }]
    await expect(seed(test.database, people)).rejects.toMatchObject({
      body: { code: 'conflict', field: 'username' },
    })
    expect(await count()).toBe(0)
    expect(await seed(test.database, [first, second])).toHaveLength(2)
  })

  it('adds nobody when it is cancelled', async () => {
    const cancel = new AbortController()
    const seeding = seed(test.database, await firstUsers(), {
      signal: cancel.signal,
      progress: (done) => void (done === 2 && cancel.abort()),
    })
    await expect(seeding).rejects.toMatchObject({ body: { code: 'cancelled' } })
    expect(await count()).toBe(0)
  })
})

let starter: { entry: string; remove(): void }
let pair: string
const pairNames = ['first', 'second']
beforeAll(async () => {
  starter = await bundleStarter()
  pair = join(dirname(starter.entry), 'pair.yaml')
  const people = pairNames.map((username) => ({
    username,
    email: `${username}@lab.example.edu`,
    role: 'admin',
  }))
  const entries = people.map((person) => ({ ...person, first_name: 'A', last_name: 'B', password: 'abc' }))
  writeFileSync(pair, JSON.stringify({ first_users: entries }))
})
afterAll(() => starter.remove())

/** Every insert into users waits at its end for this lock: rows are written then, and not committed. */
const waitingTrigger = `
  CREATE FUNCTION wait_for_test() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_advisory_xact_lock_shared(77); RETURN NULL; END';
  CREATE TRIGGER wait_for_test AFTER INSERT ON users FOR EACH STATEMENT EXECUTE FUNCTION wait_for_test()`
const waiting = (kind: string) =>
  `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND locktype = '${kind}'`

describe.each(servers())('starters on $name', ({ open }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open()
    await test.sql(waitingTrigger)
  })
  afterAll(() => test.close())
  beforeEach(() => test.clear())
  const start = () => startSeeding(starter.entry, test.options, pair)
  const count = async () => (await test.sql<{ n: number }>('SELECT count(*)::int AS n FROM users'))[0]?.n
  const until = (sql: string, n: number) =>
    vi.waitFor(async () => expect(await test.sql(sql)).toEqual([{ n }]), { timeout: 30_000, interval: 20 })
  /** The starter's own connection, gone or not. */
  const connected = `SELECT count(*)::int AS n FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`

  it('two at once: one adds all, the other none', async () => {
    await test.sql('BEGIN')
    await test.sql('LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE')
    const both = [start(), start()]
    // Both found the table empty, have hashed, and want the lock.
    await until(waiting('relation'), 2)
    await test.sql('COMMIT')
    const added = await Promise.all(both.map((one) => one.added))
    expect(added.toSorted((a, b) => b.length - a.length)).toEqual([pairNames, []])
    expect(await count()).toBe(2)
  })

  it('a portal that is quicker wins', async () => {
    await test.sql('BEGIN')
    await test.sql('LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE')
    const database = openDatabase(test.options, quiet)
    const late = seed(database, (await firstUsers()).slice(0, 1))
    await until(waiting('relation'), 1)
    await test.sql(
      `INSERT INTO users (username, password, email, first_name, last_name, role)
       VALUES ('portal', 'x', 'x', 'x', 'x', 'admin')`,
    )
    await test.sql('COMMIT')
    expect(await late).toEqual([])
    expect(await count()).toBe(1)
    await database.close()
  })

  it('kill -9 while it hashes: none, and the next start adds all', async () => {
    const killed = start()
    await killed.hashing
    await killed.kill9()
    expect(await count()).toBe(0)
    expect(await start().added).toEqual(pairNames)
  })

  it('kill -9 after the insert, before the commit: none, and the next start adds all', async () => {
    await test.sql('SELECT pg_advisory_lock(77)')
    const killed = start()
    await until(waiting('advisory'), 1)
    await killed.kill9()
    await test.sql('SELECT pg_advisory_unlock(77)')
    await until(connected, 0)
    expect(await count()).toBe(0)
    expect(await start().added).toEqual(pairNames)
    expect(await count()).toBe(2)
  })
})

describe('a server that dies half-way', () => {
  let server: Server
  beforeAll(async () => {
    const [first] = servers()
    if (!first) throw new Error('there is no server in this run')
    server = await startServer(first.address.version)
  })
  afterAll(() => server.remove())

  it('keeps none, and the next start adds all', async () => {
    const name = await cloneDatabase(server, 'sql')
    const { host: address, port, user: username, password } = server
    const database = openDatabase(
      { kind: 'server', address, port, database: name, username, password },
      quiet,
    )
    const holder = await connect(server, name)
    await holder.query(waitingTrigger)
    await holder.query('SELECT pg_advisory_lock(77)')
    const people = (await firstUsers()).slice(0, 2)
    const seeding = seed(database, people).then(
      () => null,
      (error: unknown) => error,
    )
    await vi.waitFor(async () => expect((await holder.query(waiting('advisory'))).rows).toEqual([{ n: 1 }]), {
      timeout: 30_000,
      interval: 20,
    })
    await server.kill9()
    expect(await seeding).toMatchObject({ body: { code: 'unavailable' } })
    await server.start()
    const after = await connect(server, name)
    expect((await after.query('SELECT count(*)::int AS n FROM users')).rows).toEqual([{ n: 0 }])
    // The same program goes on, without a restart.
    expect(await seed(database, people)).toEqual(usernames.slice(0, 2))
    expect((await after.query('SELECT count(*)::int AS n FROM users')).rows).toEqual([{ n: 2 }])
    await Promise.all([after.end(), database.close()])
  })
})

describe('an embedded lab that is killed half-way', () => {
  it('keeps none, and the next start adds all', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vmlab-embedded-seed-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const fork = forkNode(await embeddedHost())
    const people = (await firstUsers()).slice(0, 2)

    const killed = await startEmbedded({ folder, fork, log: quiet })
    const first = openDatabase({ kind: 'embedded', stream: () => killed.stream() }, quiet)
    await prepareSchema(first, { improveExisting: true, log: quiet })
    const gone = new Promise<void>((resolve) => killed.onExit(() => resolve()))
    /** Killed after the insert, before the commit. */
    const killing: Database = {
      ...first,
      session: (fn, options) =>
        first.session(async (session) => {
          const result = await fn(session)
          if (options?.readOnly !== true && killed.pid !== undefined) {
            process.kill(killed.pid, 'SIGKILL')
            await gone
            await hasUsers(session)
          }
          return result
        }, options),
    }
    await expect(seed(killing, people)).rejects.toMatchObject({ body: { code: 'unavailable' } })
    await first.close()

    const next = await startEmbedded({ folder, fork, log: quiet })
    const second = openDatabase({ kind: 'embedded', stream: () => next.stream() }, quiet)
    expect(await second.session(hasUsers)).toBe(false)
    expect(await seed(second, people)).toEqual(usernames.slice(0, 2))
    await second.close()
    await next.stop()
  })
})
