// What is said about who can reach which machine, and giving machines to people.
import type { Grant, Refusal } from '../../access'
import type { Sharing } from '../../sharing'
import { number, plural } from '../plural'

const people = { one: '# person', other: '# people' }
const machines = { one: '# virtual machine', other: '# virtual machines' }

/** Whom the sharing setting lets: that role and those above it. */
const atLeast: Record<NonNullable<Sharing>, string> = {
  new_user: 'everybody who is approved',
  regular: 'everybody who is approved',
  sidekick: 'sidekicks, managers and admins',
  manager: 'managers and admins',
  admin: 'admins only',
}

/** What a sentence about one person and one machine may name. */
export interface ReachFacts {
  /** As the role is shown. */
  role: string
  isManager: boolean
  isOwner: boolean
  assignedTo: string | null
  /** Nobody has that username. Null: not looked up. */
  assigneeExists: boolean | null
  sharing: Sharing
}

const granted: Record<Grant, (facts: ReachFacts) => string> = {
  owner: () => 'Owns it.',
  assigned: () => 'It is assigned to them.',
  all_assigned: () => 'Managers and admins reach every assigned machine.',
  shared: ({ sharing }) =>
    sharing === null
      ? 'It is shared.'
      : `It is shared, and this lab lets ${atLeast[sharing]} use shared machines.`,
}

const refused: Record<Refusal, (facts: ReachFacts) => string> = {
  disabled: () => 'Disabled: cannot sign in.',
  unknown_role: ({ role }) => `The portal does not know the role “${role}”.`,
  new_user: () => 'A new user, still waiting to be approved.',
  own_unseen: () => 'Owns it, but the portal shows regular users no machines of their own.',
  assigned_to_another: ({ assignedTo, assigneeExists, isOwner }) =>
    assigneeExists === false
      ? `It is assigned to “${assignedTo ?? ''}”, a name that nobody has.`
      : isOwner
        ? `Owns it, but it is assigned to ${assignedTo ?? ''}: that takes it from its owner’s list.`
        : `It is assigned to ${assignedTo ?? ''}.`,
  not_shared: () => 'It is not shared.',
  sharing_off: ({ isManager }) =>
    `This lab’s sharing is off: nobody uses other people’s machines.${isManager ? ownersPage : ''}`,
  sharing_role: ({ sharing, isManager }) =>
    `This lab lets ${sharing === null ? 'nobody' : atLeast[sharing]} use shared machines.${isManager ? ownersPage : ''}`,
  assigned_unshared: () => 'Listed, but refused at Connect: an assigned machine must be shared.',
}
const ownersPage = ' The portal may still show it to them on its owner’s page.'

export const access = {
  who: 'Who can reach it',
  what: 'What they can reach',
  whoTitle: (name: string) => `Who can reach ${name.trim() === '' ? 'this virtual machine' : name}`,
  whatTitle: (name: string) => `What ${name} can reach`,
  oneMachine: 'Choose one machine.',
  onePerson: 'Choose one person.',

  whoTotal: (count: number) =>
    count === 0
      ? 'Nobody can connect to it.'
      : plural(count, { one: '# person can connect to it.', other: '# people can connect to it.' }),
  whatTotal: (count: number) =>
    count === 0
      ? 'No virtual machine is within their reach.'
      : plural(count, {
          one: '# virtual machine is within their reach.',
          other: '# virtual machines are within their reach.',
        }),
  whoListed: (count: number) =>
    plural(count, {
      one: '# person has it in their list and is refused at Connect: an assigned machine must be shared.',
      other:
        '# people have it in their lists and are refused at Connect: an assigned machine must be shared.',
    }),
  whatListed: (count: number) =>
    plural(count, {
      one: '# machine is in their list and refuses at Connect: an assigned machine must be shared.',
      other: '# machines are in their list and refuse at Connect: an assigned machine must be shared.',
    }),

  grantTag: {
    owner: 'Owner',
    assigned: 'Assigned',
    all_assigned: 'Managers, admins',
    shared: 'Shared',
  } satisfies Record<Grant, string>,
  grantTagOfMachine: {
    owner: 'Own',
    assigned: 'Assigned to them',
    all_assigned: 'Assigned to others',
    shared: 'Shared',
  } satisfies Record<Grant, string>,
  tag: (label: string, count: number) => `${label}: ${number(count)}`,

  searchWho: 'Look up a person',
  searchWhoHint: 'Why not …? Type a name',
  searchWhat: 'Look up a machine',
  searchWhatHint: 'Why not …? Type a name or host',
  people: 'People',
  machines: 'Virtual machines',
  found: (count: number) => plural(count, { one: '# match', other: '# matches' }),
  nobodyFound: (typed: string) => `Nobody matches “${typed}”.`,
  nothingFound: (typed: string) => `No virtual machine matches “${typed}”.`,
  moreWho: (shown: number) => `The first ${plural(shown, people)}. Type a name to look up others.`,
  moreWhat: (shown: number) => `The first ${plural(shown, machines)}. Type a name or host to look up others.`,

  reaches: 'Can connect',
  listedOnly: 'Listed, refused at Connect',
  cannot: 'Cannot connect',
  grant: (rule: Grant, facts: ReachFacts) => granted[rule](facts),
  refusal: (rule: Refusal, facts: ReachFacts) => refused[rule](facts),
  asks: 'No password or key is stored: the portal asks for one at Connect.',
  asksHere: 'Asks for a password at Connect.',

  othersWho: 'Why everybody else cannot',
  othersWhat: 'Why not the others',
  whyWho: {
    disabled: 'Disabled',
    unknown_role: 'Role unknown to the portal',
    new_user: 'Waiting to be approved',
    own_unseen: 'Owner, but a regular user',
    assigned_to_another: 'It is assigned to somebody else',
    not_shared: 'It is not shared',
    sharing_off: 'Sharing is off in this lab',
    sharing_role: 'Role too low for shared machines',
    assigned_unshared: 'Refused at Connect: not shared',
  } satisfies Record<Refusal, string>,
  whyWhat: {
    disabled: 'Disabled',
    unknown_role: 'Role unknown to the portal',
    new_user: 'Waiting to be approved',
    own_unseen: 'Own, but regular users do not see those',
    assigned_to_another: 'Assigned to somebody else',
    not_shared: 'Not shared',
    sharing_off: 'Sharing is off in this lab',
    sharing_role: 'Role too low for shared machines',
    assigned_unshared: 'Refused at Connect: not shared',
  } satisfies Record<Refusal, string>,
  sharing: (sharing: Sharing) =>
    sharing === null
      ? 'Sharing in this lab: off. Nobody uses other people’s unassigned machines.'
      : `Sharing in this lab: ${atLeast[sharing]} use other people’s shared, unassigned machines.`,

  failed: 'This could not be read from the database.',
  retry: 'Try again',
  losesSight:
    'Saved like this, you will no longer see this machine: managers see their own, assigned ones, and shared ones where the lab lets them.',
  lostSight: (name: string) =>
    `${name.trim() === '' ? 'The machine' : name} was saved, and is now out of your sight.`,
}
