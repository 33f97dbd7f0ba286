// Why somebody may not do something to a person, and what giving admin rights asks for.
import { list, number } from '../plural'
import { services } from './services'

/** At most five are named. */
function five(names: readonly string[]): string[] {
  const rest = names.length - 5
  return rest > 0 ? [...names.slice(0, 5), `${number(rest)} more`] : [...names]
}

export const rights = {
  refused: {
    above: (names: readonly string[]) => services.mayNotManage(five(names)),
    ownRole: () => services.ownRole,
    ownDisable: () => services.ownDisable,
    ownDelete: () => services.ownDelete,
    ownRest: () =>
      'Of your own account you may change names, email, username and password only. Ask an admin of the lab.',
  },
  typeUsername: (names: readonly string[]) =>
    names.length === 1
      ? `Type ${names[0]} to give admin rights`
      : 'Type their usernames to give admin rights',
  typeUsernameHint: (names: readonly string[]) =>
    names.length === 1
      ? 'Admins may do everything here, and take it from others.'
      : `Admins may do everything here. All of them, parted by blanks: ${names.join(' ')}`,
  typeUsernameError: (names: readonly string[]) =>
    names.length === 1
      ? `Type the username as it is: ${names[0]}`
      : `Type these usernames as they are: ${names.join(' ')}`,
  /** Where the window did not ask for it. */
  adminUnconfirmed: (names: readonly string[]) =>
    `Giving admin rights wants the username typed (${list(five(names))}). Nothing was changed.`,
}
