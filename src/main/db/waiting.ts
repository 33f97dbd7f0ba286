// People who wait to be approved: how many, and their rows locked while they are judged and written.
import type { Logged } from './history'
import { keepSecrets, noteChanges } from './history'
import { markOf } from './history-notes'
import { sealed } from './history-state'
import type { LockedPerson } from './lock-people'
import { remove } from './repository'
import { self } from './rows'
import type { Session } from './session'
import { read, returningXid, write } from './statements'
import { workOf } from './work'

/**
 * As the portal compares roles: some rows have them in capitals or with blanks around. Nearly everybody's role is told
 * apart by its length, which costs the server far less than folding it.
 */
const waits = `octet_length(${self}.role) > 7 AND ${self}.role <> 'sidekick' AND lower(btrim(${self}.role)) = 'new_user'`

/** How many people wait. One scan of the users, of some milliseconds at a hundred thousand. */
export async function countWaiting(session: Session): Promise<number> {
  const rows = await read<{ count: number }>(session, {
    text: `SELECT count(*)::int AS count FROM users ${self} WHERE ${waits}`,
    prepare: true,
  })
  return rows[0]?.count ?? 0
}

/** Which of these people own machines or bookmarks. */
export async function ownersAmong(session: Session, ids: readonly number[]): Promise<Set<number>> {
  const rows = await read<{ id: number }>(session, {
    text: `SELECT user_id AS id FROM virtual_machines WHERE user_id = ANY($1::int[])
UNION SELECT user_id FROM bookmarks WHERE user_id = ANY($1::int[])`,
    values: [ids],
  })
  return new Set(rows.map(({ id }) => id))
}

/** To which of these usernames machines are assigned, other than `except`. */
export async function assigneesAmong(
  session: Session,
  usernames: readonly string[],
  except: readonly number[] = [],
): Promise<Set<string>> {
  const rows = await read<{ username: string }>(session, {
    text: `SELECT DISTINCT assigned_to AS username FROM virtual_machines WHERE assigned_to = ANY($1::text[]) AND id <> ALL($2::int[])`,
    values: [usernames, except],
  })
  return new Set(rows.map(({ username }) => username))
}

/** Give these locked people a role, in one statement; noted for the change log. */
export async function setRoles(
  session: Session,
  people: readonly LockedPerson[],
  role: string,
): Promise<void> {
  await write(session, {
    text: `WITH given AS (UPDATE users SET role = $2 WHERE id = ANY($1::int[]) RETURNING 1) SELECT count(*)::int, ${returningXid} FROM given`,
    values: [people.map(({ id }) => id), role],
  })
  noteChanges(
    session,
    people.map(({ id, username, role: before }) => ({
      entity: 'user',
      rowId: id,
      label: username,
      kind: 'update',
      old: { role: before },
      new: { role },
    })),
  )
}

/** Delete these locked people; the reason is noted beside each of them in the change log. */
export async function removeWithReason(
  session: Session,
  people: readonly LockedPerson[],
  reason: string,
): Promise<void> {
  const { changes } = workOf(session).operation
  const before = changes.length
  await remove(
    session,
    'user',
    people.map(({ id }) => id),
  )
  const noted = new Map(changes.slice(before).map((change) => [`${change.entity} ${change.rowId}`, change]))
  const missing: LockedPerson[] = []
  for (const person of people) {
    const change = noted.get(`user ${person.id}`)
    if (change) change.new = { ...change.new, reason }
    else missing.push(person)
  }
  noteChanges(
    session,
    missing.map((person) => ({
      entity: 'user',
      rowId: person.id,
      label: person.username,
      kind: 'remove',
      old: loggedPerson(person),
      new: { reason },
    })),
  )
}

function loggedPerson({ username, email, firstName, lastName, role, disabled }: LockedPerson): Logged {
  return { username, email, firstName, lastName, role, disabled, password: true }
}

/** Store these people's new bcrypt hashes, in one statement; noted for the change log as "changed". */
export async function setPasswords(
  session: Session,
  people: readonly { id: number; username: string; hash: string }[],
): Promise<void> {
  const before = await write<{ id: number; hash: string }>(session, {
    text: `WITH before AS (SELECT id, password FROM users WHERE id = ANY($1::int[]) ORDER BY id FOR UPDATE)
UPDATE users SET password = v.hash FROM unnest($1::int[], $2::text[]) AS v(id, hash), before
WHERE users.id = v.id AND before.id = v.id RETURNING users.id, before.password AS hash, ${returningXid}`,
    values: [people.map(({ id }) => id), people.map(({ hash }) => hash)],
  })
  const old = new Map(before.map(({ id, hash }) => [id, hash]))
  keepSecrets(
    session,
    people.map(({ id, hash }) => ({
      entity: 'user',
      rowId: id,
      field: 'password',
      kept: sealed(session, old.get(id) ?? ''),
      mark: markOf(hash),
    })),
  )
  noteChanges(
    session,
    people.map(({ id, username }) => ({
      entity: 'user',
      rowId: id,
      label: username,
      kind: 'update',
      old: { password: true },
      new: { password: true },
    })),
  )
}
