// The window's frame: navigation, banners, status bar, commands, and names that appear on every page.
import { list, plural } from '../plural'

export const shell = {
  product: 'VM Lab Console',
  close: 'Close',
  clear: 'Clear',
  /** After something secret was copied. */
  takenOff: (seconds: number) =>
    `It is taken off the clipboard in ${plural(seconds, { one: '# second', other: '# seconds' })}, and when the program ends.`,
  labelled: (label: string, value: string) => `${label}: ${value}`,
  clearOf: (label: string) => `Clear ${label}`,
  cancel: 'Cancel',
  showText: 'Show what is typed',
  notices: 'Notices',
  closeNotice: 'Close this notice',
  windowFault:
    'The window made a mistake of its own. Try again; if it happens again, report it with the log (Help > Open log folder).',
  crashed: 'This page stopped working',
  crashedText:
    'What is in the database is untouched. Load the page again; if it happens again, report it with the log.',
  loadAgain: 'Load again',

  navigation: 'Pages',
  find: 'Find anything',
  account: (name: string) => `Account of ${name}`,
  accountOf: 'Account: ',
  messages: 'Messages',
  signedInAs: (name: string, role: string) => `${name}, ${role}`,
  status: 'Status',
  signOut: 'Sign out',
  connectElsewhere: 'Connect to another lab…',
  shortcuts: 'Keyboard shortcuts',
  about: 'About VM Lab Console',
  openLog: 'Open log folder',

  connected: 'Connected',
  readOnlyState: 'Read-only',
  notReached: 'Not reached',
  reconnecting: 'Connecting',
  backAgain: 'The database is back.',
  lostTitle: 'The database is out of reach.',
  kept: 'What you typed is kept.',
  nextTry: (seconds: number) =>
    plural(seconds, { one: 'Next try in # second', other: 'Next try in # seconds' }),
  trying: 'Trying now',
  tryNow: 'Try now',
  reconnectingTitle: (label: string) => `Connecting to ${label} again.`,
  added: (names: readonly string[], more: number) =>
    more > 0
      ? `${plural(names.length + more, { one: '# person was', other: '# people were' })} added from the first users’ file: ${names.join(', ')} and ${plural(more, { one: '# more', other: '# more' })}.`
      : `${plural(names.length, { one: '# person was', other: '# people were' })} added from the first users’ file: ${list(names)}.`,
  dismiss: 'Dismiss',

  connectingTo: (label: string) => `Connecting to ${label}`,
  steps: {
    connecting: 'Reaching the database',
    preparing: 'Looking at its tables',
    seeding: 'Adding the first people',
  },
  slow: 'This takes longer than usual. The console goes on trying.',
  cannotReach: (label: string) => `${label} cannot be reached`,
  cannotUse: (label: string) => `${label} cannot be used`,
  tryAgain: 'Try again',

  leaveTitle: 'Discard what you typed?',
  leaveText: 'Something you typed on this page is not saved yet.',
  keepEditing: 'Keep editing',
  discard: 'Discard',

  anotherTitle: 'Connect to another lab?',
  anotherText: (label: string) =>
    `You will be signed out. ${label} stays among your labs, and nothing in its database changes.`,
  anotherButton: 'Connect to another lab',

  groups: { pages: 'Go to', lab: 'Lab', help: 'Help' },
  commands: {
    palette: 'Find anything',
    users: 'Go to users',
    vms: 'Go to virtual machines',
    bookmarks: 'Go to bookmarks',
    waiting: 'Go to the waiting list',
    integrity: 'Go to integrity',
    history: 'Go to history',
    database: 'Go to database',
    retry: 'Connect to the database now',
  },
  palette: {
    title: 'Find anything',
    field: 'Find a command, person or machine',
    placeholder: 'Command, name, email or host',
    results: 'Results',
    commands: 'Commands',
    people: 'People',
    machines: 'Virtual machines',
    none: (words: string) => `Nothing is called “${words}”.`,
    searching: 'Searching…',
    disabled: 'disabled',
    assignedTo: (name: string) => `assigned to ${name}`,
    hint: '↑ ↓ to choose, Enter to open, Esc to close',
    failed: 'The database could not be searched. Commands still work.',
  },
  help: {
    title: 'Keyboard shortcuts',
    everywhere: 'Everywhere',
    closes: 'Close what is open, or clear the search',
    moves: 'Move between controls',
  },
  aboutBox: {
    version: (version: string) => `Version ${version}`,
    electron: 'Electron',
    chrome: 'Chromium',
    node: 'Node.js',
    v8: 'V8',
    runtime: 'Runtime',
    runtimeOf: (source: string, packaged: boolean) =>
      source === 'official'
        ? packaged
          ? 'Electron, as installed with the program'
          : 'Electron, official'
        : `Electron, ${source}`,
    platform: 'System',
    database: 'Database',
    log: 'Log',
    licence: 'Free software under the MIT licence.',
  },
  database: {
    title: 'Database',
    about: 'Connection',
    place: 'Lab',
    address: 'Address',
    name: 'Database',
    role: 'Signed in as',
    kind: { server: 'PostgreSQL server', embedded: 'Embedded, on this computer', sample: 'Sample, embedded' },
    kindLabel: 'Kind',
    improvements: 'What the console can do here',
    improvementsText:
      'The portal’s tables work as they are. These additions make the console faster or let it store more; the portal does not notice them.',
    on: 'On',
    off: 'Off',
    notAllowed: 'Only the owner of the portal’s tables can switch this on. Ask the owner of the database.',
    choose: (label: string) => `Switch on: ${label}`,
    statements: 'Statements for what is off',
    noStatements: 'Nothing is missing: there is nothing to run.',
    statementsText:
      'Switching on runs those of what is chosen. They only add: no column is dropped, renamed or made narrower.',
    apply: 'Switch on',
    applying: 'Switching on',
    applied: (names: readonly string[]) => `Switched on: ${list(names)}.`,
    adminOnly: 'Only an admin can switch these on.',
    planFailed: 'What is missing could not be read',
    chooseSome: 'Choose at least one addition.',
    allOn: 'Everything is on.',
    readOnly: 'The database is open read-only, so nothing can be switched on.',
  },
}
