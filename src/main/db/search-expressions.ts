// What the search over all columns looks at, in exactly the form that its trigram indexes have.
import { bookmarkEntity } from '@shared/entities/bookmark'
import { userEntity } from '@shared/entities/user'
import { vmEntity } from '@shared/entities/vm'
import type { Entity, EntityName } from '@shared/entity'
import { foldAccents, folding } from '@shared/fold'
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
 * Some values as one text in lower case and without accents, parted by a character that nobody types. Immutable: fit
 * for an index. Plain ASCII, nearly every row, goes the quick way. `accents` is false for a server whose encoding is not
 * UTF8: it cannot take letters apart.
 */
function foldedText(values: readonly string[], accents: boolean): string {
  const joined = values.length === 1 ? values.join('') : `(${values.join("||E'\\x01'||")})`
  if (!accents) return `lower(${joined})`
  const sum = (measure: string) => values.map((value) => `${measure}(${value})`).join('+')
  const plain = `lower(${joined} COLLATE "C")`
  const folded = `lower(translate(normalize(${joined}, NFD), '${folding.from}', '${folding.to}'))`
  return `(CASE WHEN ${sum('octet_length')} = ${sum('char_length')} THEN ${plain} ELSE ${folded} END COLLATE "C")`
}

/** One column of a row, as the search sees it. */
export function fieldText(entity: EntityName, field: string, accents: boolean, alias = ''): string {
  return foldedText([`coalesce(${column(entity, field, alias)},'')`], accents)
}

/** All searched columns of a row. */
export function searchText(entity: EntityName, accents: boolean, alias = ''): string {
  const columnsOfRow = searchFields(entity).map((field) => `coalesce(${column(entity, field, alias)},'')`)
  return foldedText(columnsOfRow, accents)
}

/**
 * The condition that a text made by the functions above contains what was typed; `parameter` holds a `pattern`. The
 * server lowers it by its own rules, as it did the text; ASCII is lowered here, since those rules may be Turkish.
 */
export function contains(folded: string, parameter: string): string {
  return `${folded} LIKE lower(${parameter})`
}

/** A value for LIKE that finds `typed` anywhere, whatever characters it has. */
export function pattern(typed: string, accents: boolean): string {
  const plain = typed.trim().replaceAll('\0', '')
  const folded = accents ? foldAccents(plain) : plain
  return `%${folded.replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase()).replaceAll(/[\\%_]/gu, '\\$&')}%`
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
    expressions: [
      searchText(entity, accents),
      ...(entity === 'user' ? [fieldText('user', 'username', accents)] : []),
    ],
  }
}
