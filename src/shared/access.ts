// Who reaches which machine in the portal, by which rule, and which rules are against it. Source: the portal.
import { parseRole, rank, type Operator } from './roles'
import { sharingLets, type Sharing } from './sharing'

/**
 * Rules that put a machine before somebody: as its owner while it is assigned to nobody; as its assignee; as a
 * manager or admin, who have all assigned machines; as somebody whom the sharing setting lets.
 */
export const grants = ['owner', 'assigned', 'all_assigned', 'shared'] as const
export type Grant = (typeof grants)[number]

/**
 * Rules that keep somebody from a machine. `own_unseen`: regular users have no list of machines of their own.
 * `assigned_unshared`: it is listed, and refused at Connect, as the portal does with whoever is not its owner.
 */
export const refusals = [
  'disabled',
  'unknown_role',
  'new_user',
  'own_unseen',
  'assigned_to_another',
  'not_shared',
  'sharing_off',
  'sharing_role',
  'assigned_unshared',
] as const
export type Refusal = (typeof refusals)[number]

export interface ReachPerson {
  id: number
  username: string
  /** As it is stored. */
  role: string
  disabled: boolean
}

export interface ReachMachine {
  ownerId: number
  /** A username, whether or not anybody has it; nobody is null or empty. */
  assignedTo: string | null
  shared: boolean
  /** A stored password or key. */
  hasSecret: boolean
}

export interface Reach {
  /** Sees it and gets through at Connect. */
  may: boolean
  /** The portal lists it. */
  sees: boolean
  /** Why it is listed; null where it is not. */
  by: Grant | null
  /** Everything that stands in the way, none where `may`. */
  against: Refusal[]
  /** It has no secret: the portal asks for one at Connect. */
  asks: boolean
}

/** Whether a person reaches a machine in the portal, and why. */
export function reach(person: ReachPerson, machine: ReachMachine, sharing: Sharing): Reach {
  const role = parseRole(person.role)
  const account: Refusal[] = person.disabled ? ['disabled'] : []
  if (role === null || role === 'new_user') {
    account.push(role === null ? 'unknown_role' : 'new_user')
    return { may: false, sees: false, by: null, against: account, asks: false }
  }
  const by = grantOf(person, machine, sharing)
  const isOwner = machine.ownerId === person.id
  const passes = isOwner || machine.shared
  const against = by === null ? machineRefusals(person, machine, sharing) : []
  if (by !== null && !passes) against.push('assigned_unshared')
  const sees = by !== null && account.length === 0
  const may = sees && passes
  return {
    may,
    sees,
    by: sees ? by : null,
    against: [...account, ...against],
    asks: may && !machine.hasSecret,
  }
}

/** The rule by which somebody of a known role who can sign in has it in a list. */
function grantOf(person: ReachPerson, machine: ReachMachine, sharing: Sharing): Grant | null {
  const role = parseRole(person.role)
  if (isAssigned(machine)) {
    if (rank(role) >= rank('manager')) return 'all_assigned'
    return machine.assignedTo === person.username ? 'assigned' : null
  }
  if (machine.ownerId === person.id) return rank(role) >= rank('sidekick') ? 'owner' : null
  return machine.shared && sharingLets(sharing, role) ? 'shared' : null
}

function machineRefusals(person: ReachPerson, machine: ReachMachine, sharing: Sharing): Refusal[] {
  if (machine.ownerId === person.id) {
    const unseen: Refusal[] = rank(parseRole(person.role)) < rank('sidekick') ? ['own_unseen'] : []
    return isAssigned(machine) ? [...unseen, 'assigned_to_another'] : unseen
  }
  if (isAssigned(machine)) return ['assigned_to_another']
  const against: Refusal[] = machine.shared ? [] : ['not_shared']
  if (sharing === null) against.push('sharing_off')
  else if (!sharingLets(sharing, parseRole(person.role))) against.push('sharing_role')
  return against
}

function isAssigned(machine: Pick<ReachMachine, 'assignedTo'>): boolean {
  return machine.assignedTo !== null && machine.assignedTo !== ''
}

/** Whether this console shows a machine to its operator: all to an admin, to a manager what the portal lists. */
export function operatorSees(
  operator: Pick<Operator, 'id' | 'username' | 'role'>,
  machine: Omit<ReachMachine, 'hasSecret'>,
  sharing: Sharing,
): boolean {
  if (operator.role === 'admin') return true
  return reach({ ...operator, disabled: false }, { ...machine, hasSecret: false }, sharing).sees
}
