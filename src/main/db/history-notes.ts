// What the repository's statements note for the change log, with the old values that they return themselves.
import { createHash } from 'node:crypto'
import { bookmarkEntity } from '@shared/entities/bookmark'
import { userEntity } from '@shared/entities/user'
import { vmEntity } from '@shared/entities/vm'
import type { EntityName } from '@shared/entity'
import { column, columns } from './columns'
import { keepSecrets, noteChanges, type Change, type Kept, type Logged } from './history'
import { hasHistoryTable, sealed } from './history-state'
import type { Session } from './session'

/** The field that names a row in sentences. */
export const titles: Readonly<Record<EntityName, string>> = {
  user: userEntity.title,
  vm: vmEntity.title,
  bookmark: bookmarkEntity.title,
}

const secrets: Readonly<Record<EntityName, readonly string[]>> = {
  user: ['password'],
  vm: ['password', 'sshKey'],
  bookmark: [],
}

/** Fields whose values the log has: all that an entity stores but its id and its secrets. */
export const loggedFields: Readonly<Record<EntityName, readonly string[]>> = {
  user: plainOf('user'),
  vm: plainOf('vm'),
  bookmark: plainOf('bookmark'),
}

function plainOf(entity: EntityName): string[] {
  return [...columns[entity].keys()].filter((field) => field !== 'id' && !isSecret(entity, field))
}

export function isSecret(entity: EntityName, field: string): boolean {
  return secrets[entity].includes(field)
}

/** SHA-256 of a stored secret: of a token or a salted hash, so that nothing can be guessed by it. */
export function markOf(stored: string | Uint8Array): Buffer {
  return createHash('sha256').update(stored).digest()
}

/** An absent secret and an empty one are the same. */
function isThere(stored: unknown): stored is string | Uint8Array {
  return (typeof stored === 'string' || stored instanceof Uint8Array) && stored.length > 0
}

export function noteAdded<E extends EntityName>(
  session: Session,
  entity: E,
  added: readonly { id: number; values: object }[],
): void {
  const kept: Kept[] = []
  const changes = added.map(({ id, values }): Change => {
    const after: Record<string, Logged[string]> = {}
    for (const [field, value] of Object.entries(values) as [string, unknown][]) {
      if (!isSecret(entity, field)) {
        if (loggedFields[entity].includes(field)) after[field] = value as Logged[string]
      } else if (isThere(value)) {
        after[field] = true
        kept.push({ entity, rowId: id, field, kept: null, mark: markOf(value) })
      }
    }
    return {
      entity,
      rowId: id,
      label: String(after[titles[entity]] ?? ''),
      kind: 'add',
      old: null,
      new: after,
    }
  })
  noteChanges(session, changes)
  keepSecrets(session, kept)
}

const prefix = 'before:'

/** Columns to return beside an updated row: these fields as they were, from the alias `before`. */
export function oldColumns(entity: EntityName, fields: readonly string[]): string {
  return fields.map((field) => `${column(entity, field, 'before')} AS "${prefix}${field}"`).join(', ')
}

/** Note an update by what `oldColumns` returned, which is taken out of the row. `changes`: what was written. */
export function noteUpdated(
  session: Session,
  entity: EntityName,
  row: { id: number },
  changes: readonly [string, unknown][],
): void {
  const found = row as Record<string, unknown> & { id: number }
  const before: Record<string, Logged[string]> = {}
  const after: Record<string, Logged[string]> = {}
  const kept: Kept[] = []
  for (const [field, value] of changes) {
    const was = found[prefix + field]
    delete found[prefix + field]
    if (isSecret(entity, field)) {
      if (isSame(was, value)) continue
      before[field] = isThere(was) ? true : null
      after[field] = isThere(value) ? true : null
      const mark = isThere(value) ? markOf(value) : null
      kept.push({
        entity,
        rowId: row.id,
        field,
        kept: isThere(was) ? asToken(session, was, entity) : null,
        mark,
      })
    } else if (was !== value) {
      before[field] = was as Logged[string]
      after[field] = value as Logged[string]
    }
  }
  if (Object.keys(after).length === 0) return
  const title = found[titles[entity]]
  const label = typeof title === 'string' ? title : ''
  noteChanges(session, [{ entity, rowId: row.id, label, kind: 'update', old: before, new: after }])
  keepSecrets(session, kept)
}

function isSame(was: unknown, value: unknown): boolean {
  if (!isThere(was) || !isThere(value)) return isThere(was) === isThere(value)
  return Buffer.from(was).equals(Buffer.from(value))
}

/** Machines' secrets are tokens already; a person's hash is sealed, or not kept. */
function asToken(session: Session, stored: string | Uint8Array, entity: EntityName): Uint8Array | null {
  return entity === 'user' ? sealed(session, String(stored)) : Buffer.from(stored)
}

/** A row as it was deleted, ready for the log. `hash`: a person's, where it is to be put aside. */
export interface Gone {
  entity: EntityName
  id: number
  old: Logged
  hash?: string | null
}

export function noteGone(session: Session, gone: readonly Gone[]): void {
  noteChanges(
    session,
    gone.map(({ entity, id, old }): Change => {
      const label = String(old[titles[entity]] ?? '')
      return { entity, rowId: id, label, kind: 'remove', old, new: null }
    }),
  )
  const kept = gone.flatMap(({ entity, id, hash }): Kept[] => {
    const token = isThere(hash) ? sealed(session, hash) : null
    return token ? [{ entity, rowId: id, field: 'password', kept: token, mark: null }] : []
  })
  keepSecrets(session, kept)
}

/** A deleted row of the alias as JSON: its fields, and of its secrets whether they were there. */
export function goneJson(entity: EntityName, alias: string): string {
  const plain = loggedFields[entity].map((field) => `'${field}', ${column(entity, field, alias)}`)
  const there = secrets[entity].map((field) => {
    const name = column(entity, field, alias)
    return `'${field}', CASE WHEN octet_length(${name}) > 0 THEN true END`
  })
  return `jsonb_strip_nulls(jsonb_build_object(${[...plain, ...there].join(', ')}))`
}

/**
 * A part of a deletion's statement that puts the secrets of deleted machines aside without reading them: `from` has
 * their columns, `$place` is the operation. Empty where there is no table for it.
 */
export function keepingOf(session: Session, from: string, place: number): string {
  if (!hasHistoryTable(session)) return ''
  return `, kept AS (INSERT INTO console_kept AS k (operation, entity, row_id, field, kept)
SELECT $${place}::uuid, 'vm', id, 'password', convert_to(password, 'UTF8') FROM ${from} WHERE password <> ''
UNION ALL SELECT $${place}::uuid, 'vm', id, 'sshKey', ssh_key FROM ${from} WHERE octet_length(ssh_key) > 0
ON CONFLICT (operation, entity, row_id, field) DO UPDATE SET kept = coalesce(k.kept, excluded.kept))`
}
