// Many machines at once: giving them to people, passing them on, copying them; and tables as files.
import { list, number, plural } from '../plural'

const vms = { one: '# machine', other: '# machines' }
const persons = { one: '# person', other: '# people' }
const rows = { one: '# row', other: '# rows' }
const shownProblems = 5
const called = (name: string) => (name.trim() === '' ? 'A machine without a name' : name)

export const machines = {
  tooMany: (most: number) => `At most ${number(most)} machines can be chosen for this. Choose fewer.`,
  twice: 'A machine was named twice, so nothing was written. Close this and choose the machines again.',
  movedOn: (problems: readonly string[]) =>
    [
      'Nothing was changed, because something is no longer as it was shown:',
      ...problems.slice(0, shownProblems),
      problems.length > shownProblems ? `And ${number(problems.length - shownProblems)} more.` : '',
    ]
      .filter(Boolean)
      .join(' '),
  machineGone: 'A machine was deleted.',
  assignedNow: (machine: string, username: string | null) =>
    username
      ? `${called(machine)} is assigned to ${username} now.`
      : `${called(machine)} is assigned to nobody now.`,
  unsharedNow: (machine: string) => `${called(machine)} is no longer shared.`,
  ownedNow: (machine: string) => `${called(machine)} has another owner now.`,
  personGone: (username: string) => `Nobody is called ${username} any more.`,
  personDisabled: (username: string) => `${username} is disabled and cannot sign in.`,
  personRole: (username: string) =>
    `${username} has a role that machines are not assigned to: only regular users and sidekicks.`,
  sourceChanged:
    'The machine was changed in the meantime, so nothing was added. Close this and open it again to copy it as it is now.',
  sourceBroken:
    'The machine’s own port or username breaks a rule, so it cannot be copied as it is. Correct it first.',

  cancel: 'Cancel',
  loading: 'Looking up the machines…',
  loadFailed: 'The machines could not be looked up.',
  tryAgain: 'Try again',
  noneLeft: 'The machines you chose are no longer in the database.',
  portalRefresh: 'A page of the portal that is open shows it after Refresh.',

  assign: {
    action: 'Assign…',
    title: (count: number) => `Assign ${plural(count, vms)}`,
    mode: 'To whom',
    each: 'One person each',
    one: 'One person for all',
    person: 'Person',
    add: 'Add people',
    addHint: 'Type a name and press Enter, or paste usernames or emails, one on each line.',
    addAll: (count: number, more: boolean) =>
      more ? `The first ${number(count)} who match` : `All ${number(count)} who match`,
    addAllHint: (typed: string) => (typed === '' ? 'everybody' : `“${typed}”`),
    everybodyIn: 'All who match are in the list.',
    pairs: 'Who gets which machine',
    chosen: 'The machines',
    moveUp: 'Move the person up',
    moveDown: 'Move the person down',
    remove: 'Remove the person',
    sort: 'Sort people by name',
    clear: 'Remove all people',
    keys: 'In the list: Alt+↑ and Alt+↓ move the person, Delete removes them. Rows can be dragged.',
    nobody: 'nobody',
    noMachine: 'no machine left',
    takenFrom: (username: string) => `taken from ${username}`,
    already: 'has it already',
    becomesShared: 'becomes shared',
    sums: (count: { machines: number; people: number }) =>
      `${plural(count.machines, vms)}, ${plural(count.people, persons)}.`,
    fewerPeople: (rest: number) =>
      `${plural(rest, { one: '# machine has', other: '# machines have' })} nobody and ${plural(rest, { one: 'stays', other: 'stay' })} as ${plural(rest, { one: 'it is', other: 'they are' })}.`,
    morePeople: (rest: number) =>
      `${plural(rest, { one: '# person gets', other: '# people get' })} no machine: choose more machines, or remove people.`,
    taken: (count: number) =>
      plural(count, {
        one: '# is taken from somebody else.',
        other: '# are taken from somebody else.',
      }),
    shares: (count: number) =>
      plural(count, {
        one: '# is not shared and becomes shared: an assigned machine must be.',
        other: '# are not shared and become shared: assigned machines must be.',
      }),
    notFound: (names: readonly string[]) =>
      `Nobody has ${plural(names.length, { one: 'this name or address', other: 'these names or addresses' })}: ${list(
        names.length > 8 ? [...names.slice(0, 8), `${number(names.length - 8)} more`] : names,
      )}.`,
    notAdded: (reasons: readonly string[]) =>
      `Not added: ${[...reasons.slice(0, shownProblems), reasons.length > shownProblems ? `And ${number(reasons.length - shownProblems)} more.` : ''].filter(Boolean).join(' ')}`,
    failed: 'The people could not be looked up. Try again.',
    go: (count: number) => (count === 0 ? 'Assign' : `Assign ${plural(count, vms)}`),
    nothingToDo: 'Everybody here has their machine already.',
    done: (count: number) =>
      plural(count, { one: '# machine was assigned.', other: '# machines were assigned.' }),
  },

  unassign: {
    action: 'Unassign…',
    title: (count: number) => `Take back ${plural(count, vms)}`,
    text: 'The machines stay with their owners and stay shared; the people below can no longer connect to them.',
    from: (username: string) => `assigned to ${username}`,
    none: 'None of these machines is assigned to anybody.',
    others: (count: number) =>
      plural(count, {
        one: '# other chosen machine is assigned to nobody.',
        other: '# other chosen machines are assigned to nobody.',
      }),
    go: (count: number) => (count === 0 ? 'Take back' : `Take back ${plural(count, vms)}`),
    done: (count: number) =>
      plural(count, { one: '# machine was taken back.', other: '# machines were taken back.' }),
    refuse: 'It is assigned to nobody.',
    refuseMany: 'They are assigned to nobody.',
  },

  transfer: {
    action: 'Transfer…',
    title: (count: number) => `Transfer ${plural(count, vms)}`,
    owner: 'New owner',
    ownerHint: 'Enabled sidekicks, managers and admins may own machines.',
    follows: (name: string | null) =>
      `${name ?? 'The new owner'} can then edit them and use their stored passwords and keys in the portal; the present owners cannot any more.`,
    assigned: (count: number) =>
      plural(count, {
        one: '# is assigned and stays so: the portal leaves it out of its owner’s own list.',
        other: '# are assigned and stay so: the portal leaves them out of their owner’s own list.',
      }),
    unshared: (count: number) =>
      plural(count, {
        one: '# is not shared: only the new owner can connect to it.',
        other: '# are not shared: only the new owner can connect to them.',
      }),
    already: (count: number) =>
      plural(count, { one: '# is theirs already.', other: '# are theirs already.' }),
    list: 'The machines',
    from: (username: string) => `owned by ${username}`,
    go: (count: number) => (count === 0 ? 'Transfer' : `Transfer ${plural(count, vms)}`),
    done: (count: number, name: string) =>
      plural(count, { one: `# machine belongs to ${name} now.`, other: `# machines belong to ${name} now.` }),
    allTheirs: 'All of these machines are theirs already.',
  },

  clone: {
    action: 'Clone…',
    one: 'Choose one machine to clone.',
    title: (name: string) => `Clone ${called(name)}`,
    name: 'Name',
    host: 'Host',
    hint: 'A range such as {01..30} makes one copy for each number.',
    hostHint: 'Such as 10.1.2.{11..40}, as many as names.',
    owner: 'Owner',
    assignedTo: 'Assigned to',
    shared: 'Shared',
    secrets: 'Copy the stored password and key too',
    secretsHint: 'As they are stored. Whoever knows one of the copies’ passwords knows all.',
    noSecrets: 'The machine has no stored password or key.',
    sharedHint: 'Assigned machines are always shared.',
    preview: 'Copies',
    problems: {
      open: (at: number, found: string) =>
        `At character ${number(at)}: “${found}” has no closing brace. Write a range as {01..30}.`,
      close: (at: number) => `At character ${number(at)}: this closing brace has no opening one.`,
      range: (at: number, found: string) =>
        `At character ${number(at)}: “${found}” is no range. Write two numbers with two dots between, as {01..30}.`,
      tooMany: (at: number, count: number, most: number) =>
        `At character ${number(at)}: this range has ${number(count)} numbers; at most ${number(most)} copies can be made at once.`,
      unequal: (at: number, first: number, second: number) =>
        `At character ${number(at)}: this range has ${number(second)} numbers and one before it has ${number(first)}. Make them equally long.`,
    },
    unpaired: (names: number, hosts: number) =>
      `There are ${plural(names, { one: '# name', other: '# names' })} and ${plural(hosts, { one: '# host', other: '# hosts' })}. Make their ranges equally long, or write one without a range.`,
    nameProblem: (problem: string) => `Name: ${problem}`,
    hostProblem: (problem: string) => `Host: ${problem}`,
    nameUsed: 'A machine of this name is there already.',
    hostTwice: 'Host stands here twice.',
    hostUsed: (machine: string) => `${called(machine)} has this host already.`,
    broken: (count: number) =>
      plural(count, {
        one: '# copy cannot be added as it is: see its line.',
        other: '# copies cannot be added as they are: see their lines.',
      }),
    warned: (count: number) =>
      plural(count, {
        one: '# copy has a name or a host that another machine has too.',
        other: '# copies have a name or a host that another machine has too.',
      }),
    go: (count: number) =>
      count === 0 ? 'Add copies' : `Add ${plural(count, { one: '# copy', other: '# copies' })}`,
    done: (count: number) => plural(count, { one: '# machine was added.', other: '# machines were added.' }),
  },

  /** A machine in a list of found things. */
  found: (address: string, owner: string, assignee: string | null) =>
    [address, `owner ${owner}`, assignee ? `assigned to ${assignee}` : 'assigned to nobody'].join(' · '),

  export: {
    command: 'Export as CSV…',
    chosen: 'Export the selected rows as CSV…',
    title: 'Exporting as CSV',
    progress: 'Rows written',
    cancel: 'Cancel',
    fileType: 'CSV',
    saved: (count: number, path: string) => `${plural(count, rows)} written to ${path}.`,
    neutralised: (count: number) =>
      plural(count, {
        one: '# cell looks like a formula and begins with an apostrophe, so that no spreadsheet runs it.',
        other: '# cells look like formulas and begin with an apostrophe, so that no spreadsheet runs them.',
      }),
    show: 'Show in folder',
    notSaved: (path: string) => `${path} could not be written. Choose another folder and export again.`,
  },
}
