// Deleting people with what they own, on tables with and without ON DELETE CASCADE, and what that takes along.
import { isId } from './rows'
import type { Session } from './session'
import { noteRemoved, read, returningXid, write } from './statements'

interface Consequences {
  users: number
  vms: number
  bookmarks: number
  /** Machines of others that are assigned to one of these people. */
  assigned: number
  /** Usernames of the first five. */
  names: string[]
}

/** What deleting these people would take with it. */
export async function consequencesOfRemoving(
  session: Session,
  ids: readonly number[],
): Promise<Consequences> {
  const [row] = await read<Consequences>(session, {
    text: `WITH people AS (SELECT id, username FROM users WHERE id = ANY($1::int[]))
SELECT (SELECT count(*)::int FROM people) AS users,
  (SELECT count(*)::int FROM virtual_machines WHERE user_id = ANY($1::int[])) AS vms,
  (SELECT count(*)::int FROM bookmarks WHERE user_id = ANY($1::int[])) AS bookmarks,
  (SELECT count(*)::int FROM virtual_machines WHERE assigned_to IN (SELECT username FROM people) AND user_id <> ALL($1::int[])) AS assigned,
  coalesce((SELECT (array_agg(username::text ORDER BY username))[1:5] FROM people), '{}') AS names`,
    values: [ids.filter(isId)],
  })
  if (!row) throw new Error('A count without an answer')
  return row
}

/**
 * Delete people, their machines and their bookmarks. Machines of others that were assigned to them go to
 * `reassignTo` (a username), or to nobody: else whoever takes the name later would inherit them.
 */
export async function removeUsers(
  session: Session,
  ids: readonly number[],
  reassignTo: string | null,
): Promise<{ users: number; vms: number; bookmarks: number }> {
  const chosen = ids.filter(isId)
  // Locked first: the portal cannot give them another machine between the deletions.
  const people = await read<{ username: string }>(session, {
    text: 'SELECT username FROM users WHERE id = ANY($1::int[]) ORDER BY id FOR UPDATE',
    values: [chosen],
  })
  const [counts] = await write<{ users: number; vms: number; bookmarks: number }>(
    session,
    {
      text: `WITH vms AS (DELETE FROM virtual_machines WHERE user_id = ANY($1::int[]) RETURNING 1),
marks AS (DELETE FROM bookmarks WHERE user_id = ANY($1::int[]) RETURNING 1),
passed AS (UPDATE virtual_machines SET assigned_to = $3 WHERE assigned_to = ANY($2::text[]) AND user_id <> ALL($1::int[]) RETURNING 1),
gone AS (DELETE FROM users WHERE id = ANY($1::int[]) RETURNING 1)
SELECT (SELECT count(*)::int FROM gone) AS users, (SELECT count(*)::int FROM vms) AS vms,
  (SELECT count(*)::int FROM marks) AS bookmarks, ${returningXid}`,
      values: [chosen, people.map(({ username }) => username), reassignTo],
    },
    { entity: 'user', removing: true },
  )
  if (!counts) throw new Error('A deletion without an answer')
  noteRemoved(session, { user: counts.users, vm: counts.vms, bookmark: counts.bookmarks })
  return counts
}
