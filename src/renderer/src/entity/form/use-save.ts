// Saving a form: what is sent, and what each answer means for what was typed.
import { useEffect, useRef, useState } from 'react'
import { isAppError } from '@shared/errors'
import { text } from '@shared/text'
import { formErrors } from '../../api/show-error'
import { offerUndo } from '../../history/offer-undo'
import { changesOf } from './check-form'
import type { EntityForm, EntityRow, FieldName } from './entity-form'
import { changedByOthers, rebase, type Choice } from './merge'
import type { FormControl } from './use-entity-form'

const words = text.form

export interface Stale<R, V> {
  theirs: R
  /** Fields both sides changed. */
  fields: FieldName<V>[]
}

export interface Saving<R, V> {
  save(): Promise<void>
  /** Save after the next render: for when a value has just been set. */
  saveSoon(): void
  isSaving: boolean
  /** A sentence about the form as a whole, or null. */
  alert: string | null
  isGone: boolean
  stale: Stale<R, V> | null
  /** The person chose between mine and theirs: go on from their version and save again. */
  resolve(choices: Partial<Record<FieldName<V>, Choice>>): void
  keepEditing(): void
}

/**
 * `row` is what the changes are made on, null for a new row. Whatever goes wrong, everything typed stays.
 * `onSaved` hears of the stored row; `onUnchanged` when there was nothing to save.
 */
export function useSave<R extends EntityRow, V extends object>(
  form: EntityForm<R, V>,
  control: FormControl<V>,
  row: R | null,
  onSaved: (row: R) => void,
  onUnchanged: () => void,
): Saving<R, V> {
  const [base, setBase] = useState(row)
  // The row as this form last showed it: others' changes since then are told, also those met in the dialog.
  const [known, setKnown] = useState(row)
  const [isSaving, setSaving] = useState(false)
  const [alert, setAlert] = useState<string | null>(null)
  // "Two fields need a correction" goes with the last of them.
  const [isAboutFields, setAboutFields] = useState(false)
  const [isGone, setGone] = useState(false)
  const [stale, setStale] = useState<Stale<R, V> | null>(null)
  const [resends, setResends] = useState(0)
  const busy = useRef(false)
  const latest = useRef(control)
  useEffect(() => {
    latest.current = control
  })

  async function save(): Promise<void> {
    if (busy.current) return
    setAlert(null)
    const sent = control.values
    const mine = [...control.changed]
    const errors = Object.keys(control.check()).length
    setAboutFields(errors > 0)
    if (errors > 0) return setAlert(words.toCorrect(errors))
    if (base !== null && mine.length === 0) return onUnchanged()
    busy.current = true
    setSaving(true)
    try {
      const { row: saved, operation } =
        base === null
          ? await form.add(sent)
          : await form.update({ row: base, changes: changesOf(form, control.initial, sent) })
      announce(saved, operation, sent, mine)
      if (latest.current.values === sent) return onSaved(saved)
      // Something was typed while it was being saved: that goes on from what is stored now.
      latest.current.restart(form.fromRow(saved), rebase(form, sent, latest.current.values, saved, {}))
      setBase(saved)
      setKnown(saved)
    } catch (error) {
      fail(error)
    } finally {
      busy.current = false
      setSaving(false)
    }
  }

  function announce(saved: R, operation: string, sent: V, mine: readonly string[]): void {
    const title = form.title(saved)
    const others = known === null ? [] : changedByOthers(form, known, saved, mine)
    const done =
      base === null
        ? words.added(title)
        : others.length > 0
          ? words.keptOthers(title, others)
          : words.saved(title)
    const advice = form.advice?.(known, saved, sent)
    offerUndo(advice === undefined ? done : `${done} ${advice}`, operation)
  }

  function fail(error: unknown): void {
    if (isAppError(error, 'stale')) {
      const theirs = form.parseRow(error.body.theirs)
      const names = Object.keys(control.values) as FieldName<V>[]
      if (theirs)
        return setStale({ theirs, fields: names.filter((name) => error.body.fields.includes(name)) })
    }
    if (base !== null && isAppError(error, 'not_found')) return setGone(true)
    const { form: sentence, fields } = formErrors(error)
    const entries = Object.entries(fields)
    const own = Object.fromEntries(entries.filter(([name]) => name in control.values))
    // A field that this form does not show must not swallow its message.
    const others = entries.filter(([name]) => !(name in control.values)).map(([, message]) => message)
    setAlert(others.length > 0 ? others.join(' ') : sentence)
    setAboutFields(false)
    if (Object.keys(own).length > 0) void refuse(own)
  }

  /** An error on a field nobody touched here comes from a value stored meanwhile: show that one, so it can be mended. */
  async function refuse(errors: Record<string, string>): Promise<void> {
    const isUnseen = Object.keys(errors).some((name) => !control.changed.some((mine) => mine === name))
    if (base !== null && isUnseen) {
      const now = await form.load(base.id).catch(() => null)
      if (now) {
        const { initial, values, restart } = latest.current
        restart(form.fromRow(now), rebase(form, initial, values, now, {}))
        setBase(now)
      }
    }
    latest.current.refuse(errors)
  }

  function resolve(choices: Partial<Record<FieldName<V>, Choice>>): void {
    if (stale === null) return
    const { theirs } = stale
    control.restart(form.fromRow(theirs), rebase(form, control.initial, control.values, theirs, choices))
    setBase(theirs)
    setStale(null)
    setResends((count) => count + 1)
  }
  // The save runs on the values as they are after the choice, so it waits for the render that has them.
  const latestSave = useRef(save)
  useEffect(() => {
    latestSave.current = save
  })
  useEffect(() => {
    if (resends > 0) void latestSave.current()
  }, [resends])

  return {
    save,
    saveSoon: () => setResends((count) => count + 1),
    isSaving,
    alert: isAboutFields && !control.hasErrors ? null : alert,
    isGone,
    stale,
    resolve,
    keepEditing: () => setStale(null),
  }
}
