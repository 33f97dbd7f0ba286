// Taking operations back, on every kind of database: what comes back, what stands in the way, and what may not be.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { decrypt, encrypt } from '../../../src/main/crypto/fernet'
import { addMany } from '../../../src/main/db/bulk'
import { keepOutOfHistory, noteChanges } from '../../../src/main/db/history'
import { findLast } from '../../../src/main/db/history-log'
import { rekeyKept } from '../../../src/main/db/history-restore'
import { addUsers, consequencesOfRemoving, removeUsers } from '../../../src/main/db/people'
import { add, find, remove, update, type Values } from '../../../src/main/db/repository'
import type { Session } from '../../../src/main/db/session'
import { seeAs } from '../../../src/main/db/sight'
import { cloneMachine } from '../../../src/main/services/clone'
import { setPasswords } from '../../../src/main/db/waiting'
import { listHistory } from '../../../src/main/services/history'
import { takeBack } from '../../../src/main/services/history-undo'
import { updateUser } from '../../../src/main/services/users'
import { text } from '@shared/text'
import { databases, servers } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser, aVm, someHash } from '../../support/fixtures'
import { admin, editOf, ids, keysOf, manager, newcomer } from '../services/people'
import { aKey, openHistoryLab, type HistoryLab } from './lab'

const words = text.history
const filter = { person: null, machine: null, actor: null, from: null, until: null, text: '' }

describe.each(databases())('taking back on $name', (kind) => {
  let lab: HistoryLab
  beforeAll(async () => {
    lab = await openHistoryLab(kind)
  })
  afterAll(() => lab.close())
  beforeEach(() => lab.fill())

  const change = <E extends 'user' | 'vm' | 'bookmark'>(entity: E, id: number, changes: Partial<Values[E]>) =>
    lab.as(admin, async (session) => {
      const row = await find(session, entity, id)
      if (!row) throw new Error('no row')
      return update(session, entity, id, { version: row.version, base: { ...row }, changes })
    })
  const tokenOf = (secret: string) => encrypt(lab.key, Buffer.from(secret))

  it('brings back a person with machines, secrets, bookmarks and assignments, exactly; and takes them again', async () => {
    await lab.test.sql('UPDATE virtual_machines SET password = $1, ssh_key = $2 WHERE user_id = 3', [
      tokenOf('hunter2'),
      Buffer.from(tokenOf('a key')),
    ])
    const before = await lab.everything()
    const deleted = await lab.as(admin, (session) => removeUsers(session, [ids.lina, ids.raul], null))
    const without = await lab.everything()
    expect(without).not.toEqual(before)
    const back = await lab.undo(admin, deleted.operation)
    expect(back.notes).toEqual([])
    expect(await lab.everything()).toEqual(before)
    expect((await lab.log()).filter((row) => row['undoes'] === deleted.operation)).not.toEqual([])
    const again = await lab.undo(admin, back.operation)
    expect(await lab.everything()).toEqual(without)
    await lab.undo(admin, again.operation)
    expect(await lab.everything()).toEqual(before)
  })

  it('gives a manager no machine back that is out of their sight by now', async () => {
    const [machine] = await lab.test.sql<{ id: number }>(
      `SELECT id FROM virtual_machines WHERE user_id = ${ids.tobe} AND assigned_to IS NULL ORDER BY id LIMIT 1`,
    )
    if (!machine) throw new Error('tobe has no machine of their own')
    const { operation } = await change('vm', machine.id, { ownerId: ids.lina })
    await change('vm', machine.id, { shared: false })
    const before = await lab.everything()
    const { database } = lab
    const undone = database.session((session) => {
      seeAs(session, manager, null)
      return takeBack(session, manager, operation, keysOf())
    })
    expect(await failure(undone)).toMatchObject({ code: 'in_use' })
    expect(await lab.everything()).toEqual(before)
  })

  it('takes a manager’s deletion back with machines they never saw, and names none of those', async () => {
    await lab.test.sql("UPDATE virtual_machines SET shared = false, name = 'private' WHERE id = 12")
    const before = await lab.everything()
    const as = <T>(fn: (session: Session) => Promise<T>) =>
      lab.as(manager, (session) => {
        seeAs(session, manager, 'manager')
        return fn(session)
      })
    const removed = await as((session) => removeUsers(session, [ids.lina], null))
    const back = await as((session) => takeBack(session, manager, removed.operation, keysOf(lab.key)))
    expect(await lab.everything()).toEqual(before)
    const labels = (await lab.log()).filter((row) => row['row_id'] === 12).map((row) => row['label'])
    expect(labels).toEqual(['private', 'private'])
    const refused = await failure(
      as((session) => takeBack(session, manager, back.operation, keysOf(lab.key))),
    )
    expect(refused.message).toContain('The virtual machine #12 (out of your sight) was deleted')
    expect(refused.message).not.toContain('private')
  })

  it('asks before rows go, as before any deletion, and writes nothing where that is refused', async () => {
    const { operation } = await lab.as(admin, (session) =>
      addMany(session, 'vm', [aVm('one', ids.lina), aVm('two', ids.lina)]),
    )
    const before = await lab.everything()
    const refused = lab.database.session((session) =>
      takeBack(session, admin, operation, keysOf(), (entity, rows) => {
        throw new Error(`${rows} of ${entity}`)
      }),
    )
    await expect(refused).rejects.toThrow('2 of vm')
    expect(await lab.everything()).toEqual(before)
  })

  it('gives nobody admin rights back, for which their username would have to be typed', async () => {
    await change('user', ids.lina, { role: 'admin' })
    const { operation } = await change('user', ids.lina, { role: 'sidekick' })
    expect(await failure(lab.undo(admin, operation))).toMatchObject({
      code: 'in_use',
      message: words.adminByHand('lina'),
    })
    // Nor while they are disabled: enabling asks for nothing.
    await change('user', ids.lina, { disabled: true })
    expect(await failure(lab.undo(admin, operation))).toMatchObject({
      code: 'in_use',
      message: words.adminByHand('lina'),
    })
  })

  it('brings back a disabled admin who was deleted, disabled as they went', async () => {
    await change('user', ids.lina, { role: 'admin', disabled: true })
    const before = await lab.everything()
    const { operation } = await lab.as(admin, (session) => removeUsers(session, [ids.lina], null))
    await lab.undo(admin, operation)
    expect(await lab.everything()).toEqual(before)
  })

  it('leaves the numbering of new rows alone', async () => {
    const { operation } = await lab.as(admin, (session) => remove(session, 'vm', [12]))
    await lab.undo(admin, operation)
    const added = await lab.as(admin, (session) => add(session, 'vm', aVm('next', ids.lina)))
    expect(added.value.id).toBe(13)
  })

  it('puts back values, secrets and a renaming with its machines', async () => {
    await lab.test.sql('UPDATE virtual_machines SET password = $1 WHERE id = 2', [tokenOf('old one')])
    const before = await lab.everything()
    const edit = await editOf(lab.test, 'user', ids.raul, { username: 'raul-2' })
    const renamed = await lab.as(admin, (session) => updateUser(session, admin, edit, someHash))
    const secret = await change('vm', 2, { password: tokenOf('new one'), sshKey: Buffer.from(tokenOf('k')) })
    await lab.undo(admin, secret.operation)
    await lab.undo(admin, renamed.operation)
    expect(await lab.everything()).toEqual(before)
  })

  it('gives a name back only with the machines that this gives back', async () => {
    const edit = await editOf(lab.test, 'user', ids.raul, { username: 'rob' })
    const renamed = await lab.as(admin, (session) => updateUser(session, admin, edit, null))
    const claims = { code: 'in_use', message: words.refused([words.claimed('raul')], 0) }
    await lab.test.sql("UPDATE virtual_machines SET assigned_to = 'raul' WHERE id = 9")
    expect(await failure(lab.undo(admin, renamed.operation))).toEqual(claims)
    // What came to the present name would be left to it.
    await lab.test.sql("UPDATE virtual_machines SET assigned_to = 'rob' WHERE id = 9")
    expect(await failure(lab.undo(admin, renamed.operation))).toEqual({
      code: 'in_use',
      message: words.refused([words.hangsOn(['rob'])], 0),
    })
    const deleted = await lab.as(admin, (session) => removeUsers(session, [ids.raul], null))
    await lab.test.sql("UPDATE virtual_machines SET assigned_to = 'rob' WHERE id = 10")
    expect(await failure(lab.undo(admin, deleted.operation))).toEqual({
      code: 'in_use',
      message: words.refused([words.claimed('rob')], 0),
    })
    await lab.test.sql('UPDATE virtual_machines SET assigned_to = NULL WHERE id = 10')
    await lab.undo(admin, deleted.operation)
    expect(
      await lab.test.sql(
        "SELECT array_agg(id ORDER BY id) AS ids FROM virtual_machines WHERE assigned_to = 'rob'",
      ),
    ).toEqual([{ ids: [1, 2, 3, 9] }])
  })

  it('gives no name or address back that means somebody else at sign-in by now', async () => {
    const renamed = await change('user', ids.lina, { username: 'lin', email: 'lin@lab.example.edu' })
    const deleted = await lab.as(admin, (session) => removeUsers(session, [ids.yui], null))
    await lab.test.sql("UPDATE users SET username = 'Lina', email = 'YUI@lab.example.edu' WHERE id = 4")
    expect(await failure(lab.undo(admin, renamed.operation))).toEqual({
      code: 'in_use',
      message: words.refused([words.meansAnother('lina', 'Lina')], 0),
    })
    expect(await failure(lab.undo(admin, deleted.operation))).toEqual({
      code: 'in_use',
      message: words.refused([words.meansAnother('yui@lab.example.edu', 'Lina')], 0),
    })
  })

  it('takes added rows away again, and puts them back with their secrets', async () => {
    const before = await lab.everything()
    const added = await lab.as(admin, async (session) => {
      const [mia] = await addUsers(session, [aUser('mia', { role: 'sidekick' })])
      await add(session, 'vm', aVm('hers', mia?.id ?? 0, { password: tokenOf('s3cret') }))
    })
    const after = await lab.everything()
    const gone = await lab.undo(admin, added.operation)
    expect(await lab.everything()).toEqual(before)
    await lab.undo(admin, gone.operation)
    expect(await lab.everything()).toEqual(after)
  })

  it('refuses where a value was changed again, and names row and field', async () => {
    const first = await change('vm', 2, { host: '10.9.9.9', port: 2222 })
    await lab.test.sql("UPDATE virtual_machines SET host = 'elsewhere' WHERE id = 2")
    const before = await lab.everything()
    expect(await failure(lab.undo(admin, first.operation))).toEqual({
      code: 'in_use',
      message: `The virtual machine lab-02 was changed again since (Host). Nothing was taken back. Put this right and try again, or change the rows by hand.`,
    })
    expect(await lab.everything()).toEqual(before)
  })

  it('puts back what was left alone of a row that others changed elsewhere', async () => {
    const { operation } = await change('vm', 2, { host: '10.9.9.9' })
    await lab.test.sql("UPDATE virtual_machines SET name = 'other' WHERE id = 2")
    await lab.undo(admin, operation)
    expect(await lab.test.sql('SELECT name, host FROM virtual_machines WHERE id = 2')).toEqual([
      { name: 'other', host: '10.1.2.2' },
    ])
  })

  it('refuses to overwrite a secret that was set anew in the portal', async () => {
    const { operation } = await change('vm', 2, { password: tokenOf('new one') })
    await lab.test.sql('UPDATE virtual_machines SET password = $1 WHERE id = 2', [tokenOf('newest')])
    expect(await failure(lab.undo(admin, operation))).toMatchObject({
      message: expect.stringContaining('changed again since (Password)') as string,
    })
  })

  it.each([
    ['password', 'Password'],
    ['ssh_key', 'SSH key'],
  ])('refuses to delete an added or cloned machine whose %s was set since', async (column, label) => {
    const added = await lab.as(admin, (session) => add(session, 'vm', aVm('one', ids.lina)))
    const cloned = await lab.as(admin, async (session) => {
      const source = await find(session, 'vm', 12)
      const copies = [{ name: 'two', host: '10.1.2.99' }]
      const rest = { ownerId: ids.lina, assignedTo: null, shared: true, secrets: false }
      return cloneMachine(session, { id: 12, version: source?.version ?? '', copies, ...rest })
    })
    await lab.test.sql(`UPDATE virtual_machines SET ${column} = $1 WHERE name IN ('one', 'two')`, [
      column === 'ssh_key' ? Buffer.from(tokenOf('k')) : tokenOf('s3cret'),
    ])
    const before = await lab.everything()
    const since = `changed again since (${label})`
    for (const { operation } of [added, cloned]) {
      expect(await failure(lab.undo(admin, operation))).toMatchObject({
        code: 'in_use',
        message: expect.stringContaining(since) as string,
      })
    }
    expect(await lab.everything()).toEqual(before)
  })

  it('refuses to delete an added person who has been given something, or a row that is gone', async () => {
    const added = await lab.as(admin, (session) => addUsers(session, [aUser('mia', { role: 'regular' })]))
    await lab.test.sql("UPDATE virtual_machines SET assigned_to = 'mia' WHERE id = 5")
    expect(await failure(lab.undo(admin, added.operation))).toMatchObject({
      message: expect.stringContaining('given to mia since') as string,
    })
    const machine = await lab.as(admin, (session) => add(session, 'vm', aVm('x', ids.lina)))
    await lab.test.sql('DELETE FROM virtual_machines WHERE id = $1', [machine.value.id])
    expect(await failure(lab.undo(admin, machine.operation))).toMatchObject({
      message: expect.stringContaining('The virtual machine x was deleted in the meantime') as string,
    })
  })

  it.each([
    [
      "INSERT INTO users VALUES (70, 'lina', 'x', 'l2@x.org', 'L', 'L', 'regular', false)",
      'username lina is taken',
    ],
    [
      "INSERT INTO users VALUES (70, 'l2', 'x', 'lina@lab.example.edu', 'L', 'L', 'regular', false)",
      'address lina@',
    ],
    [
      "INSERT INTO users VALUES (3, 'l2', 'x', 'l2@x.org', 'L', 'L', 'regular', false)",
      'number of the user lina',
    ],
  ])('refuses to bring somebody back where their place is taken: %s', async (meanwhile, reason) => {
    const columns = '(id, username, password, email, first_name, last_name, role, disabled)'
    const { operation } = await lab.as(admin, (session) => removeUsers(session, [ids.lina], null))
    await lab.test.sql(meanwhile.replace('users VALUES', `users ${columns} VALUES`))
    const before = await lab.everything()
    expect(await failure(lab.undo(admin, operation))).toMatchObject({
      code: 'in_use',
      message: expect.stringContaining(reason) as string,
    })
    expect(await lab.everything()).toEqual(before)
  })

  it('refuses to bring a machine back whose owner is gone, or whose assignee is disabled', async () => {
    const owned = await lab.as(admin, (session) => remove(session, 'vm', [4]))
    const assigned = await lab.as(admin, (session) => remove(session, 'vm', [1]))
    await lab.test.sql("UPDATE users SET disabled = true WHERE username = 'raul'")
    await lab.test.sql('DELETE FROM bookmarks WHERE user_id = 3')
    await lab.test.sql('DELETE FROM virtual_machines WHERE user_id = 3')
    await lab.test.sql('DELETE FROM users WHERE id = 3')
    expect(await failure(lab.undo(admin, assigned.operation))).toMatchObject({
      message: expect.stringContaining('lab-01 was assigned to raul, who is disabled now') as string,
    })
    const refused = await failure(lab.undo(admin, owned.operation))
    expect(refused?.message).toMatch(/owner/u)
    expect(await lab.test.sql('SELECT 1 AS x FROM virtual_machines WHERE id IN (1, 4)')).toEqual([])
  })

  it('never leaves the lab without an enabled admin, nor touches one’s own role', async () => {
    const raised = await change('user', ids.lina, { role: 'admin' })
    await lab.test.sql("UPDATE users SET role = 'manager' WHERE id = 1")
    expect(await failure(lab.undo({ ...admin, id: ids.gone }, raised.operation))).toEqual({
      code: 'in_use',
      message: text.services.lastAdmin,
    })
    await lab.test.sql("UPDATE users SET role = 'admin' WHERE id = 1")
    expect(await failure(lab.undo({ ...admin, id: ids.lina }, raised.operation))).toEqual({
      code: 'forbidden',
      message: text.services.ownRole,
    })
    const added = await lab.as(admin, (session) => addUsers(session, [aUser('mia', { role: 'admin' })]))
    const own = { ...admin, id: added.value[0]?.id ?? 0 }
    expect(await failure(lab.undo(own, added.operation))).toEqual({
      code: 'forbidden',
      message: text.services.ownDelete,
    })
  })

  it('lets a manager take back what they may do, and nothing else', async () => {
    const allowed = await change('user', ids.lina, { firstName: 'Linnea' })
    const other = await change('user', ids.gone, { firstName: 'Gina' })
    await lab.undo(manager, allowed.operation)
    expect(await failure(lab.undo(manager, other.operation))).toEqual({
      code: 'forbidden',
      message: words.notYours,
    })
    // Their own doing of then is beyond them now.
    const own = await lab.as(manager, async (session) => {
      const row = await find(session, 'user', ids.lina)
      return update(session, 'user', ids.lina, {
        version: row?.version ?? '',
        base: {},
        changes: { email: 'l@x.org' },
      })
    })
    await lab.test.sql("UPDATE users SET role = 'admin' WHERE id = 3")
    expect(await failure(lab.undo(manager, own.operation))).toMatchObject({ code: 'forbidden' })
  })

  it('answers each save and deletion with an id by which that one is taken back, and no later one', async () => {
    const none = { users: 0, vms: 0, bookmarks: 0, assigned: 0 }
    const edit = (entity: 'user' | 'vm' | 'bookmark', id: number, changes: object) =>
      editOf(lab.test, entity, id, changes)
    const writes = [
      () => lab.call(admin, 'users.add', newcomer),
      async () => lab.call(admin, 'users.update', await edit('user', ids.lina, { lastName: 'Moor' })),
      () => lab.call(admin, 'vms.add', { name: 'one', host: 'h', username: 'x', ownerId: ids.lina }),
      async () => lab.call(admin, 'vms.update', await edit('vm', 4, { port: 23 })),
      () => lab.call(admin, 'vms.remove', { selection: { ids: [12] }, expected: { ...none, vms: 1 } }),
      () => lab.call(admin, 'bookmarks.add', { name: 'a', link: 'www.x.org', ownerId: ids.lina }),
      async () => lab.call(admin, 'bookmarks.update', await edit('bookmark', 1, { name: 'z' })),
      () =>
        lab.call(admin, 'bookmarks.remove', { selection: { ids: [1] }, expected: { ...none, bookmarks: 1 } }),
    ]
    const done: { operation: string; before: unknown }[] = []
    for (const write of writes) {
      const before = await lab.everything()
      done.push({ ...(await write()), before })
    }
    expect(new Set(done.map(({ operation }) => operation)).size).toBe(writes.length)
    for (const { operation, before } of done.reverse()) {
      await lab.undo(admin, operation)
      expect(await lab.everything()).toEqual(before)
    }
    const first = await lab.call(admin, 'vms.update', await edit('vm', 4, { port: 23 }))
    await lab.call(admin, 'vms.update', await edit('vm', 6, { port: 24 }))
    await lab.undo(admin, first.operation)
    const ports = await lab.test.sql('SELECT port FROM virtual_machines WHERE id IN (4, 6) ORDER BY id')
    expect(ports).toEqual([{ port: 22 }, { port: 24 }])
  })

  it('takes each operation back once', async () => {
    const { operation } = await change('vm', 2, { host: '10.9.9.9' })
    await lab.undo(admin, operation)
    expect(await failure(lab.undo(admin, operation))).toEqual({ code: 'in_use', message: words.alreadyBack })
    expect(await failure(lab.undo(admin, '5a0f2b8e-6c1d-4e7a-9b3f-0d2c4e6f8a1b'))).toMatchObject({
      code: 'not_found',
    })
  })

  it('passes over a re-keying, which cannot be taken back', async () => {
    const { operation } = await change('vm', 2, { host: '10.9.9.9' })
    const rekeyed = await lab.as(admin, async (session) => {
      const values = { renewed: 412, closed: 3 }
      noteChanges(session, [{ entity: 'vm', rowId: 0, label: 'key', kind: 'rekey', old: null, new: values }])
    })
    const last = await lab.database.session((session) => findLast(session, admin, 60))
    expect(last?.operation).toBe(operation)
    expect(await failure(lab.undo(admin, rekeyed.operation))).toMatchObject({ message: words.nothingToTake })
    const all = await lab.database.session((session) => listHistory(session, admin, { filter, after: null }))
    expect(all.operations.map(({ changes }) => changes[0]?.kind)).toEqual(['rekey', 'update'])
  })

  it('finds one’s own last change that was not taken back', async () => {
    const first = await change('vm', 2, { host: '10.9.9.9' })
    const second = await change('vm', 3, { host: '10.9.9.8' })
    await lab.as(manager, (session) => remove(session, 'bookmark', [2]))
    const last = async () =>
      (await lab.database.session((session) => findLast(session, admin, 60)))?.operation ?? null
    expect(await last()).toBe(second.operation)
    await lab.undo(admin, second.operation)
    expect(await last()).toBe(first.operation)
    await lab.undo(admin, first.operation)
    expect(await last()).toBe(null)
    await lab.test.sql("UPDATE console_changes SET at = now() - interval '2 minutes'")
    await change('vm', 4, { host: 'late' })
    await lab.test.sql("UPDATE console_changes SET at = now() - interval '2 minutes'")
    expect(await last()).toBe(null)
  })

  it('brings back under a new key what was put aside under the old one', async () => {
    const secret = 'before the new key'
    await lab.test.sql('UPDATE virtual_machines SET password = $1 WHERE id = 2', [tokenOf(secret)])
    const removed = await lab.as(admin, (session) => removeUsers(session, [ids.lina], null))
    const fresh = aKey()
    const counts = await lab.as(admin, (session) =>
      rekeyKept(session, (token) => {
        const plain = decrypt(lab.key, Buffer.from(token).toString('ascii'))
        return plain.ok ? Buffer.from(encrypt(fresh, plain.bytes), 'ascii') : null
      }),
    )
    expect(counts.value).toEqual({ done: 2, left: 0 })
    const back = await lab.undo(admin, removed.operation, keysOf(fresh))
    expect(back.notes).toEqual([])
    const [row] = await lab.test.sql<{ password: string }>(
      'SELECT password FROM virtual_machines WHERE id = 2',
    )
    const plain = decrypt(fresh, row?.password ?? '')
    expect(plain.ok && plain.bytes.toString()).toBe(secret)
    const [lina] = await lab.test.sql<{ password: string }>('SELECT password FROM users WHERE id = 3')
    expect(lina?.password).toMatch(/^\$2y\$10\$SI2UhCZ/u)
  })

  it('opens a hash with whichever of the lab’s keys it was put aside under', async () => {
    const hash = async (id: number) =>
      (await lab.test.sql<{ password: string }>('SELECT password FROM users WHERE id = $1', [id]))[0]
        ?.password
    const before = [await hash(ids.raul), await hash(ids.yui)]
    const reset = await lab.as(admin, (session) =>
      setPasswords(session, [{ id: ids.raul, username: 'raul', hash: 'other' }]),
    )
    const removed = await lab.as(admin, (session) => removeUsers(session, [ids.yui], null))
    // Meanwhile all else was given a new key, and these two were missed.
    const fresh = aKey()
    expect(await failure(lab.undo(admin, reset.operation, keysOf(fresh)))).toMatchObject({ code: 'in_use' })
    const keys = keysOf(fresh, lab.key)
    expect((await lab.undo(admin, reset.operation, keys)).notes).toEqual([])
    expect((await lab.undo(admin, removed.operation, keys)).notes).toEqual([])
    expect([await hash(ids.raul), await hash(ids.yui)]).toEqual(before)
  })

  it('takes back a thousand deletions at once', async () => {
    await lab.database.session(async (session) => {
      keepOutOfHistory(session)
      const some = Array.from({ length: 2_500 }, (_, n) => aVm(`m${n}`, ids.lina, { password: `gAAAA${n}` }))
      for (let start = 0; start < 2_500; start += 500) {
        await addMany(session, 'vm', some.slice(start, start + 500))
      }
    })
    const before = await lab.everything()
    const removed = await lab.as(admin, (session) => removeUsers(session, [ids.lina], null))
    const back = await lab.undo(admin, removed.operation)
    expect(back.rows).toBe(2_500 + 6 + 1 + 1)
    expect(await lab.everything()).toEqual(before)
  })
})

describe.each(databases())('without a cipher key on $name', (kind) => {
  it('keeps no hash: somebody comes back with a password that nobody knows, and it is said', async () => {
    const lab = await openHistoryLab(kind, { hasKey: false })
    try {
      await lab.fill()
      const removed = await lab.as(admin, (session) => removeUsers(session, [ids.lina], null))
      expect(await lab.test.sql('SELECT 1 AS x FROM console_kept')).toEqual([])
      const back = await lab.undo(admin, removed.operation, keysOf())
      expect(back.notes).toEqual([words.passwordsLost(['lina'])])
      const [lina] = await lab.test.sql<{ password: string }>('SELECT password FROM users WHERE id = 3')
      expect(lina?.password).toMatch(/^\$2b\$12\$/u)
    } finally {
      await lab.close()
    }
  })
})

describe.each(servers())('two consoles on $name', (kind) => {
  it('take an operation back once between them', async () => {
    const lab = await openHistoryLab(kind)
    try {
      await lab.fill()
      const before = await lab.everything()
      const removed = await lab.as(admin, (session) => removeUsers(session, [ids.lina], null))
      expect(await lab.database.session((session) => consequencesOfRemoving(session, [3]))).toMatchObject({
        users: 0,
      })
      const outcomes = await Promise.all(
        [1, 2, 3].map(() => failure(lab.undo(admin, removed.operation)).catch(() => null)),
      )
      const refused = outcomes.filter((body) => body?.message === words.alreadyBack)
      expect(refused).toHaveLength(2)
      expect(await lab.everything()).toEqual(before)
    } finally {
      await lab.close()
    }
  })
})
