// The form hook: typed values, errors on their fields, and focus on the first wrong one.
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { changedFields } from './check-form'
import type { EntityForm, EntityRow, FieldErrors, FieldName } from './entity-form'
import { blocking, left, startForm, storedProblems, typed, type FormState } from './form-state'

/** What a field component takes. */
export interface FieldProps<T> {
  value: T
  onChange(value: T): void
  onBlur(): void
  isInvalid: boolean
  errorMessage: string | undefined
}

export interface FormApi<V> {
  readonly values: V
  readonly initial: V
  readonly isNew: boolean
  readonly changed: readonly FieldName<V>[]
  readonly isDirty: boolean
  /** How many stored values break a rule and were not touched. */
  readonly problems: number
  field<K extends FieldName<V>>(name: K): FieldProps<V[K]>
  set(patch: Partial<V>): void
  setError(name: FieldName<V>, message: string): void
}

export interface FormControl<V> extends FormApi<V> {
  /** Whether an error stands that keeps the form from being sent. */
  readonly hasErrors: boolean
  /** Wrap the fields in this element: the first one in error is focused inside it. */
  readonly ref: RefObject<HTMLDivElement | null>
  /** Errors that keep it from being sent; shown, and the first one focused. Empty where it may be sent. */
  check(): FieldErrors<V>
  /** The server's errors, on their fields; the first one focused. */
  refuse(errors: Readonly<Record<string, string>>): void
  /** Go on from another baseline, with these values. */
  restart(initial: V, values: V): void
}

/** One form's state. `row` null: a new row. Remount (key) for another row. */
export function useEntityForm<R extends EntityRow, V extends object>(
  form: EntityForm<R, V>,
  start: () => FormState<V>,
  isNew: boolean,
): FormControl<V> {
  const [state, setState] = useState(start)
  const ref = useRef<HTMLDivElement>(null)
  const [focusRequest, setFocusRequest] = useState(0)
  const errorsNow = useRef(state.errors)

  useEffect(() => {
    errorsNow.current = state.errors
  }, [state.errors])
  useEffect(() => {
    if (focusRequest > 0) focusFirst(ref.current, errorsNow.current)
  }, [focusRequest])

  const changed = useMemo(() => changedFields(form, state.initial, state.values), [form, state])
  const problems = useMemo(
    (): FieldErrors<V> => (isNew ? {} : storedProblems(form, state)),
    [form, state, isNew],
  )

  const set = useCallback((patch: Partial<V>) => setState((now) => typed(form, now, patch)), [form])
  const show = (errors: FieldErrors<V>) => {
    setState((now) => ({ ...now, errors: { ...now.errors, ...errors } }))
    setFocusRequest((count) => count + 1)
  }

  return {
    values: state.values,
    initial: state.initial,
    isNew,
    changed,
    isDirty: changed.length > 0,
    problems: Object.keys(problems).length,
    hasErrors: Object.keys(state.errors).length > 0,
    ref,
    set,
    setError: (name, message) => setState((now) => ({ ...now, errors: { ...now.errors, [name]: message } })),
    field: <K extends FieldName<V>>(name: K) => {
      const errorMessage = state.errors[name] ?? problems[name]
      return {
        value: state.values[name],
        onChange: (value: V[K]) => set({ [name]: value } as unknown as Partial<V>),
        onBlur: () => setState((now) => left(form, now, name)),
        isInvalid: errorMessage !== undefined,
        errorMessage,
      }
    },
    check: () => {
      const errors = blocking(form, state, isNew)
      if (Object.keys(errors).length > 0) show(errors)
      return errors
    },
    refuse: (errors) => show(errors as FieldErrors<V>),
    restart: (initial, values) => setState(startForm(initial, values)),
  }
}

/** In the order of the page; a stored problem nobody touched is no error of this attempt. */
function focusFirst(root: HTMLElement | null, errors: Readonly<Record<string, string | undefined>>): void {
  for (const cell of root?.querySelectorAll<HTMLElement>('[data-field]') ?? []) {
    if (errors[cell.dataset['field'] ?? ''] === undefined) continue
    cell.querySelector<HTMLElement>('input:not([type=hidden]), textarea, button, select')?.focus()
    return
  }
}
