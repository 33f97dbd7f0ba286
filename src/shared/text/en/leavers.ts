// What is said about disabling, enabling, deleting and handing on, about giving roles, and about what a person has.
import { list, number, plural } from '../plural'

const people = { one: '# person', other: '# people' }
const machines = { one: '# machine', other: '# machines' }
const bookmarks = { one: '# bookmark', other: '# bookmarks' }

const count = {
  people: (n: number) => plural(n, people),
  machines: (n: number) => plural(n, machines),
  bookmarks: (n: number) => plural(n, bookmarks),
}

/** "lab-01, lab-02 and 4 more": the first few of `total`. */
function some(names: readonly string[], total: number): string {
  const shown = names.slice(0, total > 5 ? 3 : 5).map((name) => (name.trim() === '' ? '(blank)' : name))
  const rest = total - shown.length
  return list(rest > 0 ? [...shown, `${number(rest)} more`] : shown)
}

/** One person by name, several by their number. */
const whom = (names: readonly string[], total: number) =>
  total === 1 ? (names[0] ?? '') : count.people(total)

function sentences(...parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false).join(' ')
}

const portalLag = 'Where the portal’s page is already open, it must be reloaded first.'

export interface Owned {
  vms: number
  vmNames: readonly string[]
  bookmarks: number
  bookmarkNames: readonly string[]
}

/** "3 machines (a, b and c)", "1 bookmark (d)". */
function ownedParts(of: Owned): string[] {
  return [
    ...(of.vms > 0 ? [`${count.machines(of.vms)} (${some(of.vmNames, of.vms)})`] : []),
    ...(of.bookmarks > 0
      ? [`${count.bookmarks(of.bookmarks)} (${some(of.bookmarkNames, of.bookmarks)})`]
      : []),
  ]
}

export const leavers = {
  ownedParts,
  cancel: 'Cancel',
  tryAgain: 'Try again',
  loadFailed: 'What belongs to them could not be read from the database.',
  counting: 'Looking up what belongs to them…',
  allGone: 'Everybody you chose is already gone from the database.',
  movedOn:
    'What belongs to them has changed in the meantime, so nothing was done. These are the new numbers.',
  notToYourself:
    'Managers do not take over other people’s machines themselves. Choose somebody else, or ask an admin of the lab.',
  chooseHeir: 'Choose a person.',
  heirLeaves: (name: string) => `${name} is among those you chose. Choose another person.`,
  stillEnabled: (names: readonly string[]) =>
    names.length === 1
      ? `${names[0]} is enabled, and only disabled people can be deleted. Disable them first.`
      : `${some(names, names.length)} are enabled, and only disabled people can be deleted. Disable them first.`,

  disable: 'Disable…',
  disableMany: (n: number) => `Disable ${number(n)}…`,
  disableTitle: (names: readonly string[], n: number) => `Disable ${whom(names, n)}?`,
  disableButton: 'Disable',
  disabling: 'Disabling…',
  allDisabled: 'Disabled already.',
  cannotSignIn: 'They can no longer sign in, here or in the portal. Nothing is deleted.',
  staysSignedIn: 'Whoever is signed in at the portal now stays so there until they sign out.',
  disabledRest: (n: number) =>
    `${plural(n, { one: '# of those you chose is', other: '# of those you chose are' })} disabled already and left alone.`,
  ownedTitle: (names: readonly string[], n: number) => `${count.machines(n)} of their own: ${some(names, n)}`,
  ownedUnshared: (unshared: number, all: number) =>
    unshared === all && all === 1
      ? 'It is not shared.'
      : unshared === all
        ? 'None of them is shared.'
        : plural(unshared, { one: '# of them is not shared.', other: '# of them are not shared.' }),
  ownedShared: (n: number) => (n === 1 ? 'It is shared already.' : 'All of them are shared already.'),
  ownedChoice: 'Machines they own',
  share: 'Share',
  keepOwned: 'Leave as they are',
  shareHint: 'As in the portal: colleagues whom the lab’s rules allow may go on using them.',
  keepOwnedHint: 'Nobody can reach the unshared ones while their owner is disabled.',
  givenTitle: (names: readonly string[], n: number) =>
    `${count.machines(n)} assigned to them: ${some(names, n)}`,
  givenChoice: 'Machines assigned to them',
  free: 'Free',
  keepGiven: 'Leave assigned',
  pass: 'Pass on',
  freeHint: 'They are assigned to nobody, and can be given to others.',
  keepGivenHint: 'They wait for them: nobody else gets them.',
  assignTo: 'Assign them to',
  disabled: (names: readonly string[], done: { disabled: number; shared: number; assigned: number }) =>
    sentences(
      `${whom(names, done.disabled)} ${done.disabled === 1 ? 'is' : 'are'} disabled.`,
      done.shared > 0 &&
        `${plural(done.shared, { one: '# machine is shared now.', other: '# machines are shared now.' })}`,
      done.assigned > 0 &&
        `${plural(done.assigned, { one: '# assignment was changed.', other: '# assignments were changed.' })}`,
    ),

  enable: 'Enable…',
  enableMany: (n: number) => `Enable ${number(n)}…`,
  enableTitle: (names: readonly string[], n: number) => `Enable ${whom(names, n)}?`,
  enableButton: 'Enable',
  enabling: 'Enabling…',
  canSignIn: `They can sign in again with the password they had. ${portalLag}`,
  putBack: 'Put back what disabling changed',
  putBackUnshare: (n: number) =>
    plural(n, { one: '# machine is no longer shared.', other: '# machines are no longer shared.' }),
  putBackAssign: (n: number) =>
    plural(n, {
      one: '# machine is assigned to them again.',
      other: '# machines are assigned to them again.',
    }),
  putBackNames: (names: readonly string[], n: number) =>
    names.length < n ? `Among them ${list(names)}.` : `${list(names)}.`,
  nothingToPutBack: 'Disabling them changed nothing on machines that could be put back.',
  notLogged: 'This database keeps no change log, so what disabling changed on machines is not known here.',
  enabled: (names: readonly string[], done: { enabled: number; unshared: number; assigned: number }) =>
    sentences(
      `${whom(names, done.enabled)} ${done.enabled === 1 ? 'is' : 'are'} enabled again.`,
      done.unshared + done.assigned > 0 &&
        `${plural(done.unshared + done.assigned, { one: '# machine is', other: '# machines are' })} as before.`,
      portalLag,
    ),

  passOn: 'Pass machines on…',
  passOnTitle: (names: readonly string[], n: number) =>
    `Pass on what ${whom(names, n)} ${n === 1 ? 'has' : 'have'}`,
  passOnButton: 'Pass on',
  passingOn: 'Passing on…',
  passTo: 'New owner',
  passToHint: {
    stays: 'Enabled sidekicks, managers and admins own things. Nobody chosen: it stays theirs.',
    goes: 'Nobody chosen: it is deleted with them.',
  },
  assignToHint: {
    stays: 'Regular users and sidekicks. Nobody chosen: it stays assigned to them.',
    goes: 'Nobody chosen: the machines stay with their owners, unassigned.',
  },
  ownsTitle: (of: Owned) => `They own ${list(ownedParts(of))}`,
  nothingToPass: 'They own no machines and no bookmarks, and no machine is assigned to them.',
  passedOn: (done: { vms: number; bookmarks: number; assigned: number }) => {
    const parts = [
      ...(done.vms > 0 ? [count.machines(done.vms)] : []),
      ...(done.bookmarks > 0 ? [count.bookmarks(done.bookmarks)] : []),
      ...(done.assigned > 0 ? [plural(done.assigned, { one: '# assignment', other: '# assignments' })] : []),
    ]
    return parts.length === 0 ? 'There was nothing to pass on.' : `Passed on ${list(parts)}.`
  },

  deleteEnabled: (names: readonly string[], n: number, all: number) =>
    all === 1
      ? `${names[0] ?? ''} is enabled, and only disabled people can be deleted.`
      : `${plural(n, { one: '# of these people is', other: '# of these people are' })} enabled (${some(names, n)}), and only disabled people can be deleted.`,
  disableInstead: 'Disable first…',
  deleteGoes: 'This goes with them:',
  deletePassed: 'They go; what they own goes to its new owner.',
  deleted: (n: number, names: readonly string[]) => `Deleted ${whom(names, n)}.`,

  giveRole: 'Give a role…',
  giveRoleTitle: (names: readonly string[], n: number) => `Give ${whom(names, n)} a role`,
  giveRoleButton: 'Give role',
  givingRole: 'Giving…',
  chooseRole: 'Choose a role.',
  someBeyond: 'You may give Regular and Sidekick; the other roles are given by admins only.',
  losesOwned: (n: number) =>
    `They own ${count.machines(n)}, which people of this role do not see in the portal. Pass them on to keep them in use.`,
  losesGiven: (n: number) =>
    `${plural(n, { one: '# machine is', other: '# machines are' })} assigned to them; people of this role are not assigned machines.`,
  roleLag: 'Whoever is signed in at the portal keeps their old role there until they sign in again.',
  roleGiven: (changed: number, role: string) =>
    `${plural(changed, { one: '# person is', other: '# people are' })} ${role} now.`,
  roleSame: 'They all have this role already. Nothing was changed.',

  tab: 'Machines',
  owned: 'Owned',
  assigned: 'Assigned',
  bookmarks: 'Bookmarks',
  section: (title: string, n: number) => `${title} (${number(n)})`,
  none: {
    owned: 'They own no machines.',
    assigned: 'No machine is assigned to them.',
    bookmarks: 'They have no bookmarks.',
  },
  showAll: (n: number) => `Show all ${number(n)} in the table`,
  unshared: 'not shared',
  assignedTo: (name: string) => `assigned to ${name}`,
  ownedBy: (name: string) => `owned by ${name}`,
}
