// Two people edited one row: what others changed meanwhile, and how a form goes on from their version.
import { changedFields } from './check-form'
import type { EntityForm, EntityRow, FieldName } from './entity-form'

/** Labels of the fields somebody else changed between `base` and `saved` that this form did not touch. */
export function changedByOthers<R extends EntityRow, V extends object>(
  form: EntityForm<R, V>,
  base: R,
  saved: R,
  mine: readonly string[],
): string[] {
  return changedFields(form, form.fromRow(base), form.fromRow(saved))
    .filter((name) => !mine.includes(name))
    .map((name) => form.labels[name])
}

export type Choice = 'mine' | 'theirs'

/**
 * The form's values on the newer row: fields that were not changed here take the newer value, changed ones stay,
 * and of those changed on both sides each takes what was chosen.
 */
export function rebase<R extends EntityRow, V extends object>(
  form: EntityForm<R, V>,
  initial: V,
  values: V,
  theirs: R,
  choices: Partial<Record<FieldName<V>, Choice>>,
): V {
  const next: V = { ...form.fromRow(theirs) }
  for (const name of changedFields(form, initial, values)) {
    if (choices[name] !== 'theirs') next[name] = values[name]
  }
  return next
}
