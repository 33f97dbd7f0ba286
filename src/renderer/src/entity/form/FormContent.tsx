// One form on its way from what is stored or blank to what is saved.
import { Trash2 } from 'lucide-react'
import { useEffect, useState, type ComponentType } from 'react'
import { text } from '@shared/text'
import { useDatabase } from '../../api/database'
import { useUnsavedWork } from '../../api/unsaved-work'
import { useOperator } from '../../auth/operator'
import { useCommands } from '../../commands/commands'
import { Button } from '../../ui/Button'
import { Note } from './Cell'
import { DeleteDialog } from './DeleteDialog'
import type { EntityForm, EntityRow, FieldsProps } from './entity-form'
import { PendingChoices, usePendingChoices } from './pending-choices'
import { StaleDialog } from './StaleDialog'
import { useBeginning, useKeptDraft } from './use-draft'
import { useEntityForm } from './use-entity-form'
import { useSave } from './use-save'
import styles from './PanelFrame.module.css'

const words = text.form

/** A field, or the sentence why there is none to type into. */
const focusable = 'input:not([type=hidden], :disabled), textarea:not(:disabled), [tabindex="0"]'

export interface FormContentProps<R extends EntityRow, V extends object> {
  form: EntityForm<R, V>
  Fields: ComponentType<FieldsProps<R, V>>
  /** Null: a new row. */
  row: R | null
  /** What a new row begins with beyond the blank values. */
  initial?: Partial<V> | undefined
  /** Nothing of it may be changed by this operator, or in this database. */
  isLocked: boolean
  /** Why nothing can be written into this database, or null. */
  readOnly: string | null
  /** The question whether to discard is open: its button is then the only one of that name. */
  isAsking: boolean
  onDirtyChange(isDirty: boolean): void
  onSaved(row: R): void
  onDeleted(): void
  /** The row was written to without the form. */
  onChanged(): void
  onAddAgain(values: V): void
  /** Asks where something was typed. */
  onClose(): void
  /** Drops what was typed. */
  onDiscard(): void
}

export function FormContent<R extends EntityRow, V extends object>(props: FormContentProps<R, V>) {
  const { form, Fields, isLocked, onDirtyChange, onClose } = props
  const { row, start } = useBeginning(form, props.row, props.initial)
  const operator = useOperator()
  const [isDeleting, setDeleting] = useState(false)
  const control = useEntityForm(form, () => start, row === null)
  const saving = useSave(form, control, row, props.onSaved, onClose)
  const choices = usePendingChoices()
  const { isDirty, ref } = control
  // Main refuses that; so it is not offered.
  const isSelf = form.entity === 'user' && row?.id === operator.id

  /** A person whose name was just typed may still be looked up. */
  const submit = () => {
    if (isLocked) return
    if (choices.isEmpty()) void saving.save()
    else void choices.settled().then((found) => found && saving.saveSoon())
  }

  const title = row === null ? words.addTitle[form.entity] : words.editTitle(form.entity, form.title(row))
  const changedLabels = control.changed.map((name) => form.labels[name])
  useUnsavedWork(isDirty, text.desktop.unsavedForm(title, changedLabels))
  useKeptDraft(form, row, control)
  useEffect(() => onDirtyChange(isDirty), [isDirty, onDirtyChange])
  useEffect(() => {
    let frame = 0
    const focusFirst = (tries: number) => {
      const panel = ref.current?.closest('[role=dialog]')
      const focused = document.activeElement
      // A button of the panel's own, such as Next, keeps it: one may press it again.
      if (panel?.contains(focused) === true && focused !== panel) return
      const first = ref.current?.querySelector<HTMLElement>(focusable)
      first?.focus()
      // The tab that the form is in is shown a moment later, and what is hidden takes no focus.
      if (first && document.activeElement !== first && tries > 1) {
        frame = requestAnimationFrame(() => focusFirst(tries - 1))
      }
    }
    focusFirst(10)
    return () => cancelAnimationFrame(frame)
  }, [ref])
  useCommands(
    isLocked
      ? []
      : [
          {
            id: 'form.save',
            label: words.save,
            group: words.group,
            shortcut: 'mod+enter mod+s',
            run: submit,
          },
        ],
  )

  const sharing = useDatabase().ready?.sharing ?? null
  const warning = form.warn?.(control.values, operator, sharing) ?? null
  const { stale } = saving
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div ref={ref} className={styles.body}>
        {saving.isGone && row !== null && (
          <Gone form={form} onAddAgain={() => props.onAddAgain(form.asNew(control.values))} />
        )}
        {control.problems > 0 && !isLocked && <Note tone="warning">{words.badRow(control.problems)}</Note>}
        {props.readOnly !== null && <Note tone="warning">{props.readOnly}</Note>}
        <fieldset disabled={isLocked} className={styles.fieldset}>
          <PendingChoices value={choices.add}>
            <Fields form={control} row={row} operator={operator} />
          </PendingChoices>
        </fieldset>
      </div>
      {saving.alert !== null && (
        <div role="alert" className={`${styles.alert} ${styles.overall}`}>
          <p>{saving.alert}</p>
        </div>
      )}
      <div role="status" className={warning === null ? '' : styles.overall}>
        {warning !== null && <Note tone="warning">{warning}</Note>}
      </div>
      <footer className={styles.footer}>
        {row !== null && !isLocked && !isSelf && !saving.isGone && (
          <Button variant="quiet" icon={Trash2} onPress={() => setDeleting(true)}>
            {words.remove}
          </Button>
        )}
        <span className={styles.spacer} />
        <Button onPress={isDirty ? props.onDiscard : onClose}>
          {isDirty && !props.isAsking ? words.discard : words.close}
        </Button>
        {!isLocked && (
          <Button type="submit" variant="primary" shortcut="Enter" isDisabled={saving.isGone}>
            {saving.isSaving ? words.saving : words.save}
          </Button>
        )}
      </footer>
      {stale && (
        <StaleDialog
          form={form}
          id={stale.theirs.id}
          fields={stale.fields}
          mine={control.values}
          theirs={form.fromRow(stale.theirs)}
          onResolve={saving.resolve}
          onCancel={saving.keepEditing}
        />
      )}
      {isDeleting && row !== null && (
        <DeleteDialog
          entity={form.entity}
          selection={{ ids: [row.id] }}
          onClose={() => setDeleting(false)}
          onRemoved={props.onDeleted}
          onChanged={props.onChanged}
        />
      )}
    </form>
  )
}

function Gone(props: { form: { entity: 'user' | 'vm' | 'bookmark' }; onAddAgain(): void }) {
  const { entity } = props.form
  return (
    <div role="alert" className={styles.alert}>
      <p>{words.goneTitle(entity)}</p>
      <p>
        {words.goneText} {entity === 'vm' ? words.goneSecrets : entity === 'user' ? words.gonePassword : ''}
      </p>
      <div className={styles.alertActions}>
        <Button onPress={props.onAddAgain}>{words.addAgain}</Button>
      </div>
    </div>
  )
}
