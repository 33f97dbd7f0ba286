// The access rules held against the portal, over the whole product of what can be stored and set.
import { describe, expect, it } from 'vitest'
import {
  grants,
  operatorSees,
  reach,
  refusals,
  type ReachMachine,
  type ReachPerson,
  type Refusal,
} from '@shared/access'
import { parseRole } from '@shared/roles'
import { parseSharing, type Sharing } from '@shared/sharing'
import { portalConnects, portalLists, type PortalUser, type PortalVm } from './portal-oracle'

const storedRoles = [
  'new_user',
  'regular',
  'sidekick',
  'manager',
  'admin',
  'Regular',
  'SIDEKICK',
  ' MANAGER ',
  'Admin',
  'New_User',
  'wizard',
  '',
  'administrator',
  'new user',
]
const settings = [
  'new_user',
  'regular',
  'sidekick',
  'manager',
  'admin',
  'MANAGER',
  'Admin',
  ' Regular ',
  'disabled',
  'Disabled',
  '',
  'nobody',
  'managers',
  'true',
]
const owners = ['self', 'other'] as const
const assignees = ['self', 'other', 'gone', 'nobody', 'empty', 'self in capitals'] as const
const secrets = [
  { password: null, ssh_key: null },
  { password: 'token', ssh_key: null },
  { password: null, ssh_key: 'token' },
  { password: 'token', ssh_key: 'token' },
] as const
const bools = [true, false]

const me = { id: 7, username: 'me' }
const assigned: Record<(typeof assignees)[number], string | null> = {
  self: 'me',
  other: 'somebody',
  gone: 'nobody-of-this-name',
  nobody: null,
  empty: '',
  'self in capitals': 'ME',
}

interface Case {
  user: PortalUser
  vm: PortalVm
  setting: string
}

function* product(): Generator<Case> {
  for (const role of storedRoles)
    for (const disabled of bools)
      for (const setting of settings)
        for (const owner of owners)
          for (const assignee of assignees)
            for (const shared of bools)
              for (const secret of secrets)
                yield {
                  user: { ...me, role, disabled },
                  vm: {
                    user_id: owner === 'self' ? me.id : 8,
                    assigned_to: assigned[assignee],
                    shared,
                    ...secret,
                  },
                  setting,
                }
}
const cases = [...product()]

const machineOf = (vm: PortalVm): ReachMachine => ({
  ownerId: vm.user_id,
  assignedTo: vm.assigned_to,
  shared: vm.shared,
  hasSecret: vm.password !== null || vm.ssh_key !== null,
})
const judge = ({ user, vm, setting }: Case) => reach(user, machineOf(vm), parseSharing(setting))
/** The cases where `judged` is not so, to be read when a test fails. */
const exceptions = (judged: (one: Case) => boolean) => cases.filter((one) => !judged(one)).slice(0, 3)

describe('who reaches what, in every case there can be', () => {
  it('is a product of thousands, in which every rule takes part', () => {
    expect(cases.length).toBeGreaterThan(10_000)
    const results = cases.map(judge)
    expect(new Set(results.map(({ by }) => by))).toEqual(new Set([...grants, null]))
    expect(new Set(results.flatMap(({ against }) => against))).toEqual(new Set(refusals))
  })

  it('lists a machine for somebody exactly where the portal does', () => {
    expect(exceptions((one) => judge(one).sees === portalLists(one.user, one.vm, one.setting))).toEqual([])
  })

  it('lets somebody through at Connect exactly where the portal does, and asks for a secret as it does', () => {
    expect(
      exceptions((one) => {
        const result = judge(one)
        const portal = portalConnects(one.user, one.vm, one.setting)
        const may = !['nothing', 'VmNotSharedError'].includes(portal)
        return result.may === may && result.asks === (portal === 'prompt')
      }),
    ).toEqual([])
  })

  it('names the portal’s fault where it lists a machine and refuses it at Connect, and nowhere else', () => {
    expect(
      exceptions((one) => {
        const fault = portalConnects(one.user, one.vm, one.setting) === 'VmNotSharedError'
        const { against, sees, by } = judge(one)
        return fault === (sees && by !== null && against.join() === 'assigned_unshared')
      }),
    ).toEqual([])
  })

  it('gives a rule for all that is listed, and a refusal for all that is not reached', () => {
    expect(
      exceptions((one) => {
        const { by, sees, may, against } = judge(one)
        return (by !== null) === sees && (against.length === 0) === may
      }),
    ).toEqual([])
  })

  it('names every refusal once, and each is true of the case', () => {
    const isTrue: Record<Refusal, (one: Case) => boolean> = {
      disabled: ({ user }) => user.disabled,
      unknown_role: ({ user }) => parseRole(user.role) === null,
      new_user: ({ user }) => parseRole(user.role) === 'new_user',
      own_unseen: ({ user, vm }) => parseRole(user.role) === 'regular' && vm.user_id === user.id,
      assigned_to_another: ({ user, vm }) => Boolean(vm.assigned_to) && vm.assigned_to !== user.username,
      not_shared: ({ vm }) => !vm.shared && !vm.assigned_to,
      sharing_off: ({ setting }) => parseSharing(setting) === null,
      sharing_role: ({ setting, user }) => {
        const order = storedRoles.slice(0, 5)
        const place = (name: string) => order.indexOf(name.trim().toLowerCase())
        return place(setting) > place(user.role)
      },
      assigned_unshared: ({ vm }) => !vm.shared && Boolean(vm.assigned_to),
    }
    expect(
      exceptions((one) => {
        const { against } = judge(one)
        return new Set(against).size === against.length && against.every((rule) => isTrue[rule](one))
      }),
    ).toEqual([])
  })

  it('names enough: whoever does away with all that is named gets through in the portal', () => {
    const doneAway = (one: Case, against: readonly Refusal[]): Case => {
      const { user, vm } = one
      const changed: Case = { user: { ...user }, vm: { ...vm }, setting: one.setting }
      for (const rule of against) {
        if (rule === 'disabled') changed.user.disabled = false
        if (rule === 'unknown_role' || rule === 'new_user') changed.user.role = 'sidekick'
        if (rule === 'own_unseen') changed.user.role = 'sidekick'
        if (rule === 'assigned_to_another') changed.vm.assigned_to = user.username
        if (rule === 'not_shared' || rule === 'assigned_unshared') changed.vm.shared = true
        if (rule === 'sharing_off' || rule === 'sharing_role') changed.setting = 'regular'
      }
      return changed
    }
    expect(
      exceptions((one) => {
        // A role is judged before anything else can be: what it hid is named in the second round.
        let now = one
        for (let round = 0; round < 3; round += 1) now = doneAway(now, judge(now).against)
        return !['nothing', 'VmNotSharedError'].includes(portalConnects(now.user, now.vm, now.setting))
      }),
    ).toEqual([])
  })
})

describe('what this console shows to its operator', () => {
  const operator = (role: 'manager' | 'admin') => ({ ...me, role })
  const shows = (role: 'manager' | 'admin', vm: PortalVm, sharing: Sharing) =>
    operatorSees(operator(role), machineOf(vm), sharing)

  it('is everything to an admin, and to a manager what the portal lists for them', () => {
    expect(
      exceptions(({ vm, setting }) => {
        const portal = portalLists({ ...me, role: 'manager', disabled: false }, vm, setting)
        return (
          shows('admin', vm, parseSharing(setting)) && shows('manager', vm, parseSharing(setting)) === portal
        )
      }),
    ).toEqual([])
  })
})

describe('the parts of a verdict', () => {
  const person = (role: string, disabled = false): ReachPerson => ({ ...me, role, disabled })
  const machine: ReachMachine = { ownerId: 8, assignedTo: null, shared: true, hasSecret: true }

  it('tells the first way in of several, and what is against it beside the account', () => {
    expect(reach(person('manager'), { ...machine, ownerId: 7 }, 'manager').by).toBe('owner')
    expect(reach(person('manager'), { ...machine, assignedTo: 'x' }, 'manager').by).toBe('all_assigned')
    expect(reach(person('sidekick', true), { ...machine, shared: false }, null)).toEqual({
      may: false,
      sees: false,
      by: null,
      against: ['disabled', 'not_shared', 'sharing_off'],
      asks: false,
    })
  })
})
