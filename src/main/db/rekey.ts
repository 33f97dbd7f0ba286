// Reading and writing all stored secrets of machines in batches, while nobody else writes them.
import { hasHistoryTable } from './history-state'
import { withoutLostTable } from './history-store'
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

/** Wait for a re-key that is under way; until the session ends none begins. */
export async function holdOffRekeying(session: Session): Promise<void> {
  await read(session, { text: 'LOCK TABLE virtual_machines IN ROW EXCLUSIVE MODE' })
}

/** The nil operation: what is kept under it belongs to none, and stays when operations are pruned. */
const ofNone = `operation = '00000000-0000-0000-0000-000000000000' AND entity = 'key'`

/**
 * Fingerprints of the keys that consoles have re-keyed the lab from and to; the last one is the lab's. None where this
 * database has no tables for it.
 */
export async function knownFingerprints(session: Session): Promise<string[]> {
  if (!hasHistoryTable(session)) return []
  const rows = await withoutLostTable(session, () =>
    read<{ fingerprint: string }>(session, {
      text: `SELECT field AS fingerprint FROM console_kept WHERE ${ofNone} ORDER BY row_id`,
    }),
  )
  return rows.map(({ fingerprint }) => fingerprint)
}

/** Note which keys the lab was re-keyed from, and to which one, where there are tables for it. */
export async function noteFingerprints(
  session: Session,
  old: readonly string[],
  next: string,
): Promise<void> {
  if (!hasHistoryTable(session)) return
  await write(session, {
    text: `WITH before AS (DELETE FROM console_kept WHERE ${ofNone} AND field = ANY($1::text[] || $2::text)),
last AS (SELECT coalesce(max(row_id), 0) AS place FROM console_kept WHERE ${ofNone})
INSERT INTO console_kept (operation, entity, row_id, field)
SELECT '00000000-0000-0000-0000-000000000000', 'key', last.place + k.place, k.field
FROM last, unnest($1::text[] || $2::text) WITH ORDINALITY AS k(field, place) RETURNING ${returningXid}`,
    values: [old.filter((one) => one !== next), next],
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
