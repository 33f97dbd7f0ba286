// Re-keying: all or nothing, each token opened again, others' writes kept, on every kind of database.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { decrypt, encrypt, generateKey, parseKey, type FernetKey } from '../../../src/main/crypto/fernet'
import { renewToken } from '../../../src/main/crypto/renew'
import { startRenewer, type Renewer } from '../../../src/main/crypto/renewer'
import { countSecrets } from '../../../src/main/db/rekey'
import { workOf } from '../../../src/main/db/work'
import { rekeySecrets } from '../../../src/main/services/rekey'
import { connect, databases, servers, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { rekeyWorker } from '../../support/rekey-worker'
import { fill } from './people'

const [old, older, next, stranger] = [aKey(), aKey(), aKey(), aKey()]

function aKey(): FernetKey {
  const parsed = parseKey(generateKey())
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.key
}
const token = (plain: string, key = old) => encrypt(key, Buffer.from(plain))
const opened = (text: string | Buffer | null, key = next) => {
  if (text === null) return null
  const found = decrypt(key, text.toString('latin1'))
  return found.ok ? found.bytes.toString('utf8') : found.reason
}
const here: Renewer['renew'] = async (tokens) => tokens.map((one) => renewToken([old, older], next, one))

interface Stored {
  id: number
  password: string | null
  ssh_key: Buffer | null
}

describe.each(databases())('re-keying on $name', ({ open, embedded }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open('models')
  })
  afterAll(() => test.close())
  beforeEach(() => fill(test))

  const rows = () =>
    test.sql<Stored>('SELECT id, password, ssh_key FROM virtual_machines WHERE id <= 12 ORDER BY id')
  const put = (id: number, password: string | null, key: string | null) =>
    test.sql('UPDATE virtual_machines SET password = $2, ssh_key = $3 WHERE id = $1', [
      id,
      password,
      key === null ? null : Buffer.from(key, 'latin1'),
    ])
  const rekey = (options: Partial<Parameters<typeof rekeySecrets>[1]> = {}) => {
    const { signal } = new AbortController()
    return test.database.session((session) =>
      rekeySecrets(session, {
        old: [old, older],
        next,
        renewer: { renew: here },
        signal,
        progress: () => undefined,
        keepKey: async () => undefined,
        ...options,
      }),
    )
  }
  const long = 'x'.repeat(31)

  it('gives every secret the new key, leaves alone what opens with none, and names it', async () => {
    await put(1, token('one'), token('key one'))
    await put(2, token(long, older), null)
    await put(3, token('three', next), token('k', stranger))
    await put(4, 'no token', '')
    await put(5, '', token('five'))
    const before = await rows()
    const result = await rekey()
    expect(result).toEqual({
      renewed: 4,
      already: 1,
      closed: 2,
      closedNames: [
        { id: 3, name: 'lab-03', secret: 'key' },
        { id: 4, name: 'lab-04', secret: 'password' },
      ],
    })
    const after = await rows()
    expect(after.map(({ password }) => opened(password)).slice(0, 3)).toEqual(['one', long, 'three'])
    expect([opened(after[0]?.ssh_key ?? null), opened(after[4]?.ssh_key ?? null)]).toEqual([
      'key one',
      'five',
    ])
    // A token keeps its length, so that it fits where it was; what is left alone stays to the byte.
    expect(after.map(({ password }) => password?.length)).toEqual(
      before.map(({ password }) => password?.length),
    )
    expect(after[2]).toEqual(before[2])
    expect(after[3]).toEqual(before[3])
    expect(after.slice(5)).toEqual(before.slice(5))
    expect(await test.database.session(countSecrets)).toBe(7)
    // Again there is nothing left to do.
    expect(await rekey()).toMatchObject({ renewed: 0, already: 5, closed: 2 })
  })

  it('is one line in the change log, without any secret', async () => {
    await put(1, token('one'), null)
    const noted = await test.database.session(async (session) => {
      await rekeySecrets(session, {
        old: [old, older],
        next,
        renewer: { renew: here },
        signal: session.signal,
        progress: () => undefined,
        keepKey: async () => undefined,
      })
      return workOf(session).operation.changes.slice()
    })
    expect(noted).toMatchObject([{ kind: 'rekey', old: null, new: { renewed: 1, closed: 0 } }])
    expect(noted).toHaveLength(1)
  })

  it('changes nothing where it is cancelled, where the key could not be kept, or the thread fails', async () => {
    for (let id = 1; id <= 12; id += 1) await put(id, token('x'), token('k'))
    const before = await rows()
    const disk = new Error('the disk is full')
    await expect(rekey({ keepKey: () => Promise.reject(disk) })).rejects.toBe(disk)
    expect(await rows()).toEqual(before)
    const controller = new AbortController()
    const cancelled = rekey({
      signal: controller.signal,
      progress: (done) => done === 0 && controller.abort(),
    })
    expect(await failure(cancelled)).toMatchObject({ code: 'cancelled' })
    expect(await rows()).toEqual(before)
    await expect(rekey({ renewer: { renew: () => Promise.reject(disk) } })).rejects.toBe(disk)
    await expect(rekey({ renewer: { renew: async () => [] } })).rejects.toThrow()
    expect(await rows()).toEqual(before)
  })

  it('keeps the key before the change counts, and works in a thread, in many batches, off the event loop', async () => {
    await test.sql(`INSERT INTO virtual_machines (name, host, port, username, shared, user_id, password)
SELECT 'm' || n, 'h', 22, 'u', true, 2, '${token('many')}' FROM generate_series(1, 5000) n`)
    const renewer = startRenewer(await rekeyWorker(), [old, older], next)
    let longest = 0
    let last = performance.now()
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    const steps: number[] = []
    let seenAtKeeping: string | null = ''
    try {
      const result = await rekey({
        renewer,
        progress: (done) => void steps.push(done),
        async keepKey() {
          if (embedded) return
          // Another one still sees the old tokens: nothing has been committed.
          const [row] = await test.sql<Stored>("SELECT * FROM virtual_machines WHERE name = 'm7'")
          seenAtKeeping = opened(row?.password ?? null, old)
        },
      })
      expect(result).toMatchObject({ renewed: 5000, closed: 0 })
    } finally {
      clearInterval(beat)
      await renewer.stop()
    }
    if (!embedded) expect(seenAtKeeping).toBe('many')
    expect(steps).toEqual([0, 1000, 2000, 3000, 4000, 5000])
    expect(longest).toBeLessThan(1500)
    const [row] = await test.sql<Stored>("SELECT * FROM virtual_machines WHERE name = 'm4999'")
    expect(opened(row?.password ?? null)).toBe('many')
  })

  it('answers with an error where the thread has ended', async () => {
    const renewer = startRenewer(await rekeyWorker(), [old], next)
    await renewer.stop()
    await expect(renewer.renew([token('x')])).rejects.toThrow('ended')
  })
})

describe.each(servers())('re-keying beside others on $name', ({ open, address }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test.close())
  beforeEach(() => fill(test))

  it('keeps what the portal writes meanwhile: it waits, and comes after', async () => {
    await test.sql('UPDATE virtual_machines SET password = $1', [token('before')])
    const database = test.options.kind === 'server' ? test.options.database : ''
    const portal = await connect(address, database)
    const meanwhile = token('by the portal')
    let writing: Promise<unknown> = Promise.resolve()
    let hasWritten = false
    await test.database.session((session) =>
      rekeySecrets(session, {
        old: [old, older],
        next,
        renewer: { renew: here },
        signal: session.signal,
        progress: () => undefined,
        async keepKey() {
          writing = portal
            .query('UPDATE virtual_machines SET password = $1, port = 2022 WHERE id = 1', [meanwhile])
            .then(() => (hasWritten = true))
          // Reading goes on, and the writer is seen to wait.
          await expect
            .poll(async () => (await test.sql('SELECT 1 FROM pg_locks WHERE NOT granted')).length)
            .toBe(1)
          expect(hasWritten).toBe(false)
        },
      }),
    )
    await writing
    await portal.end()
    const [first, second] = await test.sql<Stored & { port: number }>(
      'SELECT * FROM virtual_machines ORDER BY id LIMIT 2',
    )
    expect(first).toMatchObject({ password: meanwhile, port: 2022 })
    expect(opened(second?.password ?? null)).toBe('before')
  })

  it('leaves all the old tokens where the server is killed under it', async () => {
    await test.sql('UPDATE virtual_machines SET password = $1', [token('before')])
    const killed = test.database.session((session) =>
      rekeySecrets(session, {
        old: [old, older],
        next,
        renewer: { renew: here },
        signal: session.signal,
        progress: () => undefined,
        async keepKey() {
          await test.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE mode = 'ExclusiveLock' AND relation = 'virtual_machines'::regclass",
          )
        },
      }),
    )
    expect(['unavailable', 'outcome_unknown']).toContain((await failure(killed)).code)
    const stored = await test.sql<Stored>('SELECT * FROM virtual_machines')
    expect(stored.map(({ password }) => opened(password, old))).toEqual(stored.map(() => 'before'))
  })
})
