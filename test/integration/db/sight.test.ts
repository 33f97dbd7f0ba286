// Machines as the operator may see them: every statement on them holds to what the access rule says, on random rows.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operatorSees } from '@shared/access'
import type { VmRow } from '@shared/entities/vm'
import type { Query } from '@shared/paging'
import type { Operator } from '@shared/roles'
import type { Sharing } from '@shared/sharing'
import { lockMachines } from '../../../src/main/db/assign'
import { addMany } from '../../../src/main/db/bulk'
import { findSecrets } from '../../../src/main/db/credentials'
import { addUsers, searchEverything } from '../../../src/main/db/people'
import { countExisting, find, findMany, list, remove, update } from '../../../src/main/db/repository'
import type { Session } from '../../../src/main/db/session'
import { seeAs } from '../../../src/main/db/sight'
import { updateVm } from '../../../src/main/services/vms'
import { copyRows } from '../../../src/main/services/copy'
import { printedRows } from '../../../src/main/print/print-rows'
import { databases, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser, aVm, dirtyRows } from '../../support/fixtures'
import { keysOf } from '../services/people'

const sharings: Sharing[] = [null, 'new_user', 'sidekick', 'manager', 'admin']
const everything: Query = { search: '', sort: [], filters: {} }
const signal = new AbortController().signal

describe.each(databases())('machines in sight on $name', ({ open, embedded }) => {
  let test: TestDatabase
  let stored: VmRow[]
  let operators: Operator[]

  beforeAll(async () => {
    test = await open('models')
    await test.sql(dirtyRows)
    await test.database.session(async (session) => {
      const roles = ['manager', 'Manager', 'admin', 'sidekick', 'regular', 'new_user']
      const people = await addUsers(
        session,
        roles.flatMap((role, index) =>
          [0, 1].map((n) => aUser(`p${index}${n}`, { role, email: `${index}${n}@x` })),
        ),
      )
      const machine = fc.record({
        owner: fc.constantFrom(...people),
        assigned: fc.constantFrom(
          null,
          null,
          '',
          'nobody-there',
          ...people.slice(0, 8).map((one) => one.username),
        ),
        shared: fc.boolean(),
      })
      await addMany(
        session,
        'vm',
        fc
          .sample(machine, { numRuns: 300, seed: 11 })
          .map(({ owner, assigned, shared }, n) =>
            aVm(`vm-${String((n * 37) % 300).padStart(3, '0')}`, owner.id, { assignedTo: assigned, shared }),
          ),
      )
      operators = people
        .filter(({ role, username }) => /^(manager|admin)$/iu.test(role) && username.endsWith('0'))
        .map(({ id, username, role }) => ({
          id,
          username,
          firstName: '',
          lastName: '',
          role: role === 'admin' ? 'admin' : 'manager',
        }))
    })
    stored = await test.database.session((session) => list(session, 'vm', everything))
    stored.sort((a, b) => a.id - b.id)
  })
  afterAll(() => test.close())

  const as = <T>(operator: Operator, sharing: Sharing, fn: (session: Session) => Promise<T>) =>
    test.database.session((session) => {
      seeAs(session, operator, sharing)
      return fn(session)
    })
  /** Every operator under every setting, with the machines the rule shows them and those it does not. */
  const views = () =>
    operators.flatMap((operator) =>
      sharings.map((sharing) => {
        const seen = stored.filter((vm) => operatorSees(operator, vm, sharing))
        return { operator, sharing, seen, hidden: stored.filter((vm) => !seen.includes(vm)) }
      }),
    )
  const idsOf = (rows: readonly (VmRow | null)[]) => rows.map((row) => row?.id ?? null)

  it('has something to hide from every manager, and nothing from an admin', () => {
    for (const { operator, seen, hidden } of views()) {
      expect(seen.length).toBeGreaterThan(50)
      if (operator.role === 'admin') expect(hidden).toEqual([])
      else expect(hidden.length).toBeGreaterThan(20)
    }
  })

  it('opens lists of what is in sight, whatever their order, filter and search', async () => {
    const queries: Query[] = [
      everything,
      { ...everything, sort: [{ field: 'owner', direction: 'descending' }] },
      { ...everything, filters: { shared: { kind: 'flag', value: false } } },
      { ...everything, search: 'vm-1' },
      { ...everything, search: 'P1', filters: { assignedTo: { kind: 'person', person: null } } },
    ]
    for (const query of queries) {
      const found = new Set(
        (await test.database.session((session) => list(session, 'vm', query))).map((vm) => vm.id),
      )
      for (const { operator, sharing, seen } of views()) {
        const expected = seen.filter((vm) => found.has(vm.id)).length
        const { lists } = test.database
        const opened = await as(operator, sharing, (session) => lists.open(session, 'vm', query))
        expect(await lists.total(opened.listId)).toBe(expected)
        const ids = await lists.ids(opened.listId, [])
        expect(ids.toSorted((a, b) => a - b)).toEqual(
          idsOf(seen).filter((id) => id !== null && found.has(id)),
        )
        expect(idsOf(opened.rows)).toEqual(ids.slice(0, 100))
        const listed = await as(operator, sharing, (session) => list(session, 'vm', query))
        expect(idsOf(listed)).toEqual(ids)
        lists.close(opened.listId)
      }
    }
  })

  it('reads, counts, copies, prints and finds rows in sight, and no other by any id', async () => {
    const { lists } = test.database
    // An admin's list has all ids: who may see less gets less of it.
    const wide = await test.database.session((session) => lists.open(session, 'vm', everything))
    await lists.total(wide.listId)
    const selection = { listId: wide.listId, except: [] }
    for (const { operator, sharing, seen, hidden } of views()) {
      const all = idsOf(stored).map(Number)
      await as(operator, sharing, async (session) => {
        const rows = await findMany(session, 'vm', all)
        expect(idsOf(rows).filter((id) => id !== null)).toEqual(idsOf(seen))
        expect((await countExisting(session, 'vm', all)).count).toBe(seen.length)
        const window = await lists.rows(session, 'vm', wide.listId, 0, 500)
        expect(window.filter((row) => row !== null)).toHaveLength(seen.length)
        const copied = await copyRows(
          session,
          lists,
          { selection, listId: wide.listId, fields: ['name'] },
          signal,
        )
        expect(copied.rows).toBe(seen.length)
        const printed = await printedRows(
          session,
          lists,
          { listId: wide.listId, selection, fields: ['name'] },
          { signal, progress: () => undefined },
        )
        expect(printed).toMatchObject({ gone: hidden.length, all: all.length })
        for (const vm of hidden.slice(0, 3)) {
          expect(await find(session, 'vm', vm.id)).toBeNull()
          const palette = await searchEverything(session, vm.name, 300)
          expect(idsOf(palette.vms)).not.toContain(vm.id)
        }
        for (const vm of seen.slice(0, 3)) {
          expect(await find(session, 'vm', vm.id, { lock: 'share' })).toEqual(vm)
          const palette = await searchEverything(session, vm.name, 300)
          expect(idsOf(palette.vms)).toContain(vm.id)
        }
        // People are seen by every manager, with the number of all they own.
        expect((await list(session, 'user', everything)).length).toBe(15)
      })
    }
    lists.close(wide.listId)
  })

  it('changes and deletes nothing out of sight, and says of it what it says of what is gone', async () => {
    for (const { operator, sharing, hidden } of views()) {
      const [vm] = hidden
      if (!vm) continue
      const edit = { id: vm.id, version: vm.version, base: { ...vm }, changes: { port: 2222 } }
      const gone = { ...edit, id: 999_999 }
      const refusal = await failure(as(operator, sharing, (session) => updateVm(session, edit, keysOf())))
      expect(refusal).toMatchObject({ code: 'not_found' })
      expect(refusal).toEqual(
        await failure(as(operator, sharing, (session) => updateVm(session, gone, keysOf()))),
      )
      expect(
        await failure(as(operator, sharing, (session) => update(session, 'vm', vm.id, edit))),
      ).toMatchObject({ code: 'not_found' })
      const counts = await as(operator, sharing, async (session) => [
        (await findSecrets(session, vm.id)) === null ? 0 : 1,
        (await lockMachines(session, idsOf(hidden).map(Number))).length,
        await remove(session, 'vm', [vm.id]),
        await remove(session, 'vm', idsOf(hidden).map(Number)),
      ])
      expect(counts).toEqual([0, 0, 0, 0])
    }
    const left = await test.database.session((session) => list(session, 'vm', everything))
    expect(left.toSorted((a, b) => a.id - b.id)).toEqual(stored)
  })

  it('counts others’ changes to what is in sight only', async () => {
    const view = views().find(({ operator, sharing }) => operator.role === 'manager' && sharing === null)
    const [hidden, seen] = [view?.hidden[0], view?.seen[0]]
    if (!view || !hidden || !seen) throw new Error('There is nothing to change')
    const { lists } = test.database
    const { listId } = await as(view.operator, view.sharing, (session) =>
      lists.open(session, 'vm', everything),
    )
    await lists.total(listId)
    const changes = () =>
      test.database.session((session) => lists.changes(session, listId), { readOnly: true })
    // On the embedded database the test's own statements are sessions of this program: nobody else writes there.
    await test.sql('UPDATE virtual_machines SET port = port + 1 WHERE id = $1', [hidden.id])
    await expect.poll(changes).toBe(0)
    await test.sql('UPDATE virtual_machines SET port = port + 1 WHERE id = $1', [seen.id])
    if (!embedded) await expect.poll(changes, { timeout: 5000 }).toBe(1)
    lists.close(listId)
  })
})
