// The portal's rules on people, where only the database can tell: past the window, on every kind of database.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '@shared/errors'
import { roles, type Operator } from '@shared/roles'
import { text } from '@shared/text'
import { addUsers, consequencesOfRemoving } from '../../../src/main/db/people'
import { add, find } from '../../../src/main/db/repository'
import { setDisabled } from '../../../src/main/db/leavers'
import { disablePeople } from '../../../src/main/services/leavers'
import { giveRole } from '../../../src/main/services/role-giving'
import { addUser, deleteUsers, updateUser } from '../../../src/main/services/users'
import { databases, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser, aVm, someHash } from '../../support/fixtures'
import { admin, editOf, everything, fill, ids, manager, meeting, newcomer } from './people'

const words = text.services
type Changes = Parameters<typeof updateUser>[2]['changes']
const former: Operator = { ...admin, id: ids.gone, username: 'gone' }

describe.each(databases())('people on $name', ({ open, embedded }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test.close())
  beforeEach(() => fill(test))

  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)
  const change = async (
    operator: Operator,
    id: number,
    changes: Changes,
    hash: string | null = null,
    typed?: string,
  ) => {
    const edit = await editOf(test, 'user', id, changes)
    return session((open) => updateUser(open, operator, edit, hash, typed))
  }
  const going = (people: readonly number[]) => session((open) => consequencesOfRemoving(open, people))
  const drop = async (operator: Operator, people: readonly number[], heir: string | null = null) => {
    const expected = await going(people)
    return session((open) => deleteUsers(open, operator, people, expected, heir))
  }
  const addPerson = (operator: Operator, rest: object = {}) =>
    session((open) => addUser(open, operator, { ...newcomer, ...rest }, someHash))
  const field = (name: string, message: string) => ({ code: 'invalid_input', fields: { [name]: message } })
  const notManaged = (name: string) => ({ code: 'forbidden', message: words.mayNotManage([name]) })
  const refusals: [string, () => Promise<unknown>, object][] = [
    ['a manager changes an admin', () => change(manager, ids.ada, { firstName: 'X' }), notManaged('ada')],
    ['a manager changes a manager', () => change(manager, ids.gone, { disabled: false }), notManaged('gone')],
    ['a manager sets an admin’s password', () => change(manager, ids.ada, {}, someHash), notManaged('ada')],
    [
      'a manager makes a manager',
      () => change(manager, ids.raul, { role: 'manager' }),
      field('role', words.mayNotGrant),
    ],
    [
      'a manager makes an admin',
      () => change(manager, ids.lina, { role: 'admin' }),
      field('role', words.mayNotGrant),
    ],
    [
      'a manager adds a manager',
      () => addPerson(manager, { role: 'manager' }),
      field('role', words.mayNotGrant),
    ],
    [
      'a manager adds an admin',
      () => addPerson(manager, { role: 'admin' }),
      field('role', words.mayNotGrant),
    ],
    ['a manager deletes a manager', () => drop(manager, [ids.raul, ids.gone]), notManaged('gone')],
    ['a manager deletes the last admin', () => drop(manager, [ids.ada]), notManaged('ada')],
    [
      'a manager promotes themselves',
      () => change(manager, ids.tobe, { role: 'admin' }),
      field('role', words.ownRole),
    ],
    [
      'an admin demotes themselves',
      () => change(admin, ids.ada, { role: 'manager' }),
      field('role', words.ownRole),
    ],
    [
      'an admin disables themselves',
      () => change(admin, ids.ada, { disabled: true }),
      field('disabled', words.ownDisable),
    ],
    [
      'an admin deletes themselves',
      () => drop(admin, [ids.raul, ids.ada]),
      { code: 'forbidden', message: words.ownDelete },
    ],
    [
      'the last admin is disabled',
      () => change(former, ids.ada, { disabled: true }),
      { code: 'in_use', message: words.lastAdmin },
    ],
    [
      'the last admin is demoted',
      () => change(former, ids.ada, { role: 'sidekick' }),
      { code: 'in_use', message: words.lastAdmin },
    ],
    [
      'the last admin is deleted',
      () => drop(former, [ids.ada]),
      { code: 'in_use', message: words.lastAdmin },
    ],
    [
      'somebody enabled is deleted',
      () => drop(admin, [ids.raul, ids.yui]),
      { code: 'in_use', message: text.leavers.stillEnabled(['yui']) },
    ],
    [
      'an enabled admin is deleted, though another is left',
      () => drop(former, [ids.ada, ids.raul]),
      { code: 'in_use' },
    ],
    [
      'the heir is among the deleted',
      () => drop(admin, [ids.raul, ids.lina], 'lina'),
      field('reassignTo', text.leavers.heirLeaves('lina')),
    ],
    [
      'an admin is made without typing their username',
      () => change(admin, ids.raul, { role: 'admin' }),
      field('confirmedName', text.rights.adminUnconfirmed(['raul'])),
    ],
    [
      'an admin is made by typing another’s username',
      () => change(admin, ids.raul, { role: 'admin' }, null, 'lina'),
      field('confirmedName', text.rights.adminUnconfirmed(['raul'])),
    ],
    [
      'an admin is added without typing their username',
      () => addPerson(admin, { role: 'admin' }),
      field('confirmedName', text.rights.adminUnconfirmed(['mia'])),
    ],
    [
      'the heir is disabled',
      () => drop(admin, [ids.raul], 'idle'),
      field('reassignTo', words.assigneeDisabled('idle')),
    ],
    [
      'the heir is a manager',
      () => drop(admin, [ids.raul], 'tobe'),
      field('reassignTo', words.assigneeRole('tobe')),
    ],
    ['the heir is new', () => drop(admin, [ids.raul], 'yui'), field('reassignTo', words.assigneeRole('yui'))],
    [
      'the heir is nobody',
      () => drop(admin, [ids.raul], 'ghost'),
      field('reassignTo', words.assigneeGone('ghost')),
    ],
    [
      'a former user’s name is given to another',
      () => addPerson(admin, { username: 'left' }),
      field('username', words.claimed('left', 1)),
    ],
    [
      'somebody takes a former user’s name',
      () => change(admin, ids.yui, { username: 'left' }),
      field('username', words.claimed('left', 1)),
    ],
    [
      'somebody is approved under a former user’s name',
      () => change(manager, ids.yui, { role: 'sidekick' }),
      field('role', words.claimedWaiting(['yui'])),
    ],
    [
      'a name is taken',
      () => addPerson(admin, { username: 'raul' }),
      { code: 'conflict', field: 'username' },
    ],
    [
      'a name is taken by a change',
      () => change(admin, ids.yui, { username: 'raul' }),
      { code: 'conflict', field: 'username' },
    ],
    [
      'a name is somebody’s in other capitals',
      () => addPerson(manager, { username: 'boss' }),
      field('username', words.meansAnother('boss', 'Boss')),
    ],
    [
      'a name is somebody’s address',
      () => addPerson(manager, { username: 'ada@lab.example.edu' }),
      field('username', words.meansAnother('ada@lab.example.edu', 'ada')),
    ],
    [
      'somebody is renamed to another’s name in other capitals',
      () => change(manager, ids.lina, { username: 'boss' }),
      field('username', words.meansAnother('boss', 'Boss')),
    ],
    [
      'an address is somebody’s in other capitals',
      () => change(manager, ids.lina, { email: 'ADA@lab.example.edu' }),
      field('email', words.meansAnother('ADA@lab.example.edu', 'ada')),
    ],
    [
      'an address is somebody’s name',
      () => addPerson(manager, { email: 'Desk@lab.example.edu' }),
      field('email', words.meansAnother('Desk@lab.example.edu', 'desk@lab.example.edu')),
    ],
    [
      'an address is taken',
      () => addPerson(admin, { email: 'raul@lab.example.edu' }),
      { code: 'conflict', field: 'email' },
    ],
  ]
  it.each(refusals)('refuses, and writes nothing, where %s', async (_, attempt, body) => {
    await session(async (open) => {
      await add(open, 'user', aUser('idle', { role: 'regular', disabled: true }))
      await add(open, 'user', aUser('Boss', { role: 'admin', disabled: true }))
      await add(open, 'user', aUser('desk@lab.example.edu', { email: 'desk@example.org' }))
      await add(open, 'vm', aVm('orphan', ids.lina, { assignedTo: 'left' }))
      await add(open, 'vm', aVm('orphan-2', ids.lina, { assignedTo: 'yui' }))
      // Two who may be deleted.
      await setDisabled(open, [ids.raul, ids.lina], true)
    })
    const before = await everything(test)
    expect(await failure(attempt())).toMatchObject(body)
    expect(await everything(test)).toEqual(before)
  })

  it('refuses to change who is gone', async () => {
    const edit = { ...(await editOf(test, 'user', ids.yui, { firstName: 'X' })), id: 999 }
    expect(await failure(session((open) => updateUser(open, admin, edit, null)))).toMatchObject({
      code: 'not_found',
    })
  })

  it('lets a manager run everybody below, and their own name and password', async () => {
    for (const role of roles.slice(1, 3)) {
      const row = await addPerson(manager, { username: role, email: `${role}@lab.example.edu`, role })
      expect(row).toMatchObject({ username: role, role })
    }
    expect(await change(manager, ids.yui, { role: 'sidekick' })).toMatchObject({ role: 'sidekick' })
    expect(await change(manager, ids.tobe, { firstName: 'Toby', role: 'manager' }, someHash)).toMatchObject({
      firstName: 'Toby',
      role: 'manager',
    })
    await change(manager, ids.yui, { disabled: true })
    expect(await drop(manager, [ids.yui])).toEqual({ users: 1, vms: 0, bookmarks: 0 })
  })

  it('leaves twins that the portal made editable, and lets nobody be in their own way', async () => {
    const twins = await session((open) =>
      addUsers(open, [
        aUser('Boss', { email: 'boss@lab.example.edu' }),
        aUser('boss', { email: 'Boss@lab.example.edu' }),
      ]),
    )
    for (const { id, username, email } of twins) {
      expect(await change(admin, id, { username, email, firstName: 'Bo' })).toMatchObject({ firstName: 'Bo' })
    }
    const own = { username: 'raul@lab.example.edu', email: 'Raul@lab.example.edu' }
    expect(await change(admin, ids.raul, own)).toMatchObject(own)
  })

  it('lets an admin go while another is left', async () => {
    await session((open) => add(open, 'user', aUser('eve', { role: ' ADMIN ' })))
    expect(await change(former, ids.ada, { disabled: true })).toMatchObject({ disabled: true })
  })

  const farewells: [
    string,
    (by: Operator, id: number) => (open: Parameters<typeof find>[0]) => Promise<unknown>,
  ][] = [
    [
      'disable',
      (by, id) => async (open) => updateUser(open, by, await onRow(open, id, { disabled: true }), null),
    ],
    [
      'demote',
      (by, id) => async (open) => updateUser(open, by, await onRow(open, id, { role: 'regular' }), null),
    ],
    [
      'disable, as one of many,',
      (by, id) => (open) =>
        disablePeople(open, by, {
          ids: [ids.lina, id],
          machines: 'keep',
          assigned: 'keep',
          assignTo: null,
          expected: { enabled: 2, unshared: 0, assignedAny: 0 },
        }),
    ],
    [
      'demote, as one of many,',
      (by, id) => (open) => giveRole(open, by, { ids: [ids.lina, id], role: 'regular' }),
    ],
  ]
  async function onRow(open: Parameters<typeof find>[0], id: number, changes: Changes) {
    const row = await find(open, 'user', id)
    if (!row) throw new Error('They are there')
    return { id, version: row.version, base: { ...row }, changes }
  }
  it.each(farewells)('keeps one admin when two %s each other at once', async (_, farewell) => {
    const { id } = await session((open) => add(open, 'user', aUser('eve', { role: 'admin' })))
    const eve: Operator = { ...admin, id, username: 'eve' }
    // The embedded database has one connection: there one follows the other.
    const meet = embedded ? () => Promise.resolve() : meeting(2)
    const both = await Promise.allSettled(
      [farewell(admin, id), farewell(eve, ids.ada)].map((act) =>
        session(async (open) => {
          await find(open, 'user', ids.raul)
          await meet()
          return act(open)
        }),
      ),
    )
    const refused = both.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toBeInstanceOf(AppError)
    expect(refused[0]?.reason).toMatchObject({ body: { code: 'in_use', message: words.lastAdmin } })
    expect(await test.sql("SELECT id FROM users WHERE role = 'admin' AND NOT disabled")).toHaveLength(1)
  })

  it('makes an admin of whose username was typed', async () => {
    expect(await change(admin, ids.raul, { role: 'admin' }, null, ' raul ')).toMatchObject({ role: 'admin' })
    const typed = session((open) => addUser(open, admin, { ...newcomer, role: 'admin' }, someHash, 'mia'))
    expect(await typed).toMatchObject({ username: 'mia', role: 'admin' })
    // Who is one already, in whatever spelling, is not raised.
    await test.sql("UPDATE users SET role = ' ADMIN ' WHERE username = 'mia'")
    expect(await change(admin, (await typed).id, { role: 'admin' })).toMatchObject({ role: 'admin' })
  })
})
