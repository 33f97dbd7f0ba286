// The same field changed by two people: mine and theirs side by side, one choice per field.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { text } from '@shared/text'
import { call } from '../../api/call'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import type { EntityForm, EntityRow, FieldName } from './entity-form'
import type { Choice } from './merge'
import styles from './StaleDialog.module.css'

const words = text.form

export interface StaleDialogProps<R extends EntityRow, V extends object> {
  form: EntityForm<R, V>
  /** Fields that both changed. */
  fields: readonly FieldName<V>[]
  mine: V
  theirs: V
  /** The row both changed. */
  id: number
  onResolve(choices: Partial<Record<FieldName<V>, Choice>>): void
  /** Back to the form, nothing chosen. */
  onCancel(): void
}

/** Nothing is chosen beforehand: neither version may win by habit. */
export function StaleDialog<R extends EntityRow, V extends object>(props: StaleDialogProps<R, V>) {
  const { form, fields, mine, theirs, id, onResolve, onCancel } = props
  // Named where the change log knows them; a change of the portal's, or without a log, is somebody's.
  const { data } = useQuery({
    queryKey: ['history.lastWriter', form.entity, id],
    queryFn: ({ signal }) => call('history.lastWriter', { entity: form.entity, id }, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const who = data?.actor ?? null
  const [choices, setChoices] = useState<Partial<Record<FieldName<V>, Choice>>>({})
  const chooseAll = (choice: Choice) => {
    const all: Partial<Record<FieldName<V>, Choice>> = {}
    for (const name of fields) all[name] = choice
    setChoices(all)
  }
  const isComplete = fields.every((name) => choices[name] !== undefined)
  return (
    <Dialog
      title={words.staleTitle}
      isOpen
      onOpenChange={(open) => {
        if (!open) onCancel()
      }}
      size="medium"
      role="alertdialog"
      footer={
        <>
          <Button onPress={onCancel}>{words.keepEditing}</Button>
          <Button variant="primary" isDisabled={!isComplete} onPress={() => onResolve(choices)}>
            {words.save}
          </Button>
        </>
      }
    >
      <p>{who === null ? words.staleText : text.history.changedBy(who)}</p>
      {fields.length > 1 && (
        <div className={styles.all}>
          <Button variant="quiet" onPress={() => chooseAll('mine')}>
            {words.allMine}
          </Button>
          <Button variant="quiet" onPress={() => chooseAll('theirs')}>
            {words.allTheirs}
          </Button>
        </div>
      )}
      {fields.map((name, index) => (
        <RadioGroup
          key={name}
          aria-label={words.choose(form.labels[name])}
          orientation="horizontal"
          value={choices[name] ?? null}
          onChange={(choice) => setChoices({ ...choices, [name]: choice as Choice })}
          className={styles.group ?? ''}
        >
          <Label className={styles.field ?? ''}>{form.labels[name]}</Label>
          <Side value="mine" title={words.mine} shown={form.show(name, mine)} autoFocus={index === 0} />
          <Side value="theirs" title={words.theirs} shown={form.show(name, theirs)} />
        </RadioGroup>
      ))}
    </Dialog>
  )
}

function Side(props: { value: Choice; title: string; shown: string; autoFocus?: boolean }) {
  return (
    <Radio value={props.value} autoFocus={props.autoFocus ?? false} className={styles.side ?? ''}>
      <span className={styles.dot} aria-hidden />
      <span className={styles.words}>
        <span className={styles.whose}>{props.title}</span>{' '}
        <span className={styles.shown}>{props.shown}</span>
      </span>
    </Radio>
  )
}
