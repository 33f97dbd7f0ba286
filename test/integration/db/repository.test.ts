// Adding, changing, deleting and finding rows, on every kind of database and in both forms of the portal's schema.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { add, countExisting, find, findMany, remove, update } from '../../../src/main/db/repository'
import { databases, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser, aVm, dirtyRows, type SchemaForm } from '../../support/fixtures'

const kinds = databases().flatMap((kind) => (['sql', 'models'] as const).map((form) => ({ ...kind, form })))

describe.each(kinds)('rows on $name, schema $form', ({ open, form }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open(form satisfies SchemaForm)
  })
  afterAll(() => test.close())
  beforeEach(() => test.clear())

  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)
  const someone = (username = 'ada') => session((open) => add(open, 'user', aUser(username)))

  it('answers an added row as it is stored, frozen and without its secrets', async () => {
    const owner = await someone()
    expect(owner).toEqual({
      id: 1,
      version: expect.stringMatching(/^\d+$/u) as string,
      username: 'ada',
      email: 'ada@lab.example.edu',
      firstName: 'Ada',
      lastName: 'Lovelace',
      role: 'sidekick',
      disabled: false,
      vmCount: 0,
    })
    const vm = await session((open) =>
      add(open, 'vm', aVm('web', owner.id, { password: 'gAAAA', sshKey: Buffer.from('gBBBB') })),
    )
    expect(vm).toEqual({
      id: 1,
      version: expect.stringMatching(/^\d+$/u) as string,
      name: 'web',
      host: 'web.lab.example.edu',
      port: 22,
      username: 'student',
      ownerId: owner.id,
      owner: 'ada',
      assignedTo: null,
      shared: true,
      hasPassword: true,
      hasKey: true,
    })
    expect(Object.isFrozen(vm)).toBe(true)
    expect(await test.sql('SELECT password, ssh_key FROM virtual_machines')).toEqual([
      { password: 'gAAAA', ssh_key: Buffer.from('gBBBB') },
    ])
    expect(await session((open) => find(open, 'user', owner.id))).toEqual({ ...owner, vmCount: 1 })
  })

  it('names the field that is taken', async () => {
    await someone()
    const again = (rest: object) =>
      failure(session((open) => add(open, 'user', { ...aUser('ada'), ...rest })))
    expect(await again({ email: 'other@lab.example.edu' })).toMatchObject({
      code: 'conflict',
      field: 'username',
    })
    expect(await again({ username: 'other' })).toMatchObject({ code: 'conflict', field: 'email' })
    expect(await test.sql('SELECT username FROM users')).toEqual([{ username: 'ada' }])
  })

  it('names the owner when it is gone, and the value that is too long', async () => {
    const owner = await someone()
    expect(await failure(session((open) => add(open, 'vm', aVm('web', owner.id + 1))))).toMatchObject({
      code: 'conflict',
      field: 'ownerId',
    })
    const long = failure(
      session((open) => add(open, 'vm', aVm('web', owner.id, { password: 'x'.repeat(129) }))),
    )
    expect(await long).toMatchObject({
      code: 'invalid_input',
      fields: { password: expect.any(String) as string },
    })
  })

  it('changes only the fields that were changed, and answers the new version', async () => {
    const owner = await someone()
    const vm = await session((open) => add(open, 'vm', aVm('web', owner.id)))
    const changed = await session((open) =>
      update(open, 'vm', vm.id, { version: vm.version, base: vm, changes: { port: 2222 } }),
    )
    expect(changed).toEqual({ ...vm, port: 2222, version: changed.version })
    expect(changed.version).not.toBe(vm.version)
    expect(await session((open) => find(open, 'vm', vm.id))).toEqual(changed)
  })

  it('writes nothing where nothing differs', async () => {
    const owner = await someone()
    const same = await session((open) =>
      update(open, 'user', owner.id, { version: owner.version, base: owner, changes: { role: owner.role } }),
    )
    expect(same).toEqual(owner)
  })

  it("keeps others' changes to other fields", async () => {
    const owner = await someone()
    const vm = await session((open) => add(open, 'vm', aVm('web', owner.id)))
    await test.sql(`UPDATE virtual_machines SET host = 'theirs', port = 23`)
    const merged = await session((open) =>
      update(open, 'vm', vm.id, { version: vm.version, base: vm, changes: { name: 'mine', port: 23 } }),
    )
    expect(merged).toMatchObject({ name: 'mine', host: 'theirs', port: 23 })
  })

  it('overwrites no secret where the row was changed meanwhile, for it may be that', async () => {
    const owner = await someone()
    const vm = await session((open) => add(open, 'vm', aVm('web', owner.id)))
    await test.sql(`UPDATE virtual_machines SET password = 'theirs'`)
    const edit = { version: vm.version, base: vm, changes: { name: 'mine', password: 'mine' } }
    expect(await failure(session((open) => update(open, 'vm', vm.id, edit)))).toMatchObject({
      code: 'stale',
      fields: ['password'],
      theirs: { hasPassword: true },
    })
    const [stored] = await test.sql<{ version: string }>('SELECT xmin::text AS version FROM virtual_machines')
    const again = { ...edit, version: stored?.version ?? '' }
    expect(await session((open) => update(open, 'vm', vm.id, again))).toMatchObject({ name: 'mine' })
  })

  it('refuses where the same field was changed, with the row as it is now', async () => {
    const owner = await someone()
    const vm = await session((open) => add(open, 'vm', aVm('web', owner.id)))
    await test.sql(`UPDATE virtual_machines SET host = 'theirs'`)
    const stale = await failure(
      session((open) =>
        update(open, 'vm', vm.id, { version: vm.version, base: vm, changes: { host: 'mine', port: 23 } }),
      ),
    )
    expect(stale).toMatchObject({ code: 'stale', fields: ['host'], theirs: { host: 'theirs', port: 22 } })
    expect(await test.sql('SELECT host, port FROM virtual_machines')).toEqual([{ host: 'theirs', port: 22 }])
  })

  it('says when the row is gone', async () => {
    const owner = await someone()
    const edit = { version: owner.version, base: owner, changes: { role: 'admin' } }
    expect(await session((open) => remove(open, 'user', [owner.id]))).toBe(1)
    expect(await failure(session((open) => update(open, 'user', owner.id, edit)))).toMatchObject({
      code: 'not_found',
    })
    expect(await session((open) => find(open, 'user', owner.id))).toBeNull()
    expect(await session((open) => find(open, 'user', 2 ** 40))).toBeNull()
    expect(await session((open) => remove(open, 'vm', [1, 2 ** 40]))).toBe(0)
  })

  it('deletes, finds many in their order, and counts', async () => {
    const owner = await someone()
    const ids: number[] = []
    for (const name of ['c', 'a', 'b']) {
      ids.push((await session((open) => add(open, 'vm', aVm(name, owner.id)))).id)
    }
    const [c = 0, a = 0, b = 0] = ids
    expect(await session((open) => remove(open, 'vm', [a]))).toBe(1)
    const rows = await session((open) => findMany(open, 'vm', [b, a, c, b]))
    expect(rows.map((row) => row?.name ?? null)).toEqual(['b', null, 'c', 'b'])
    expect(await session((open) => countExisting(open, 'vm', [c, a, b]))).toEqual({
      count: 2,
      names: ['b', 'c'],
    })
    expect(await session((open) => findMany(open, 'user', [owner.id]))).toEqual([{ ...owner, vmCount: 2 }])
  })

  it('reads rows as the portal leaves them, and mends one field of them', async () => {
    await test.sql(dirtyRows)
    const vms = await session((open) => findMany(open, 'vm', [1, 2, 3]), { readOnly: true })
    expect(
      vms.map((vm) => vm && [vm.name, vm.port, vm.assignedTo, vm.hasPassword, vm.hasKey, vm.owner]),
    ).toEqual([
      ['', -1, 'nobody-there', false, true, 'Boss'],
      ['   ', 0, '', true, false, 'odd'],
      ['zero', 2147483647, null, false, false, 'what'],
    ])
    const [dirty] = vms
    if (!dirty) throw new Error('There is a first machine')
    const mended = await session((open) =>
      update(open, 'vm', dirty.id, { version: dirty.version, base: dirty, changes: { port: 22 } }),
    )
    expect(mended).toMatchObject({ name: '', port: 22, hasKey: true })
    const [key] = await test.sql<{ length: number }>(
      'SELECT octet_length(ssh_key) AS length FROM virtual_machines WHERE id = 1',
    )
    expect(key?.length).toBe(1_000_000)
  })
})
