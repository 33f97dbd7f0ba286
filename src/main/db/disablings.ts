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
  shared: boolean
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

/**
 * What the last disabling of each of these disabled people had changed, where it has not been changed since. An
 * assigned machine stays shared, so it is not among those to be unshared. `lock`: until the session ends.
 */
export async function disablingsOf(
  session: Session,
  ids: readonly number[],
  options: { lock?: boolean } = {},
): Promise<PutBack[]> {
  if (!(await hasChangeLog(session))) return []
  const values: unknown[] = [ids.filter(isId)]
  const shown = inSight(sightOf(session), 'vm', 'm', (value) => `$${values.push(value)}`) ?? 'true'
  return read<PutBack>(session, {
    text: `WITH last AS MATERIALIZED (
  SELECT DISTINCT ON (c.row_id) c.row_id AS person, c.operation, c.label
  FROM console_changes c JOIN users u ON u.id = c.row_id
  WHERE c.entity = 'user' AND c.row_id = ANY($1::int[]) AND c.kind = 'update' AND c.new->>'disabled' = 'true' AND u.disabled
  ORDER BY c.row_id, c.at DESC),
done AS MATERIALIZED (
  SELECT c.row_id AS id, l.person, c.old->>'shared' IS NOT DISTINCT FROM 'false' AS was_unshared,
    c.old->>'assignedTo' IS NOT DISTINCT FROM l.label AND c.new ? 'assignedTo' AS was_assigned, c.new->>'assignedTo' AS given
  FROM last l JOIN console_changes c ON c.operation = l.operation
  WHERE c.entity = 'vm' AND c.kind = 'update')
SELECT m.id, m.name, d.person, m.assigned_to AS "assignedTo", m.shared, ${shown} AS shown,
  d.was_unshared AND m.shared AND m.user_id = d.person AND m.assigned_to IS NULL AND NOT d.was_assigned AS unshare,
  d.was_assigned AND m.assigned_to IS NOT DISTINCT FROM d.given AS assign
FROM done d JOIN virtual_machines m ON m.id = d.id
WHERE (d.was_unshared AND m.shared AND m.user_id = d.person AND m.assigned_to IS NULL AND NOT d.was_assigned)
  OR (d.was_assigned AND m.assigned_to IS NOT DISTINCT FROM d.given)
ORDER BY m.id${options.lock === true ? ' FOR UPDATE OF m' : ''}`,
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

/** Assign locked machines to one username each, in the same order; they are shared, as assigned machines are. */
export async function assignBack(
  session: Session,
  machines: readonly PutBack[],
  usernames: readonly string[],
): Promise<number> {
  if (machines.length === 0) return 0
  const rows = await write<{ id: number }>(
    session,
    {
      text: `UPDATE virtual_machines m SET assigned_to = v.username, shared = true
FROM unnest($1::int[], $2::text[]) AS v(id, username) WHERE m.id = v.id RETURNING m.id, ${returningXid}`,
      values: [machines.map(({ id }) => id), usernames],
    },
    { entity: 'vm' },
  )
  noteChanges(
    session,
    machines.map((machine, index) => {
      const assignedTo = usernames[index] ?? null
      const unshared = machine.shared ? {} : { shared: false }
      return updated(
        'vm',
        machine.id,
        machine.name,
        { assignedTo: machine.assignedTo, ...unshared },
        { assignedTo, ...(machine.shared ? {} : { shared: true }) },
      )
    }),
  )
  return rows.length
}
