// Table and column names of the three entities, taken from their models, for hand-written SQL.
import type { EntityName } from '@shared/entity'
import { bookmarkAttributes } from './models/bookmark'
import { userAttributes } from './models/user'
import { vmAttributes } from './models/vm'

export const tables = { user: 'users', vm: 'virtual_machines', bookmark: 'bookmarks' } as const

interface Attribute {
  readonly field?: string
  readonly type: unknown
}
const attributes: Readonly<Record<EntityName, Readonly<Record<string, Attribute>>>> = {
  user: userAttributes(),
  vm: vmAttributes(),
  bookmark: bookmarkAttributes(),
}

/** Column by field name, of one entity: `firstName` to `first_name`. All names are plain lower-case identifiers. */
export const columns: Readonly<Record<EntityName, ReadonlyMap<string, string>>> = {
  user: columnsOf('user'),
  vm: columnsOf('vm'),
  bookmark: columnsOf('bookmark'),
}

function columnsOf(entity: EntityName): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(attributes[entity]).map(([name, attribute]) => [name, attribute.field ?? name]),
  )
}

/** The column of a field, with the alias of its table. Throws for a field that has no column of its own. */
export function column(entity: EntityName, field: string, alias = ''): string {
  const name = columns[entity].get(field)
  if (name === undefined) throw new Error(`${entity} has no column for the field ${field}`)
  return alias === '' ? name : `${alias}.${name}`
}

/** The field that a column stands for, or null where it is none of ours. */
export function fieldOf(entity: EntityName, columnName: string): string | null {
  for (const [field, name] of columns[entity]) if (name === columnName) return field
  return null
}
