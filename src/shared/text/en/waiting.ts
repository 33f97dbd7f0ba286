// The waiting list: people who signed up in the portal and were not let in yet.
import { list, number, plural } from '../plural'

const people = { one: '# person', other: '# people' }
/** So many of those who were skipped are named in a sentence. */
const named = 5

export interface SkippedName {
  username: string
  why: 'gone' | 'approved' | 'disabled' | 'changed' | 'claimed' | 'owns'
}

const because: Readonly<Record<SkippedName['why'], (name: string) => string>> = {
  gone: (name) => `${name} was denied or deleted by somebody else meanwhile`,
  approved: (name) => `${name} was approved by somebody else meanwhile`,
  disabled: (name) => `${name} is disabled; enable them on the Users page first`,
  changed: (name) => `${name} was edited by somebody else meanwhile; look at them again`,
  claimed: (name) =>
    `machines are assigned to the name ${name} already; give those to somebody else first, or ${name} would get them`,
  owns: (name) =>
    `${name} has machines or bookmarks; delete them on the Users page, where it is shown what goes`,
}

function skippedSentence(skipped: readonly SkippedName[], count: number): string {
  if (count === 0) return ''
  const told = skipped.slice(0, named).map(({ username, why }) => because[why](username))
  const rest = count - told.length
  const all = rest > 0 ? [...told, `${number(rest)} more`] : told
  return `${number(count)} skipped: ${all.join('; ')}.`
}

export const waiting = {
  title: 'Waiting list',
  badge: (count: number) =>
    plural(count, { one: '# person waits to be approved', other: '# people wait to be approved' }),
  group: 'Waiting list',
  tools: 'Waiting list tools',
  search: 'Search the waiting list',
  count: (total: number) => plural(total, { one: '# person waits', other: '# people wait' }),
  countOf: (some: number, all: number) => `${number(some)} of ${number(all)}`,
  role: 'Approve as',
  roleIs: (role: string) => `as ${role.toLowerCase()}`,
  approve: 'Approve',
  approveCount: (count: number) => `Approve ${number(count)}`,
  approveAs: (role: string) => `Approve as ${role.toLowerCase()}`,
  nobodyChosen:
    'Nobody is chosen. Press Enter to go to the list and choose there, or Select all, and then again.',
  deny: 'Deny…',
  denyHint: 'Delete their accounts, with a reason',
  openPerson: 'Open on the Users page',
  selectAll: 'Select all',

  emptyTitle: 'Nobody is waiting',
  emptyText: 'Whoever signs up in the portal appears here, to be let in or turned away.',
  noMatchTitle: 'Nobody matches',
  noMatchText: 'Nobody on the waiting list matches the search.',
  showAll: 'Show all who wait',

  approved: (count: number, names: readonly string[], role: string) =>
    count === 1
      ? `${names[0] ?? ''} is now ${role.toLowerCase()}.`
      : `${number(count)} approved as ${role.toLowerCase()}.`,
  approvedNobody: 'Nobody was approved.',
  reload: 'In the portal they must reload the page before they can sign in.',
  denied: (count: number, names: readonly string[]) =>
    count === 1 ? `${names[0] ?? ''} was denied and deleted.` : `${number(count)} denied and deleted.`,
  deniedNobody: 'Nobody was denied.',
  skipped: skippedSentence,
  someone: 'somebody',

  denyTitle: (count: number) => `Deny ${plural(count, people)}`,
  denyText: (count: number) =>
    count === 1
      ? 'Their account is deleted. They can sign up in the portal again.'
      : 'Their accounts are deleted. They can sign up in the portal again.',
  denyNames: (names: readonly string[], rest: number) =>
    list(rest > 0 ? [...names, `${number(rest)} more`] : names),
  reason: 'Reason',
  reasonHint: 'For the change log. The person does not see it.',
  reasonWanted: 'Type a reason, so that others can see in the change log why.',
  denyButton: (count: number) => `Deny ${plural(count, people)}`,
  cancel: 'Cancel',
}
