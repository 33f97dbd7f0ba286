// Deleting people with what they own, on tables with and without ON DELETE CASCADE, and what that takes along.
import type { EntityName } from '@shared/entity'
import { noteChanges, operationOf, type Logged } from './history'
import { goneJson, keepingOf, noteGone } from './history-notes'
import { hasHistoryTable } from './history-state'
import { flushIfMany } from './history-store'
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
  const all = ids.filter(isId)
  const counts = { users: 0, vms: 0, bookmarks: 0 }
  for (let start = 0; start < all.length; start += batch) {
    const gone = await removeSome(session, all.slice(start, start + batch), all, reassignTo)
    counts.users += gone.users
    counts.vms += gone.vms
    counts.bookmarks += gone.bookmarks
    await flushIfMany(session)
  }
  noteRemoved(session, { user: counts.users, vm: counts.vms, bookmark: counts.bookmarks })
  return counts
}

/** People at a time: what goes with them comes back for the log. */
const batch = 500

interface GoneRow {
  entity: EntityName | 'passed'
  id: number
  old: Logged
}

async function removeSome(
  session: Session,
  ids: readonly number[],
  all: readonly number[],
  reassignTo: string | null,
): Promise<{ users: number; vms: number; bookmarks: number }> {
  // Locked first: the portal cannot give them another machine between the deletions.
  const people = await read<{ id: number; username: string; hash: string | null }>(session, {
    text: `SELECT id, username, ${hasHistoryTable(session) ? 'password' : 'NULL'} AS hash FROM users WHERE id = ANY($1::int[]) ORDER BY id FOR UPDATE`,
    values: [ids],
  })
  const hashes = new Map(people.map(({ id, hash }) => [id, hash]))
  const keeps = keepingOf(session, 'vms', 5)
  const rows = await write<GoneRow>(
    session,
    {
      text: `WITH vms AS (DELETE FROM virtual_machines v WHERE user_id = ANY($1::int[]) RETURNING v.*),
marks AS (DELETE FROM bookmarks b WHERE user_id = ANY($1::int[]) RETURNING b.*),
passed AS (UPDATE virtual_machines v SET assigned_to = $3 FROM (SELECT id, assigned_to FROM virtual_machines
    WHERE assigned_to = ANY($2::text[]) AND user_id <> ALL($4::int[]) FOR UPDATE) before
  WHERE before.id = v.id RETURNING v.id, v.name, before.assigned_to),
gone AS (DELETE FROM users u WHERE id = ANY($1::int[]) RETURNING u.*)${keeps}
SELECT 'passed' AS entity, id, jsonb_build_object('name', name, 'assignedTo', assigned_to) AS old, ${returningXid} FROM passed
UNION ALL SELECT 'vm', id, ${goneJson('vm', 'vms')}, ${returningXid} FROM vms
UNION ALL SELECT 'bookmark', id, ${goneJson('bookmark', 'marks')}, ${returningXid} FROM marks
UNION ALL SELECT 'user', id, ${goneJson('user', 'gone')}, ${returningXid} FROM gone`,
      values: [
        ids,
        people.map(({ username }) => username),
        reassignTo,
        all,
        ...(keeps === '' ? [] : [operationOf(session)]),
      ],
    },
    { entity: 'user', removing: true },
  )
  const of = (entity: GoneRow['entity']) => rows.filter((row) => row.entity === entity)
  notePassed(session, of('passed'), reassignTo)
  // In the order in which they could have gone one by one: taken back, it is the other way round.
  const order = ['vm', 'bookmark', 'user'] as const
  noteGone(
    session,
    order.flatMap((entity) =>
      of(entity).map(({ id, old }) => ({
        entity,
        id,
        old,
        ...(entity === 'user' && { hash: hashes.get(id) ?? null }),
      })),
    ),
  )
  return { users: of('user').length, vms: of('vm').length, bookmarks: of('bookmark').length }
}

function notePassed(session: Session, rows: readonly GoneRow[], to: string | null): void {
  noteChanges(
    session,
    rows.map(({ id, old }) => ({
      entity: 'vm',
      rowId: id,
      label: String(old['name'] ?? ''),
      kind: 'update',
      old: { assignedTo: old['assignedTo'] ?? null },
      new: { assignedTo: to },
    })),
  )
}
