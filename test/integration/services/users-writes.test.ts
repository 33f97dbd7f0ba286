// What becomes of assignments, counts and others' changes when people are written, on every kind of database.
import { compare } from 'bcrypt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Operator } from '@shared/roles'
import { text } from '@shared/text'
import { consequencesOfRemoving } from '../../../src/main/db/people'
import { setDisabled } from '../../../src/main/db/leavers'
import { add } from '../../../src/main/db/repository'
import { execute } from '../../../src/main/db/statements'
import { hashPassword } from '../../../src/main/services/password'
import { addUser, deleteUsers, updateUser } from '../../../src/main/services/users'
import { databases, servers, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser, someHash } from '../../support/fixtures'
import { admin, editOf, everything, fill, ids, manager, newcomer } from './people'

const words = text.services
type Changes = Parameters<typeof updateUser>[2]['changes']

describe.each(databases())('written people on $name', ({ open }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test.close())
  beforeEach(() => fill(test))

  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)
  const change = async (operator: Operator, id: number, changes: Changes) => {
    const edit = await editOf(test, 'user', id, changes)
    return session((open) => updateUser(open, operator, edit, null))
  }
  const going = (people: readonly number[]) => session((open) => consequencesOfRemoving(open, people))
  const drop = async (operator: Operator, people: readonly number[], heir: string | null = null) => {
    // Only who is disabled may be deleted.
    await session((open) => setDisabled(open, people, true))
    const expected = await going(people)
    return session((open) => deleteUsers(open, operator, people, expected, heir))
  }
  const assignments = async () =>
    (
      await test.sql<{ to: string }>(
        'SELECT assigned_to AS to FROM virtual_machines WHERE assigned_to IS NOT NULL ORDER BY id',
      )
    ).map(({ to }) => to)

  it('carries assignments along when somebody is renamed, and back', async () => {
    await change(admin, ids.raul, { username: 'raul-2' })
    expect(await assignments()).toEqual(['raul-2', 'raul-2', 'raul-2'])
    await change(manager, ids.raul, { username: 'raul' })
    expect(await assignments()).toEqual(['raul', 'raul', 'raul'])
  })

  it('passes assignments on, or leaves them to nobody, when somebody is deleted', async () => {
    await session((open) => add(open, 'user', aUser('noor', { role: 'regular' })))
    expect(await drop(admin, [ids.raul], 'noor')).toEqual({ users: 1, vms: 0, bookmarks: 0 })
    expect(await assignments()).toEqual(['noor', 'noor', 'noor'])
    expect(await drop(admin, [7])).toEqual({ users: 1, vms: 0, bookmarks: 0 })
    expect(await assignments()).toEqual([])
  })

  const moved: [string, string][] = [
    [
      'another machine',
      "INSERT INTO virtual_machines (name, host, port, username, user_id) VALUES ('m', 'h', 22, 'u', 3)",
    ],
    ['another bookmark', "INSERT INTO bookmarks (name, link, user_id) VALUES ('b', 'www.example.edu', 3)"],
    ['an assignment', "UPDATE virtual_machines SET assigned_to = 'lina' WHERE name = 'lab-05'"],
    ['one person less', 'DELETE FROM users WHERE id = 5'],
  ]
  it.each(moved)('deletes nothing where there is %s than was agreed to', async (_, happens) => {
    const people = [ids.lina, ids.yui]
    await session((open) => setDisabled(open, people, true))
    const expected = await going(people)
    expect(expected).toMatchObject({ users: 2, vms: 6, bookmarks: 1, assigned: 0 })
    await test.sql(happens)
    const before = await everything(test)
    const now = await going(people)
    const refused = await failure(session((open) => deleteUsers(open, admin, people, expected, null)))
    expect(refused).toMatchObject({ code: 'stale', message: words.movedOn, theirs: now })
    expect(await everything(test)).toEqual(before)
    expect(await session((open) => deleteUsers(open, admin, people, now, null))).toEqual({
      users: now.users,
      vms: now.vms,
      bookmarks: now.bookmarks,
    })
  })

  it('merges changes of different fields, and tells of the same one and of passwords', async () => {
    const one = await editOf(test, 'user', ids.raul, { firstName: 'Rául' })
    const two = await editOf(test, 'user', ids.raul, { lastName: 'Cruz' })
    const three = await editOf(test, 'user', ids.raul, { firstName: 'Paul' })
    const four = await editOf(test, 'user', ids.raul, {})
    await session((open) => updateUser(open, admin, one, null))
    const merged = await session((open) => updateUser(open, manager, two, null))
    expect(merged).toMatchObject({ firstName: 'Rául', lastName: 'Cruz' })
    expect(await failure(session((open) => updateUser(open, admin, three, null)))).toMatchObject({
      code: 'stale',
      fields: ['firstName'],
      theirs: merged,
    })
    expect(await failure(session((open) => updateUser(open, admin, four, someHash)))).toMatchObject({
      code: 'stale',
      fields: ['password'],
    })
  })

  it('keeps the first of two passwords set on the same version', async () => {
    const edit = await editOf(test, 'user', ids.raul, {})
    const hashes = ['a', 'b'].map((end) => someHash.slice(0, -1) + end)
    const both = await Promise.allSettled(
      hashes.map((hash) => session((open) => updateUser(open, admin, edit, hash))),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = both.find((result) => result.status === 'rejected')
    expect(lost?.reason).toMatchObject({ body: { code: 'stale', fields: ['password'] } })
    const kept = hashes[both.findIndex(({ status }) => status === 'fulfilled')]
    expect(await test.sql('SELECT password FROM users WHERE id = 4')).toEqual([{ password: kept }])
  })

  it('stores what the portal signs in with', async () => {
    const hash = await hashPassword(newcomer.password)
    await session((open) => addUser(open, admin, newcomer, hash))
    const [row] = await test.sql<Record<string, unknown>>("SELECT * FROM users WHERE username = 'mia'")
    expect(row).toMatchObject({ first_name: 'Mia', role: 'regular', disabled: false })
    expect(row?.password).toMatch(/^\$2b\$12\$.{53}$/u)
    expect(await compare(newcomer.password, String(row?.password))).toBe(true)
  })
})

describe.each(servers())('a name that the portal is freeing, on $name', ({ open }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test.close())
  beforeEach(() => fill(test))

  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)
  /** Sessions of this database that wait for another's lock, as the server itself says. */
  const waiting = async () =>
    (
      await test.sql(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      )
    ).length

  const takers: [string, () => Promise<unknown>][] = [
    [
      'an addition',
      () => session((open) => addUser(open, admin, { ...newcomer, username: 'raul' }, someHash)),
    ],
    [
      'a renaming',
      async () => {
        const edit = await editOf(test, 'user', ids.lina, { username: 'raul' })
        return session((open) => updateUser(open, admin, edit, null))
      },
    ],
  ]
  it.each(takers)('is refused to %s that waited for it, with the machines left to it', async (_, take) => {
    const { taking } = await session(async (portal) => {
      await execute(portal, 'DELETE FROM users WHERE id = 4')
      const waits = failure(take())
      await expect.poll(waiting, { timeout: 5000 }).toBe(1)
      return { taking: waits }
    })
    expect(await taking).toMatchObject({ fields: { username: words.claimed('raul', 3) } })
    expect(await test.sql("SELECT id FROM users WHERE username = 'raul'")).toEqual([])
  })
})
