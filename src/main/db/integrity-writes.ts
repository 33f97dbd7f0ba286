// Writes what repairs change, many rows in one statement, and notes each change for the log and for undo.
import type { EntityName } from '@shared/entity'
import { column, tables } from './columns'
import { noteChanges, type Change } from './history'
import { self } from './rows'
import type { Session } from './session'
import { returningXid, write } from './statements'

type Value = string | number | boolean | null

/** One row's new values by field names. `title` names it in the log. */
export interface RowChange {
  id: number
  title: string
  fields: Readonly<Record<string, { from: Value; to: Value }>>
}

const types: Readonly<Record<string, string>> = {
  assignedTo: 'text',
  shared: 'boolean',
  ownerId: 'int',
  role: 'text',
  username: 'text',
  port: 'int',
  link: 'text',
}

/**
 * Write rows that this session holds; answers how many there were. Machines that are assigned to a person under an
 * old username follow to the new one.
 */
export async function writeChanges(
  session: Session,
  entity: EntityName,
  changes: readonly RowChange[],
): Promise<number> {
  const groups = new Map<string, RowChange[]>()
  for (const change of changes) {
    const fields = Object.keys(change.fields).sort().join()
    const group = groups.get(fields)
    if (group) group.push(change)
    else groups.set(fields, [change])
  }
  let written = 0
  for (const group of groups.values()) written += await writeGroup(session, entity, group)
  if (entity === 'user') await moveAssignments(session, changes)
  return written
}

/** All rows of a group change the same fields. */
async function writeGroup(
  session: Session,
  entity: EntityName,
  group: readonly RowChange[],
): Promise<number> {
  const fields = Object.keys(group[0]?.fields ?? {})
  if (fields.length === 0) return 0
  const names = fields.map((field) => column(entity, field))
  const arrays = fields.map((field, index) => `$${index + 2}::${types[field] ?? unwritable(field)}[]`)
  const rows = await write<{ id: number }>(
    session,
    {
      text: `UPDATE ${tables[entity]} AS ${self} SET ${names.map((name) => `${name} = v.${name}`).join(', ')}
FROM unnest($1::int[], ${arrays.join(', ')}) AS v(id, ${names.join(', ')}) WHERE ${self}.id = v.id RETURNING ${self}.id, ${returningXid}`,
      values: [
        group.map(({ id }) => id),
        ...fields.map((field) => group.map((change) => change.fields[field]?.to ?? null)),
      ],
    },
    { entity },
  )
  noteChanges(
    session,
    group.map((change) => noted(entity, change)),
  )
  return rows.length
}

async function moveAssignments(session: Session, changes: readonly RowChange[]): Promise<void> {
  const renamed = changes.flatMap(({ fields: { username } }) => (username ? [username] : []))
  if (renamed.length === 0) return
  const moved = await write<{ id: number; name: string; from: string; to: string }>(session, {
    text: `UPDATE virtual_machines AS ${self} SET assigned_to = v.next FROM unnest($1::text[], $2::text[]) AS v(before, next)
WHERE ${self}.assigned_to = v.before RETURNING ${self}.id, ${self}.name, v.before AS "from", v.next AS "to", ${returningXid}`,
    values: [renamed.map(({ from }) => from), renamed.map(({ to }) => to)],
  })
  noteChanges(
    session,
    moved.map(({ id, name, from, to }) =>
      noted('vm', { id, title: name, fields: { assignedTo: { from, to } } }),
    ),
  )
}

function noted(entity: EntityName, { id, title, fields }: RowChange): Change {
  const side = (which: 'from' | 'to') =>
    Object.fromEntries(Object.entries(fields).map(([field, change]) => [field, change[which]]))
  return { entity, rowId: id, label: title, kind: 'update', old: side('from'), new: side('to') }
}

function unwritable(field: string): never {
  throw new Error(`No repair writes the field ${field}`)
}
