// Machines and people locked for an assignment, and the assignment of many machines in one statement.
import { column } from './columns'
import { personColumns, type Person } from './people'
import { isId, self } from './rows'
import type { Session } from './session'
import { andInSight } from './sight'
import { read, returningXid, write } from './statements'

/** A machine as far as assigning and passing it on look at it. */
export interface LockedMachine {
  id: number
  name: string
  host: string
  assignedTo: string | null
  shared: boolean
  ownerId: number
}

const machineColumns = (['id', 'name', 'host', 'assignedTo', 'shared', 'ownerId'] as const)
  .map((field) => `${column('vm', field, self)} AS "${field}"`)
  .join(', ')

/** Those of these machines that exist and are in the operator's sight, locked against every change until the session ends. */
export async function lockMachines(session: Session, ids: readonly number[]): Promise<LockedMachine[]> {
  const values: unknown[] = [ids.filter(isId)]
  const seen = andInSight(session, 'vm', self, values)
  return read<LockedMachine>(session, {
    text: `SELECT ${machineColumns} FROM virtual_machines ${self} WHERE ${self}.id = ANY($1::int[])${seen} ORDER BY ${self}.id FOR UPDATE OF ${self}`,
    values,
  })
}

/** People whose username or address is one of these, which come in lower case. */
export async function findNamed(session: Session, names: readonly string[]): Promise<Person[]> {
  return read<Person>(session, {
    text: `SELECT ${personColumns} FROM users ${self}
WHERE lower(${column('user', 'username', self)}) = ANY($1::text[]) OR lower(${column('user', 'email', self)}) = ANY($1::text[])
ORDER BY ${self}.id`,
    values: [names],
  })
}

/**
 * Give these machines to these usernames, or to nobody; whoever is given one gets it shared. Answers the ids of those
 * that were not so already.
 */
export async function writeAssignments(
  session: Session,
  assignments: readonly { id: number; username: string | null }[],
): Promise<number[]> {
  const assignedTo = column('vm', 'assignedTo')
  const shared = column('vm', 'shared')
  const rows = await write<{ id: number }>(
    session,
    {
      text: `UPDATE virtual_machines AS ${self} SET ${assignedTo} = v.username, ${shared} = ${self}.${shared} OR v.username IS NOT NULL
FROM unnest($1::int[], $2::text[]) AS v(id, username)
WHERE ${self}.id = v.id AND (${self}.${assignedTo} IS DISTINCT FROM v.username OR (v.username IS NOT NULL AND NOT ${self}.${shared}))
RETURNING ${self}.id, ${returningXid}`,
      values: [assignments.map(({ id }) => id), assignments.map(({ username }) => username)],
    },
    { entity: 'vm' },
  )
  return rows.map(({ id }) => id)
}
