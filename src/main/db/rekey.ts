// Reading and writing all stored secrets of machines in batches, while nobody else writes them.
import type { Session } from './session'
import { read, returningXid, write } from './statements'

export interface SecretRow {
  id: number
  name: string
  password: string | null
  sshKey: Buffer | null
}
/** Null leaves a field as it is. */
export interface NewTokens {
  id: number
  password: string | null
  sshKey: Buffer | null
}

/**
 * Until the session ends others may read the machines, and their writing waits: what the portal writes meanwhile comes
 * after what is written here, and is not lost. @throws AppError where others hold rows for longer than ten seconds
 */
export async function lockMachines(session: Session): Promise<void> {
  await read(session, {
    text: "SET LOCAL lock_timeout = '10s'; LOCK TABLE virtual_machines IN EXCLUSIVE MODE; SET LOCAL lock_timeout = 0",
  })
}

/** The machines that have secrets, with the bytes of these, in the order of their ids. */
export async function secretSizes(session: Session): Promise<{ id: number; bytes: number }[]> {
  return read(session, {
    text: `SELECT id, coalesce(octet_length(password), 0) + coalesce(octet_length(ssh_key), 0) AS bytes
FROM virtual_machines WHERE password <> '' OR octet_length(ssh_key) > 0 ORDER BY id`,
  })
}

/** How many stored secrets there are. */
export async function countSecrets(session: Session): Promise<number> {
  const [row] = await read<{ count: number }>(session, {
    text: `SELECT (count(*) FILTER (WHERE password <> '') + count(*) FILTER (WHERE octet_length(ssh_key) > 0))::int AS count
FROM virtual_machines WHERE password IS NOT NULL OR ssh_key IS NOT NULL`,
  })
  return row?.count ?? 0
}

export async function readSecretRows(session: Session, ids: readonly number[]): Promise<SecretRow[]> {
  return read(session, {
    text: `SELECT id, name, password, ssh_key AS "sshKey" FROM virtual_machines WHERE id = ANY($1::int[]) ORDER BY id`,
    values: [ids],
  })
}

/** @throws Error where the database holds something else afterwards than what was written */
export async function writeTokens(session: Session, rows: readonly NewTokens[]): Promise<void> {
  if (rows.length === 0) return
  const written = await write<{ same: boolean }>(
    session,
    {
      text: `UPDATE virtual_machines v SET password = coalesce(n.password, v.password), ssh_key = coalesce(n.ssh_key, v.ssh_key)
FROM unnest($1::int[], $2::text[], $3::bytea[]) AS n(id, password, ssh_key) WHERE v.id = n.id
RETURNING (n.password IS NULL OR v.password = n.password) AND (n.ssh_key IS NULL OR v.ssh_key = n.ssh_key) AS same, ${returningXid}`,
      values: [
        rows.map(({ id }) => id),
        rows.map(({ password }) => password),
        rows.map(({ sshKey }) => sshKey),
      ],
    },
    { entity: 'vm' },
  )
  if (written.length !== rows.length || !written.every(({ same }) => same)) {
    throw new Error('What was written is not what is stored')
  }
}
