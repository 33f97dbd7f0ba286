// Resetting passwords: the question, what came of it, and the slips of paper.
import { list, number, plural } from '../plural'

const nouns = { one: '# password', other: '# passwords' }
const people = { one: '# person', other: '# people' }

export const passwords = {
  action: (count: number) => (count > 1 ? 'Reset passwords…' : 'Reset password…'),
  title: (count: number, name: string | null) =>
    count === 1 && name !== null ? `Reset the password of ${name}` : `Reset ${plural(count, nouns)}`,
  how: 'New password',
  make: 'Make one',
  type: 'Type one',
  makeText:
    '16 characters without any that look alike. It is shown once, here, and can be copied or printed as a slip.',
  makeManyText: (count: number) =>
    `Each of the ${number(count)} people gets a password of their own. They are shown once, here, and can be printed as a sheet of slips.`,
  whose: (names: readonly string[], rest: number) =>
    `For ${list(rest > 0 ? [...names, `${number(rest)} more`] : names)}.`,
  amongThem: (admins: number, disabled: number) =>
    `Among them: ${list([
      ...(admins > 0 ? [plural(admins, { one: '# admin', other: '# admins' })] : []),
      ...(disabled > 0 ? [`${number(disabled)} disabled`] : []),
    ])}.`,
  ownLeftOut: 'Your own account is left out. Change your password in your own form.',
  rule: '8 to 20 characters, with a lower-case and an upper-case letter, a digit and a special character.',
  typed: 'New password',
  own: 'This is your own password, here and in the portal.',
  reset: 'Reset password',
  resetMany: (count: number) => `Reset ${plural(count, nouns)}`,
  working: 'Making the passwords',
  cancel: 'Cancel',
  stop: 'Stop',

  doneTitle: (count: number, name: string | null) =>
    count === 1 && name !== null
      ? `New password of ${name}`
      : `${plural(count, { one: '# new password', other: '# new passwords' })}`,
  once: 'It is not shown again once this is closed.',
  onceMany: 'They are not shown again once this is closed.',
  closeUnkept: (count: number) =>
    count === 1 ? 'It cannot be shown again. Close?' : 'They cannot be shown again. Close?',
  keepOpen: 'Keep open',
  close: 'Close',
  given: (count: number, name: string | null) =>
    count === 1 && name !== null
      ? `${name} has a new password.`
      : `${plural(count, people)} have new passwords.`,
  reload:
    'Whoever has the portal’s sign-in page open must reload it first: until then it knows only the old password.',
  disabled: (names: readonly string[], rest: number) => {
    const who = list(rest > 0 ? [...names, `${number(rest)} more`] : names)
    return names.length + rest === 1
      ? `${who} is disabled, and still cannot sign in until they are enabled.`
      : `${who} are disabled, and still cannot sign in until they are enabled.`
  },
  left: (count: number) =>
    plural(count, {
      one: '# person was deleted meanwhile, and left out.',
      other: '# people were deleted meanwhile, and left out.',
    }),
  copy: 'Copy',
  copyOf: (name: string) => `Copy the password of ${name}`,
  copyAll: 'Copy all',
  copied: 'Copied.',
  copiedAll: (count: number) => `Copied ${plural(count, nouns)} with their names.`,
  notCopied: 'It could not be copied. Read it off instead.',
  print: 'Print slip…',
  printMany: 'Print slips…',
  printed: 'Sent to the printer.',
  noPrinter:
    'No printer could be used. Add one in the settings of this computer, or copy the passwords instead.',
  done: 'Done',
  name: 'Name',
  table: 'New passwords',

  tooMany: (limit: number) => `At most ${number(limit)} passwords can be reset at once. Choose fewer people.`,
  typedForOne: 'One password for several people would be no secret. Have one made for each.',
  gone: 'Nobody of those chosen is in the database any more. Somebody deleted them in the meantime.',
  mayNot: (names: readonly string[], rest: number) =>
    `A manager may not change managers and admins: ${list(rest > 0 ? [...names, `${number(rest)} more`] : names)}.`,
  forgotten: 'These passwords are not held any more. Reset them again to print them.',

  slip: {
    title: 'New passwords',
    lab: 'Lab',
    username: 'Username',
    password: 'Password',
    hint: 'Reload the portal’s page, sign in with this password, and choose your own on the account page.',
    disabled: 'This account is disabled: an admin of the lab must enable it before you can sign in.',
  },
}
