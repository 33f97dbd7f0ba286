// What a form of one entity is made of: how a row becomes typed values, how they are checked and sent.
import type { z } from 'zod'
import type { BookmarkRow } from '@shared/entities/bookmark'
import type { UserRow } from '@shared/entities/user'
import type { VmRow } from '@shared/entities/vm'
import type { EntityName } from '@shared/entity'
import type { Operator } from '@shared/roles'
import type { Sharing } from '@shared/sharing'
import type { FormApi } from './use-entity-form'

export type EntityRow = UserRow | VmRow | BookmarkRow

/** A person as a picker holds them. A row's assignee is known by name only, so the id may be absent. */
export interface PersonRef {
  readonly id?: number
  readonly username: string
}

/** What is to happen to a write-only secret: stay as it is, be removed, or become this text. */
export type SecretChange = { kind: 'keep' } | { kind: 'clear' } | { kind: 'set'; value: string }

export const keepSecret: SecretChange = { kind: 'keep' }

/** A secret as a call takes it: absent keeps it, null removes it. */
export function secretInput(change: SecretChange): string | null | undefined {
  return change.kind === 'keep' ? undefined : change.kind === 'clear' ? null : change.value
}

/** Names of a form's fields; they are the contract's, so that the server's errors find their field. */
export type FieldName<V> = keyof V & string
export type FieldErrors<V> = Partial<Record<FieldName<V>, string>>

/** What the components of an entity's fields get. `row` is null for a new one. */
export interface FieldsProps<R extends EntityRow, V extends object> {
  form: FormApi<V>
  row: R | null
  operator: Operator
}

/** One edit as `update` takes it. */
export interface Edit<R> {
  row: R
  changes: Record<string, unknown>
}

/** A row as it was stored, and the id under which that can be taken back. */
export interface Saved<R> {
  row: R
  operation: string
}

export interface EntityForm<R extends EntityRow, V extends object> {
  readonly entity: EntityName
  /** Values of an empty form. */
  readonly blank: V
  /** Values of a stored row, dirty ones included. */
  fromRow(row: R): V
  /** Values as the calls take them, field by field; what cannot be converted stays wrong, so that the schema says so. */
  toInput(values: V): Record<FieldName<V>, unknown>
  /** The strict schema of a whole row. */
  readonly schema: z.ZodType
  /** Own words for an error of the schema, where there are better ones. */
  explain?(field: FieldName<V>, values: V): string | undefined
  /** What one should know before saving these values, or null. */
  warn?(values: V, operator: Operator, sharing: Sharing): string | null
  /** Fields whose rule rests on another one: changing the key may break the values. */
  readonly restingOn?: Partial<Record<FieldName<V>, readonly FieldName<V>[]>>
  /** The words for a field, as its label says it. */
  readonly labels: Record<FieldName<V>, string>
  /** A field's value as a sentence may show it; never a secret. */
  show(field: FieldName<V>, values: V): string
  /** Typed values of a row that was deleted, ready to be added again. */
  asNew(values: V): V
  /** The row read leniently from what came with an error, or null. */
  parseRow(value: unknown): R | null
  /** How the row is called in sentences. */
  title(row: R): string
  load(id: number, signal?: AbortSignal): Promise<R>
  add(values: V): Promise<Saved<R>>
  update(edit: Edit<R>): Promise<Saved<R>>
  /** What people should know after a save, beyond that it was saved. */
  advice?(before: R | null, after: R, values: V): string | undefined
}
