// How a person is called in the window.

/** "Ada Lovelace"; the username where the portal left both names blank. */
export function fullName(person: { username: string; firstName: string; lastName: string }): string {
  return `${person.firstName.trim()} ${person.lastName.trim()}`.trim() || person.username
}
