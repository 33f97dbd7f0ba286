// What is said once about each entity: tables, forms, search and sorting are derived from it.

export type FieldKind = 'text' | 'number' | 'choice' | 'flag' | 'person' | 'secret'

/**
 * Facts about one field; no callbacks, no conditions. `width` in CSS pixels makes it a column of the table.
 * `filter: false`: no filter under its header. `search`: part of the search over all columns.
 */
export interface Field {
  readonly label: string
  readonly kind: FieldKind
  readonly width?: number
  readonly sortable?: boolean
  readonly filter?: boolean
  readonly search?: boolean
  readonly choices?: readonly string[]
}

export interface Entity {
  readonly name: EntityName
  readonly label: string
  readonly plural: string
  /** The field that names a row in sentences. */
  readonly title: string
  readonly defaultSort: string
  readonly fields: Readonly<Record<string, Field>>
}

export type EntityName = 'user' | 'vm' | 'bookmark'

type FieldNames<E extends Entity, K extends keyof Field> = {
  [F in keyof E['fields']]: E['fields'][F] extends Record<K, true> ? F : never
}[keyof E['fields']] &
  string

/** Names of the fields a table may be sorted by. */
export function sortableFields<E extends Entity>(entity: E): FieldNames<E, 'sortable'>[] {
  return Object.keys(entity.fields).filter((name) => entity.fields[name]?.sortable === true) as FieldNames<
    E,
    'sortable'
  >[]
}

/** Names of the fields a table may be filtered by. */
export function filterableFields<E extends Entity>(entity: E): (keyof E['fields'] & string)[] {
  return Object.keys(entity.fields).filter(
    (name) => entity.fields[name]?.width !== undefined && entity.fields[name]?.filter !== false,
  )
}
