// Copies of a machine, made inside the database: its secrets never leave it.
import { column } from './columns'
import { flags, self } from './rows'
import type { Session } from './session'
import { andInSight } from './sight'
import { read, returningXid, write } from './statements'

export interface Copies {
  /** The machine they are copies of; its port and user are theirs. */
  id: number
  copies: readonly { name: string; host: string }[]
  ownerId: number
  assignedTo: string | null
  shared: boolean
  /** Copy the tokens of password and key, as they are. */
  secrets: boolean
}

export interface Copied {
  id: number
  name: string
  host: string
  port: number
  username: string
  hasPassword: boolean
  hasKey: boolean
  /** SHA-256 of what was stored, as the change log marks it; null where there is none. */
  passwordMark: Uint8Array | null
  keyMark: Uint8Array | null
}

const written = [
  'name',
  'host',
  'port',
  'username',
  'password',
  'sshKey',
  'ownerId',
  'assignedTo',
  'shared',
].map((field) => column('vm', field))

/** Insert the copies in their order; answers each as it is now. */
export async function insertCopies(session: Session, copies: Copies): Promise<Copied[]> {
  const [port, username, password, sshKey] = ['port', 'username', 'password', 'sshKey'].map((field) =>
    column('vm', field, 's'),
  )
  return write<Copied>(
    session,
    {
      text: `INSERT INTO virtual_machines AS ${self} (${written.join(', ')})
SELECT v.name, v.host, ${port}, ${username}, CASE WHEN $4 THEN ${password} END, CASE WHEN $4 THEN ${sshKey} END, $5::int, $6::text, $7::boolean
FROM virtual_machines s, unnest($2::text[], $3::text[]) WITH ORDINALITY AS v(name, host, place)
WHERE s.id = $1 ORDER BY v.place
RETURNING ${self}.id, ${self}.name, ${self}.host, ${self}.port, ${self}.username, ${flags['hasPassword']} AS "hasPassword", ${flags['hasKey']} AS "hasKey",
  sha256(convert_to(nullif(${self}.password, ''), 'UTF8')) AS "passwordMark", sha256(nullif(${self}.ssh_key, '')) AS "keyMark", ${returningXid}`,
      values: [
        copies.id,
        copies.copies.map(({ name }) => name),
        copies.copies.map(({ host }) => host),
        copies.secrets,
        copies.ownerId,
        copies.assignedTo,
        copies.shared,
      ],
    },
    { entity: 'vm' },
  )
}

/** Which of these names machines of the lab have, in just these letters. */
export async function findNames(session: Session, names: readonly string[]): Promise<string[]> {
  const name = column('vm', 'name', self)
  const values: unknown[] = [names]
  const seen = andInSight(session, 'vm', self, values)
  const rows = await read<{ name: string }>(session, {
    text: `SELECT DISTINCT ${name} AS name FROM virtual_machines ${self} WHERE ${name} = ANY($1::text[])${seen}`,
    values,
  })
  return rows.map((row) => row.name)
}

/** Which of these hosts, whatever their capitals, a machine of the lab has, and its name: one machine for each host. */
export async function findHosts(
  session: Session,
  hosts: readonly string[],
): Promise<{ host: string; name: string }[]> {
  const host = column('vm', 'host', self)
  const values: unknown[] = [hosts.map((one) => one.toLowerCase())]
  const seen = andInSight(session, 'vm', self, values)
  return read<{ host: string; name: string }>(session, {
    text: `SELECT DISTINCT ON (lower(${host})) ${host} AS host, ${column('vm', 'name', self)} AS name FROM virtual_machines ${self}
WHERE lower(${host}) = ANY($1::text[])${seen} ORDER BY lower(${host}), ${self}.id`,
    values,
  })
}
