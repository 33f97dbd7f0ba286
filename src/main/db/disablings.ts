// What disabling people had changed on machines, as the change log tells it: for putting it back.
import { updated } from './leavers'
import { noteChanges } from './history'
import { isId } from './rows'
import type { Session } from './session'
import { inSight, sightOf } from './sight'
import { read, returningXid, write } from './statements'

/** A machine that is still as the disabling left it. */
export interface PutBack {
  id: number
  name: string
  /** Who was disabled. */
  person: number
  /** It was not shared before. */
  unshare: boolean
  /** It was assigned to them before: whom it is assigned to now, or nobody. */
  assign: boolean
  assignedTo: string | null
  /** Whether the session's operator may be told its name. */
  shown: boolean
}

/** Whether this database keeps a change log that may be read. */
export async function hasChangeLog(session: Session): Promise<boolean> {
  const [row] = await read<{ there: boolean }>(session, {
    text: `SELECT coalesce(has_table_privilege(to_regclass('console_changes'), 'SELECT'), false) AS there`,
  })
  return row?.there === true
}

/** The newest logged change of each person's `disabled`, where it was the disabling, and what that did to machines. */
const done = `WITH newest AS MATERIALIZED (
  SELECT DISTINCT ON (c.row_id) c.row_id AS person, c.operation, c.label, c.new->>'disabled' = 'true' AS disabled
  FROM console_changes c JOIN users u ON u.id = c.row_id
  WHERE c.entity = 'user' AND c.row_id = ANY($1::int[]) AND c.kind = 'update' AND c.new ? 'disabled' AND u.disabled
  ORDER BY c.row_id, c.id DESC),
done AS MATERIALIZED (
  SELECT c.row_id AS id, c.id AS change, n.person, c.old->>'shared' IS NOT DISTINCT FROM 'false' AS was_unshared,
    c.old->>'assignedTo' IS NOT DISTINCT FROM n.label AND c.new ? 'assignedTo' AS was_assigned, c.new->>'assignedTo' AS given
  FROM newest n JOIN console_changes c ON c.operation = n.operation
  WHERE n.disabled AND c.entity = 'vm' AND c.kind = 'update')`

/** Machine `m` has this value as it had it after the change of `d`: what is logged next of it tells what that was. */
const asLeft = (field: string, value: string) => `coalesce((SELECT l.old->'${field}' FROM console_changes l
    WHERE l.entity = 'vm' AND l.row_id = m.id AND l.id > d.change AND l.old ? '${field}' ORDER BY l.id LIMIT 1)
  = coalesce(to_jsonb(${value}), 'null'), true)`
const unshares = `(d.was_unshared AND NOT d.was_assigned AND m.user_id = d.person AND m.assigned_to IS NULL AND ${asLeft('assignedTo', 'm.assigned_to')})`
const assigns = `(d.was_assigned AND m.assigned_to IS NOT DISTINCT FROM d.given)`

/**
 * What the last disabling of each of these disabled people had changed, where owner, sharing and assignee are as it
 * left them: shared, that is, as assigned machines are. One after which they were enabled is over, whatever was put
 * back then. An assigned machine stays shared, so it is not among those to be unshared. `lock`: until the session ends.
 */
export async function disablingsOf(
  session: Session,
  ids: readonly number[],
  options: { lock?: boolean } = {},
): Promise<PutBack[]> {
  if (!(await hasChangeLog(session))) return []
  const values: unknown[] = [ids.filter(isId)]
  if (options.lock === true) {
    // In a statement of its own: one that waits for a row goes on with the log as it was before.
    await read(session, {
      text: `${done} SELECT m.id FROM virtual_machines m WHERE m.id IN (SELECT id FROM done) ORDER BY m.id FOR UPDATE`,
      values,
    })
  }
  const shown = inSight(sightOf(session), 'vm', 'm', (value) => `$${values.push(value)}`) ?? 'true'
  return read<PutBack>(session, {
    text: `${done} SELECT m.id, m.name, d.person, m.assigned_to AS "assignedTo", ${shown} AS shown, ${unshares} AS unshare, ${assigns} AS assign
FROM done d JOIN virtual_machines m ON m.id = d.id
WHERE m.shared AND (${unshares} OR ${assigns}) AND ${asLeft('ownerId', 'm.user_id')} ORDER BY m.id`,
    values,
  })
}

/** Machines that only their owner is to see again; answers how many were shared. */
export async function unshareMachines(session: Session, machines: readonly PutBack[]): Promise<number> {
  if (machines.length === 0) return 0
  const rows = await write<{ id: number; name: string }>(
    session,
    {
      text: `UPDATE virtual_machines SET shared = false WHERE id = ANY($1::int[]) AND shared AND assigned_to IS NULL RETURNING id, name, ${returningXid}`,
      values: [machines.map(({ id }) => id)],
    },
    { entity: 'vm' },
  )
  noteChanges(
    session,
    rows.map(({ id, name }) => updated('vm', id, name, { shared: true }, { shared: false })),
  )
  return rows.length
}

/** Assign locked machines, which are shared, to one username each, in the same order. */
export async function assignBack(
  session: Session,
  machines: readonly PutBack[],
  usernames: readonly string[],
): Promise<number> {
  if (machines.length === 0) return 0
  const rows = await write<{ id: number }>(
    session,
    {
      text: `UPDATE virtual_machines m SET assigned_to = v.username
FROM unnest($1::int[], $2::text[]) AS v(id, username) WHERE m.id = v.id RETURNING m.id, ${returningXid}`,
      values: [machines.map(({ id }) => id), usernames],
    },
    { entity: 'vm' },
  )
  noteChanges(
    session,
    machines.map(({ id, name, assignedTo }, index) =>
      updated('vm', id, name, { assignedTo }, { assignedTo: usernames[index] ?? null }),
    ),
  )
  return rows.length
}
