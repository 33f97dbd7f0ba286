// Puts rows back as an operation of the change log found them: inserted again with their ids, or overwritten in bulk.
import type { EntityName } from '@shared/entity'
import { column, columns, tables } from './columns'
import { noteChanges, operationOf, type Change, type Logged } from './history'
import { isSecret, loggedFields, noteAdded } from './history-notes'
import { hasHistoryTable } from './history-state'
import { flushIfMany } from './history-store'
import type { Session } from './session'
import { andInSight } from './sight'
import { read, returningXid, write } from './statements'

const types: Readonly<Record<string, string>> = {
  port: 'int',
  ownerId: 'int',
  disabled: 'boolean',
  shared: 'boolean',
}
const recordOf = (fields: readonly string[]) =>
  ['id int', ...fields.map((field) => `"${field}" ${types[field] ?? 'text'}`)].join(', ')

/**
 * All that an operation did, in its order, and when; locked by its first row, so that it is taken back once, and not
 * forgotten meanwhile. Empty: there is none.
 */
export async function lockOperation(
  session: Session,
  operation: string,
  limit: number,
): Promise<{ changes: Change[]; action: string; takenBack: boolean; count: number }> {
  await read(session, {
    text: 'SELECT FROM console_changes WHERE operation = $1::uuid ORDER BY id LIMIT 1 FOR UPDATE',
    values: [operation],
  })
  const [about] = await read<{ action: string | null; takenBack: boolean; count: number }>(session, {
    text: `SELECT min(action) AS action, count(*)::int AS count,
  EXISTS (SELECT FROM console_changes u WHERE u.undoes = $1::uuid) AS "takenBack"
FROM console_changes WHERE operation = $1::uuid`,
    values: [operation],
  })
  const { action = null, takenBack = false, count = 0 } = about ?? {}
  if (count > limit) return { changes: [], action: action ?? '', takenBack, count }
  const changes = await read<Change>(session, {
    text: `SELECT entity, row_id AS "rowId", label, kind, old, new FROM console_changes WHERE operation = $1::uuid ORDER BY id`,
    values: [operation],
  })
  return { changes, action: action ?? '', takenBack, count }
}

/** What is put aside of an operation's secrets: `kept` whether there is something to put back. Marks in hex. */
export function keptOf(
  session: Session,
  operation: string,
): Promise<{ entity: EntityName; rowId: number; field: string; kept: boolean; mark: string | null }[]> {
  return read(session, {
    text: `SELECT entity, row_id AS "rowId", field, kept IS NOT NULL AS kept, encode(mark, 'hex') AS mark FROM console_kept WHERE operation = $1::uuid`,
    values: [operation],
  })
}

/** The tokens of one field that an operation put aside, by row. */
export async function keptTokens(
  session: Session,
  operation: string,
  entity: EntityName,
  field: string,
  ids: readonly number[],
): Promise<Map<number, Buffer>> {
  const rows = await read<{ id: number; kept: Buffer }>(session, {
    text: `SELECT row_id AS id, kept FROM console_kept
WHERE operation = $1::uuid AND entity = $2 AND field = $3 AND row_id = ANY($4::int[]) AND kept IS NOT NULL`,
    values: [operation, entity, field, ids],
  })
  return new Map(rows.map(({ id, kept }) => [id, kept]))
}

export interface Current {
  id: number
  fields: Logged
  /** SHA-256 in hex of the secrets that are stored, by field; null: there is none. */
  marks: Readonly<Record<string, string | null>>
}

/** Rows as they are now, locked; those that are gone, or out of the session's sight, are missing. */
export function currentRows(
  session: Session,
  entity: EntityName,
  ids: readonly number[],
): Promise<Current[]> {
  const fields = loggedFields[entity].map((field) => `'${field}', ${column(entity, field)}`)
  const secrets = [...columns[entity].keys()].filter((field) => isSecret(entity, field))
  const marks = secrets.map((field) => {
    const name = column(entity, field)
    const bytes = field === 'sshKey' ? name : `convert_to(${name}, 'UTF8')`
    return `'${field}', CASE WHEN octet_length(${name}) > 0 THEN encode(sha256(${bytes}), 'hex') END`
  })
  const values: unknown[] = [ids]
  const seen = andInSight(session, entity, tables[entity], values)
  return read(session, {
    text: `SELECT id, json_build_object(${fields.join(', ')}) AS fields, json_build_object(${marks.join(', ')}) AS marks
FROM ${tables[entity]} WHERE id = ANY($1::int[])${seen} ORDER BY id FOR UPDATE`,
    values,
  })
}

/** Which of these values a column has already: usernames or addresses that are taken. */
export async function takenOf(
  session: Session,
  field: 'username' | 'email',
  values: readonly string[],
): Promise<string[]> {
  const rows = await read<{ value: string }>(session, {
    text: `SELECT ${column('user', field)} AS value FROM users WHERE ${column('user', field)} = ANY($1::text[])`,
    values: [values],
  })
  return rows.map(({ value }) => value)
}

export interface Restored {
  id: number
  fields: Logged
}

/** Insert people with their old ids. `hashes`: of all of them. */
export async function restoreUsers(
  session: Session,
  people: readonly Restored[],
  hashes: ReadonlyMap<number, string>,
): Promise<void> {
  const fields = loggedFields.user
  const names = fields.map((field) => column('user', field))
  await write(
    session,
    {
      text: `INSERT INTO users (id, ${names.join(', ')}, password) OVERRIDING SYSTEM VALUE
SELECT v.id, ${fields.map((field) => `v."${field}"`).join(', ')}, h.hash FROM jsonb_to_recordset($1::jsonb) AS v(${recordOf(fields)})
JOIN unnest($2::int[], $3::text[]) AS h(id, hash) ON h.id = v.id RETURNING ${returningXid}`,
      values: [json(people), people.map(({ id }) => id), people.map(({ id }) => hashes.get(id) ?? '')],
    },
    { entity: 'user' },
  )
  noteAdded(
    session,
    'user',
    people.map(({ id, fields: values }) => ({ id, values: { ...values, password: hashes.get(id) ?? '' } })),
  )
}

/** Insert machines with their old ids, and with the secrets that the operation put aside. */
export async function restoreVms(session: Session, vms: readonly Restored[], from: string): Promise<void> {
  const fields = loggedFields.vm
  const names = fields.map((field) => column('vm', field))
  const rows = await write<{ id: number; password: boolean; sshKey: boolean }>(
    session,
    {
      text: `WITH added AS (
  INSERT INTO virtual_machines (id, ${names.join(', ')}, password, ssh_key) OVERRIDING SYSTEM VALUE
  SELECT v.id, ${fields.map((field) => `v."${field}"`).join(', ')}, convert_from(p.kept, 'UTF8'), s.kept
  FROM jsonb_to_recordset($1::jsonb) AS v(${recordOf([...fields, 'password', 'sshKey'])})
  LEFT JOIN console_kept p ON p.operation = $2::uuid AND p.entity = 'vm' AND p.row_id = v.id AND p.field = 'password' AND v.password IS NOT NULL
  LEFT JOIN console_kept s ON s.operation = $2::uuid AND s.entity = 'vm' AND s.row_id = v.id AND s.field = 'sshKey' AND v."sshKey" IS NOT NULL
  RETURNING id, password, ssh_key
), marked AS (
  INSERT INTO console_kept (operation, entity, row_id, field, mark)
  SELECT $3::uuid, 'vm', id, 'password', sha256(convert_to(password, 'UTF8')) FROM added WHERE password <> ''
  UNION ALL SELECT $3::uuid, 'vm', id, 'sshKey', sha256(ssh_key) FROM added WHERE octet_length(ssh_key) > 0
)
SELECT id, coalesce(password <> '', false) AS password, coalesce(octet_length(ssh_key) > 0, false) AS "sshKey", ${returningXid} FROM added`,
      values: [json(vms), from, operationOf(session)],
    },
    { entity: 'vm' },
  )
  const there = new Map(rows.map((row) => [row.id, row]))
  noteChanges(
    session,
    vms.map(({ id, fields }): Change => {
      const secrets = there.get(id)
      const plain = Object.fromEntries(loggedFields.vm.map((field) => [field, fields[field] ?? null]))
      const after = {
        ...plain,
        ...(secrets?.password && { password: true }),
        ...(secrets?.sshKey && { sshKey: true }),
      }
      return {
        entity: 'vm',
        rowId: id,
        label: String(plain['name'] ?? ''),
        kind: 'add',
        old: null,
        new: after,
      }
    }),
  )
  await flushIfMany(session)
}

export async function restoreBookmarks(session: Session, bookmarks: readonly Restored[]): Promise<void> {
  const fields = loggedFields.bookmark
  const names = fields.map((field) => column('bookmark', field))
  await write(
    session,
    {
      text: `INSERT INTO bookmarks (id, ${names.join(', ')}) OVERRIDING SYSTEM VALUE
SELECT v.id, ${fields.map((field) => `v."${field}"`).join(', ')} FROM jsonb_to_recordset($1::jsonb) AS v(${recordOf(fields)}) RETURNING ${returningXid}`,
      values: [json(bookmarks)],
    },
    { entity: 'bookmark' },
  )
  noteAdded(
    session,
    'bookmark',
    bookmarks.map(({ id, fields: values }) => ({ id, values })),
  )
  await flushIfMany(session)
}

/** Overwrite the same plain fields of many rows, each with its own values. `before`: the values they have now. */
export async function putBack(
  session: Session,
  entity: EntityName,
  fields: readonly string[],
  rows: readonly (Restored & { before: Logged; label: string })[],
): Promise<void> {
  const set = fields.map((field) => `${column(entity, field)} = v."${field}"`)
  await write(
    session,
    {
      text: `UPDATE ${tables[entity]} t SET ${set.join(', ')} FROM jsonb_to_recordset($1::jsonb) AS v(${recordOf(fields)}) WHERE t.id = v.id RETURNING ${returningXid}`,
      values: [json(rows)],
    },
    { entity },
  )
  noteChanges(
    session,
    rows.map(({ id, fields: after, before, label }) => ({
      entity,
      rowId: id,
      label: typeof after['username'] === 'string' && entity === 'user' ? after['username'] : label,
      kind: 'update',
      old: before,
      new: after,
    })),
  )
  await flushIfMany(session)
}

function json(rows: readonly Restored[]): string {
  return JSON.stringify(rows.map(({ id, fields }) => ({ id, ...fields })))
}

/**
 * Seal what is put aside under another key, as the lab's own secrets are when the key is changed: in the same
 * session. `again` answers the new token, or null for one that neither key opens, which is left alone. Some hundred
 * at a time; answers how many were sealed anew and how many left.
 */
export async function rekeyKept(
  session: Session,
  again: (token: Uint8Array) => Promise<Uint8Array | null> | Uint8Array | null,
): Promise<{ done: number; left: number }> {
  const counts = { done: 0, left: 0 }
  if (!hasHistoryTable(session)) return counts
  interface Key {
    operation: string
    entity: string
    id: number
    field: string
  }
  let last: Key = { operation: '00000000-0000-0000-0000-000000000000', entity: '', id: 0, field: '' }
  for (;;) {
    const rows = await read<Key & { kept: Buffer }>(session, {
      text: `SELECT operation, entity, row_id AS id, field, kept FROM console_kept
WHERE kept IS NOT NULL AND (operation, entity, row_id, field) > ($1::uuid, $2, $3::int, $4)
ORDER BY operation, entity, row_id, field LIMIT 500`,
      values: [last.operation, last.entity, last.id, last.field],
    })
    const next = rows.at(-1)
    if (!next) return counts
    last = next
    const sealed: (Key & { token: Uint8Array })[] = []
    for (const row of rows) {
      const token = await again(row.kept)
      if (token) sealed.push({ ...row, token })
    }
    counts.done += sealed.length
    counts.left += rows.length - sealed.length
    await write(session, {
      text: `UPDATE console_kept k SET kept = v.token FROM unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::bytea[]) AS v(operation, entity, id, field, token)
WHERE k.operation = v.operation AND k.entity = v.entity AND k.row_id = v.id AND k.field = v.field RETURNING ${returningXid}`,
      values: [
        sealed.map(({ operation }) => operation),
        sealed.map(({ entity }) => entity),
        sealed.map(({ id }) => id),
        sealed.map(({ field }) => field),
        sealed.map(({ token }) => token),
      ],
    })
  }
}
