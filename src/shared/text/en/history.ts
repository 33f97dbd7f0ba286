// What is said about the change log and taking changes back.
import type { EntityName } from '../../entity'
import { list, number, plural } from '../plural'
import { fields } from './fields'

const kinds: Record<EntityName, { one: string; other: string }> = {
  user: { one: 'user', other: 'users' },
  vm: { one: 'virtual machine', other: 'virtual machines' },
  bookmark: { one: 'bookmark', other: 'bookmarks' },
}
const verbs = {
  add: 'added',
  update: 'changed',
  remove: 'deleted',
  reveal: 'looked at secrets of',
  rekey: 're-keyed',
}
const verbsBack = {
  add: 'brought back',
  update: 'put back',
  remove: 'removed again',
  reveal: 'looked at',
  rekey: 're-keyed',
}
type Kind = keyof typeof verbs

/** What the log has beside an entity's own fields. */
const noted: Record<string, string> = {
  reason: 'Reason',
  renewed: 'Re-keyed',
  closed: 'Opened with no key',
}

const labels = fields as unknown as Record<string, unknown>

/** The label of a stored field, as tables and forms have it. */
function field(_entity: EntityName, name: string): string {
  if (name === 'ownerId') return fields.owner
  const label = noted[name] ?? labels[name]
  return typeof label === 'string' ? label : name
}

const many = (entity: EntityName, count: number) =>
  plural(count, { one: `# ${kinds[entity].one}`, other: `# ${kinds[entity].other}` })

type Counts = readonly { entity: EntityName; count: number }[]
const people = (count: number) => plural(count, { one: '# person', other: '# people' })
const counted = (counts: Counts) => counts.map(({ entity, count }) => many(entity, count))
const andChanged = (counts: Counts) => (counts.length === 0 ? '' : `, and changed ${list(counted(counts))}`)

export const history = {
  title: 'History',
  about:
    'Every change made through the console in this lab: who, when, from which computer, what it was before.',
  tableLost:
    'The change log’s table is gone from this database, or this role may no longer write it. Nothing was saved; save again, and what you do is noted in a file of this computer.',
  noTable:
    'This lab has no change log: the console’s database role may not make its table. What is changed here is noted in a file of this computer, and nothing can be looked up or taken back. Ask the database’s owner to let the role create tables, then connect again.',
  field,

  // What an operation did, for sentences that begin with a name.
  console: 'The console',
  sentence: (who: string, what: string) => `${who === '' ? 'The console' : who} ${what}`,
  of: (entity: EntityName, label: string) => `the ${kinds[entity].one} ${label === '' ? '(no name)' : label}`,
  /** Behind the number of a machine that the reader may not see, in place of its name. */
  outOfSight: '(out of your sight)',
  /** The same at the beginning of a sentence. */
  one: (kind: Kind, entity: EntityName, label: string, back: boolean) =>
    `${(back ? verbsBack : verbs)[kind]} ${kinds[entity].one} ${label}`,
  several: (kind: Kind, entity: EntityName, count: number, back: boolean) =>
    `${(back ? verbsBack : verbs)[kind]} ${many(entity, count)}`,
  withThem: (what: string, parts: readonly { entity: EntityName; count: number }[]) =>
    `${what} with ${list(parts.map(({ entity, count }) => many(entity, count)))}`,
  joined: list,
  renamed: (from: string, to: string) => `renamed ${from} to ${to}`,
  disabled: (name: string) => `disabled ${name}`,
  enabled: (name: string) => `enabled ${name}`,
  approved: (name: string, role: string) => `approved ${name} as ${role.toLowerCase()}`,
  denied: (name: string, reason: string) => `denied ${name}: ${reason}`,
  rekeyed: (renewed: number, closed: number) =>
    `re-keyed ${plural(renewed, { one: '# secret', other: '# secrets' })}${closed > 0 ? `; ${number(closed)} opened with no key` : ''}`,
  role: (name: string, from: string, to: string) => `changed the role of ${name} from ${from} to ${to}`,
  newPassword: (name: string) => `gave ${name} a new password`,
  assigned: (name: string, to: string) => `assigned ${name} to ${to}`,
  unassigned: (name: string, from: string) => `took ${name} back from ${from}`,
  passed: (name: string, to: string) => `passed ${name} to ${to}`,
  changed: (names: readonly string[], label: string) =>
    `changed ${list(names.map((name) => (name === 'SSH key' ? name : name.toLowerCase())))} of ${label}`,
  putBack: (what: string) => `took back: ${what}`,
  /** Many at once. */
  deeds: {
    approved: (count: number, role: string) => `approved ${people(count)} as ${role.toLowerCase()}`,
    denied: (count: number, reason: string) =>
      `denied ${plural(count, { one: '# newcomer', other: '# newcomers' })}${reason === '' ? '' : `: ${reason}`}`,
    newPasswords: (count: number) => `gave ${people(count)} new passwords`,
    role: (count: number, role: string) => `gave ${people(count)} the role ${role.toLowerCase()}`,
    disabled: (count: number, name: string | null, changed: Counts) =>
      `disabled ${name ?? people(count)}${andChanged(changed)}`,
    enabled: (count: number, name: string | null, changed: Counts) =>
      `enabled ${name ?? people(count)}${andChanged(changed)}`,
    passedOn: (counts: Counts) => `passed on ${list(counted(counts))}`,
    assigned: (count: number) => `assigned ${many('vm', count)}`,
    freed: (count: number) => `took ${many('vm', count)} back`,
    cloned: (count: number) =>
      `added ${plural(count, { one: '# copy', other: '# copies' })} of a virtual machine`,
    repaired: (counts: Counts) => `repaired ${list(counted(counts))}`,
  },

  // Values.
  nothing: 'nothing',
  secretThere: 'set (not shown)',
  secretChanged: 'changed (not shown)',
  adminByHand: (name: string) =>
    `Taking this back would give ${name} admin rights again. Give them the role in their form, where their username is typed for it.`,
  notNoted:
    'That this was shown could not be noted in the change log on this computer, so it is not shown. Check the disk and the rights on the log folder, then try again.',
  nameGone: (name: string) => `${name} (deleted)`,
  personGone: (id: number) => `person ${id} (deleted)`,

  // The page.
  search: 'Search the history',
  person: 'About person',
  by: 'Done by',
  from: 'From day',
  until: 'To day',
  machine: 'About machine',
  machines: 'Machines',
  noMachine: (typed: string) => `No machine is called “${typed}” or has it in its host.`,
  machineHint: 'Type a name or a host.',
  clear: 'Clear filters',
  loading: 'Reading the history',
  list: 'Changes, newest first',
  empty: 'Nothing has been changed yet',
  emptyText: 'From now on every change made through the console is listed here, and can be taken back.',
  noMatch: 'No change fits these filters',
  noMatchText: 'Take a filter away, or choose other days.',
  daysBackwards: 'From is after To: choose the days the other way round.',
  failed: 'The history could not be read',
  off: 'No change log in this lab',
  older: 'Show older changes',
  allShown: (count: number) => plural(count, { one: '# change', other: '# changes' }),
  more: (count: number) => `Show the other ${number(count)}`,
  on: (computer: string) => `on ${computer}`,
  takenBack: 'Taken back',
  undo: 'Undo',
  undoOf: (what: string) => `Undo: ${what}`,
  details: (what: string) => `Details: ${what}`,
  before: 'Before',
  after: 'After',
  fieldColumn: 'Field',
  changesOf: (what: string) => `What was changed: ${what}`,
  added: 'Added',
  removed: 'Deleted',
  revealed: 'Secret shown',
  openRow: 'Show in table',
  tab: 'History',
  rowEmpty: 'Nothing is known of earlier changes',
  rowEmptyText: 'Changes made in the portal, or before this lab had a change log, are not listed.',
  wholeHistory: 'Open in the history',

  // Taking back.
  undoTitle: 'Take this back?',
  checking: 'Looking whether it can be taken back',
  comesBack: 'What happens',
  willAdd: (what: string) => `Comes back: ${what}`,
  willRemove: (what: string) => `Is deleted: ${what}`,
  willPutBack: (what: string) => `Is put back: ${what}`,
  willUpdate: (what: string, changes: string) => `${what}: ${changes}`,
  fromTo: (label: string, from: string, to: string) => `${label} from ${from} to ${to}`,
  /** Of a secret that is put back, and of one that was not there before. */
  secretBack: (label: string) => `${label} as it was before`,
  secretTakenAway: (label: string) => `${label} is taken away`,
  andMore: (count: number) => `and ${number(count)} more`,
  undoButton: 'Take back',
  undoing: 'Taking back…',
  close: 'Close',
  cancel: 'Cancel',
  undone: (what: string) => `Taken back: ${what}.`,
  undoLast: 'Undo my last change',
  nothingToUndo: 'You have changed nothing since you signed in that could be taken back.',
  offLine: 'Undo is off: this lab has no change log.',
  signedOut: 'Sign in again to take something back.',

  // Why not.
  refused: (sentences: readonly string[], more: number) =>
    `${sentences.join(' ')}${more > 0 ? ` And ${plural(more, { one: '# more obstacle.', other: '# more obstacles.' })}` : ''} Nothing was taken back. Put this right and try again, or change the rows by hand.`,
  unknown: 'This change is no longer in the history, so it cannot be taken back.',
  alreadyBack: 'This was taken back already. Look for the newest entry about it in the history.',
  nothingToTake: 'This changed nothing that could be taken back.',
  tooMany: (limit: number) =>
    `This concerns more than ${number(limit)} rows, which is too much to take back at once.`,
  notYours:
    'This concerns people or machines that a manager may not change. Ask an admin of the lab to take it back.',
  goneNow: (what: string) => `${capital(what)} was deleted in the meantime.`,
  changedSince: (what: string, names: readonly string[]) =>
    `${capital(what)} was changed again since (${list(names)}).`,
  hangsOn: (names: readonly string[]) =>
    `Machines, bookmarks or assignments were given to ${list(names.slice(0, 3))} since.`,
  idTaken: (what: string) => `Another row has the number of ${what} now.`,
  notWhole: (what: string) => `Too little is known of ${what} to bring it back.`,
  taken: (name: 'username' | 'email', value: string) =>
    name === 'username' ? `The username ${value} is taken now.` : `The email address ${value} is taken now.`,
  meansAnother: (name: string, other: string) => `At sign-in ${name} means ${other} now.`,
  claimed: (name: string) =>
    `Machines are assigned to the name ${name} that this would not give back, and whoever takes the name would get them. Give them to somebody else first.`,
  ownerGone: (label: string) => `The owner of ${label} was deleted in the meantime.`,
  ownerRole: (label: string, owner: string) =>
    `${label} belonged to ${owner}, whose role owns nothing in the portal now.`,
  assigneeGone: (label: string, name: string) =>
    `${label} was assigned to ${name}, whom nobody is called now.`,
  assigneeDisabled: (label: string, name: string) =>
    `${label} was assigned to ${name}, who is disabled now. Enable them first.`,
  assigneeRole: (label: string, name: string) =>
    `${label} was assigned to ${name}, whose role gets no machines assigned now.`,
  assignedUnshared: (label: string, name: string) =>
    `${label} would be assigned to ${name} without being shared.`,
  secretGone: (what: string, name: string) => `The earlier ${name} of ${what} was not kept.`,
  secretLost: (label: string, name: string) => `The ${name} of ${label} was not kept: set it again.`,
  passwordsLost: (names: readonly string[]) =>
    `The ${names.length === 1 ? 'password' : 'passwords'} of ${list(names.slice(0, 5))} could not be kept: give ${names.length === 1 ? 'them' : 'each of them'} a new one.`,

  // Elsewhere.
  retention: {
    title: 'History',
    label: 'Keep the change log',
    hint: 'Holds for everybody in this lab, whichever console they use. Older changes are deleted when an admin’s console connects, and once a day. What was deleted cannot be looked up or taken back.',
    days: (days: number) => plural(days, { one: '# day', other: '# days' }),
    forEver: 'For ever',
    signIn: 'Sign in to see how long the change log is kept.',
    adminOnly: 'Only an admin of the lab may change how long the log is kept.',
  },
  freed: (name: string, kind: 'remove' | 'update', when: string) =>
    `Until ${when} somebody else was called ${name} (${kind === 'remove' ? 'deleted' : 'renamed'} since). For 30 days a browser in which they signed in to the portal would be signed in as this person. Choose another name, or make sure they cannot use it.`,
  changedBy: (who: string) => `${who} changed the same fields in the meantime. Choose which values to keep.`,
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
