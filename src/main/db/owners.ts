// Looks up the owners whose names a search means, before the rows themselves are looked for.
import type { EntityName } from '@shared/entity'
import { ownersNamed, type Owners } from './query'
import { pattern } from './search-expressions'
import type { Session } from './session'
import { read, serverOf } from './statements'

/** Up to this many are listed in the statement that follows. */
const listed = 1000

/** The owners whose username contains the text typed; null where there are too many to list. */
export async function findOwners(session: Session, entity: EntityName, typed: string): Promise<Owners> {
  if (entity === 'user' || typed.trim() === '') return []
  const { accents } = serverOf(session)
  const rows = await read<{ id: number }>(session, {
    text: `${ownersNamed('$1', accents)} LIMIT ${listed + 1}`,
    values: [pattern(typed, accents)],
  })
  return rows.length > listed ? null : rows.map((row) => row.id)
}
