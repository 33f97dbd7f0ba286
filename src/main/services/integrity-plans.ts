// What a repair does to one finding: the same answer for the preview and for the writing session.
import { mendLink, namesBeside, type Repair, type SkipReason } from '@shared/integrity'
import { parseRole, type Role } from '@shared/roles'
import type { BookmarkFinding, MachineFinding, PersonFinding } from '../db/integrity'
import type { RowChange } from '../db/integrity-writes'

export type Plan =
  (RowChange & { shown?: RowChange['fields'] }) | { id: number; title: string; skip: SkipReason }

/** The person that machines are given or passed to, checked and held by the session. */
export interface Receiver {
  id: number
  username: string
}

export interface MachineChoice {
  repair: Repair
  receiver: Receiver | null
  /** Nobody is shown other people's shared machines: sharing mends nothing. */
  sharingOff: boolean
}

export function planMachine(machine: MachineFinding, choice: MachineChoice): Plan {
  const { id, name: title } = machine
  const assign = (username: string | null): Plan => ({
    id,
    title,
    fields: {
      assignedTo: { from: machine.assignedTo, to: username },
      // An assigned machine is shared, or its assignee is refused at Connect.
      ...(username !== null && !machine.shared && { shared: { from: false, to: true } }),
    },
  })
  switch (choice.repair) {
    case 'free':
      return assign(null)
    case 'give':
      return assign(choice.receiver?.username ?? missing())
    case 'share':
      if (choice.sharingOff && machine.assignedTo === null) return { id, title, skip: 'sharing-off' }
      if (machine.shared) return { id, title, skip: 'mended' }
      return { id, title, fields: { shared: { from: false, to: true } } }
    case 'pass': {
      const receiver = choice.receiver ?? missing()
      if (receiver.id === machine.ownerId) return { id, title, skip: 'mended' }
      return {
        id,
        title,
        fields: { ownerId: { from: machine.ownerId, to: receiver.id } },
        // Names say more than ids.
        shown: { owner: { from: machine.owner, to: receiver.username } },
      }
    }
    case 'assign-owner':
      if (machine.assignedTo !== null) return { id, title, skip: 'assigned-other' }
      if (parseRole(machine.ownerRole) !== 'regular') return { id, title, skip: 'owner-role' }
      return assign(machine.owner)
    case 'port':
      return { id, title, fields: { port: { from: machine.port, to: 22 } } }
    default:
      return missing()
  }
}

export interface NamesInUse {
  taken: ReadonlySet<string>
  claimed: ReadonlySet<string>
}

export interface PersonChoice {
  repair: Repair
  role: Role | null
  names: NamesInUse
  /** Names given in this repair already; added to. */
  given: Set<string>
}

/** As the portal looks names up at sign-in: without blanks around, in lower case. */
export function signInName(username: string): string {
  return username.replace(/^[ \t\n\r\f\v]+|[ \t\n\r\f\v]+$/gu, '').toLowerCase()
}

/** The names a repair may give to a person; which of them are in use has to be asked before `planPerson`. */
export function wantedNames(person: Pick<PersonFinding, 'username'>, repair: Repair): string[] {
  const name = signInName(person.username)
  if (repair === 'name-form') return [name]
  return repair === 'name-new' ? namesBeside(name) : []
}

export function planPerson(person: PersonFinding, choice: PersonChoice): Plan {
  const { id, username: title } = person
  switch (choice.repair) {
    case 'role-form': {
      const role = parseRole(person.role)
      if (role === null || role === person.role) return { id, title, skip: 'mended' }
      return { id, title, fields: { role: { from: person.role, to: role } } }
    }
    case 'role-choose':
      return { id, title, fields: { role: { from: person.role, to: choice.role ?? missing() } } }
    case 'name-form':
    case 'name-new': {
      const { taken, claimed } = choice.names
      const wanted = wantedNames(person, choice.repair)
      // In `name-form` the person has the name in other capitals, and nobody else does: those are twins.
      const isTaken = (name: string) =>
        choice.given.has(name) || (choice.repair === 'name-new' && taken.has(name))
      const free = wanted.find((name) => !isTaken(name) && !claimed.has(name))
      if (free === undefined) {
        return { id, title, skip: wanted.some((name) => claimed.has(name)) ? 'name-claimed' : 'name-taken' }
      }
      choice.given.add(free)
      return { id, title, fields: { username: { from: person.username, to: free } } }
    }
    default:
      return missing()
  }
}

export function planLink(bookmark: BookmarkFinding): Plan {
  const { id, name: title } = bookmark
  const mended = mendLink(bookmark.link)
  if (mended === null) return { id, title, skip: 'link-unclear' }
  return { id, title, fields: { link: { from: bookmark.link, to: mended } } }
}

function missing(): never {
  throw new Error('A repair without what it needs')
}
