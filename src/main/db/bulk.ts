// Many rows in one statement, for filling an empty lab.
import { column, tables } from './columns'
import { noteAdded } from './history-notes'
import { flushIfMany } from './history-store'
import type { Values } from './repository'
import type { Session } from './session'
import { returningXid, write } from './statements'

const types = {
  vm: {
    name: 'text',
    host: 'text',
    port: 'int',
    username: 'text',
    ownerId: 'int',
    assignedTo: 'text',
    shared: 'boolean',
    password: 'text',
    sshKey: 'bytea',
  },
  bookmark: { name: 'text', link: 'text', ownerId: 'int' },
} as const satisfies { [E in 'vm' | 'bookmark']: Record<keyof Values[E], string> }

/**
 * Insert rows in their order, and answer how many. They go in one message, so some hundreds at a time.
 * @throws AppError as `add` does, when the session ends
 */
export async function addMany<E extends 'vm' | 'bookmark'>(
  session: Session,
  entity: E,
  values: readonly Values[E][],
): Promise<number> {
  if (values.length === 0) return 0
  const fields = Object.entries<string>(types[entity])
  const names = fields.map(([field]) => column(entity, field)).join(', ')
  const arrays = fields.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')
  const rows = await write<{ id: number }>(
    session,
    {
      text: `INSERT INTO ${tables[entity]} (${names}) SELECT ${names} FROM unnest(${arrays}) WITH ORDINALITY AS v(${names}, place) ORDER BY place RETURNING id, ${returningXid}`,
      values: fields.map(([field]) => values.map((value) => value[field as keyof Values[E]])),
    },
    { entity },
  )
  noteAdded(
    session,
    entity,
    rows.map(({ id }, index) => ({ id, values: values[index] ?? {} })),
  )
  await flushIfMany(session)
  return rows.length
}
