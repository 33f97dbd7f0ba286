// Sentences for the portal's rules that need the database to be checked.
import { list, number, plural } from '../plural'

const someNames = (names: readonly string[]) =>
  list(names.length > 5 ? [...names.slice(0, 3), `${number(names.length - 3)} more`] : names)

export const services = {
  gone: (what: string) => `This ${what} is no longer in the database. Somebody deleted it in the meantime.`,
  user: 'user',
  vm: 'virtual machine',
  bookmark: 'bookmark',
  mayNotManage: (names: readonly string[]) =>
    `A manager may not change managers and admins (${list(names)}). Ask an admin of the lab.`,
  mayNotGrant: 'You may not give this role. Ask an admin of the lab.',
  ownDisable: 'You cannot disable your own account. Ask another admin of the lab.',
  ownRole: 'You cannot change your own role. Ask another admin of the lab.',
  ownDelete: 'You cannot delete your own account. Ask another admin of the lab.',
  lastAdmin: 'This would leave the lab without an enabled admin. Make somebody else an admin first.',
  claimed: (name: string, machines: number) =>
    `${plural(machines, { one: '# machine is', other: '# machines are' })} still assigned to a former ${name}, and whoever takes the name would get them. Choose another name, or give those machines to somebody else first.`,
  claimedWaiting: (names: readonly string[]) => {
    const [first = '', ...others] = names
    const whose = others.length === 0 ? `the name ${first}` : `these names: ${someNames(names)}`
    return `Machines are assigned already to ${whose}. Whoever is approved under such a name would get them. Give those machines to somebody else first.`
  },
  meansAnother: (name: string, other: string) =>
    `Whoever types ${name} at sign-in means ${other}: usernames and email addresses count alike there, in any capitals. Choose another one.`,
  ownerGone: 'This person is no longer in the database. Choose another owner.',
  ownerRole: 'Only sidekicks, managers and admins own things in the portal. Choose another owner.',
  assigneeGone: (name: string) => `Nobody is called ${name} any more. Choose another person, or nobody.`,
  assigneeDisabled: (name: string) =>
    `${name} is disabled and cannot sign in. Enable them first, or choose another person.`,
  assigneeRole: (name: string) =>
    `${name} has a role that machines are not assigned to: only regular users and sidekicks. Choose another person.`,
  heirGoes: (name: string) => `${name} is among those to be deleted. Choose another person, or nobody.`,
  noCipherKey:
    'There is no usable cipher_key in the secrets file, so passwords and keys cannot be stored. Add the portal’s key there and connect again.',
  keyReplaced:
    'The lab’s secrets have been given a new cipher key, which this console does not know. Nothing was stored. Connect again with the new secrets file, or give the new key under “Try an older key…” on the Database page.',
  secretTooLong: (limit: number) =>
    `Encrypted, this is longer than the ${limit} characters its column holds. Shorten it, or let an admin widen the column on the Database page.`,
  movedOn: 'What would be deleted has changed in the meantime. Nothing was deleted; look at the new numbers.',
  wrongSignIn: 'Wrong name or password.',
  noConsoleRoleAsk: (name: string, whom: string) =>
    `${name}, your account works, but this console is for managers and admins. Ask ${whom} if you need it.`,
  disabledAccountAsk: (name: string, whom: string) =>
    `${name}, your account is disabled. Ask ${whom} to enable it.`,
  anAdmin: 'an admin of the lab',
  wait: (seconds: number) => `Too many wrong passwords. Wait ${seconds} s and try again.`,
  administratorExists:
    'There is an administrator already. To make another one, prove that you hold the secrets file: type the database password from it.',
  openLink: 'Open this link in the browser?',
  open: 'Open',
  cancel: 'Cancel',
  notALink: 'This is not an http or https link, so it was not opened.',
  copyLimit: (rows: string) => `At most ${rows} rows can be copied at once. Choose fewer.`,
}
