// What is said about finding and repairing what breaks the portal’s rules.
import type { Area, FindingKind, Repair, SkipReason } from '../../integrity'
import { plural } from '../plural'
import { findings } from './integrity-findings'

const machines = (count: number) => plural(count, { one: '# machine', other: '# machines' })
const rows = (count: number) => plural(count, { one: '# row', other: '# rows' })
const problems = (count: number) => plural(count, { one: '# problem', other: '# problems' })

const areaTitles: Readonly<Record<Area, string>> = {
  people: 'People',
  machines: 'Machines',
  credentials: 'Stored passwords and keys',
  bookmarks: 'Bookmarks',
}

/** What a repair is called where one is chosen, what it does, and what its button says. */
const repairs: Readonly<Record<Repair, { label: string; does: string }>> = {
  free: {
    label: 'Assign to nobody',
    does: 'The machines go back to their owners, who then see them in their own list again.',
  },
  give: {
    label: 'Assign to somebody else',
    does: 'The machines are assigned to the person you choose; those that are not shared become shared, since the portal refuses others at Connect.',
  },
  share: {
    label: 'Share',
    does: 'The machines become shared.',
  },
  pass: {
    label: 'Pass to another owner',
    does: 'The machines get another owner. Whom they are assigned to stays as it is.',
  },
  'assign-owner': {
    label: 'Assign to their owners',
    does: 'Each machine is assigned to the regular user who owns it, and becomes shared, so that they see it and can connect.',
  },
  'role-form': {
    label: 'Write the roles as the portal does',
    does: 'The same roles, in lower case and without blanks around. Nobody’s rights grow beyond the role they have.',
  },
  'role-choose': {
    label: 'Give a role',
    does: 'These people get the role you choose. To make somebody an admin, open them on the Users page.',
  },
  'name-form': {
    label: 'Write the names as sign-in looks for them',
    does: 'The same usernames, in lower case and without blanks around. Machines assigned to the old name follow. Who is signed in at the portal has to sign in again.',
  },
  'name-new': {
    label: 'Give a free name',
    does: 'The name gets a number behind it. Machines assigned to the old name follow. Tell these people their new name: they sign in with it from now on.',
  },
  'clear-secret': {
    label: 'Clear what cannot be opened',
    does: 'The unreadable password or key is taken away, and the portal asks for one at Connect. If an older cipher key is still to be had, use it first: what it opens need not be cleared.',
  },
  port: { label: 'Set the port to 22', does: 'Port 22 is what the portal takes where nothing else is said.' },
  link: {
    label: 'Complete the links',
    does: 'Blanks go, and https:// is put in front of what is an address without it. What cannot be told is left alone.',
  },
}

const skipped: Readonly<Record<SkipReason, (count: number) => string>> = {
  mended: (count) => `${rows(count)} mended already`,
  'name-taken': (count) => `${rows(count)} without a free name: open them and choose one`,
  'name-claimed': (count) =>
    `${rows(count)} whose new name machines of a former user are still assigned to: repair those first`,
  'link-unclear': (count) =>
    `${rows(count)} where nobody can tell what was meant: open them to mend or delete them`,
  'assigned-other': (count) => `${rows(count)} assigned to somebody else: pass them to another owner instead`,
  'owner-role': (count) =>
    `${rows(count)} whose owner is no regular user, so that nothing can be assigned to them`,
  'sharing-off': (count) =>
    `${rows(count)} that sharing would show to nobody, since sharing is off in this lab: pass them to another owner`,
}

export const integrity = {
  title: 'Integrity',
  intro:
    'What in this lab breaks the portal’s rules, why it matters, and a repair for each. Nothing is changed before you have seen what will change.',
  adminOnly: 'For admins',
  adminOnlyText:
    'Looking for problems reads everybody’s machines and accounts, and repairs change them, so it takes an admin. Ask one of this lab.',
  checkAgain: 'Check again',
  checking: 'Checking',
  checkFailed: 'The check did not finish',
  checkedIn: (seconds: string) => `Checked in ${seconds} s`,
  healthy: 'Nothing to repair',
  summary: (count: number, kinds: number) =>
    `${problems(count)} of ${plural(kinds, { one: '# kind', other: '# kinds' })}`,
  badge: (count: number) => plural(count, { one: '# new problem', other: '# new problems' }),
  fresh: (count: number) => plural(count, { one: '# new', other: '# new' }),
  areas: areaTitles,
  kinds: findings,
  repairs,
  why: 'Why it matters',
  byHand: 'There is no telling what belongs here: open each row and type it.',
  rowsLabel: (kind: FindingKind) => `${findings[kind].title}: rows`,
  openRow: (title: string) => `Open ${title}`,
  chooseRow: (title: string) => `Choose ${title}`,
  blank: '(no name)',
  chooseAll: (count: number) => plural(count, { one: '# row', other: 'All # rows' }),
  chosen: (count: number, total: number) => `${rows(count)} of ${rows(total)} chosen`,
  more: 'Show more',
  rowsFailed: 'The rows could not be read',
  nothingLeft: 'Somebody mended these in the meantime. Check again.',
  repair: 'Repair…',
  repairSome: (count: number) => `Repair ${rows(count)}…`,
  readOnly: 'Nothing can be written into this lab, so nothing can be repaired here.',
  dialog: {
    title: (kind: FindingKind) => `Repair: ${findings[kind].title}`,
    how: 'How',
    assignee: 'Assign to',
    owner: 'New owner',
    role: 'Role',
    rolePlaceholder: 'Choose a role',
    choose: {
      person: 'Choose a person to see what will change.',
      role: 'Choose a role to see what will change.',
    },
    preview: 'What will change',
    previewing: 'Finding out what will change',
    changes: (count: number) =>
      plural(count, { one: '# row will be changed.', other: '# rows will be changed.' }),
    nothing: 'Nothing would be changed this way.',
    others: (count: number) => `and ${rows(count)} more`,
    left: 'Left as they are',
    row: 'Row',
    field: 'Field',
    before: 'Now',
    after: 'Then',
    bounded: (count: number) => `One repair changes at most ${rows(count)}; repeat it for the rest.`,
    go: (count: number) => `Repair ${rows(count)}`,
    going: 'Repairing',
    cancel: 'Cancel',
    stop: 'Stop',
  },
  values: {
    nobody: 'nobody',
    yes: 'yes',
    no: 'no',
    stored: 'stored',
    cleared: 'none',
  },
  skipped,
  repaired: (count: number, left: number) =>
    left > 0 ? `Repaired ${rows(count)}; ${rows(left)} left as they were.` : `Repaired ${rows(count)}.`,
  movedOn:
    'What would be repaired has changed since it was shown. Nothing was changed; look at the new list, then repair again.',
  repairedMore: 'There is more of this kind: repeat the repair for the rest.',
  choosePerson: 'Choose a person.',
  personGone: 'This person is no longer in the database. Choose another one.',
  noKey:
    'There is no usable cipher_key for this lab, so nobody can tell which secrets open. Add the portal’s key to the secrets file and connect again.',
  secrets: {
    start: 'Check all secrets',
    again: 'Check all secrets again',
    text: 'Opens every stored password and key with the lab’s cipher key. It takes a moment, so it is only done when you ask for it.',
    running: 'Opening stored secrets',
    stop: 'Stop',
    fine: (read: number) => `All stored secrets of ${machines(read)} open.`,
    none: 'There are no stored secrets in this lab.',
    found: (count: number, read: number) => `Secrets of ${machines(count)} of ${machines(read)} do not open.`,
    listed: (count: number) => `The first ${rows(count)} are listed; repair them, then check again.`,
  },
}
