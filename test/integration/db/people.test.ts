// People: who a name at sign-in means, who may be picked, what deleting them takes along, in both forms of the schema.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { adminsAmong, lockPeople } from '../../../src/main/db/lock-people'
import {
  addUsers,
  consequencesOfRemoving,
  findAdminContact,
  findForSignIn,
  findOperator,
  findPeople,
  findPersonByUsername,
  hasUsableAdmin,
  hasUsers,
  lockUsers,
  removeUsers,
  renameAssignments,
  searchEverything,
} from '../../../src/main/db/people'
import { add, remove } from '../../../src/main/db/repository'
import { databases, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser, aVm, dirtyRows, someHash } from '../../support/fixtures'

const kinds = databases().flatMap((kind) => (['sql', 'models'] as const).map((form) => ({ ...kind, form })))

describe.each(kinds)('people on $name, schema $form', ({ open, form }) => {
  let test: TestDatabase
  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)
  beforeAll(async () => {
    test = await open(form)
  })
  afterAll(() => test.close())
  beforeEach(() => test.clear())

  const people = () =>
    session((open) =>
      addUsers(open, [
        aUser('ada', { role: 'admin', lastName: 'Novák' }),
        aUser('max', { role: 'regular' }),
        aUser('mila', { role: 'sidekick', disabled: true }),
        aUser('zoe', { role: 'manager', firstName: 'Zoë' }),
        aUser('new', { role: 'new_user' }),
      ]),
    )
  const names = (found: readonly { username: string }[]) => found.map(({ username }) => username)

  it('adds many at once, in their order', async () => {
    const rows = await people()
    expect(rows.map(({ id, username }) => [id, username])).toEqual([
      [1, 'ada'],
      [2, 'max'],
      [3, 'mila'],
      [4, 'zoe'],
      [5, 'new'],
    ])
    expect(rows[2]).toMatchObject({ disabled: true, role: 'sidekick', vmCount: 0 })
    expect(await failure(people())).toMatchObject({ code: 'conflict', field: 'username' })
  })

  it('finds who signs in by username, then by address, in any capitals', async () => {
    await people()
    await session((open) =>
      add(open, 'user', aUser('ada@lab.example.edu', { email: 'other@lab.example.edu' })),
    )
    expect(await session((open) => findForSignIn(open, 'zoe'))).toMatchObject({
      username: 'zoe',
      hash: someHash,
    })
    expect(await session((open) => findForSignIn(open, 'zoe@lab.example.edu'))).toMatchObject({
      username: 'zoe',
    })
    expect(await session((open) => findForSignIn(open, 'ada@lab.example.edu'))).toMatchObject({
      username: 'ada@lab.example.edu',
    })
    expect(await session((open) => findForSignIn(open, 'nobody'))).toBeNull()
    await test.clear()
    await test.sql(dirtyRows)
    expect(await session((open) => findForSignIn(open, 'boss'))).toMatchObject({
      username: 'Boss',
      role: 'Admin',
    })
    expect(await session((open) => findForSignIn(open, 'boss@lab.example.edu'))).toMatchObject({
      username: 'Boss',
    })
  })

  it('knows the operator, whether anybody is there, and whether an admin can still come in', async () => {
    expect(await session(hasUsers)).toBe(false)
    expect(await session(hasUsableAdmin)).toBe(false)
    expect(await session(findAdminContact)).toBeNull()
    await test.sql(dirtyRows)
    expect(await session(hasUsers)).toBe(true)
    // Its role is stored as "Admin".
    expect(await session(hasUsableAdmin)).toBe(true)
    expect(await session((open) => findOperator(open, 1))).toMatchObject({
      username: 'Boss',
      role: 'Admin',
      disabled: false,
    })
    expect(await session((open) => findOperator(open, 99))).toBeNull()
    await test.sql('UPDATE users SET disabled = true')
    expect(await session(hasUsableAdmin)).toBe(false)
    await test.clear()
    await people()
    expect(await session(findAdminContact)).toBe('Ada Novák (ada@lab.example.edu)')
  })

  it('offers people by purpose, best first', async () => {
    await people()
    const found = async (text: string, purpose: 'any' | 'owner' | 'assignee', limit = 20) =>
      names(await session((open) => findPeople(open, text, purpose, limit), { readOnly: true }))
    expect(await found('', 'any')).toEqual(['ada', 'max', 'mila', 'new', 'zoe'])
    expect(await found('', 'owner')).toEqual(['ada', 'zoe'])
    expect(await found('', 'assignee')).toEqual(['max'])
    expect(await found('novak', 'any')).toEqual(['ada'])
    expect(await found('ZOE', 'any')).toEqual(['zoe'])
    expect(await found('a', 'any', 2)).toEqual(['ada', 'max'])
    expect(await found('%', 'any')).toEqual([])
  })

  it('finds one by the exact username', async () => {
    await people()
    expect(await session((open) => findPersonByUsername(open, 'max'))).toMatchObject({
      id: 2,
      role: 'regular',
    })
    expect(await session((open) => findPersonByUsername(open, 'Max'))).toBeNull()
    await session(lockUsers)
  })

  it('locks all who are meant at once, by their ids', async () => {
    await people()
    await test.sql("UPDATE users SET role = ' ADMIN ' WHERE username = 'zoe'")
    const wanted = { ids: [2, 999], usernames: ['new', 'nobody'] }
    const locked = await session((open) => lockPeople(open, { ...wanted, admins: true }))
    expect(locked.map(({ id }) => id)).toEqual([1, 2, 4, 5])
    expect(adminsAmong(locked)).toEqual([1, 4])
    expect(names(await session((open) => lockPeople(open, wanted, 'share')))).toEqual(['max', 'new'])
  })

  it('says what deleting people takes along, and takes exactly that', async () => {
    const [ada, max, mila] = await people()
    if (!ada || !max || !mila) throw new Error('They were added')
    await session(async (open) => {
      await add(open, 'vm', aVm('own', mila.id, { assignedTo: 'max' }))
      await add(open, 'vm', aVm('own-too', mila.id))
      await add(open, 'vm', aVm('lent', ada.id, { assignedTo: 'mila' }))
      await add(open, 'vm', aVm('other', ada.id, { assignedTo: 'max' }))
      await add(open, 'bookmark', { name: 'b', link: 'www.b', ownerId: mila.id })
    })
    const ids = [mila.id, 4711]
    expect(await session((open) => consequencesOfRemoving(open, ids))).toEqual({
      users: 1,
      vms: 2,
      bookmarks: 1,
      assigned: 1,
      names: ['mila'],
    })
    expect(await session((open) => removeUsers(open, ids, 'max'))).toEqual({ users: 1, vms: 2, bookmarks: 1 })
    expect(await test.sql('SELECT name, assigned_to FROM virtual_machines ORDER BY name')).toEqual([
      { name: 'lent', assigned_to: 'max' },
      { name: 'other', assigned_to: 'max' },
    ])
    expect(await session((open) => remove(open, 'user', [max.id]))).toBe(1)
    expect(await test.sql('SELECT name, assigned_to FROM virtual_machines ORDER BY name')).toEqual([
      { name: 'lent', assigned_to: null },
      { name: 'other', assigned_to: null },
    ])
  })

  it('carries a new name through to assignments', async () => {
    const [ada] = await people()
    if (!ada) throw new Error('She was added')
    await session((open) => add(open, 'vm', aVm('lent', ada.id, { assignedTo: 'max' })))
    expect(await session((open) => renameAssignments(open, 'max', 'maximilian'))).toBe(1)
    expect(await session((open) => renameAssignments(open, 'max', 'maximilian'))).toBe(0)
    expect(await test.sql('SELECT assigned_to FROM virtual_machines')).toEqual([
      { assigned_to: 'maximilian' },
    ])
  })

  it('searches people and machines at once', async () => {
    const [ada] = await people()
    if (!ada) throw new Error('She was added')
    await session((open) => add(open, 'vm', aVm('gpu', ada.id)))
    const found = await session((open) => searchEverything(open, 'ada', 8), { readOnly: true })
    expect([names(found.users), found.vms.map(({ name, owner }) => [name, owner])]).toEqual([
      ['ada', 'max', 'mila', 'new'],
      [['gpu', 'ada']],
    ])
  })
})
