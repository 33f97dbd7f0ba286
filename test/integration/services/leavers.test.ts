// Leavers: what disabling, enabling, deleting and handing on do to what people have, on every kind of database.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Operator } from '@shared/roles'
import type { Sharing } from '@shared/sharing'
import { text } from '@shared/text'
import { operationOf } from '../../../src/main/db/history'
import { holdingsOf } from '../../../src/main/db/holdings'
import { leavingOf } from '../../../src/main/db/leavers'
import { consequencesOfRemoving } from '../../../src/main/db/people'
import { add, overwrite, type Values } from '../../../src/main/db/repository'
import type { Session } from '../../../src/main/db/session'
import { seeAs } from '../../../src/main/db/sight'
import { execute } from '../../../src/main/db/statements'
import { workOf } from '../../../src/main/db/work'
import {
  disablePeople,
  enablePeople,
  passOn,
  restorableOf,
  type DisableRequest,
} from '../../../src/main/services/leavers'
import { giveRole } from '../../../src/main/services/role-giving'
import { deleteUsers } from '../../../src/main/services/users'
import { databases, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser, aVm } from '../../support/fixtures'
import { admin, everything, fill, ids, manager } from './people'

const words = text.leavers

describe.each(databases())('leavers on $name', ({ open }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open('models')
    await test.sql(changeLog)
  })
  afterAll(() => test.close())
  beforeEach(async () => {
    await fill(test)
    await test.sql('TRUNCATE console_changes')
    // Lina owns an unshared machine beside her six; one of hers is assigned to raul, another to herself.
    await session(async (open) => {
      await add(open, 'vm', aVm('secret', ids.lina, { shared: false }))
      await add(open, 'vm', aVm('self', ids.lina, { assignedTo: 'lina' }))
      await add(open, 'user', aUser('mia', { role: 'sidekick' }))
      await add(open, 'user', aUser('noor', { role: 'regular' }))
      await add(open, 'user', aUser('idle', { role: 'sidekick', disabled: true }))
    })
  })

  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)
  /** As the change log keeps it, in the same transaction. */
  const logged = <T>(fn: (open: Session) => Promise<T>) =>
    session(async (open) => {
      const result = await fn(open)
      await keep(open)
      return result
    })
  const disable = async (
    people: readonly number[],
    rest: Partial<DisableRequest> = {},
    operator: Operator = admin,
  ) => {
    const expected = await session((open) => leavingOf(open, people, { enabledOnly: true }))
    const request: DisableRequest = {
      ids: people,
      machines: 'share',
      assigned: 'free',
      assignTo: null,
      expected,
      ...rest,
    }
    return logged((open) => disablePeople(open, operator, request))
  }
  const machine = async (name: string) =>
    (
      await test.sql(
        'SELECT shared, assigned_to AS to, u.username AS owner FROM virtual_machines v JOIN users u ON u.id = user_id WHERE name = $1',
        [name],
      )
    )[0]
  const isDisabled = async (id: number) =>
    (await test.sql<{ disabled: boolean }>('SELECT disabled FROM users WHERE id = $1', [id]))[0]?.disabled
  const assignedTo = async (name: string) =>
    (
      await test.sql<{ n: number }>(
        'SELECT count(*)::int AS n FROM virtual_machines WHERE assigned_to = $1',
        [name],
      )
    )[0]?.n

  it('says what hangs on people, with the first names', async () => {
    const found = await session((open) => leavingOf(open, [ids.lina, ids.raul, ids.gone, 999]))
    expect(found).toEqual({
      users: 3,
      names: ['gone', 'lina', 'raul'],
      enabled: 2,
      enabledNames: ['lina', 'raul'],
      vms: 8,
      vmNames: ['lab-02', 'lab-04', 'lab-06', 'lab-08', 'lab-10'],
      unshared: 1,
      bookmarks: 1,
      bookmarkNames: ['Lab handbook'],
      assigned: 2,
      assignedAny: 4,
      assignedNames: ['lab-01', 'lab-02', 'lab-03', 'self'],
    })
  })

  it('counts what disabling is about without those who are disabled already', async () => {
    await session((open) => add(open, 'vm', aVm('idle-1', 9, { shared: false })))
    const about = (enabledOnly: boolean) => session((open) => leavingOf(open, [ids.raul, 9], { enabledOnly }))
    expect(await about(false)).toMatchObject({ users: 2, enabled: 1, vms: 1, unshared: 1, assignedAny: 3 })
    expect(await about(true)).toMatchObject({ users: 2, enabled: 1, vms: 0, unshared: 0, assignedAny: 3 })
  })

  it('disables as the portal does: machines of their own are shared; and those assigned to them are freed', async () => {
    expect(await disable([ids.lina])).toEqual({ disabled: 1, shared: 1, assigned: 1 })
    expect(await isDisabled(ids.lina)).toBe(true)
    expect(await machine('secret')).toEqual({ shared: true, to: null, owner: 'lina' })
    expect(await machine('self')).toEqual({ shared: true, to: null, owner: 'lina' })
    // Another's machine, and what is assigned to somebody else, are nobody's business.
    expect(await machine('lab-02')).toEqual({ shared: true, to: 'raul', owner: 'lina' })
  })

  it('leaves machines as they are where that was chosen', async () => {
    const before = await test.sql('SELECT * FROM virtual_machines ORDER BY id')
    expect(await disable([ids.lina, ids.raul], { machines: 'keep', assigned: 'keep' })).toEqual({
      disabled: 2,
      shared: 0,
      assigned: 0,
    })
    expect(await test.sql('SELECT * FROM virtual_machines ORDER BY id')).toEqual(before)
  })

  it('passes assignments on, and shares what was assigned but not shared', async () => {
    await test.sql("UPDATE virtual_machines SET shared = false WHERE name = 'lab-01'")
    expect(await disable([ids.raul], { assigned: 'pass', assignTo: 'noor' })).toEqual({
      disabled: 1,
      shared: 1,
      assigned: 3,
    })
    expect(await assignedTo('noor')).toBe(3)
    expect(await machine('lab-01')).toMatchObject({ shared: true, to: 'noor' })
  })

  it('leaves who is disabled already, and their machines, alone', async () => {
    await session((open) => add(open, 'vm', aVm('idle-1', 9, { shared: false })))
    expect(await disable([ids.raul, 9])).toMatchObject({ disabled: 1 })
    expect(await machine('idle-1')).toMatchObject({ shared: false })
  })

  it('notes every row that it writes, once', async () => {
    const request: DisableRequest = {
      ids: [ids.lina],
      machines: 'share',
      assigned: 'free',
      assignTo: null,
      expected: { enabled: 1, unshared: 1, assignedAny: 1 },
    }
    const changes = await session(async (open) => {
      await disablePeople(open, admin, request)
      return [...workOf(open).operation.changes]
    })
    expect(changes).toEqual([
      {
        entity: 'user',
        rowId: ids.lina,
        label: 'lina',
        kind: 'update',
        old: { disabled: false },
        new: { disabled: true },
      },
      {
        entity: 'vm',
        rowId: 13,
        label: 'secret',
        kind: 'update',
        old: { shared: false },
        new: { shared: true },
      },
      {
        entity: 'vm',
        rowId: 14,
        label: 'self',
        kind: 'update',
        old: { assignedTo: 'lina' },
        new: { assignedTo: null },
      },
    ])
  })

  const field = (name: string, message: string) => ({ code: 'invalid_input', fields: { [name]: message } })
  const heir = (assignTo: string | null) => disable([ids.raul], { assigned: 'pass', assignTo })
  const hand = (to: { passTo?: string; assignTo?: string }, people: readonly number[] = [ids.lina]) =>
    session((open) => passOn(open, admin, people, { passTo: null, assignTo: null, ...to }))
  const refusals: [string, () => Promise<unknown>, object][] = [
    [
      'oneself is disabled',
      () => disable([ids.raul, ids.ada]),
      { code: 'forbidden', message: text.services.ownDisable },
    ],
    [
      'a manager disables a manager',
      () => disable([ids.raul, ids.gone], {}, manager),
      { code: 'forbidden', message: text.services.mayNotManage(['gone']) },
    ],
    [
      'the last admin is disabled',
      () => disable([ids.ada, ids.raul], {}, { ...admin, id: ids.gone }),
      { code: 'in_use', message: text.services.lastAdmin },
    ],
    ['nobody is there any more', () => disable([998, 999]), { code: 'not_found', message: words.allGone }],
    ['assignments go to nobody chosen', () => heir(null), field('assignTo', words.chooseHeir)],
    ['they go to one of the leavers', () => heir('raul'), field('assignTo', words.heirLeaves('raul'))],
    ['they go to a manager', () => heir('tobe'), field('assignTo', text.services.assigneeRole('tobe'))],
    [
      'they go to somebody disabled',
      () => heir('idle'),
      field('assignTo', text.services.assigneeDisabled('idle')),
    ],
    ['they go to somebody gone', () => heir('ghost'), field('assignTo', text.services.assigneeGone('ghost'))],
    [
      'more is shared than was shown',
      () => disable([ids.lina], { expected: { enabled: 1, unshared: 0, assignedAny: 1 } }),
      { code: 'stale' },
    ],
    ['things are passed to no one', () => hand({}), field('passTo', words.chooseHeir)],
    ['things go to a regular user', () => hand({ passTo: 'noor' }), field('passTo', text.services.ownerRole)],
    [
      'things go to somebody disabled',
      () => hand({ passTo: 'idle' }),
      field('passTo', text.services.assigneeDisabled('idle')),
    ],
    ['things go to somebody gone', () => hand({ passTo: 'ghost' }), field('passTo', text.services.ownerGone)],
    ['things go to themselves', () => hand({ passTo: 'lina' }), field('passTo', words.heirLeaves('lina'))],
    [
      'a manager passes on what an admin has',
      () => session((open) => passOn(open, manager, [ids.ada], { passTo: 'mia', assignTo: null })),
      { code: 'forbidden', message: text.services.mayNotManage(['ada']) },
    ],
  ]
  it.each(refusals)('refuses, and writes nothing, where %s', async (_, attempt, body) => {
    const before = await everything(test)
    expect(await failure(attempt())).toMatchObject(body)
    expect(await everything(test)).toEqual(before)
  })

  describe('enabling', () => {
    const enable = (people: readonly number[], putBack = true) =>
      logged((open) => enablePeople(open, admin, { ids: people, putBack }))
    const restorable = (people: readonly number[]) => session((open) => restorableOf(open, people))

    it('puts back what disabling changed', async () => {
      const before = await everything(test)
      await disable([ids.lina, ids.raul])
      expect(await restorable([ids.lina, ids.raul])).toEqual({
        logged: true,
        unshare: 1,
        assign: 4,
        names: ['lab-01', 'lab-02', 'lab-03', 'secret', 'self'],
      })
      expect(await enable([ids.lina, ids.raul])).toEqual({ enabled: 2, unshared: 1, assigned: 4 })
      expect(await everything(test)).toEqual(before)
    })

    it('counts for a manager all that it would put back, and names what they see', async () => {
      await disable([ids.lina], { assigned: 'keep' })
      const found = (sharing: Sharing) =>
        session((open) => {
          seeAs(open, manager, sharing)
          return restorableOf(open, [ids.lina])
        })
      expect(await found(null)).toEqual({ logged: true, unshare: 1, assign: 0, names: [] })
      expect(await found('manager')).toEqual({ logged: true, unshare: 1, assign: 0, names: ['secret'] })
    })

    it('takes back what was passed on, where the other still has it', async () => {
      await disable([ids.raul], { assigned: 'pass', assignTo: 'noor' })
      await test.sql("UPDATE virtual_machines SET assigned_to = 'mia' WHERE name = 'lab-02'")
      expect(await restorable([ids.raul])).toMatchObject({ unshare: 0, assign: 2 })
      expect(await enable([ids.raul])).toEqual({ enabled: 1, unshared: 0, assigned: 2 })
      expect(await machine('lab-02')).toMatchObject({ to: 'mia' })
      expect(await assignedTo('raul')).toBe(2)
    })

    it('leaves alone what somebody changed since, and what the role no longer allows', async () => {
      await disable([ids.lina, ids.raul])
      await test.sql("UPDATE virtual_machines SET assigned_to = 'noor' WHERE name IN ('secret', 'lab-01')")
      await test.sql("UPDATE users SET role = 'manager' WHERE username = 'lina'")
      expect(await enable([ids.lina, ids.raul])).toEqual({ enabled: 2, unshared: 0, assigned: 2 })
      expect(await machine('secret')).toMatchObject({ shared: true, to: 'noor' })
      expect(await machine('self')).toMatchObject({ to: null })
    })

    it('leaves alone a machine that others own, have had or keep to themselves by now', async () => {
      await test.sql("UPDATE virtual_machines SET shared = false, assigned_to = 'noor' WHERE name = 'lab-04'")
      await disable([ids.lina, ids.raul])
      const change = async (name: string, changes: Partial<Values['vm']>) => {
        const [row] = await test.sql<{ id: number }>('SELECT id FROM virtual_machines WHERE name = $1', [
          name,
        ])
        await logged((open) => overwrite(open, 'vm', row?.id ?? 0, changes))
      }
      await change('lab-01', { ownerId: 7 })
      await test.sql("UPDATE virtual_machines SET shared = false WHERE name = 'lab-02'")
      await change('lab-04', { assignedTo: null })
      // These two are as they were again.
      await change('lab-03', { ownerId: 7 })
      await change('lab-03', { ownerId: ids.tobe })
      await change('secret', { assignedTo: 'noor' })
      await change('secret', { assignedTo: null })
      const expected = { names: ['lab-03', 'secret', 'self'], unshare: 1, assign: 2 }
      expect(await restorable([ids.lina, ids.raul])).toMatchObject(expected)
      expect(await enable([ids.lina, ids.raul])).toEqual({ enabled: 2, unshared: 1, assigned: 2 })
      expect(await machine('lab-01')).toEqual({ shared: true, to: null, owner: 'mia' })
      expect(await machine('lab-02')).toEqual({ shared: false, to: null, owner: 'lina' })
      expect(await machine('lab-03')).toEqual({ shared: true, to: 'raul', owner: 'tobe' })
      expect(await machine('lab-04')).toMatchObject({ shared: true })
    })

    it('holds a disabling for over once they were enabled, whatever was put back', async () => {
      await disable([ids.raul])
      await enable([ids.raul], false)
      // In the portal, which logs nothing.
      await test.sql("UPDATE users SET disabled = true WHERE username = 'raul'")
      expect(await restorable([ids.raul])).toMatchObject({ unshare: 0, assign: 0 })
      expect(await enable([ids.raul])).toEqual({ enabled: 1, unshared: 0, assigned: 0 })
      expect(await assignedTo('raul')).toBe(0)
    })

    it('follows a new username', async () => {
      await disable([ids.raul])
      await test.sql("UPDATE users SET username = 'raoul' WHERE username = 'raul'")
      expect(await enable([ids.raul])).toMatchObject({ assigned: 3 })
      expect(await assignedTo('raoul')).toBe(3)
    })

    it('puts nothing back unasked, or twice, or without a log', async () => {
      await disable([ids.raul])
      expect(await enable([ids.raul], false)).toEqual({ enabled: 1, unshared: 0, assigned: 0 })
      expect(await restorable([ids.raul])).toMatchObject({ assign: 0 })
      expect(await enable([ids.raul])).toEqual({ enabled: 0, unshared: 0, assigned: 0 })
      await test.sql('ALTER TABLE console_changes RENAME TO console_hidden')
      try {
        expect(await restorable([ids.raul])).toEqual({ logged: false, unshare: 0, assign: 0, names: [] })
      } finally {
        await test.sql('ALTER TABLE console_hidden RENAME TO console_changes')
      }
    })
  })

  it('passes on what people own and what is assigned to them', async () => {
    const done = await session((open) =>
      passOn(open, manager, [ids.lina, ids.raul], { passTo: 'mia', assignTo: 'noor' }),
    )
    expect(done).toEqual({ vms: 8, bookmarks: 1, assigned: 4 })
    expect(await machine('lab-02')).toEqual({ shared: true, to: 'noor', owner: 'mia' })
    expect(await machine('secret')).toEqual({ shared: false, to: null, owner: 'mia' })
    expect(await session((open) => leavingOf(open, [ids.lina, ids.raul]))).toMatchObject({
      vms: 0,
      bookmarks: 0,
      assignedAny: 0,
    })
  })

  it('lets no manager take over machines that are kept from them', async () => {
    const before = await everything(test)
    const taking = session((open) => {
      seeAs(open, manager, null)
      return passOn(open, manager, [ids.lina], { passTo: 'tobe', assignTo: null })
    })
    expect(await failure(taking)).toMatchObject({ fields: { passTo: words.notToYourself } })
    expect(await everything(test)).toEqual(before)
    const names = await session((open) => {
      seeAs(open, manager, null)
      return leavingOf(open, [ids.lina])
    })
    expect(names.vmNames).not.toContain('secret')
  })

  it('deletes after passing everything on, in one transaction', async () => {
    await disable([ids.lina, ids.raul], { machines: 'keep', assigned: 'keep' })
    const people = [ids.lina, ids.raul]
    const expected = await session((open) => consequencesOfRemoving(open, people))
    const gone = await session((open) => deleteUsers(open, admin, people, expected, 'noor', 'mia'))
    expect(gone).toEqual({ users: 2, vms: 0, bookmarks: 0 })
    expect(await session((open) => leavingOf(open, [7]))).toMatchObject({ vms: 8, bookmarks: 1 })
    expect(await assignedTo('noor')).toBe(4)
    expect(await test.sql('SELECT id FROM virtual_machines WHERE user_id = ANY($1)', [people])).toEqual([])
  })

  it('keeps everything where a deletion fails behind the passing on', async () => {
    await disable([ids.lina])
    const before = await everything(test)
    const expected = await session((open) => consequencesOfRemoving(open, [ids.lina]))
    const broken = session(async (open) => {
      await deleteUsers(open, admin, [ids.lina], expected, null, 'mia')
      throw new Error('the program ends here')
    })
    await expect(broken).rejects.toThrow('the program ends here')
    expect(await everything(test)).toEqual(before)
  })

  describe('roles for many', () => {
    const give = (
      people: readonly number[],
      role: Parameters<typeof giveRole>[2]['role'],
      typed?: string,
      by = admin,
    ) => session((open) => giveRole(open, by, { ids: people, role, confirmedName: typed }))
    const roleOf = async (id: number) =>
      (await test.sql<{ role: string }>('SELECT role FROM users WHERE id = $1', [id]))[0]?.role

    it('gives one role to those who have another, and mends its spelling', async () => {
      await test.sql("UPDATE users SET role = ' Sidekick' WHERE username = 'mia'")
      expect(await give([ids.lina, ids.raul, ids.yui, 7], 'sidekick', undefined, manager)).toBe(3)
      for (const id of [ids.lina, ids.raul, ids.yui, 7]) expect(await roleOf(id)).toBe('sidekick')
    })

    it('makes admins of those whose usernames were all typed', async () => {
      expect(await failure(give([ids.lina, ids.raul], 'admin', 'lina'))).toMatchObject(
        field('confirmedName', text.rights.adminUnconfirmed(['lina', 'raul'])),
      )
      expect(await give([ids.lina, ids.raul, ids.ada], 'admin', 'raul, lina')).toBe(2)
    })

    it.each<[string, () => Promise<unknown>, object]>([
      [
        'a manager makes managers',
        () => give([ids.raul], 'manager', undefined, manager),
        field('role', text.services.mayNotGrant),
      ],
      [
        'a manager demotes a manager',
        () => give([ids.raul, ids.gone], 'regular', undefined, manager),
        { code: 'forbidden', message: text.services.mayNotManage(['gone']) },
      ],
      [
        'somebody demotes themselves',
        () => give([ids.raul, ids.ada], 'regular'),
        { code: 'forbidden', message: text.services.ownRole },
      ],
      [
        'the last admin is demoted',
        () => give([ids.ada], 'regular', undefined, { ...admin, id: ids.gone }),
        { code: 'in_use' },
      ],
      [
        'somebody is approved under a name that has machines',
        () => give([ids.raul, ids.yui], 'sidekick', undefined, manager),
        field('role', text.services.claimedWaiting(['yui'])),
      ],
    ])('refuses, and writes nothing, where %s', async (_, attempt, body) => {
      await session((open) => add(open, 'vm', aVm('orphan', ids.lina, { assignedTo: 'yui' })))
      const before = await everything(test)
      expect(await failure(attempt())).toMatchObject(body)
      expect(await everything(test)).toEqual(before)
    })
  })

  it('shows what a person has', async () => {
    const lina = await session((open) => holdingsOf(open, ids.lina))
    expect(lina.owned.total).toBe(8)
    expect(lina.owned.rows[0]).toMatchObject({
      name: 'lab-02',
      host: '10.1.2.2',
      owner: 'lina',
      assignedTo: 'raul',
    })
    expect(lina.assigned).toMatchObject({ total: 1, rows: [{ name: 'self' }] })
    expect(lina.bookmarks).toMatchObject({ total: 1, rows: [{ name: 'Lab handbook' }] })
    // A manager sees what the portal shows them: not what is neither shared nor assigned.
    const seen = await session((open) => {
      seeAs(open, manager, 'manager')
      return holdingsOf(open, ids.lina)
    })
    expect(seen.owned.total).toBe(7)
    expect(seen.owned.rows.map(({ name }) => name)).not.toContain('secret')
    const none = { total: 0, rows: [] }
    expect(await session((open) => holdingsOf(open, 999))).toEqual({
      owned: none,
      assigned: none,
      bookmarks: none,
    })
  })
})

/** The part of the change log that enabling reads. */
const changeLog = `CREATE TABLE console_changes (id bigint GENERATED ALWAYS AS IDENTITY, operation text, at timestamptz DEFAULT clock_timestamp(), action text,
  entity text, row_id int, label text, kind text, old jsonb, new jsonb)`

async function keep(session: Session): Promise<void> {
  const { changes } = workOf(session).operation
  for (const { entity, rowId, label, kind, old, new: now } of changes) {
    await execute(
      session,
      'INSERT INTO console_changes (operation, entity, row_id, label, kind, old, new) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [operationOf(session), entity, rowId, label, kind, JSON.stringify(old), JSON.stringify(now)],
    )
  }
}
