// What each kind of finding is, why it matters in the portal, and what is said of one row.
import type { FindingKind } from '../../integrity'

interface MachineWords {
  host: string
  port: number
  shared: boolean
  assignedTo: string | null
  owner: string
  ownerRole: string
  ownerDisabled: boolean
  assigneeRole: string | null
  cutPassword: boolean
  cutKey: boolean
}
interface PersonWords {
  username: string
  email: string
  firstName: string
  lastName: string
  role: string
  disabled: boolean
}
interface BookmarkWords {
  link: string
  owner: string
}

export interface Words<R> {
  title: string
  /** Said where there is none of this kind. */
  fine: string
  what: string
  why: string
  row(row: R): string
}

const owned = ({ owner }: { owner: string }) => `owned by ${owner}`
const assigned = ({ assignedTo }: MachineWords) => `assigned to ${assignedTo ?? 'nobody'}`
const quoted = (value: string) => `“${value}”`
const blankOf = (fields: readonly (readonly [string, string])[]) =>
  `no ${fields
    .filter(([, value]) => value.trim() === '')
    .map(([label]) => label)
    .join(', no ')}`
const broken = (password: boolean, key: boolean) =>
  password && key ? 'password and key' : key ? 'key' : 'password'

type MachineKind = Exclude<FindingKind, PersonKind | BookmarkKind>
type PersonKind = 'role-form' | 'role-unknown' | 'name-form' | 'name-twin' | 'email-twin' | 'person-blank'
type BookmarkKind = 'link-broken' | 'bookmark-blank'

const machines: Readonly<Record<MachineKind, Words<MachineWords & { name: string; username: string }>>> = {
  'assigned-nobody': {
    title: 'Assigned to somebody who does not exist',
    fine: 'Every assigned machine belongs to somebody who exists',
    what: 'The machine is assigned to a username that nobody has: the person was renamed or deleted in the portal.',
    why: 'The machine is in no student’s list, and its owner does not see it either. Whoever takes that username later gets the machine, with its stored password.',
    row: (row) => `assigned to ${row.assignedTo ?? ''}, ${owned(row)}`,
  },
  'assigned-disabled': {
    title: 'Assigned to a disabled person',
    fine: 'No machine is assigned to a disabled person',
    what: 'The person whom the machine is assigned to is disabled.',
    why: 'They cannot sign in, and the owner no longer sees the machine: it lies idle. The portal even offers disabled people when a machine is made for somebody.',
    row: (row) => `${assigned(row)} (disabled), ${owned(row)}`,
  },
  'assigned-role': {
    title: 'Assigned to somebody who does not see it',
    fine: 'Everybody sees the machines assigned to them',
    what: 'Only regular users and sidekicks have machines assigned to them. This person has another role.',
    why: 'A new user sees no machines at all; managers and admins see all assigned machines anyway, so that nobody can tell whose it is. The owner no longer sees it.',
    row: (row) => `${assigned(row)} (role ${row.assigneeRole ?? ''}), ${owned(row)}`,
  },
  'assigned-unshared': {
    title: 'Assigned, but not shared',
    fine: 'Every machine assigned to somebody who may use it is shared',
    what: 'The machine is assigned to somebody, and not shared.',
    why: 'The portal shows it to the person it is assigned to, and to managers, and then refuses all of them at Connect.',
    row: (row) => `${assigned(row)}, ${owned(row)}`,
  },
  unreachable: {
    title: 'Nobody can reach it',
    fine: 'Somebody reaches every machine that is not assigned',
    what: 'The machine is assigned to nobody, its owner is disabled or may not own machines, and no one else is shown it.',
    why: 'It is in nobody’s list in the portal, not even in an admin’s: it runs on, and nobody looks after it.',
    row: (row) =>
      `${row.shared ? 'shared' : 'not shared'}, ${owned(row)} (${row.ownerDisabled ? 'disabled' : `role ${row.ownerRole}`})`,
  },
  'owner-blind': {
    title: 'Its owner does not see it',
    fine: 'Every owner may see what they own',
    what: 'Regular and new users do not see machines of their own in the portal, only those that are assigned to them.',
    why: 'People who were demoted keep their machines without being able to use or hand them on.',
    row: (row) => `${owned(row)} (role ${row.ownerRole}), ${assigned(row)}`,
  },
  'vm-blank': {
    title: 'Name, host or username missing',
    fine: 'Every machine has a name, a host and a username',
    what: 'A machine needs a name, a host and a username. The portal’s edit form lets them be emptied.',
    why: 'Without a host or a username Connect fails; without a name nobody finds the machine.',
    row: (row) =>
      `${blankOf([
        ['name', row.name],
        ['host', row.host],
        ['username', row.username],
      ])}, ${owned(row)}`,
  },
  'vm-port': {
    title: 'Impossible port',
    fine: 'Every port is between 1 and 65535',
    what: 'Ports go from 1 to 65535. The portal takes any number.',
    why: 'Connect fails, with an error that does not say why.',
    row: (row) => `port ${row.port}, host ${row.host}`,
  },
  'secret-cut': {
    title: 'Password or key cut off',
    fine: 'Every stored secret is whole',
    what: 'What is stored is no whole token: it was cut by its column, as happens with passwords of 32 characters or more, or was never encrypted.',
    why: 'No cipher key opens it any more, and Connect fails. The secret is lost and has to be typed again.',
    row: (row) => `${broken(row.cutPassword, row.cutKey)}, ${owned(row)}`,
  },
  'secret-closed': {
    title: 'Does not open with this key',
    fine: 'Every whole secret opens',
    what: 'The stored password or key does not open with the cipher key of this lab.',
    why: 'A rebuilt portal makes a new key, and Connect then fails for everything stored before. With the old key all of it can be opened again.',
    row: (row) => `host ${row.host}, ${owned(row)}`,
  },
}

const people: Readonly<Record<PersonKind, Words<PersonWords>>> = {
  'role-form': {
    title: 'Role in another spelling',
    fine: 'Every role is written as the portal does',
    what: 'The role is one of the portal’s, with capitals or blanks.',
    why: 'A page of the portal that compares roles as they are written does not know this one: the person may have their rights on one page and not on the next.',
    row: (row) => `role ${quoted(row.role)}`,
  },
  'role-unknown': {
    title: 'Role that the portal does not know',
    fine: 'Every role is one of the portal’s',
    what: 'The portal knows admin, manager, sidekick, regular and new_user.',
    why: 'Somebody with any other role is shown nothing, and is in no list where a role is given.',
    row: (row) => `role ${quoted(row.role)}`,
  },
  'name-form': {
    title: 'Username that sign-in never finds',
    fine: 'Every username without a twin is written as sign-in looks for it',
    what: 'The username has capitals, or blanks at its ends.',
    why: 'The portal looks names up in lower case, so that this person cannot sign in there, whatever they type.',
    row: (row) => `username ${quoted(row.username)}, ${row.email}`,
  },
  'name-twin': {
    title: 'Username that differs only in capitals from another',
    fine: 'No two usernames differ only in capitals',
    what: 'Somebody else has the same username in other capitals, and has the better claim to it: theirs is the one sign-in finds, or they are here longer.',
    why: 'At sign-in both names are the same: this person cannot sign in, or is taken for the other.',
    row: (row) => `username ${quoted(row.username)}, ${row.email}`,
  },
  'email-twin': {
    title: 'Email address that differs only in capitals from another',
    fine: 'No two email addresses differ only in capitals',
    what: 'Somebody who is here longer has the same address in other capitals.',
    why: 'It is one mailbox: most often one person with two accounts, and who signs in with the address gets the older one.',
    row: (row) => `${row.email}, ${row.firstName} ${row.lastName}`,
  },
  'person-blank': {
    title: 'Name or email address missing',
    fine: 'Everybody has a name and an email address',
    what: 'A person needs a username, a first and last name and an email address.',
    why: 'Lists show an empty line, and whoever has no username cannot sign in.',
    row: (row) =>
      blankOf([
        ['username', row.username],
        ['email address', row.email],
        ['first name', row.firstName],
        ['last name', row.lastName],
      ]),
  },
}

const bookmarks: Readonly<Record<BookmarkKind, Words<BookmarkWords>>> = {
  'link-broken': {
    title: 'Link that does not open',
    fine: 'Every link begins as it should',
    what: 'A link begins with www., http:// or https://. The portal’s edit form takes anything.',
    why: 'The browser takes anything else for a page of the portal itself, or runs it; this console does not open it.',
    row: (row) => `${quoted(row.link)}, ${owned(row)}`,
  },
  'bookmark-blank': {
    title: 'Bookmark without a name',
    fine: 'Every bookmark has a name',
    what: 'A bookmark needs a name.',
    why: 'Its list shows an empty line that nobody knows to press.',
    row: (row) => `${quoted(row.link)}, ${owned(row)}`,
  },
}

export const findings: Readonly<Record<FindingKind, Words<never>>> = { ...machines, ...people, ...bookmarks }
