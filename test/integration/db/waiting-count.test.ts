// The number of people who wait: told when it changes, by whoever, and not asked for while nothing is written.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { currentSnapshot } from '../../../src/main/db/changes'
import { add } from '../../../src/main/db/repository'
import type { Session } from '../../../src/main/db/session'
import type { Lab } from '../../../src/main/lab'
import { createWaitingCount, type WaitingCount } from '../../../src/main/waiting-count'
import { databases, type TestDatabase } from '../../support/database'
import { aUser } from '../../support/fixtures'
import { fill } from '../services/people'

describe.each(databases())('the waiting count on $name', ({ open }) => {
  let test: TestDatabase
  let told: number[]
  let signedIn: boolean
  let count: WaitingCount
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test.close())
  beforeEach(async () => {
    await fill(test)
    told = []
    signedIn = true
    const lab = {
      state: () => ({ kind: 'ready' }),
      current: () => ({ database: test.database, readOnly: null }),
    } as unknown as Lab
    count = createWaitingCount({ lab, isSignedIn: () => signedIn, tell: (now) => void told.push(now) })
    return () => count.stop()
  })
  const look = () =>
    test.database.session(async (session) =>
      count.look(session, test.database, await currentSnapshot(session)),
    )
  const comesIn = (name: string) =>
    test.sql(
      `INSERT INTO users (username, password, email, first_name, last_name, role, disabled) VALUES ('${name}', 'x', '${name}@x.edu', 'N', 'N', 'NEW_USER', false)`,
    )

  it('tells the first number, and others’ newcomers at the next look', async () => {
    await look()
    await comesIn('one')
    await comesIn('two')
    await look()
    await test.sql("UPDATE users SET first_name = 'M' WHERE username = 'one'")
    await look()
    expect(told).toEqual([1, 3])
  })

  it('asks nothing where the server has written nothing since', async () => {
    const snapshot = await test.database.session(async (session) => {
      const now = await currentSnapshot(session)
      await count.look(session, test.database, now)
      return now
    })
    // A session that was never opened: any statement in it would throw.
    await count.look({} as Session, test.database, snapshot)
    await expect(count.look({} as Session, test.database, 'another')).rejects.toThrow()
    expect(told).toEqual([1])
  })

  it('counts by itself after a write of this program, and not after reading', async () => {
    count.used(test.database)
    await vi.waitFor(() => expect(told).toEqual([1]))
    await test.database.session((session) => add(session, 'user', aUser('noor', { role: 'new_user' })))
    count.used(test.database)
    await vi.waitFor(() => expect(told).toEqual([1, 2]))
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    count.used(test.database)
    const planned = vi.getTimerCount()
    vi.useRealTimers()
    expect(planned).toBe(0)
  })

  it('takes the number away with whoever is signed out, and says nothing to nobody', async () => {
    await look()
    signedIn = false
    count.forget()
    await comesIn('late')
    await look()
    count.used(test.database)
    expect(told).toEqual([1, 0])
    signedIn = true
    await look()
    expect(told).toEqual([1, 0, 2])
  })
})
