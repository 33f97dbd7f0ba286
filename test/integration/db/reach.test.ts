// Who reaches what: counts and lists out of the database against the rule applied to every single pair.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reach, type Reach } from '@shared/access'
import type { UserRow } from '@shared/entities/user'
import type { VmRow } from '@shared/entities/vm'
import type { Query } from '@shared/paging'
import type { Operator } from '@shared/roles'
import type { Sharing } from '@shared/sharing'
import { addMany } from '../../../src/main/db/bulk'
import { addUsers } from '../../../src/main/db/people'
import { whatReaches, whoReaches, type Tally } from '../../../src/main/db/reach'
import { findMany, list } from '../../../src/main/db/repository'
import { seeAs } from '../../../src/main/db/sight'
import { databases, type TestDatabase } from '../../support/database'
import { aUser, aVm, dirtyRows } from '../../support/fixtures'

const everything: Query = { search: '', sort: [], filters: {} }
const all = { text: '', limit: 200 }

const machineOf = (vm: VmRow) => ({ ...vm, hasSecret: vm.hasPassword || vm.hasKey })

/** The counts as they are when every one is judged by itself. */
function tally(results: readonly Reach[]): Tally {
  const count = <R>(rules: (R | undefined)[]) =>
    [...new Set(rules)]
      .filter((rule) => rule !== undefined)
      .map((rule) => ({ rule, count: rules.filter((one) => one === rule).length }))
  return {
    total: results.filter(({ may }) => may).length,
    listedOnly: results.filter(({ may, sees }) => sees && !may).length,
    by: count(results.map(({ may, by }) => (may && by !== null ? by : undefined))),
    against: count(results.map(({ against: [first] }) => first)),
  }
}
const inAnyOrder = (counts: Tally | null) => {
  if (counts === null) throw new Error('Nothing was counted')
  const { by, against, ...rest } = counts
  return {
    ...rest,
    by: new Map(by.map(({ rule, count }) => [rule, count])),
    against: new Map(against.map(({ rule, count }) => [rule, count])),
  }
}

describe.each(databases())('who reaches what on $name', ({ open }) => {
  let test: TestDatabase
  let people: UserRow[]
  let machines: VmRow[]
  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)

  beforeAll(async () => {
    test = await open()
    await test.sql(dirtyRows)
    await session(async (open) => {
      const person = fc.record({
        role: fc.constantFrom('admin', 'manager', 'sidekick', 'regular', 'new_user', 'Regular', ' MANAGER'),
        disabled: fc.boolean(),
      })
      const added = await addUsers(
        open,
        fc
          .sample(person, { numRuns: 60, seed: 3 })
          .map(({ role, disabled }, n) =>
            aUser(`p${String((n * 7) % 60).padStart(2, '0')}`, { role, disabled }),
          ),
      )
      const machine = fc.record({
        owner: fc.constantFrom(...added.slice(0, 20)),
        assigned: fc.constantFrom(null, null, '', 'ghost', ...added.slice(10, 30).map((one) => one.username)),
        shared: fc.boolean(),
        password: fc.constantFrom(null, 'token'),
      })
      await addMany(
        open,
        'vm',
        fc.sample(machine, { numRuns: 120, seed: 5 }).map(({ owner, assigned, shared, password }, n) =>
          aVm(`vm-${String((n * 7) % 120).padStart(3, '0')}`, owner.id, {
            assignedTo: assigned,
            shared,
            password,
          }),
        ),
      )
      people = await list(open, 'user', everything)
      machines = await list(open, 'vm', everything)
    })
  })
  afterAll(() => test.close())

  const settings: Sharing[] = [null, 'regular', 'manager']

  it('lists everybody who has a machine listed, the nearest first, and counts all others by what is against them', async () => {
    for (const sharing of settings) {
      for (const vm of machines.filter((_, index) => index % 3 === 0)) {
        const found = await session((open) => whoReaches(open, vm, sharing, all), { readOnly: true })
        const each = people.map((person) => ({ person, ...reach(person, machineOf(vm), sharing) }))
        expect(inAnyOrder(found.tally)).toEqual(inAnyOrder(tally(each)))
        const near = (one: UserRow) => one.id === vm.ownerId || one.username === vm.assignedTo
        const listed = each.filter(({ sees }) => sees)
        expect(found.people.map(({ person }) => person.username)).toEqual([
          ...listed
            .filter(({ person }) => near(person))
            .map(({ person }) => person.username)
            .sort(),
          ...listed
            .filter(({ person }) => !near(person))
            .map(({ person }) => person.username)
            .sort(),
        ])
        for (const { person, ...verdict } of found.people) {
          expect(verdict).toEqual(reach(person, machineOf(vm), sharing))
        }
        expect(found.assigneeExists).toBe(people.some((one) => one.username === vm.assignedTo))
      }
    }
  })

  it('lists what a person has listed, by name, and counts all other machines by what is against them', async () => {
    for (const sharing of settings) {
      for (const person of people.filter((_, index) => index % 2 === 0)) {
        const found = await session((open) => whatReaches(open, person, sharing, all), { readOnly: true })
        const each = machines.map((vm) => ({ vm, ...reach(person, machineOf(vm), sharing) }))
        expect(inAnyOrder(found.tally)).toEqual(inAnyOrder(tally(each)))
        expect(found.machines).toEqual(each.filter(({ sees }) => sees))
      }
    }
  })

  it('gives as many as are asked for, says that there are more, and counts all the same', async () => {
    const admin = people.find(({ role, disabled }) => role === 'admin' && !disabled)
    const vm = machines.find(({ assignedTo, shared }) => assignedTo === null && shared)
    if (!admin || !vm) throw new Error('The sample has nobody for this')
    await session(async (open) => {
      const few = { text: '', limit: 3 }
      const whole = await whoReaches(open, vm, 'regular', all)
      const who = await whoReaches(open, vm, 'regular', few)
      expect(who).toEqual({ ...whole, people: whole.people.slice(0, 3), more: true })
      expect(whole.more).toBe(false)
      const reached = await whatReaches(open, admin, 'manager', few)
      expect(reached.machines).toHaveLength(3)
      expect(reached.more).toBe(true)
    })
  })

  it('finds anybody and any machine by a text, with what is against them', async () => {
    const vm = machines.find(({ assignedTo }) => assignedTo === 'ghost')
    const outsider = people.find(({ role }) => role === 'wizard')
    if (!vm || !outsider) throw new Error('The sample has nothing for this')
    await session(async (open) => {
      const who = await whoReaches(open, vm, null, { text: 'WHAT', limit: 5 })
      expect(who).toMatchObject({ assigneeExists: false, tally: null })
      expect(who.people).toMatchObject([
        { person: { username: 'what' }, may: false, against: ['unknown_role'] },
      ])
      const reached = await whatReaches(open, outsider, null, { text: vm.name, limit: 5 })
      expect(reached.machines).toMatchObject([
        { vm: { name: vm.name }, may: false, against: ['unknown_role'] },
      ])
      expect((await whoReaches(open, vm, null, { text: 'nobody at all', limit: 5 })).people).toEqual([])
    })
  })

  it('tells a manager of no machine that is out of their sight', async () => {
    const boss = people.find(({ role, disabled }) => role === 'manager' && !disabled)
    const admin = people.find(({ role, disabled }) => role === 'admin' && !disabled)
    if (!boss || !admin) throw new Error('The sample has nobody for this')
    const operator: Operator = { ...boss, role: 'manager' }
    await session(async (open) => {
      seeAs(open, operator, null)
      const seen = (
        await findMany(
          open,
          'vm',
          machines.map(({ id }) => id),
        )
      ).filter((vm) => vm !== null)
      expect(seen.length).toBeLessThan(machines.length)
      const { tally: counts } = await whatReaches(open, admin, null, all)
      const each = seen.map((vm) => reach(admin, machineOf(vm), null))
      expect(inAnyOrder(counts)).toEqual(inAnyOrder(tally(each)))
      const names = (await whatReaches(open, admin, null, { text: 'vm-', limit: 200 })).machines
      expect(names.every(({ vm }) => seen.some(({ id }) => id === vm.id))).toBe(true)
    })
  })
})
