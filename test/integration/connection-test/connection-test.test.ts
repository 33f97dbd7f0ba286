// The connection test: each way in which a server can be out of reach ends at its own step, with what to do.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { testSteps, type TestStep } from '@shared/connection'
import { isAppError } from '@shared/errors'
import { testConnection, type TestedServer } from '../../../src/main/db/connection-test'
import { cloneDatabase, connect } from '../../support/database'
import { startServer, type Server as RunningServer, type ServerAddress } from '../../support/servers'

/** For a machine that is busy with other things. */
const patient = { timeout: 50_000 }
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Something that is no PostgreSQL server; `greet` is done with every connection. */
async function listen(greet: (socket: Socket) => void, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    greet(socket)
  }).listen(0, host)
  await once(server, 'listening')
  closing.push(async () => {
    server.close()
    for (const socket of sockets) socket.destroy()
    await once(server, 'close')
  })
  return (server.address() as AddressInfo).port
}

const isSslRequest = (bytes: Buffer) => bytes.length === 8

const nobody: TestedServer = {
  address: '127.0.0.1',
  port: 1,
  database: 'lab',
  username: 'console',
  password: 'secret-canary',
}
async function lastOf(server: Partial<TestedServer>): Promise<TestStep> {
  const steps = await testConnection({ ...nobody, ...server }, {})
  expect(JSON.stringify(steps)).not.toContain('secret-canary')
  expect(steps.map((step) => step.step)).toEqual(testSteps.slice(0, steps.length))
  expect(steps.slice(0, -1).every((step) => step.ok && step.remedy === '')).toBe(true)
  const last = steps.at(-1)
  if (!last) throw new Error('No step at all')
  if (!last.ok) expect(last.remedy).toMatch(/\.$/u)
  return last
}

describe('without a server', () => {
  it('a name that nobody has', async () => {
    const last = await lastOf({ address: 'no-such-host.invalid' })
    expect(last).toMatchObject({ step: 'name', ok: false })
    expect(last.detail).toContain('no-such-host.invalid')
  })

  it('the name that only the portal’s containers know', async () => {
    const last = await lastOf({ address: 'db' })
    expect(last).toMatchObject({ step: 'name', ok: false })
    expect(last.detail).toContain('only means something inside the portal’s containers')
    expect(last.remedy).toContain('port 6543')
  })

  it('a port where nothing listens, by number, by name and by IPv6', async () => {
    for (const address of ['127.0.0.1', 'localhost', '::1']) {
      const last = await lastOf({ address })
      expect(last).toMatchObject({ step: 'port', ok: false })
      expect(last.detail).toContain('port 1')
    }
  })

  it('a folder without a socket', async () => {
    const last = await lastOf({ address: '/no/such/folder', port: 5432 })
    expect(last).toMatchObject({ step: 'port', ok: false })
    expect(last.detail).toContain('/no/such/folder/.s.PGSQL.5432')
  })

  it.each([
    ['a web server', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['an SSH server', (socket: Socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n')],
    ['one that hangs up', (socket: Socket) => socket.destroy()],
    ['one that answers nonsense', (socket: Socket) => socket.on('data', () => socket.write('x'))],
  ])('something that is no PostgreSQL: %s', async (_, greet) => {
    const last = await lastOf({ port: await listen(greet) })
    expect(last).toMatchObject({ step: 'encryption', ok: false })
    expect(last.remedy).toContain('port')
  })

  it('one that says it is PostgreSQL and then breaks off', async () => {
    const port = await listen((socket) =>
      socket.once('data', (first) => (isSslRequest(first) ? socket.write('N') : socket.destroy())),
    )
    expect(await lastOf({ port })).toMatchObject({
      step: 'signIn',
      ok: false,
      detail: 'The connection broke off.',
    })
  })

  it('one that accepts and says nothing: 10 seconds, then an answer', async () => {
    const port = await listen((socket) => socket.resume())
    const started = performance.now()
    const last = await lastOf({ port })
    expect(last).toMatchObject({ step: 'encryption', ok: false })
    expect(last.detail).toContain('says nothing for 10 seconds')
    expect(performance.now() - started).toBeGreaterThan(9_000)
  })

  it('one that hangs in the middle of signing in', async () => {
    const port = await listen((socket) =>
      socket.once('data', (first) => void (isSslRequest(first) && socket.write('N'))),
    )
    const last = await lastOf({ port })
    expect(last).toMatchObject({ step: 'signIn', ok: false })
    expect(last.detail).toContain('within 10 seconds')
  })

  it('ends at once, and lets go of the server, when it is cancelled', async () => {
    let ended = false
    const heard = vi.fn()
    const port = await listen((socket) => {
      heard()
      socket.resume()
      socket.on('close', () => {
        ended = true
      })
    })
    const cancel = new AbortController()
    const progress = vi.fn()
    const testing = testConnection({ ...nobody, port }, { signal: cancel.signal, progress })
    const failed = testing.catch((error: unknown) => error)
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), patient)
    cancel.abort()
    expect(isAppError(await failed, 'cancelled')).toBe(true)
    await vi.waitFor(() => expect(ended).toBe(true), patient)
    expect(progress.mock.calls.map(([step]) => (step as TestStep).step)).toEqual(['name', 'port'])
  })
})

describe.each(inject('servers'))('on PostgreSQL $version', (server) => {
  let name: string
  const role = `tester_${randomBytes(4).toString('hex')}`
  const password = 'p@ss/w:rd#1 %41'
  beforeAll(async () => {
    name = await cloneDatabase(server, 'sql')
    await sql(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`)
  })
  afterAll(async () => {
    await sql(`DROP OWNED BY ${role}; DROP ROLE ${role}`)
    await sql(`DROP DATABASE ${name} WITH (FORCE)`, 'postgres')
  })
  async function sql(text: string, database = name): Promise<void> {
    const client = await connect(server, database)
    try {
      await client.query(text)
    } finally {
      await client.end()
    }
  }
  const admin = (): TestedServer => ({
    address: server.host,
    port: server.port,
    database: name,
    username: server.user,
    password: server.password,
  })

  it('passes every step, told one by one', async () => {
    const progress = vi.fn()
    const steps = await testConnection(admin(), { progress })
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual(testSteps.map((step) => [step, true]))
    expect(progress.mock.calls.map(([step]) => step as TestStep)).toEqual(steps)
    const details = Object.fromEntries(steps.map(({ step, detail }) => [step, detail]))
    expect(details['encryption']).toContain('Not encrypted')
    expect(details['database']).toContain(`PostgreSQL ${server.version}`)
    expect(details['tables']).toBe('The portal’s 3 tables, 0 users.')
    expect(details['rights']).toBe('May read, change and improve the lab’s tables.')
  })

  it('by name and by the folder of its socket', async () => {
    expect(await lastOf({ ...admin(), address: 'localhost' })).toMatchObject({ step: 'rights', ok: true })
    expect(await lastOf({ ...admin(), address: server.socketDir })).toMatchObject({
      step: 'rights',
      ok: true,
    })
  })

  it('with a password of any characters', async () => {
    const last = await lastOf({ ...admin(), username: role, password })
    expect(last).toMatchObject({ step: 'tables', ok: false })
    expect(last.remedy).toContain(`GRANT SELECT, INSERT, UPDATE, DELETE ON users TO ${role}`)
  })

  it.each([
    [{ password: 'wrong' }, 'signIn', 'refused the role'],
    [{ password: '' }, 'signIn', 'none was given'],
    [{ username: 'nobody_of_that_name' }, 'signIn', 'refused the role nobody_of_that_name'],
    [{ database: 'Lab' }, 'database', 'There is no database Lab'],
  ] as const)('a mistake: %o', async (mistake, step, words) => {
    const last = await lastOf({ ...admin(), ...mistake })
    expect(last).toMatchObject({ step, ok: false })
    expect(last.detail).toContain(words)
  })

  it('a role that may not connect to the database', async () => {
    await sql(`REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC`)
    const last = await lastOf({ ...admin(), username: role, password })
    await sql(`GRANT CONNECT ON DATABASE ${name} TO PUBLIC`)
    expect(last).toMatchObject({ step: 'database', ok: false })
    expect(last.remedy).toContain('GRANT CONNECT')
  })

  it('a role that may not log in', async () => {
    await sql(`ALTER ROLE ${role} NOLOGIN`)
    const last = await lastOf({ ...admin(), username: role, password })
    await sql(`ALTER ROLE ${role} LOGIN`)
    expect(last).toMatchObject({ step: 'signIn', ok: false })
    expect(last.remedy).toContain('pg_hba.conf')
  })

  it('a server with no connection left', async () => {
    await sql(`ALTER ROLE ${role} CONNECTION LIMIT 0`)
    const last = await lastOf({ ...admin(), username: role, password })
    await sql(`ALTER ROLE ${role} CONNECTION LIMIT -1`)
    expect(last).toMatchObject({ step: 'signIn', ok: false, detail: 'The server has no connection left.' })
  })

  it('rights of some kinds only', async () => {
    await sql(`GRANT SELECT ON users, virtual_machines, bookmarks TO ${role}`)
    const reads = await lastOf({ ...admin(), username: role, password })
    expect(reads).toMatchObject({ step: 'rights', ok: true })
    expect(reads.detail).toContain('opened read-only')
    await sql(`GRANT INSERT, UPDATE, DELETE ON users, virtual_machines, bookmarks TO ${role}`)
    const writes = await lastOf({ ...admin(), username: role, password })
    expect(writes.detail).toContain('done without')
    expect(writes.detail).toContain('fast search')
  })

  it('an empty database: the tables will be made, or why not', async () => {
    const empty = `empty_${randomBytes(4).toString('hex')}_test`
    await sql(`CREATE DATABASE ${empty}`, 'postgres')
    await sql('REVOKE CREATE ON SCHEMA public FROM PUBLIC', empty)
    const steps = await testConnection({ ...admin(), database: empty }, {})
    const refused = await lastOf({ ...admin(), database: empty, username: role, password })
    await sql(`DROP DATABASE ${empty} WITH (FORCE)`, 'postgres')
    expect(steps.find((step) => step.step === 'tables')).toMatchObject({
      ok: true,
      detail: 'users, virtual_machines and bookmarks are missing and will be made when you connect.',
    })
    expect(steps).toHaveLength(testSteps.length)
    expect(refused).toMatchObject({ step: 'tables', ok: false })
    expect(refused.detail).toContain('may not make them')
  })

  it('another program’s database', async () => {
    const other = `other_${randomBytes(4).toString('hex')}_test`
    await sql(`CREATE DATABASE ${other}`, 'postgres')
    await sql('CREATE TABLE users (id serial, email text)', other)
    const last = await lastOf({ ...admin(), database: other })
    await sql(`DROP DATABASE ${other} WITH (FORCE)`, 'postgres')
    expect(last).toMatchObject({ step: 'tables', ok: false })
    expect(last.detail).toContain('The table users has no column')
  })
})

describe('on a server that encrypts', () => {
  let server: RunningServer
  beforeAll(async () => {
    const file = (name: string) => readFileSync(resolve('test/support/fixtures/tls', name), 'utf8')
    server = await startServer(15, {
      settings: { ssl: 'on' },
      files: { 'server.key': file('server.key'), 'server.crt': file('server.crt') },
    })
  })
  afterAll(() => server.remove())
  const there = () => ({
    address: server.host,
    port: server.port,
    database: 'postgres',
    username: server.user,
    password: server.password,
  })

  it('says so, and that the certificate was not verified', async () => {
    const steps = await testConnection(there(), {})
    expect(steps[2]?.detail).toBe(
      'Encrypted (TLS 1.3). Whose certificate it is was not verified. The certificate is for “lab.example”, from “lab.example”, valid until 31 October 2126.',
    )
    expect(steps.at(-1)).toMatchObject({ step: 'rights', ok: true })
  })

  it('ends within its time when the server hangs', async () => {
    server.hang()
    const last = await lastOf(there())
    server.resume()
    expect(last).toMatchObject({ step: 'encryption', ok: false })
  })
})

it('has servers to test against', () => {
  expect(inject('servers').map((server: ServerAddress) => server.version)).toEqual([15, 18])
})
