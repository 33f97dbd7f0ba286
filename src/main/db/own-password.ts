// The stored password of one person, by id: for whoever is signed in and proves it again.
import { column } from './columns'
import type { Person } from './people'
import { isId, self } from './rows'
import type { Session } from './session'
import { read } from './statements'

const fields = ['id', 'username', 'firstName', 'lastName', 'email', 'role', 'disabled'] as const
const columns = fields.map((field) => `${column('user', field, self)} AS "${field}"`).join(', ')

/** `hash` is the stored bcrypt hash; null where there is no such person any more. */
export async function findWithHash(
  session: Session,
  id: number,
): Promise<(Person & { hash: string }) | null> {
  if (!isId(id)) return null
  const rows = await read<Person & { hash: string }>(session, {
    text: `SELECT ${columns}, ${self}.password AS hash FROM users ${self} WHERE ${self}.id = $1`,
    values: [id],
  })
  return rows[0] ?? null
}
