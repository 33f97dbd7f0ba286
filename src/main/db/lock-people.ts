// Locks people: all whom a session is about, in one statement and one order, so that two sessions wait for each other
// and never in a ring. Before machines, and those before bookmarks.
import { parseRole } from '@shared/roles'
import { personColumns, type Person } from './people'
import { isId, self } from './rows'
import type { Session } from './session'
import { read } from './statements'

export interface LockedPerson extends Person {
  version: string
}

export interface Wanted {
  ids?: readonly number[]
  usernames?: readonly string[]
  /** All enabled admins too: two who disable each other at once would otherwise leave the lab without any. */
  admins?: boolean
}

/**
 * Those of them who exist, as they are now, held until the session ends: `share` against changes, `update` against
 * other locks too, for people who may be written.
 */
export async function lockPeople(
  session: Session,
  { ids = [], usernames = [], admins = false }: Wanted,
  strength: 'share' | 'update' = 'update',
): Promise<LockedPerson[]> {
  const orAdmins = admins ? ` OR (lower(btrim(${self}.role)) = 'admin' AND NOT ${self}.disabled)` : ''
  return read<LockedPerson>(session, {
    text: `SELECT ${personColumns}, ${self}.xmin::text AS version FROM users ${self}
WHERE ${self}.id = ANY($1::int[]) OR ${self}.username = ANY($2::text[])${orAdmins}
ORDER BY ${self}.id FOR ${strength === 'share' ? 'SHARE' : 'UPDATE'} OF ${self}`,
    values: [ids.filter(isId), usernames],
  })
}

/** The ids of the enabled admins among them. */
export function adminsAmong(people: readonly LockedPerson[]): number[] {
  return people.filter(({ role, disabled }) => !disabled && parseRole(role) === 'admin').map(({ id }) => id)
}
