// People who leave: what hangs on them, and what becomes of it in bulk. Every write is noted for the change log.
import { noteChanges, type Change, type Logged } from './history'
import { isId } from './rows'
import type { Session } from './session'
import { inSight, sightOf } from './sight'
import { read, returningXid, write } from './statements'

/** What hangs on some people. Lists of names hold the first five. */
export interface Leaving {
  users: number
  names: string[]
  /** Those of them who are not disabled. */
  enabled: number
  enabledNames: string[]
  /** Machines they own, and those of them that are not shared. */
  vms: number
  vmNames: string[]
  unshared: number
  bookmarks: number
  bookmarkNames: string[]
  /** Machines of others that are assigned to them; `assignedAny` counts their own too. */
  assigned: number
  assignedAny: number
  assignedNames: string[]
}

const firstFive = (from: string, name = 'name') =>
  `(SELECT coalesce(array_agg(s.n ORDER BY s.n), '{}') FROM (SELECT ${name}::text AS n FROM ${from} ORDER BY 1 LIMIT 5) s)`
const count = (from: string) => `(SELECT count(*)::int FROM ${from})`

/**
 * What disabling, deleting or passing on would be about. `enabledOnly`: of the things, only what hangs on those who are
 * enabled, since disabling leaves the others alone.
 */
export async function leavingOf(
  session: Session,
  ids: readonly number[],
  options: { enabledOnly?: boolean } = {},
): Promise<Leaving> {
  const values: unknown[] = [ids.filter(isId), options.enabledOnly === true]
  // All are counted, since all of them go; named are those that the operator sees.
  const shown = inSight(sightOf(session), 'vm', 'm', (value) => `$${values.push(value)}`) ?? 'true'
  const [row] = await read<Leaving>(session, {
    text: `WITH people AS MATERIALIZED (SELECT id, username, disabled FROM users WHERE id = ANY($1::int[])),
meant AS MATERIALIZED (SELECT id, username FROM people WHERE NOT (disabled AND $2::boolean)),
owned AS MATERIALIZED (SELECT name, shared, ${shown} AS shown FROM virtual_machines m WHERE user_id IN (SELECT id FROM meant)),
marks AS MATERIALIZED (SELECT name FROM bookmarks WHERE user_id IN (SELECT id FROM meant)),
given AS MATERIALIZED (SELECT name, user_id, ${shown} AS shown FROM virtual_machines m WHERE assigned_to IN (SELECT username FROM meant))
SELECT ${count('people')} AS users, ${firstFive('people', 'username')} AS names,
  ${count('people WHERE NOT disabled')} AS enabled, ${firstFive('people WHERE NOT disabled', 'username')} AS "enabledNames",
  ${count('owned')} AS vms, ${firstFive('owned WHERE shown')} AS "vmNames", ${count('owned WHERE NOT shared')} AS unshared,
  ${count('marks')} AS bookmarks, ${firstFive('marks')} AS "bookmarkNames",
  ${count('given WHERE user_id NOT IN (SELECT id FROM meant)')} AS assigned, ${count('given')} AS "assignedAny",
  ${firstFive('given WHERE shown')} AS "assignedNames"`,
    values,
  })
  if (!row) throw new Error('A count without an answer')
  return row
}

/** Disable or enable people; answers how many were not so before. */
export async function setDisabled(
  session: Session,
  ids: readonly number[],
  disabled: boolean,
): Promise<number> {
  const rows = await write<{ id: number; username: string }>(
    session,
    {
      text: `UPDATE users SET disabled = $2 WHERE id = ANY($1::int[]) AND disabled <> $2 RETURNING id, username, ${returningXid}`,
      values: [ids.filter(isId), disabled],
    },
    { entity: 'user' },
  )
  noteChanges(
    session,
    rows.map(({ id, username }) => updated('user', id, username, { disabled: !disabled }, { disabled })),
  )
  return rows.length
}

/** Give people a role; answers how many had another one. */
export async function setRole(session: Session, ids: readonly number[], role: string): Promise<number> {
  const rows = await write<{ id: number; username: string; old: string }>(
    session,
    {
      text: `WITH before AS (SELECT id, role FROM users WHERE id = ANY($1::int[]) AND role <> $2 ORDER BY id FOR UPDATE)
UPDATE users u SET role = $2 FROM before b WHERE u.id = b.id RETURNING u.id, u.username, b.role AS old, ${returningXid}`,
      values: [ids.filter(isId), role],
    },
    { entity: 'user' },
  )
  noteChanges(
    session,
    rows.map(({ id, username, old }) => updated('user', id, username, { role: old }, { role })),
  )
  return rows.length
}

/** What becomes of people's machines; a key left out leaves that as it is. */
export interface Settling {
  /** Ids of the owners, and their usernames. */
  ids: readonly number[]
  usernames: readonly string[]
  /** Machines they own are shared with the lab. */
  share?: boolean
  /** Machines they own get this owner. */
  ownerId?: number | undefined
  /** Machines assigned to them are assigned to this username, or to nobody. */
  assignTo?: string | null | undefined
}

interface Settled {
  id: number
  name: string
  shared: boolean
  oldShared: boolean
  ownerId: number
  oldOwnerId: number
  assignedTo: string | null
  oldAssignedTo: string | null
}

/** Write it all in one statement; answers how many machines were shared, given another owner and another assignee. */
export async function settleMachines(
  session: Session,
  { ids, usernames, share = false, ownerId, assignTo }: Settling,
): Promise<{ shared: number; passed: number; assigned: number }> {
  const passes = ownerId !== undefined
  const assigns = assignTo !== undefined
  const none = { shared: 0, passed: 0, assigned: 0 }
  if (!share && !passes && !assigns) return none
  const rows = await write<Settled>(
    session,
    {
      // A machine that is assigned is shared, or its assignee would be refused at Connect.
      text: `WITH before AS (
  SELECT id, shared, user_id, assigned_to,
    user_id = ANY($1::int[]) AS owned, coalesce(assigned_to = ANY($2::text[]), false) AS given
  FROM virtual_machines
  WHERE (user_id = ANY($1::int[]) AND ($4::boolean OR ($3::boolean AND NOT shared)))
    OR (assigned_to = ANY($2::text[]) AND $6::boolean)
  ORDER BY id FOR UPDATE)
UPDATE virtual_machines m SET
  shared = b.shared OR (b.owned AND $3::boolean) OR (b.given AND $6::boolean AND $7::text IS NOT NULL),
  user_id = CASE WHEN b.owned AND $4::boolean THEN $5::int ELSE b.user_id END,
  assigned_to = CASE WHEN b.given AND $6::boolean THEN $7::text ELSE b.assigned_to END
FROM before b WHERE m.id = b.id
RETURNING m.id, m.name, m.shared, b.shared AS "oldShared", m.user_id AS "ownerId", b.user_id AS "oldOwnerId",
  m.assigned_to AS "assignedTo", b.assigned_to AS "oldAssignedTo", ${returningXid}`,
      values: [ids.filter(isId), usernames, share, passes, ownerId ?? null, assigns, assignTo ?? null],
    },
    { entity: 'vm' },
  )
  noteChanges(session, rows.flatMap(changeOf))
  return rows.reduce(
    (sums, row) => ({
      shared: sums.shared + Number(row.shared !== row.oldShared),
      passed: sums.passed + Number(row.ownerId !== row.oldOwnerId),
      assigned: sums.assigned + Number(row.assignedTo !== row.oldAssignedTo),
    }),
    none,
  )
}

function changeOf(row: Settled): Change[] {
  const before: Record<string, string | number | boolean | null> = {}
  const after: typeof before = {}
  const fields = [
    ['shared', row.oldShared, row.shared],
    ['ownerId', row.oldOwnerId, row.ownerId],
    ['assignedTo', row.oldAssignedTo, row.assignedTo],
  ] as const
  for (const [field, old, now] of fields) {
    if (old === now) continue
    before[field] = old
    after[field] = now
  }
  return Object.keys(after).length === 0 ? [] : [updated('vm', row.id, row.name, before, after)]
}

/** Bookmarks of these people get another owner; answers how many. */
export async function passBookmarks(
  session: Session,
  ids: readonly number[],
  ownerId: number,
): Promise<number> {
  const rows = await write<{ id: number; name: string; old: number }>(
    session,
    {
      text: `WITH before AS (SELECT id, user_id FROM bookmarks WHERE user_id = ANY($1::int[]) AND user_id <> $2 ORDER BY id FOR UPDATE)
UPDATE bookmarks m SET user_id = $2 FROM before b WHERE m.id = b.id RETURNING m.id, m.name, b.user_id AS old, ${returningXid}`,
      values: [ids.filter(isId), ownerId],
    },
    { entity: 'bookmark' },
  )
  noteChanges(
    session,
    rows.map(({ id, name, old }) => updated('bookmark', id, name, { ownerId: old }, { ownerId })),
  )
  return rows.length
}

/** The note of one changed row. */
export function updated(
  entity: Change['entity'],
  rowId: number,
  label: string,
  before: Logged,
  after: Logged,
): Change {
  return { entity, rowId, label, kind: 'update', old: before, new: after }
}
