// The stored secrets of machines, which nothing but these functions reads; and the hash to prove oneself by.
import { isId, self } from './rows'
import type { Session } from './session'
import { andInSight } from './sight'
import { read } from './statements'

export interface StoredSecrets {
  name: string
  /** A token, if it is what it should be. */
  password: string | null
  /** A token's ASCII bytes, if it is what it should be. */
  sshKey: Buffer | null
}

/** Of one machine, or null where it is gone or out of the operator's sight. Locked against changes until the session ends where it may write. */
export async function findSecrets(session: Session, id: number): Promise<StoredSecrets | null> {
  if (!isId(id)) return null
  const lock = session.readOnly ? '' : ' FOR SHARE'
  const values: unknown[] = [id]
  const seen = andInSight(session, 'vm', self, values)
  const [row] = await read<StoredSecrets>(session, {
    text: `SELECT name, password, ssh_key AS "sshKey" FROM virtual_machines ${self} WHERE id = $1${seen}${lock}`,
    values,
  })
  return row ?? null
}

/** The bcrypt hash of a person's password, or null where they are gone. */
export async function findHash(session: Session, userId: number): Promise<string | null> {
  const [row] = await read<{ hash: string }>(session, {
    text: 'SELECT password AS hash FROM users WHERE id = $1',
    values: [userId],
  })
  return row?.hash ?? null
}

/**
 * At most `count` stored tokens, one out of each part of the table: a key that was changed half-way is seen. Each part
 * is read up to its first machine with a secret, so a million machines without any take one pass.
 */
export async function sampleTokens(session: Session, count: number): Promise<string[]> {
  const rows = await read<{ token: string }>(session, {
    text: `WITH ends AS (SELECT min(id) AS low, max(id) AS high FROM virtual_machines),
  parts AS (SELECT low + ((high - low + 1)::bigint * n / $1::int)::int AS first,
    low + ((high - low + 1)::bigint * (n + 1) / $1::int)::int AS past
    FROM ends, generate_series(0, $1::int - 1) n)
SELECT found.token FROM parts, LATERAL (
  SELECT coalesce(v.password, encode(v.ssh_key, 'escape')) AS token FROM virtual_machines v
  WHERE v.id >= parts.first AND v.id < parts.past
    AND (v.password <> '' OR octet_length(v.ssh_key) BETWEEN 1 AND 131072)
  ORDER BY v.id LIMIT 1) found`,
    values: [count],
  })
  return rows.map(({ token }) => token)
}
