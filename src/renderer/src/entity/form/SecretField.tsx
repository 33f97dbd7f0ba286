// A write-only secret: says whether one is stored, takes a new one, clears the old one, and never shows it.
import { useId, useRef } from 'react'
import { text } from '@shared/text'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/TextField'
import { keepSecret, type SecretChange } from './entity-form'
import type { FieldProps } from './use-entity-form'
import styles from './fields.module.css'

const words = text.form

export interface SecretFieldProps extends FieldProps<SecretChange> {
  label: string
  /** Whether one is stored now. */
  isStored: boolean
  description?: string
  /** Several lines in the open, as a key; otherwise one masked line. */
  multiline?: boolean
}

/** Emptying what was typed means that nothing is to change; removing needs the button. */
export function SecretField(props: SecretFieldProps) {
  const { label, value, onChange, isStored, multiline = false } = props
  const isRemoved = value.kind === 'clear'
  const id = useId()
  const ref = useRef<HTMLDivElement>(null)
  return (
    <div ref={ref} className={styles.secret}>
      <TextField
        label={label}
        value={value.kind === 'set' ? value.value : ''}
        onChange={(typed) => onChange(typed === '' ? keepSecret : { kind: 'set', value: typed })}
        onBlur={props.onBlur}
        errorMessage={props.errorMessage}
        {...(props.description === undefined ? {} : { description: props.description })}
        placeholder={
          isRemoved ? words.secretState.removed : isStored ? words.secretReplace : words.secretEmpty
        }
        autoComplete={multiline ? 'off' : 'new-password'}
        spellCheck="false"
        {...(multiline ? { multiline, rows: 4, mono: true } : { type: 'password', revealable: true })}
      />
      <div className={styles.secretHead}>
        <SecretState change={value} isStored={isStored} />
        {(isStored || value.kind !== 'keep') && (
          <>
            <span hidden id={id}>
              {label}
            </span>
            <Button
              variant="quiet"
              aria-describedby={id}
              onPress={() => {
                onChange(value.kind === 'keep' ? { kind: 'clear' } : keepSecret)
                // This button may go with what it undid; the box stays.
                ref.current?.querySelector<HTMLElement>('input, textarea')?.focus()
              }}
            >
              {value.kind === 'keep' ? words.clear : words.undo}
            </Button>
          </>
        )}
      </div>
    </div>
  )
}

function SecretState({ change, isStored }: { change: SecretChange; isStored: boolean }) {
  const states = words.secretState
  const [label, tone] =
    change.kind === 'clear'
      ? [states.removed, 'removed']
      : change.kind === 'set'
        ? [isStored ? states.replaced : states.added, 'changed']
        : isStored
          ? [states.set, 'set']
          : [states.none, 'none']
  return (
    <span className={styles.state} data-tone={tone}>
      {label}
    </span>
  )
}
