// Sentences of the forms: adding, editing, choosing people, saving beside others, deleting.
import { list, number, plural } from '../plural'

const users = { one: '# user', other: '# users' }
const vms = { one: '# virtual machine', other: '# virtual machines' }
const bookmarks = { one: '# bookmark', other: '# bookmarks' }

export interface Counts {
  users: number
  vms: number
  bookmarks: number
}

/** "3 users, 14 virtual machines and 2 bookmarks"; what there is none of is left out. */
function counts(of: Counts): string {
  const parts: string[] = []
  if (of.users > 0) parts.push(plural(of.users, users))
  if (of.vms > 0) parts.push(plural(of.vms, vms))
  if (of.bookmarks > 0) parts.push(plural(of.bookmarks, bookmarks))
  return parts.length === 0 ? 'nothing' : list(parts)
}

const what = { user: 'user', vm: 'virtual machine', bookmark: 'bookmark' }
const chosen = { user: users, vm: vms, bookmark: bookmarks }

export const form = {
  tabs: 'What is shown',
  details: 'Details',
  addTitle: { user: 'Add user', vm: 'Add virtual machine', bookmark: 'Add bookmark' },
  editTitle: (entity: 'user' | 'vm' | 'bookmark', title: string) =>
    title.trim() === '' ? `Edit ${what[entity]} without a name` : `Edit ${what[entity]} ${title}`,
  loadingTitle: { user: 'Edit user', vm: 'Edit virtual machine', bookmark: 'Edit bookmark' },
  save: 'Save',
  saving: 'Saving…',
  discard: 'Discard',
  close: 'Close',
  remove: 'Delete',
  previous: 'Previous',
  next: 'Next',
  position: (index: number, total: number) => `${number(index + 1)} of ${number(total)}`,
  group: 'Form',
  loading: 'Loading…',
  tryAgain: 'Try again',
  loadFailed: 'This could not be read from the database.',
  blank: '(blank)',

  discardTitle: 'Discard what you typed?',
  discardText: 'What you typed here has not been saved.',
  keepEditing: 'Keep editing',

  toCorrect: (fields: number) =>
    plural(fields, { one: 'One field needs a correction.', other: '# fields need a correction.' }) +
    ' Nothing was saved.',
  saved: (title: string) => `${title || 'The row'} was saved.`,
  added: (title: string) => `${title} was added.`,
  keptOthers: (title: string, labels: readonly string[]) =>
    `${title || 'The row'} was saved. Somebody else changed ${list(labels)} in the meantime; that was kept.`,
  badRow: (fields: number) =>
    plural(fields, {
      one: 'One stored value breaks a rule and is marked below. It does not stop you from saving other fields.',
      other:
        '# stored values break a rule and are marked below. They do not stop you from saving other fields.',
    }),
  goneTitle: (entity: 'user' | 'vm' | 'bookmark') => `This ${what[entity]} was deleted in the meantime.`,
  goneText: 'You can add it again with the values shown here. Whatever else belonged to it is gone.',
  goneSecrets: 'Its stored password and key are gone; type them again where they are needed.',
  gonePassword: 'Type a new password: the old one is gone.',
  addAgain: 'Add again',

  staleTitle: 'Changed by somebody else',
  staleText:
    'While you were editing, somebody else saved other values. Choose for each field which one is kept.',
  mine: 'Yours',
  theirs: 'Theirs',
  allMine: 'Keep all of yours',
  allTheirs: 'Take all of theirs',
  choose: (label: string) => `${label}: which value is kept`,
  secretShown: '•••••• (not shown)',
  secretRemoved: '(removed)',

  roleTooHigh: 'You may give Regular and Sidekick; the other roles are given by admins only.',
  unknownRole: (stored: string) =>
    `The portal does not know the role “${stored}” as it is stored. Choose a role.`,
  chooseRole: 'Choose a role',
  canSignIn: 'Can sign in',
  cannotSignIn: 'Disabled: cannot sign in',
  disablesOnly: 'Their machines stay as they are. “Disable…” in the row’s menu can share or free them.',
  confirmedName: 'Typed username',
  stateEnabled: 'Enabled',
  usernameHint: 'For signing in: letters, digits, _ and -, or an email address.',
  renameHint: (old: string) => `Machines assigned to ${old} follow the new name.`,
  passwordHint: '8 to 20 characters: lower case, capital, digit, special.',
  setNewPassword: 'Set new password',
  keepPassword: 'Keep the present one',
  generate: 'Generate',
  copy: 'Copy',
  copied: 'Copied.',
  notCopied: 'The clipboard could not be written. Show it and copy it by hand.',
  reloadAfterAdd: (name: string) =>
    `${name} can sign in now. Where the portal’s page is already open, it must be reloaded first.`,
  reloadAfterEnable: (name: string) =>
    `${name} is enabled again. Where the portal’s page is already open, it must be reloaded before signing in.`,
  reloadAfterPassword: (name: string) =>
    `${name} has a new password. Where the portal’s page is already open, it must be reloaded before signing in.`,

  portRange: 'Use 1 to 65535.',
  secretState: {
    none: 'Not set',
    set: 'Set',
    replaced: 'Will be replaced',
    removed: 'Will be removed',
    added: 'Will be set',
  },
  secretReplace: 'Type to replace',
  secretEmpty: 'Optional',
  clear: 'Clear',
  undo: 'Undo',
  keyWins: 'Both a password and a key are there: the portal signs in with the key.',
  writeOnly: 'Stored encrypted.',
  sharedHint: 'Others whom the lab’s rules allow may connect.',
  sharedByAssignment: 'Shared was turned on, because an assigned machine must be shared.',
  assignedStaysShared: (name: string) =>
    `This machine is assigned to ${name}, and an unshared one would be refused at Connect. Choose nobody first.`,

  linkHint: 'Begins with www., http:// or https://.',
  openLink: 'Open link',

  person: {
    nobody: 'Nobody',
    people: 'People',
    placeholder: 'Type a name',
    searching: 'Searching…',
    none: (typed: string) => (typed === '' ? 'There is nobody to choose.' : `Nobody matches “${typed}”.`),
    failed: 'The search did not work. Type again to repeat it.',
    clear: 'Clear',
    orphan: (name: string) => `Nobody is called ${name} any more. Choose another person, or nobody.`,
    disabled: (name: string) => `${name} is disabled and cannot sign in.`,
    notAssignable: (name: string) => `${name} has a role that machines are not assigned to.`,
    notOwner: (name: string) => `${name} has a role that owns nothing in the portal. Choose another owner.`,
    disabledTag: 'disabled',
    unfit: {
      disabled: 'Disabled: enable them first.',
      waiting: 'Waits to be approved: approve them first.',
      role: {
        owner: 'Only sidekicks, managers and admins own things.',
        assignee: 'Machines are assigned to regular users and sidekicks only.',
      },
    },
    cannotBe: (name: string, why: string) => `${name} cannot be chosen. ${why}`,
  },

  deleteTitle: (entity: 'user' | 'vm' | 'bookmark', count: number) =>
    `Delete ${plural(count, chosen[entity])}?`,
  deleteLoading: 'Delete?',
  deleteButton: (entity: 'user' | 'vm' | 'bookmark', count: number) =>
    `Delete ${plural(count, chosen[entity])}`,
  deleting: 'Deleting…',
  cancel: 'Cancel',
  goes: (of: Counts) => `This removes ${counts(of)}.`,
  deleted: (of: Counts) => `Deleted ${counts(of)}.`,
  more: (rest: number) => `and ${number(rest)} more`,
  assignTo: 'Assign their machines to',
  counting: 'Looking up what goes with it…',
  movedOn:
    'What would be deleted has changed in the meantime, so nothing was deleted. These are the new numbers.',
  nothingLeft: 'Everything you chose is already gone from the database.',
}
