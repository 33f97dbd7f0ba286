// Passing machines on to another owner, in one statement.
import { column } from './columns'
import type { Session } from './session'
import { returningXid, write } from './statements'

/** Make this person the owner of these machines; answers the ids of those that were somebody else's. */
export async function writeOwner(
  session: Session,
  ids: readonly number[],
  ownerId: number,
): Promise<number[]> {
  const owner = column('vm', 'ownerId')
  const rows = await write<{ id: number }>(
    session,
    {
      text: `UPDATE virtual_machines SET ${owner} = $2 WHERE id = ANY($1::int[]) AND ${owner} <> $2 RETURNING id, ${returningXid}`,
      values: [ids, ownerId],
    },
    { entity: 'vm' },
  )
  return rows.map(({ id }) => id)
}
