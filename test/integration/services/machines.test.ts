// Assigning, passing on and copying machines: the portal's rules, all or nothing, and what others do meanwhile.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Assignment } from '@shared/calls/machines'
import type { Purpose } from '@shared/roles'
import { text } from '@shared/text'
import { findHosts, findNames } from '../../../src/main/db/clone'
import { operationOf } from '../../../src/main/db/history'
import { find } from '../../../src/main/db/repository'
import { execute } from '../../../src/main/db/statements'
import { workOf } from '../../../src/main/db/work'
import { assignMachines, peopleMatching, peopleNamed } from '../../../src/main/services/assign'
import { cloneMachine } from '../../../src/main/services/clone'
import { peopleFor } from '../../../src/main/services/people-for'
import { transferMachines } from '../../../src/main/services/transfer'
import { databases, servers, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { dirtyRows, type SchemaForm } from '../../support/fixtures'
import { everything, fill, ids, meeting } from './people'

const words = text.machines
const forms: SchemaForm[] = ['sql', 'models']
const kinds = databases().flatMap((kind) => forms.map((form) => ({ ...kind, form })))

/** Give a machine of the small lab to somebody; by default it is expected as it is there. */
const give = (
  id: number,
  to: Assignment['to'],
  expected: Assignment['expected'] = { assignedTo: id <= 3 ? 'raul' : null, shared: true },
): Assignment => ({ id, to, expected })
const raul = { id: ids.raul, username: 'raul' }
const lina = { id: ids.lina, username: 'lina' }

describe.each(kinds)('many machines at once on $name, tables by $form', ({ open, form }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open(form)
  })
  afterAll(() => test.close())
  beforeEach(() => fill(test))

  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)
  const assign = (assignments: Assignment[]) => session((open) => assignMachines(open, assignments))
  const assigned = async (...wanted: number[]) =>
    test.sql('SELECT id, assigned_to, shared FROM virtual_machines WHERE id = ANY($1) ORDER BY id', [wanted])
  const versionOf = async (id: number) => (await session((open) => find(open, 'vm', id)))?.version ?? ''

  it('gives each machine to its person, shares what was not, and notes both', async () => {
    await test.sql('UPDATE virtual_machines SET shared = false WHERE id = 5')
    const noted = await session(async (open) => {
      const changed = await assignMachines(open, [
        give(1, lina),
        give(2, raul),
        give(4, lina),
        give(5, raul, { assignedTo: null, shared: false }),
      ])
      expect(changed).toBe(3)
      expect(operationOf(open)).toMatch(/^[0-9a-f-]{36}$/u)
      return workOf(open).operation.changes
    })
    expect(await assigned(1, 2, 4, 5)).toEqual([
      { id: 1, assigned_to: 'lina', shared: true },
      { id: 2, assigned_to: 'raul', shared: true },
      { id: 4, assigned_to: 'lina', shared: true },
      { id: 5, assigned_to: 'raul', shared: true },
    ])
    expect([...noted].sort((one, other) => one.rowId - other.rowId)).toEqual([
      {
        entity: 'vm',
        rowId: 1,
        label: 'lab-01',
        kind: 'update',
        old: { assignedTo: 'raul' },
        new: { assignedTo: 'lina' },
      },
      {
        entity: 'vm',
        rowId: 4,
        label: 'lab-04',
        kind: 'update',
        old: { assignedTo: null },
        new: { assignedTo: 'lina' },
      },
      {
        entity: 'vm',
        rowId: 5,
        label: 'lab-05',
        kind: 'update',
        old: { assignedTo: null, shared: false },
        new: { assignedTo: 'raul', shared: true },
      },
    ])
  })

  it('takes machines back and leaves them shared', async () => {
    expect(await assign([give(1, null), give(2, null)])).toBe(2)
    expect(await assigned(1, 2, 3)).toEqual([
      { id: 1, assigned_to: null, shared: true },
      { id: 2, assigned_to: null, shared: true },
      { id: 3, assigned_to: 'raul', shared: true },
    ])
  })

  const refusals: [string, string, Assignment, string][] = [
    [
      'a disabled person',
      "UPDATE users SET disabled = true WHERE username = 'raul'",
      give(4, raul),
      words.personDisabled('raul'),
    ],
    ['somebody who is new', 'SELECT', give(4, { id: ids.yui, username: 'yui' }), words.personRole('yui')],
    ['a manager', 'SELECT', give(4, { id: ids.tobe, username: 'tobe' }), words.personRole('tobe')],
    [
      'a role unknown to the portal',
      "UPDATE users SET role = 'wizard' WHERE username = 'raul'",
      give(4, raul),
      words.personRole('raul'),
    ],
    [
      'somebody renamed',
      "UPDATE users SET username = 'raoul' WHERE username = 'raul'",
      give(4, raul),
      words.personGone('raul'),
    ],
    [
      'somebody who took the name',
      "UPDATE users SET username = CASE username WHEN 'raul' THEN 'old' ELSE 'raul' END WHERE username IN ('raul', 'yui')",
      give(4, raul),
      words.personGone('raul'),
    ],
    ['somebody who never was', 'SELECT', give(4, { id: 999, username: 'ghost' }), words.personGone('ghost')],
    [
      'a machine that others gave away meanwhile',
      "UPDATE virtual_machines SET assigned_to = 'lina' WHERE id = 4",
      give(4, raul),
      words.assignedNow('lab-04', 'lina'),
    ],
    [
      'a machine that others took back meanwhile',
      'UPDATE virtual_machines SET assigned_to = NULL WHERE id = 1',
      give(1, lina),
      words.assignedNow('lab-01', null),
    ],
    [
      'a machine that is no longer shared',
      'UPDATE virtual_machines SET shared = false WHERE id = 4',
      give(4, raul),
      words.unsharedNow('lab-04'),
    ],
    ['a machine that is gone', 'DELETE FROM virtual_machines WHERE id = 4', give(4, raul), words.machineGone],
    ['a number that no machine can have', 'SELECT', give(2 ** 40, raul), words.machineGone],
  ]

  it.each(refusals)('refuses all of it for %s, and says so', async (_, meanwhile, wanted, reason) => {
    await test.sql(meanwhile)
    const before = await everything(test)
    const error = await failure(assign([give(6, lina), wanted, give(7, lina)]))
    expect(error).toMatchObject({ code: 'stale', theirs: { problems: [reason] } })
    expect(await everything(test)).toEqual(before)
  })

  it('takes roles in capitals as the portal does', async () => {
    await test.sql("UPDATE users SET role = ' Regular ' WHERE username = 'raul'")
    expect(await assign([give(4, raul)])).toBe(1)
  })

  it('refuses a machine that is named twice', async () => {
    expect(await failure(assign([give(4, raul), give(4, lina)]))).toMatchObject({ code: 'invalid_input' })
  })

  it('finds people by lines: usernames before addresses, in any capitals, in their order', async () => {
    await test.sql(dirtyRows)
    const found = await session((open) =>
      peopleNamed(open, ['LINA', ' raul@lab.example.edu ', 'boss', 'nobody', '', 'lina']),
    )
    expect(found.map((person) => person?.username ?? null)).toEqual([
      'lina',
      'raul',
      'Boss',
      null,
      null,
      'lina',
    ])
  })

  it('offers only people whom the portal lets reach a machine, and says where there are more', async () => {
    await test.sql("UPDATE users SET role = 'REGULAR' WHERE username = 'yui'")
    await test.sql("UPDATE users SET role = 'regular' WHERE username = 'gone'")
    const all = await session((open) => peopleMatching(open, '', 10))
    expect(all.people.map(({ username }) => username)).toEqual(['lina', 'raul', 'yui'])
    expect(all.more).toBe(false)
    const some = await session((open) => peopleMatching(open, '', 2))
    expect([some.people.length, some.more]).toEqual([2, true])
  })

  it('names those who are called so and may not be given a machine, with the reason', async () => {
    await test.sql("UPDATE users SET role = ' Regular', first_name = 'Göne' WHERE username = 'gone'")
    const unfit = async (typed: string) =>
      (await session((open) => peopleMatching(open, typed, 10))).unfit.map(({ username, why }) => [
        username,
        why,
      ])
    expect(await unfit('ADA')).toEqual([['ada', 'role']])
    expect(await unfit('yui@lab')).toEqual([['yui', 'waiting']])
    expect(await unfit('göne')).toEqual([['gone', 'disabled']])
    // Inside a name only, or one who may be given a machine, or nobody named at all.
    expect(await unfit('da')).toEqual([])
    expect(await unfit('lina')).toEqual([])
    expect(await unfit(' ')).toEqual([])
    expect(await unfit('_da')).toEqual([])
  })

  it('names those who are called so and may own nothing, and nobody where anybody may be meant', async () => {
    const found = (typed: string, purpose: Purpose) =>
      session((open) => peopleFor(open, typed, purpose, 10), { readOnly: true })
    expect(await found('ra', 'owner')).toMatchObject({
      people: [],
      unfit: [{ username: 'raul', why: 'role' }],
    })
    const gone = { username: 'gone', why: 'disabled' }
    expect(await found('gone', 'owner')).toMatchObject({ people: [], unfit: [gone] })
    expect(await found('yui', 'any')).toMatchObject({ people: [{ username: 'yui' }], unfit: [] })
  })

  it('passes machines on, and leaves who they are assigned to', async () => {
    const changed = await session((open) =>
      transferMachines(
        open,
        [
          { id: 1, ownerId: ids.tobe },
          { id: 2, ownerId: ids.lina },
        ],
        ids.lina,
      ),
    )
    expect(changed).toBe(1)
    expect(
      await test.sql('SELECT id, user_id, assigned_to FROM virtual_machines WHERE id <= 2 ORDER BY id'),
    ).toEqual([
      { id: 1, user_id: ids.lina, assigned_to: 'raul' },
      { id: 2, user_id: ids.lina, assigned_to: 'raul' },
    ])
  })

  it.each([
    ['a regular user', ids.raul, { code: 'invalid_input', fields: { ownerId: text.services.ownerRole } }],
    [
      'somebody disabled',
      ids.gone,
      { code: 'invalid_input', fields: { ownerId: text.services.assigneeDisabled('gone') } },
    ],
    ['nobody', 999, { code: 'invalid_input', fields: { ownerId: text.services.ownerGone } }],
  ])('passes nothing on to %s', async (_, ownerId, expected) => {
    const before = await everything(test)
    const passing = session((open) => transferMachines(open, [{ id: 1, ownerId: ids.tobe }], ownerId))
    expect(await failure(passing)).toMatchObject(expected)
    expect(await everything(test)).toEqual(before)
  })

  it('passes nothing on where one has another owner meanwhile', async () => {
    const passing = session((open) =>
      transferMachines(
        open,
        [
          { id: 1, ownerId: ids.tobe },
          { id: 3, ownerId: ids.lina },
        ],
        ids.ada,
      ),
    )
    expect(await failure(passing)).toMatchObject({
      code: 'stale',
      theirs: { problems: [words.ownedNow('lab-03')] },
    })
    expect(await test.sql('SELECT user_id FROM virtual_machines WHERE id = 1')).toEqual([
      { user_id: ids.tobe },
    ])
  })

  const copies = {
    id: 1,
    copies: [
      { name: 'new-1', host: '10.9.0.1' },
      { name: 'new-2', host: '10.9.0.2' },
    ],
    ownerId: ids.lina,
    assignedTo: null,
    shared: true,
    secrets: true,
  }

  it('copies a machine with its secrets as they are stored, in order, assigned to nobody', async () => {
    await test.sql(
      "UPDATE virtual_machines SET password = 'gAAAA-token', ssh_key = 'key'::bytea, port = 2222 WHERE id = 1",
    )
    const version = await versionOf(1)
    const noted = await session(async (open) => {
      expect(await cloneMachine(open, { ...copies, version })).toBe(2)
      return workOf(open).operation.changes
    })
    expect(
      await test.sql(
        `SELECT name, host, port, username, password, convert_from(ssh_key, 'UTF8') AS key, shared, assigned_to, user_id
FROM virtual_machines WHERE id > 12 ORDER BY id`,
      ),
    ).toEqual(
      [1, 2].map((n) => ({
        name: `new-${n}`,
        host: `10.9.0.${n}`,
        port: 2222,
        username: 'student',
        password: 'gAAAA-token',
        key: 'key',
        shared: true,
        assigned_to: null,
        user_id: ids.lina,
      })),
    )
    expect(noted).toHaveLength(2)
    expect(noted[0]).toMatchObject({
      kind: 'add',
      label: 'new-1',
      old: null,
      new: { host: '10.9.0.1', port: 2222, password: true, sshKey: true, ownerId: ids.lina },
    })
    expect(JSON.stringify(noted)).not.toContain('gAAAA-token')
  })

  it('leaves the secrets out where they are not wanted, and may be assigned at once', async () => {
    await test.sql("UPDATE virtual_machines SET password = 'gAAAA-token' WHERE id = 1")
    const version = await versionOf(1)
    await session((open) => cloneMachine(open, { ...copies, version, secrets: false, assignedTo: 'raul' }))
    expect(await test.sql('SELECT password, assigned_to FROM virtual_machines WHERE id > 12')).toEqual([
      { password: null, assigned_to: 'raul' },
      { password: null, assigned_to: 'raul' },
    ])
  })

  it.each([
    [
      'was changed meanwhile',
      "UPDATE virtual_machines SET host = 'other' WHERE id = 1",
      {},
      { code: 'stale' },
    ],
    ['is gone', 'DELETE FROM virtual_machines WHERE id = 1', {}, { code: 'not_found' }],
    ['has a new owner who may own nothing', 'SELECT', { ownerId: ids.raul }, { code: 'invalid_input' }],
    ['has a new owner who is disabled', 'SELECT', { ownerId: ids.gone }, { code: 'invalid_input' }],
    [
      'is for somebody disabled',
      'SELECT',
      { assignedTo: 'gone' },
      { fields: { assignedTo: expect.any(String) } },
    ],
    [
      'is assigned and not shared',
      'SELECT',
      { assignedTo: 'raul', shared: false },
      { fields: { shared: text.rules.assignedShared } },
    ],
  ])('copies nothing where the machine %s', async (_, meanwhile, rest, expected) => {
    const version = await versionOf(1)
    await test.sql(meanwhile)
    const before = await everything(test)
    const cloning = session((open) => cloneMachine(open, { ...copies, version, ...rest }))
    expect(await failure(cloning)).toMatchObject(expected)
    expect(await everything(test)).toEqual(before)
  })

  it('copies no machine whose port breaks the rule', async () => {
    await test.sql('UPDATE virtual_machines SET port = 0 WHERE id = 1')
    const version = await versionOf(1)
    const cloning = session((open) => cloneMachine(open, { ...copies, version }))
    expect(await failure(cloning)).toMatchObject({ code: 'invalid_input', message: words.sourceBroken })
  })

  it('knows which hosts are taken, whatever their capitals', async () => {
    await test.sql("UPDATE virtual_machines SET host = 'GPU.lab' WHERE id = 5")
    const used = await session((open) => findHosts(open, ['gpu.LAB', '10.1.2.3', '10.9.9.9']))
    expect(used).toEqual([
      { host: '10.1.2.3', name: 'lab-03' },
      { host: 'GPU.lab', name: 'lab-05' },
    ])
  })

  it('knows which names are taken, in just their letters', async () => {
    await test.sql("UPDATE virtual_machines SET name = 'lab-03' WHERE id = 4")
    expect(await session((open) => findNames(open, ['lab-03', 'LAB-05', 'lab-99']))).toEqual(['lab-03'])
  })
})

describe.each(servers())('two consoles at once on $name', ({ open }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test.close())
  beforeEach(() => fill(test))

  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)

  it('gives a machine to one of two, and the other is told', async () => {
    const met = meeting(2)
    const giving = (to: Assignment['to']) =>
      session(async (open) => {
        await met()
        return assignMachines(open, [give(4, to), give(6, to)])
      })
    const outcomes = await Promise.allSettled([giving(raul), giving(lina)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const winner = outcomes[0]?.status === 'fulfilled' ? 'raul' : 'lina'
    expect(await test.sql('SELECT DISTINCT assigned_to FROM virtual_machines WHERE id IN (4, 6)')).toEqual([
      { assigned_to: winner },
    ])
    const loser = outcomes.find((outcome) => outcome.status === 'rejected')
    expect(loser?.reason).toMatchObject({ body: { code: 'stale' } })
  })

  /** Sessions of this database that wait for another's lock, as the server itself says. */
  const waiting = () =>
    session(async (open) => {
      const sql =
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
      return (await execute(open, sql)).rows.length
    })

  it('holds the person until the machine is theirs: nobody is disabled in between', async () => {
    const order: string[] = []
    let disabling: Promise<unknown> = Promise.resolve()
    await session(async (open) => {
      await assignMachines(open, [give(4, raul)])
      disabling = test
        .sql("UPDATE users SET disabled = true WHERE username = 'raul'")
        .then(() => order.push('disabled'))
      await expect.poll(waiting, { timeout: 5000 }).toBe(1)
      order.push('assigned')
    })
    await disabling
    expect(order).toEqual(['assigned', 'disabled'])
  })

  it('refuses somebody who is being disabled: the lock waits for the end of that, then looks', async () => {
    const { giving } = await session(async (open) => {
      await execute(open, "UPDATE users SET disabled = true WHERE username = 'raul'")
      const waits = failure(session((second) => assignMachines(second, [give(4, raul)])))
      await expect.poll(waiting, { timeout: 5000 }).toBe(1)
      return { giving: waits }
    })
    expect(await giving).toMatchObject({
      code: 'stale',
      theirs: { problems: [words.personDisabled('raul')] },
    })
  })
})
