// What the change log keeps of every write, on every kind of database and in both forms of the portal's schema.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Sharing } from '@shared/sharing'
import { encrypt } from '../../../src/main/crypto/fernet'
import { addMany } from '../../../src/main/db/bulk'
import { keepOutOfHistory, noteChanges, signChanges } from '../../../src/main/db/history'
import {
  findOperation,
  listOfOperation,
  listOfRow,
  listOperations,
  pruneSome,
} from '../../../src/main/db/history-log'
import { addUsers, removeUsers, renameAssignments } from '../../../src/main/db/people'
import { add, find, remove, update, type Values } from '../../../src/main/db/repository'
import type { Session } from '../../../src/main/db/session'
import { seeAs } from '../../../src/main/db/sight'
import { freedName, lastWriter } from '../../../src/main/services/history'
import { pruneHistory } from '../../../src/main/services/history-retention'
import { takeBack } from '../../../src/main/services/history-undo'
import { historyHandlers } from '../../../src/main/ipc/handlers/history'
import { passOn } from '../../../src/main/services/leavers'
import { databases, servers } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser, aVm, someHash } from '../../support/fixtures'
import { admin, ids, keysOf, manager } from '../services/people'
import { openHistoryLab, type HistoryLab } from './lab'

const kinds = databases().flatMap((kind) => (['sql', 'models'] as const).map((form) => ({ kind, form })))
const anything = { person: null, machine: null, actor: null, from: null, until: null, text: '' }

describe.each(kinds)('the change log on $kind.name, schema $form', ({ kind, form }) => {
  let lab: HistoryLab
  beforeAll(async () => {
    lab = await openHistoryLab(kind, { form })
  })
  afterAll(() => lab.close())
  beforeEach(() => lab.fill())

  const change = <E extends 'user' | 'vm' | 'bookmark'>(entity: E, id: number, changes: Partial<Values[E]>) =>
    lab.as(admin, async (session) => {
      const row = await find(session, entity, id)
      if (!row) throw new Error('no row')
      return update(session, entity, id, { version: row.version, base: { ...row }, changes })
    })
  const short = async () =>
    (await lab.log()).map(({ entity, kind: what, row_id, old, new: after }) => [
      entity,
      what,
      row_id,
      old,
      after,
    ])

  it('has who, from where, by which call, and the new values of a row that was added', async () => {
    const token = encrypt(lab.key, Buffer.from('hunter2'))
    const { operation } = await lab.as(
      admin,
      (session) => add(session, 'vm', aVm('web', ids.lina, { password: token, assignedTo: 'raul' })),
      'vms.add',
    )
    const [row] = await lab.log()
    expect(row).toMatchObject({
      operation,
      actor_id: ids.ada,
      actor: 'ada',
      action: 'vms.add',
      undoes: null,
      entity: 'vm',
      label: 'web',
      kind: 'add',
      old: null,
    })
    expect(String(row?.['computer'])).not.toBe('')
    expect(new Set(row?.['people'] as number[])).toEqual(new Set([ids.lina, ids.raul]))
    const { sshKey: _, ...plain } = aVm('web', ids.lina, { assignedTo: 'raul' })
    expect(row?.['new']).toEqual({ ...plain, password: true })
  })

  it('tells of a person also what was done to their machines and those assigned to them', async () => {
    await change('user', ids.raul, { disabled: true })
    const machines = await lab.test.sql<{ id: number }>(
      "SELECT id FROM virtual_machines WHERE assigned_to = 'raul' ORDER BY id",
    )
    for (const { id } of machines) await change('vm', id, { assignedTo: null })
    const { value } = await lab.as(admin, (session) =>
      listOfRow(session, admin, { entity: 'user', id: ids.raul }, null, 10),
    )
    expect(value.map(({ entity, rowId }) => [entity, rowId])).toEqual([
      ...machines.map(({ id }) => ['vm', id]).reverse(),
      ['user', ids.raul],
    ])
    expect(machines).not.toEqual([])
  })

  it('knows who wrote a row as it is now, and that the portal did', async () => {
    const writer = async (by: typeof admin) =>
      (await lab.as(by, (session) => lastWriter(session, by, 'user', ids.lina))).value
    await change('user', ids.lina, { email: 'lina@elsewhere.example.edu' })
    expect([await writer(manager), await writer(admin)]).toEqual(['ada', null])
    await lab.test.sql(`UPDATE users SET first_name = 'Linnea' WHERE id = ${ids.lina}`)
    expect(await writer(manager)).toBeNull()
  })

  it('tells a manager nothing of who wrote a machine that is out of their sight', async () => {
    await change('vm', 12, { host: '10.9.9.9' })
    const writer = (sharing: Sharing) =>
      lab.database.session((session) => {
        seeAs(session, manager, sharing)
        return lastWriter(session, manager, 'vm', 12)
      })
    expect([await writer(null), await writer('manager')]).toEqual([null, 'ada'])
  })

  it('knows until when a name was somebody else’s, while nobody has it', async () => {
    const freed = async (username: string) =>
      (await lab.as(admin, (session) => freedName(session, username))).value
    await change('user', ids.lina, { username: 'lina2' })
    expect([await freed('lina'), await freed('lina2')]).toEqual([
      { at: expect.any(Number) as number, kind: 'update' },
      null,
    ])
    await change('user', ids.lina, { username: 'lina' })
    expect((await freed('lina2'))?.kind).toBe('update')
    expect(await freed('lina')).toBeNull()
  })

  it('has old and new of the fields that changed, and of a secret only that it did', async () => {
    await change('user', ids.lina, { username: 'lina2', email: 'lina@lab.example.edu', password: someHash })
    expect(await short()).toEqual([
      [
        'user',
        'update',
        ids.lina,
        { username: 'lina', password: true },
        { username: 'lina2', password: true },
      ],
    ])
    expect(JSON.stringify(await lab.log())).not.toContain('$2')
    await change('user', ids.lina, { username: 'lina2' })
    expect(await lab.log()).toHaveLength(1)
  })

  it('keeps no hash but sealed, and of what was written only a mark', async () => {
    await change('user', ids.lina, { password: someHash })
    const kept = await lab.test.sql<{ kept: Buffer; mark: Buffer }>('SELECT kept, mark FROM console_kept')
    expect(kept).toHaveLength(1)
    expect(kept[0]?.kept.toString('latin1')).toMatch(/^gAAAA/u)
    expect(kept[0]?.mark).toHaveLength(32)
  })

  it('has all that goes with a person, whose assignments pass to another', async () => {
    await lab.as(admin, (session) => removeUsers(session, [ids.lina, ids.raul], 'yui'))
    const rows = await short()
    const of = (entity: string, what: string) => rows.filter((row) => row[0] === entity && row[1] === what)
    expect(of('user', 'remove').map((row) => row[2])).toEqual([ids.lina, ids.raul])
    expect(of('vm', 'remove')).toHaveLength(6)
    expect(of('bookmark', 'remove')).toHaveLength(1)
    expect(of('vm', 'update').map((row) => [row[3], row[4]])).toEqual([
      [{ assignedTo: 'raul' }, { assignedTo: 'yui' }],
      [{ assignedTo: 'raul' }, { assignedTo: 'yui' }],
    ])
    expect(of('user', 'remove')[0]?.[3]).toEqual({
      username: 'lina',
      email: 'lina@lab.example.edu',
      firstName: 'Lina',
      lastName: 'Meier',
      role: 'sidekick',
      disabled: false,
      password: true,
    })
  })

  it('has people and machines added together, renamed assignments, and what others note', async () => {
    const { operation } = await lab.as(admin, async (session) => {
      await addUsers(session, [aUser('mia'), aUser('noa')])
      await addMany(session, 'vm', [aVm('one', ids.lina), aVm('two', ids.lina)])
      await renameAssignments(session, 'raul', 'mia')
      noteChanges(session, [
        { entity: 'vm', rowId: 1, label: 'lab-01', kind: 'reveal', old: null, new: { password: true } },
      ])
    })
    const rows = await short()
    expect(rows.map((row) => `${String(row[0])} ${String(row[1])}`)).toEqual([
      'user add',
      'user add',
      'vm add',
      'vm add',
      'vm update',
      'vm update',
      'vm update',
      'vm reveal',
    ])
    expect(new Set((await lab.log()).map((row) => row['operation']))).toEqual(new Set([operation]))
  })

  it('has nothing of what was rolled back, nor of what was kept out', async () => {
    const rolledBack = lab.as(admin, async (session) => {
      await remove(session, 'vm', [1, 2])
      throw new Error('no')
    })
    await expect(rolledBack).rejects.toThrow('no')
    await lab.as(admin, async (session) => {
      keepOutOfHistory(session)
      await add(session, 'bookmark', { name: 'a', link: 'www.example.org', ownerId: ids.lina })
    })
    expect(await lab.log()).toEqual([])
    expect(await lab.test.sql('SELECT 1 AS x FROM console_kept')).toEqual([])
  })

  it('survives values with characters that no database holds', async () => {
    await lab.as(admin, async (session) => {
      noteChanges(session, [
        {
          entity: 'user',
          rowId: 1,
          label: 'a\0\ud800',
          kind: 'update',
          old: {},
          new: { reason: 'x\0\udc00' },
        },
      ])
    })
    expect((await lab.log())[0]).toMatchObject({ label: 'a\ufffd', new: { reason: 'x\ufffd' } })
  })

  it('is found by person, machine, actor, day and text, newest first and page by page', async () => {
    const first = await change('user', ids.lina, { firstName: 'Linnea' })
    const second = await change('vm', 2, { host: '10.9.9.9' })
    const third = await lab.as(manager, (session) => remove(session, 'bookmark', [2]))
    const found = async (filter: Partial<typeof anything> | object, operator = admin) =>
      (
        await lab.database.session((session) =>
          listOperations(session, operator, { ...anything, ...filter }, null),
        )
      ).map(({ operation }) => operation)
    const [one, two, three] = [first.operation, second.operation, third.operation]
    expect(await found({})).toEqual([three, two, one])
    expect(await found({ person: ids.lina })).toEqual([two, one])
    expect(await found({ machine: 2 })).toEqual([two])
    expect(await found({ actor: ids.tobe })).toEqual([three])
    expect(await found({ text: 'LINNEA' })).toEqual([one])
    expect(await found({ text: '10.9.9' })).toEqual([two])
    expect(await found({ text: '100%' })).toEqual([])
    expect(await found({ from: Date.now() - 3_600_000, until: Date.now() + 3_600_000 })).toHaveLength(3)
    expect(await found({ until: Date.now() - 3_600_000 })).toEqual([])
    const [newest] = await lab.database.session((session) => listOperations(session, admin, anything, null))
    const rest = await lab.database.session((session) =>
      listOperations(session, admin, anything, { at: newest?.cursor ?? '', operation: three }),
    )
    expect(rest.map(({ operation }) => operation)).toEqual([two, one])
  })

  it('shows a manager their own doings and those that concern people they may manage, no others', async () => {
    const ofLina = await change('user', ids.lina, { firstName: 'Linnea' })
    await change('user', ids.ada, { firstName: 'Adah' })
    await change('user', ids.gone, { firstName: 'Gina' })
    const assigned = await change('vm', 2, { host: '10.9.9.9' })
    const shared = await change('vm', 6, { host: '10.9.9.7' })
    const owned = await change('vm', 1, { host: '10.9.9.8' })
    const own = await lab.as(manager, (session) => remove(session, 'vm', [4]))
    await lab.as(admin, (session) => removeUsers(session, [ids.gone], null))
    const found = (sharing: Sharing) =>
      lab.database.session(async (session) => {
        seeAs(session, manager, sharing)
        const operations = await listOperations(session, manager, anything, null)
        return operations.map(({ operation }) => operation)
      })
    const both = [assigned.operation, ofLina.operation]
    expect(await found(null)).toEqual([own.operation, owned.operation, ...both])
    // Other people's shared machines, where the lab lets managers see them.
    expect(await found('manager')).toEqual([own.operation, owned.operation, shared.operation, ...both])
    const ofRow = await lab.database.session((session) =>
      listOfRow(session, manager, { entity: 'user', id: ids.ada }, null, 10),
    )
    expect(ofRow).toEqual([])
  })

  describe('a manager’s own changes of machines', () => {
    /** Reads the log as this operator: an operation's changes as label and what of them is shown. */
    const read = <T>(operator: typeof manager, sharing: Sharing, fn: (session: Session) => Promise<T>) =>
      lab.database.session((session) => {
        seeAs(session, operator, sharing)
        return fn(session)
      })
    const operationOf = (operation: string, operator: typeof manager, sharing: Sharing) =>
      read(operator, sharing, (session) => listOfOperation(session, operator, operation, null, 100))
    const hidden = (id: number) => `#${id} (out of your sight)`

    it.each<{ by: typeof manager; sharing: Sharing; seen: string[] }>([
      { by: manager, sharing: null, seen: ['lab-02', 'lab-05'] },
      { by: manager, sharing: 'manager', seen: ['lab-02', 'lab-04', 'lab-05'] },
      { by: admin, sharing: null, seen: ['lab-02', 'lab-04', 'lab-05', 'lab-06'] },
    ])(
      'have a deleted machine’s name and values where it was in sight: $by.role, sharing $sharing',
      async ({ by, sharing, seen }) => {
        await lab.test.sql('UPDATE virtual_machines SET shared = false WHERE id IN (5, 6)')
        // Assigned, shared, their own, and one that only its owner sees.
        const { operation } = await lab.as(manager, (session) => remove(session, 'vm', [2, 4, 5, 6]))
        const changes = await operationOf(operation, by, sharing)
        const labels = [2, 4, 5, 6].map((id) => (seen.includes(`lab-0${id}`) ? `lab-0${id}` : hidden(id)))
        expect(changes.map(({ label }) => label)).toEqual(labels)
        expect(changes.flatMap(({ old }) => (old ? [old['name']] : []))).toEqual(seen)
        const [summary] = await read(by, sharing, (session) => listOperations(session, by, anything, null))
        expect(summary?.counts).toEqual([{ entity: 'vm', kind: 'remove', count: 4 }])
        expect(summary?.changes.map(({ label }) => label)).toEqual(labels.slice(0, 3))
      },
    )

    it('have neither name nor values of a machine that only its owner sees, and are not found by them', async () => {
      await lab.test.sql(
        "UPDATE virtual_machines SET shared = false, name = 'private', host = '10.66.6.6' WHERE id = 12",
      )
      await lab.as(admin, (session) => addUsers(session, [aUser('sid', { role: 'sidekick' })]))
      const { operation } = await lab.as(manager, (session) => {
        seeAs(session, manager, null)
        return passOn(session, manager, [ids.lina], { passTo: 'sid', assignTo: null })
      })
      const changes = await operationOf(operation, manager, null)
      expect(changes).toHaveLength(7)
      const [assigned, own] = [2, 12].map((id) =>
        changes.find((one) => one.entity === 'vm' && one.rowId === id),
      )
      expect(assigned).toMatchObject({ label: 'lab-02', old: { ownerId: ids.lina } })
      expect(own).toMatchObject({ label: hidden(12), kind: 'update', old: null, new: null })
      const ofRow = () =>
        read(manager, null, (session) => listOfRow(session, manager, { entity: 'vm', id: 12 }, null, 10))
      expect(await ofRow()).toMatchObject([{ label: hidden(12), old: null, new: null }])
      const found = (searched: string, by: typeof manager) =>
        read(
          by,
          null,
          async (session) =>
            (await listOperations(session, by, { ...anything, text: searched }, null)).length,
        )
      expect([await found('private', admin), await found('private', manager)]).toEqual([1, 0])
      expect([await found('lab-02', admin), await found('lab-02', manager)]).toEqual([1, 1])
      const deleted = await lab.as(manager, (session) => remove(session, 'vm', [12]))
      expect(await ofRow()).toMatchObject([{ label: hidden(12), old: null }, { label: hidden(12) }])
      expect([await found('10.66', admin), await found('10.66', manager)]).toEqual([1, 0])
      const about = await read(manager, null, (session) => findOperation(session, manager, deleted.operation))
      expect(JSON.stringify(about)).not.toContain('private')
    })

    it('have what they typed for somebody who keeps it to themselves', async () => {
      const { operation } = await lab.as(manager, (session) =>
        add(session, 'vm', aVm('typed', ids.lina, { shared: false })),
      )
      const [added] = await operationOf(operation, manager, null)
      expect(added).toMatchObject({ label: 'typed', new: { name: 'typed' } })
    })
  })

  it('forgets what is older than it is to be kept, with the secrets that were put aside', async () => {
    await change('user', ids.lina, { password: someHash })
    await lab.test.sql("UPDATE console_changes SET at = now() - interval '11 days'")
    await change('user', ids.lina, { firstName: 'Linnea' })
    expect(await pruneHistory(lab.database, 0)).toBe(0)
    expect(await pruneHistory(lab.database, 12)).toBe(0)
    expect(await pruneHistory(lab.database, 10)).toBe(1)
    expect((await short()).map((row) => row[4])).toEqual([{ firstName: 'Linnea' }])
    expect(await lab.test.sql('SELECT 1 AS x FROM console_kept')).toEqual([])
  })
})

describe.each(databases())('how long the log is kept on $name', (kind) => {
  it('is the lab’s own, whatever a console’s computer says', async () => {
    const lab = await openHistoryLab(kind)
    try {
      await lab.fill()
      await lab.as(admin, (session) => remove(session, 'bookmark', [1]))
      await lab.test.sql("UPDATE console_changes SET at = now() - interval '40 days'")
      const noted: unknown[] = []
      const handlersOf = (days: number) =>
        historyHandlers({
          labKeyring: { settled: keysOf() },
          profile: () => null,
          historyDays: () => days,
          log: { info: (_, facts) => void noted.push(facts) },
          pruneHistory: () => undefined,
        })
      const context = {
        signal: new AbortController().signal,
        progress: () => undefined,
        operator: admin,
        window: 1,
      }
      const daysAt = (days: number) =>
        lab.database.session(async (session) =>
          handlersOf(days)['history.retention'](undefined, { ...context, session }),
        )
      const set = async (days: number) =>
        handlersOf(30)['history.setRetention']({ days }, { ...context, session: lab.database.session })
      expect([await daysAt(30), await daysAt(90)]).toEqual([{ days: 30 }, { days: 90 }])
      for (const days of [0, 730]) {
        await set(days)
        expect([await daysAt(30), await daysAt(90)]).toEqual([{ days }, { days }])
        expect(await pruneHistory(lab.database, 30)).toBe(0)
      }
      await set(35)
      expect(await pruneHistory(lab.database, 730)).toBe(1)
      expect(noted).toEqual([{ days: 0 }, { days: 730 }, { days: 35 }])
    } finally {
      await lab.close()
    }
  })
})

describe.each(databases())('forgetting piece by piece on $name', (kind) => {
  it('takes an operation whole, so that none is taken back by half', async () => {
    const lab = await openHistoryLab(kind)
    try {
      await lab.fill()
      const large = await lab.as(admin, async (session) => {
        await addMany(
          session,
          'vm',
          Array.from({ length: 10 }, (_, n) => aVm(`m${n}`, ids.lina, { password: `gAAAA${n}` })),
        )
      })
      const small = await lab.as(admin, (session) => remove(session, 'bookmark', [1]))
      await lab.test.sql("UPDATE console_changes SET at = now() - interval '11 days' WHERE label <> ''")
      await lab.test.sql("UPDATE console_changes SET at = now() - interval '12 days' WHERE operation = $1", [
        large.operation,
      ])
      const left = async () =>
        (await lab.test.sql<{ operation: string }>('SELECT DISTINCT operation FROM console_changes')).map(
          ({ operation }) => operation,
        )
      const prune = () => lab.database.session((session) => pruneSome(session, 10, 3))
      expect(await prune()).toBe(10)
      expect(await left()).toEqual([small.operation])
      expect(await lab.test.sql('SELECT 1 AS x FROM console_kept')).toEqual([])
      expect(await failure(lab.undo(admin, large.operation))).toMatchObject({ code: 'not_found' })
      expect([await prune(), await prune()]).toEqual([1, 0])
    } finally {
      await lab.close()
    }
  })
})

describe.each(servers())('forgetting and taking back at once on $name', (kind) => {
  it('wait for each other: an operation is forgotten, or comes back whole', async () => {
    const lab = await openHistoryLab(kind)
    try {
      await lab.fill()
      const before = await lab.everything()
      const isWaiting = () =>
        expect
          .poll(() =>
            lab.test.sql(
              "SELECT 1 AS x FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
            ),
          )
          .toHaveLength(1)
      const deletion = async () => {
        const { operation } = await lab.as(admin, (session) => removeUsers(session, [ids.lina], null))
        await lab.test.sql("UPDATE console_changes SET at = now() - interval '11 days'")
        return operation
      }

      const first = await deletion()
      let pruned: Promise<number> = Promise.resolve(0)
      await lab.database.session(async (session) => {
        signChanges(session, { id: ids.ada, username: 'ada', action: 'history.undo' })
        await takeBack(session, admin, first, keysOf(lab.key))
        pruned = pruneHistory(lab.database, 10)
        await isWaiting()
      })
      expect(await lab.everything()).toEqual(before)
      expect(await pruned).toBe(8)

      const second = await deletion()
      const without = await lab.everything()
      let undone: Promise<unknown> = Promise.resolve()
      await lab.database.session(async (session) => {
        await pruneSome(session, 10, 100)
        undone = failure(lab.undo(admin, second))
        await isWaiting()
      })
      expect(await undone).toMatchObject({ code: 'not_found' })
      expect(await lab.everything()).toEqual(without)
    } finally {
      await lab.close()
    }
  })
})

describe.each(databases())('a deletion of 10,000 machines on $name', (kind) => {
  it('is logged in little time, whole', async () => {
    const lab = await openHistoryLab(kind)
    try {
      await lab.fill()
      const some = Array.from({ length: 10_000 }, (_, n) => aVm(`m${n}`, ids.lina, { password: `gAAAA${n}` }))
      await lab.database.session(async (session) => {
        keepOutOfHistory(session)
        for (let start = 0; start < some.length; start += 1000) {
          await addMany(session, 'vm', some.slice(start, start + 1000))
        }
      })
      const rows = await lab.test.sql<{ id: number }>('SELECT id FROM virtual_machines ORDER BY id')
      const start = performance.now()
      const { value } = await lab.as(admin, (session) =>
        remove(
          session,
          'vm',
          rows.map(({ id }) => id),
        ),
      )
      const took = performance.now() - start
      expect(value).toBe(10_012)
      expect(await lab.test.sql('SELECT count(*)::int AS n FROM console_changes')).toEqual([{ n: 10_012 }])
      expect(await lab.test.sql('SELECT count(*)::int AS n FROM console_kept')).toEqual([{ n: 10_000 }])
      expect(took).toBeLessThan(30_000)
    } finally {
      await lab.close()
    }
  })
})
