// Checks typed values against the strict schema, and finds which of them were changed.
import { z } from 'zod'
import type { EntityForm, EntityRow, FieldErrors, FieldName } from './entity-form'

/** The first error of each field; empty where all is well. */
export function checkValues<R extends EntityRow, V extends object>(
  form: EntityForm<R, V>,
  values: V,
): FieldErrors<V> {
  const input = form.toInput(values)
  const result = form.schema.safeParse(input)
  if (result.success) return {}
  const found = z.flattenError(result.error).fieldErrors as Record<string, string[] | undefined>
  const errors: FieldErrors<V> = {}
  for (const name of fieldNames(input)) {
    const message = found[name]?.[0]
    if (message !== undefined) errors[name] = form.explain?.(name, values) ?? message
  }
  return errors
}

/** The fields whose value differs from what the form began with. */
export function changedFields<R extends EntityRow, V extends object>(
  form: EntityForm<R, V>,
  initial: V,
  values: V,
): FieldName<V>[] {
  const before = form.toInput(initial)
  const after = form.toInput(values)
  return fieldNames(after).filter((name) => !Object.is(before[name], after[name]))
}

/** Only these of the errors: a bad value that the portal left and nobody touched must not block the others. */
export function onlyFields<V>(errors: FieldErrors<V>, names: readonly FieldName<V>[]): FieldErrors<V> {
  const kept: FieldErrors<V> = {}
  for (const name of names) if (errors[name] !== undefined) kept[name] = errors[name]
  return kept
}

/** The changes as `update` takes them. */
export function changesOf<R extends EntityRow, V extends object>(
  form: EntityForm<R, V>,
  initial: V,
  values: V,
): Record<string, unknown> {
  const input = form.toInput(values)
  return Object.fromEntries(changedFields(form, initial, values).map((name) => [name, input[name]]))
}

export function fieldNames<V>(input: Record<FieldName<V>, unknown>): FieldName<V>[] {
  return Object.keys(input) as FieldName<V>[]
}
