// The state of a form as plain data: what was typed, what is wrong, and which fields were left once.
import { changedFields, checkValues, onlyFields } from './check-form'
import type { EntityForm, EntityRow, FieldErrors, FieldName } from './entity-form'

export interface FormState<V> {
  /** What the form began with: a stored row's values, or an empty form's. */
  readonly initial: V
  readonly values: V
  /** Fields that were changed and left once: from then on they are checked as one types. */
  readonly touched: readonly FieldName<V>[]
  readonly errors: FieldErrors<V>
}

export function startForm<V>(initial: V, values: V = initial): FormState<V> {
  return { initial, values, touched: [], errors: {} }
}

/** Something was typed: its old error goes, whoever it came from; fields left once are checked at once. */
export function typed<R extends EntityRow, V extends object>(
  form: EntityForm<R, V>,
  state: FormState<V>,
  patch: Partial<V>,
): FormState<V> {
  const values = { ...state.values, ...patch }
  const names = Object.keys(patch) as FieldName<V>[]
  const errors = { ...state.errors }
  const now = checkValues(form, values)
  for (const name of names) {
    delete errors[name]
    if (state.touched.includes(name) && now[name] !== undefined) errors[name] = now[name]
  }
  return { ...state, values, errors }
}

/** A field was left: once it was changed, its error shows. An untouched empty field is nobody's mistake yet. */
export function left<R extends EntityRow, V extends object>(
  form: EntityForm<R, V>,
  state: FormState<V>,
  name: FieldName<V>,
): FormState<V> {
  if (!changedFields(form, state.initial, state.values).includes(name)) return state
  const touched = state.touched.includes(name) ? state.touched : [...state.touched, name]
  const error = checkValues(form, state.values)[name]
  return {
    ...state,
    touched,
    errors: error === undefined ? state.errors : { ...state.errors, [name]: error },
  }
}

/** What keeps the form from being sent: all fields of a new row, only the changed ones of a stored row. */
export function blocking<R extends EntityRow, V extends object>(
  form: EntityForm<R, V>,
  state: FormState<V>,
  isNew: boolean,
): FieldErrors<V> {
  const errors = checkValues(form, state.values)
  if (isNew) return errors
  const changed = changedFields(form, state.initial, state.values)
  return onlyFields(errors, [...changed, ...changed.flatMap((name) => form.restingOn?.[name] ?? [])])
}

/** Stored values that break a rule and were not touched yet: marked, but in nobody's way. */
export function storedProblems<R extends EntityRow, V extends object>(
  form: EntityForm<R, V>,
  state: FormState<V>,
): FieldErrors<V> {
  const changed = changedFields(form, state.initial, state.values)
  const problems = checkValues(form, state.initial)
  for (const name of changed) delete problems[name]
  return problems
}
