// Reads stored tokens page by page, for the check that opens them; they go no further than the service that asks.
import { isId, self } from './rows'
import type { Session } from './session'
import { read } from './statements'

export interface StoredSecrets {
  id: number
  password: string | null
  sshKey: Uint8Array | null
}

/** More bytes of a key than this are no token that the portal made of a key it takes; read only as far. */
const longestKey = 200_000

const present = `(coalesce(${self}.password, '') <> '' OR coalesce(octet_length(${self}.ssh_key), 0) > 0)`
const tokens = `${self}.id, nullif(${self}.password, '') AS password, CASE WHEN octet_length(${self}.ssh_key) > 0 THEN substring(${self}.ssh_key FROM 1 FOR ${longestKey}) END AS "sshKey"`

/** Machines with a stored secret in the order of their ids, beginning after one. */
export function secretsAfter(session: Session, after: number, limit: number): Promise<StoredSecrets[]> {
  return read(session, {
    text: `SELECT ${tokens} FROM virtual_machines ${self} WHERE ${self}.id > $1::int AND ${present} ORDER BY ${self}.id LIMIT $2::int`,
    values: [after, limit],
  })
}

/** The secrets of these machines, for rows that this session holds or only shows. */
export function secretsOf(session: Session, ids: readonly number[]): Promise<StoredSecrets[]> {
  return read(session, {
    text: `SELECT ${tokens} FROM virtual_machines ${self} WHERE ${self}.id = ANY($1::int[]) AND ${present}`,
    values: [ids.filter(isId)],
  })
}

/** How many machines have a stored secret. */
export async function countSecrets(session: Session): Promise<number> {
  const [row] = await read<{ count: number }>(session, {
    text: `SELECT count(*)::int AS count FROM virtual_machines ${self} WHERE ${present}`,
  })
  return row?.count ?? 0
}
