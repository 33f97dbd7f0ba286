// The waiting list on every kind of database: who is approved or denied, who is skipped and why, two consoles at once.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ApprovalRole } from '@shared/waiting'
import type { Operator } from '@shared/roles'
import { openDatabase, type OpenDatabase } from '../../../src/main/db/connect'
import { countWaiting } from '../../../src/main/db/waiting'
import { approve, deny, type Chosen } from '../../../src/main/services/waiting'
import { workOf } from '../../../src/main/db/work'
import { databases, quiet, servers, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { admin, everything, fill, manager } from './people'

const newcomers = (count: number, role = 'new_user') =>
  `INSERT INTO users (username, password, email, first_name, last_name, role, disabled)
SELECT 'new' || n, '$2b$12$x', 'new' || n || '@lab.example.edu', 'New', 'Comer', '${role}', false
FROM generate_series(1, ${count}) n RETURNING id`

async function comeIn(test: TestDatabase, count: number, role?: string): Promise<number[]> {
  const rows = await test.sql<{ id: number }>(newcomers(count, role))
  return rows.map(({ id }) => id).sort((a, b) => a - b)
}

async function rolesOf(test: TestDatabase, ids: readonly number[]): Promise<Record<string, string>> {
  const rows = await test.sql<{ username: string; role: string }>(
    'SELECT username, role FROM users WHERE id = ANY($1::int[]) ORDER BY id',
    [ids],
  )
  return Object.fromEntries(rows.map(({ username, role }) => [username, role]))
}

describe.each(
  databases().flatMap((kind) => [
    { ...kind, form: 'sql' as const },
    { ...kind, form: 'models' as const },
  ]),
)('the waiting list on $name, tables of the portal’s $form', ({ open, form }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open(form)
  })
  afterAll(() => test.close())
  beforeEach(() => fill(test))

  const accept = (operator: Operator, chosen: Partial<Chosen>, role: ApprovalRole = 'regular') =>
    test.database.session((session) => approve(session, operator, { ids: [], seen: [], ...chosen }, role))
  const refuse = (operator: Operator, chosen: Partial<Chosen>, reason = 'not of this course') =>
    test.database.session((session) => deny(session, operator, { ids: [], seen: [], ...chosen }, reason))

  it('approves 500 in one go, and says whom', async () => {
    const ids = await comeIn(test, 500)
    const outcome = await accept(manager, { ids })
    expect(outcome).toMatchObject({ done: 500, names: ['new1', 'new2', 'new3', 'new4', 'new5'], skipped: [] })
    expect(outcome.operation).toMatch(/^[0-9a-f-]{36}$/u)
    expect(new Set(Object.values(await rolesOf(test, ids)))).toEqual(new Set(['regular']))
  })

  it('takes roles in capitals and with blanks for what the portal takes them for', async () => {
    const ids = await comeIn(test, 2, 'NEW_USER')
    await test.sql("UPDATE users SET role = ' New_User' WHERE username = 'new2'")
    const before = await test.database.session(countWaiting)
    expect(await accept(admin, { ids })).toMatchObject({ done: 2, skippedCount: 0 })
    expect(await rolesOf(test, ids)).toEqual({ new1: 'regular', new2: 'regular' })
    expect(await test.database.session(countWaiting)).toBe(before - 2)
  })

  it('counts those who wait and nobody else', async () => {
    const before = await test.database.session(countWaiting)
    await comeIn(test, 3)
    await test.sql("UPDATE users SET role = 'new_users' WHERE username = 'new1'")
    expect(await test.database.session(countWaiting)).toBe(before + 2)
  })

  it('skips whoever was approved, disabled, edited, denied or has machines under their name, and says so', async () => {
    const ids = await comeIn(test, 6)
    const [approved, disabled, edited, gone, claimed, fit] = ids
    const rows = await test.sql<{ id: number; version: string }>(
      'SELECT id, xmin::text AS version FROM users WHERE id = ANY($1::int[])',
      [ids],
    )
    await test.sql("UPDATE users SET role = 'Sidekick' WHERE id = $1", [approved])
    await test.sql('UPDATE users SET disabled = true WHERE id = $1', [disabled])
    await test.sql("UPDATE users SET last_name = 'Other' WHERE id = $1", [edited])
    await test.sql('DELETE FROM users WHERE id = $1', [gone])
    await test.sql("UPDATE virtual_machines SET assigned_to = 'new5' WHERE name = 'lab-05'")
    const outcome = await accept(manager, { ids, seen: rows })
    expect(outcome).toMatchObject({ done: 1, names: ['new6'], skippedCount: 5 })
    expect(Object.fromEntries(outcome.skipped.map(({ id, why }) => [id, why]))).toEqual({
      [approved ?? 0]: 'approved',
      [disabled ?? 0]: 'disabled',
      [edited ?? 0]: 'changed',
      [gone ?? 0]: 'gone',
      [claimed ?? 0]: 'claimed',
    })
    expect(await rolesOf(test, ids)).toEqual({
      new1: 'Sidekick',
      new2: 'new_user',
      new3: 'new_user',
      new5: 'new_user',
      new6: 'regular',
    })
    expect(fit).toBe(ids[5])
  })

  it('never deletes who was approved meanwhile, nor anybody with things of their own', async () => {
    const ids = await comeIn(test, 5)
    await test.sql("UPDATE users SET role = 'regular' WHERE username = 'new1'")
    await test.sql(
      `INSERT INTO bookmarks (name, link, user_id) SELECT 'b', 'www.example.edu', id FROM users WHERE username = 'new2'`,
    )
    await test.sql(
      `INSERT INTO virtual_machines (name, host, port, username, shared, user_id) SELECT 'm', 'h', 22, 'u', true, id FROM users WHERE username = 'new3'`,
    )
    await test.sql("UPDATE virtual_machines SET assigned_to = 'new4' WHERE name = 'lab-05'")
    const outcome = await refuse(manager, { ids })
    expect(outcome).toMatchObject({ done: 1, names: ['new5'], skippedCount: 4 })
    expect(outcome.skipped.map(({ username, why }) => [username, why])).toEqual([
      ['new1', 'approved'],
      ['new2', 'owns'],
      ['new3', 'owns'],
      ['new4', 'owns'],
    ])
    expect(Object.keys(await rolesOf(test, ids))).toEqual(['new1', 'new2', 'new3', 'new4'])
  })

  it('writes nothing and offers nothing to undo where nobody is left', async () => {
    const before = await everything(test)
    expect(await accept(admin, { ids: [1, 2, 3, 999_999] })).toMatchObject({
      operation: null,
      done: 0,
      skippedCount: 4,
    })
    expect(await refuse(admin, { ids: [1, 2, 3, 999_999] })).toMatchObject({
      operation: null,
      done: 0,
      skippedCount: 4,
    })
    expect(await everything(test)).toEqual(before)
  })

  it('lets an admin approve as manager, and a manager not', async () => {
    const ids = await comeIn(test, 1)
    const refused = await failure(accept(manager, { ids }, 'manager'))
    expect(refused).toMatchObject({ code: 'invalid_input', fields: { role: expect.any(String) } })
    expect(await rolesOf(test, ids)).toEqual({ new1: 'new_user' })
    expect(await accept(admin, { ids }, 'manager')).toMatchObject({ done: 1 })
    expect(await rolesOf(test, ids)).toEqual({ new1: 'manager' })
  })

  it('notes for the change log what was done to whom, with the reason, and no hash', async () => {
    const ids = await comeIn(test, 2)
    const [first = 0, second = 0] = ids
    const changes = await test.database.session(async (session) => {
      await approve(session, admin, { ids: [first], seen: [] }, 'sidekick')
      await deny(session, admin, { ids: [second], seen: [] }, 'double account')
      return [...workOf(session).operation.changes]
    })
    expect(changes).toMatchObject([
      { rowId: first, kind: 'update', old: { role: 'new_user' }, new: { role: 'sidekick' } },
      { rowId: second, label: 'new2', kind: 'remove', new: { reason: 'double account' } },
    ])
    expect(JSON.stringify(changes)).not.toContain('$2b$')
  })
})

describe.each(servers())('two consoles at the same waiting list on $name', ({ open }) => {
  let test: TestDatabase
  let other: OpenDatabase
  beforeAll(async () => {
    test = await open()
    other = openDatabase(test.options, quiet)
  })
  afterAll(async () => {
    await other.close()
    await test.close()
  })
  beforeEach(() => fill(test))

  it('approves each of 60 once, whoever comes first', async () => {
    const ids = await comeIn(test, 60)
    const chosen = { ids, seen: [] }
    const reversed = { ids: ids.toReversed(), seen: [] }
    const [mine, theirs] = await Promise.all([
      test.database.session((session) => approve(session, admin, chosen, 'regular')),
      other.session((session) => approve(session, manager, reversed, 'sidekick')),
    ])
    expect(mine.done + theirs.done).toBe(60)
    expect(mine.skippedCount + theirs.skippedCount).toBe(60)
    const roles = Object.values(await rolesOf(test, ids))
    expect(roles.filter((role) => role === 'regular')).toHaveLength(mine.done)
    expect(roles.filter((role) => role === 'sidekick')).toHaveLength(theirs.done)
  })

  it('never deletes whom the other approves, in twenty races', async () => {
    for (let race = 0; race < 20; race++) {
      const [id = 0] = (
        await test.sql<{ id: number }>(
          `INSERT INTO users (username, password, email, first_name, last_name, role, disabled) VALUES ('race${race}', 'x', 'race${race}@x.edu', 'R', 'R', 'new_user', false) RETURNING id`,
        )
      ).map((row) => row.id)
      const chosen = { ids: [id], seen: [] }
      const [approved, denied] = await Promise.all([
        test.database.session((session) => approve(session, admin, chosen, 'regular')),
        other.session((session) => deny(session, manager, chosen, 'late')),
      ])
      expect(approved.done + denied.done).toBe(1)
      const left = await rolesOf(test, [id])
      expect(left).toEqual(approved.done === 1 ? { [`race${race}`]: 'regular' } : {})
      const loser = approved.done === 1 ? denied : approved
      expect(loser.skipped[0]?.why).toBe(approved.done === 1 ? 'approved' : 'gone')
    }
  })
})
