// Units of work: what is kept, what is undone, and that the connection always comes back.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Session } from '../../../src/main/db/session'
import { add, find, remove, update } from '../../../src/main/db/repository'
import { execute, read, within } from '../../../src/main/db/statements'
import { databases, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser } from '../../support/fixtures'

describe.each(databases())('sessions on $name', ({ open, embedded }) => {
  let test: TestDatabase
  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)
  const usernames = async () =>
    (await test.sql<{ username: string }>('SELECT username FROM users')).map((row) => row.username)

  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test.close())
  beforeEach(() => test.clear())

  const idle = () => {
    const { using, waiting } = test.database.usage()
    return { using, waiting }
  }

  it('commits on return and rolls back on a throw, which comes out as it is', async () => {
    await session((open) => add(open, 'user', aUser('kept')))
    const mine = new Error('mine')
    const work = session(async (open) => {
      await add(open, 'user', aUser('dropped'))
      throw mine
    })
    await expect(work).rejects.toBe(mine)
    expect(await usernames()).toEqual(['kept'])
    expect(idle()).toEqual({ using: 0, waiting: 0 })
  })

  it('refuses a session after its end', async () => {
    let kept: Session | null = null
    await session((open) => {
      kept = open
      return Promise.resolve()
    })
    await expect(find(kept as unknown as Session, 'user', 1)).rejects.toThrow('after its end')
  })

  it('stays idle after 1,000 sessions that fail, each in one of several ways', async () => {
    await session((open) => add(open, 'user', aUser('taken')))
    const ways: ((open: Session) => Promise<unknown>)[] = [
      () => Promise.reject(new Error('own')),
      (open) => add(open, 'user', aUser('taken')),
      (open) => read(open, { text: 'SELECT 1/0' }),
      (open) => Promise.all([add(open, 'user', aUser('x')), read(open, { text: 'SELECT nonsense' })]),
      // Nobody waits for the first when the second throws.
      async (open) => {
        void add(open, 'user', aUser('y')).catch(() => undefined)
        await Promise.reject(new Error('early'))
      },
    ]
    const outcomes = await Promise.allSettled(
      Array.from({ length: 1000 }, (_, index) =>
        session((open) => ways[index % ways.length]?.(open) ?? Promise.resolve()),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toEqual([])
    expect(idle()).toEqual({ using: 0, waiting: 0 })
    expect(await usernames()).toEqual(['taken'])
    expect(await session((open) => read(open, { text: 'SELECT 1 AS one' }))).toEqual([{ one: 1 }])
  })

  it('is no success where a failed statement was swallowed', async () => {
    await session((open) => add(open, 'user', aUser('taken')))
    const swallowed = session(async (open) => {
      await add(open, 'user', aUser('lost'))
      await add(open, 'user', aUser('taken')).catch(() => undefined)
      return 'done'
    })
    expect(await failure(swallowed)).toMatchObject({ code: 'conflict' })
    expect(await usernames()).toEqual(['taken'])
  })

  it('tells the first failure where the next statement only echoes it', async () => {
    await session((open) => add(open, 'user', aUser('taken')))
    const echo = session(async (open) => {
      await add(open, 'user', aUser('taken')).catch(() => undefined)
      return find(open, 'user', 1)
    })
    expect(await failure(echo)).toMatchObject({ code: 'conflict', field: 'username' })
  })

  it('refuses to write in a read-only session, and says so', async () => {
    const body = await failure(session((open) => add(open, 'user', aUser('no')), { readOnly: true }))
    expect(body.code).toBe('forbidden')
    expect(await usernames()).toEqual([])
  })

  it('does nothing where the signal was aborted before', async () => {
    let called = false
    const work = session(
      () => {
        called = true
        return Promise.resolve()
      },
      { signal: AbortSignal.abort() },
    )
    expect(await failure(work)).toMatchObject({ code: 'cancelled' })
    expect(called).toBe(false)
  })

  it('rolls back where the signal aborts between two statements or after the last', async () => {
    const controller = new AbortController()
    const between = session(
      async (open) => {
        await add(open, 'user', aUser('undone'))
        controller.abort()
        await find(open, 'user', 1)
      },
      { signal: controller.signal },
    )
    expect(await failure(between)).toMatchObject({ code: 'cancelled' })
    const later = new AbortController()
    const after = session(
      async (open) => {
        await add(open, 'user', aUser('undone'))
        later.abort()
      },
      { signal: later.signal },
    )
    expect(await failure(after)).toMatchObject({ code: 'cancelled' })
    expect(await usernames()).toEqual([])
    expect(idle()).toEqual({ using: 0, waiting: 0 })
  })

  it('stops a statement at its own time limit, and cancels it when the signal aborts', async () => {
    const slow = embedded ? 'SELECT count(*) FROM generate_series(1, 300000)' : 'SELECT pg_sleep(60)'
    const controller = new AbortController()
    const cancelled = session(
      async (open) => {
        const running = read(open, { text: slow })
        controller.abort()
        await running
      },
      { signal: controller.signal },
    )
    expect(await failure(cancelled)).toMatchObject({ code: 'cancelled' })
    if (!embedded) {
      const limited = session((open) => read(open, { text: slow }), { statementTimeout: 50 })
      expect(await failure(limited)).toMatchObject({ code: 'in_use' })
    }
    expect(await session((open) => read(open, { text: 'SELECT 1 AS one' }))).toEqual([{ one: 1 }])
    expect(idle()).toEqual({ using: 0, waiting: 0 })
  })

  it('gives up on a reading that takes too long, and goes on', async () => {
    const slow = embedded ? 'SELECT 1 AS one' : 'SELECT 1 AS one FROM pg_sleep(60)'
    const seen = await session(async (open) => {
      const user = await add(open, 'user', aUser('kept'))
      const late = await within(open, 20, () => read(open, { text: slow }))
      const early = await within(open, 5000, () => find(open, 'user', user.id))
      return [late, early?.username, await read(open, { text: 'SHOW statement_timeout' })]
    })
    expect(seen).toEqual([
      embedded ? [{ one: 1 }] : null,
      'kept',
      [{ statement_timeout: expect.any(String) as string }],
    ])
    expect(seen[2]).not.toEqual([{ statement_timeout: '20ms' }])
    expect(await usernames()).toEqual(['kept'])
  })

  it('keeps what any statement wrote, and several at once', async () => {
    const { count } = await session((open) =>
      execute(
        open,
        `INSERT INTO users (username, password, email, first_name, last_name, role, disabled)
        SELECT 'u' || n, '', 'e' || n, '', '', 'regular', false FROM generate_series(1, 3) n`,
      ),
    )
    expect(count).toBe(3)
    await session((open) =>
      execute(
        open,
        `UPDATE users SET role = 'admin' WHERE username = 'u1'; DELETE FROM users WHERE username = 'u2'`,
      ),
    )
    expect(await test.sql('SELECT username, role FROM users ORDER BY id')).toEqual([
      { username: 'u1', role: 'admin' },
      { username: 'u3', role: 'regular' },
    ])
  })

  it('updates and deletes in one unit of work with what it added', async () => {
    const gone = await session(async (open) => {
      const user = await add(open, 'user', aUser('brief'))
      const renamed = await update(open, 'user', user.id, {
        version: user.version,
        base: user,
        changes: { username: 'renamed' },
      })
      return [renamed.username, await remove(open, 'user', [user.id])]
    })
    expect(gone).toEqual(['renamed', 1])
    expect(await usernames()).toEqual([])
  })
})
