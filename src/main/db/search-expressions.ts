// What the search over all columns looks at, in exactly the form that its trigram indexes have.
import { bookmarkEntity } from '@shared/entities/bookmark'
import { userEntity } from '@shared/entities/user'
import { vmEntity } from '@shared/entities/vm'
import type { Entity, EntityName } from '@shared/entity'
import { folding } from '@shared/fold'
import { column, columns, tables } from './columns'

const entities: Readonly<Record<EntityName, Entity>> = {
  user: userEntity,
  vm: vmEntity,
  bookmark: bookmarkEntity,
}

/** Fields with a column of their own that the search looks at; the owner's name is searched in `users`. */
export function searchFields(entity: EntityName): string[] {
  return Object.entries(entities[entity].fields)
    .filter(([name, field]) => field.search === true && columns[entity].has(name))
    .map(([name]) => name)
}

/**
 * The value without accents, as SQL. Plain ASCII, nearly every row, skips the slow translation. `accents` is false
 * for a server whose encoding is not UTF8: it may not know the letters of the table.
 */
export function folded(value: string, accents: boolean): string {
  if (!accents) return value
  return `CASE WHEN octet_length(${value}) = char_length(${value}) THEN ${value} ELSE translate(normalize(${value}, NFD), '${folding.from}', '${folding.to}') END`
}

/** All searched columns of a row as one text, parted by a character that nobody types. Immutable: fit for an index. */
export function searchText(entity: EntityName, accents: boolean, alias = ''): string {
  const parts = searchFields(entity).map((field) => `coalesce(${column(entity, field, alias)},'')`)
  return folded(`(${parts.join("||E'\\x01'||")})`, accents)
}

/** A username alone: what a row's owner is searched by. */
export function usernameText(accents: boolean, alias = ''): string {
  return folded(column('user', 'username', alias), accents)
}

/**
 * The trigram index that serves the search of one entity: `CREATE INDEX name ON table USING gin (...)` with each of
 * the expressions in brackets and followed by `gin_trgm_ops`. That of users also serves the search for an owner's name.
 */
export function searchIndex(
  entity: EntityName,
  accents: boolean,
): { name: string; table: string; expressions: string[] } {
  return {
    name: `console_${tables[entity]}_search`,
    table: tables[entity],
    expressions: [searchText(entity, accents), ...(entity === 'user' ? [usernameText(accents)] : [])],
  }
}
