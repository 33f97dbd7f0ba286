// A labelled text box with a hint or an error under it.
import { Eye, EyeOff } from 'lucide-react'
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
  ToggleButton,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components'
import { useEffect, useState, type ReactNode, type Ref } from 'react'
import { text } from '@shared/text'
import { onLock } from '../lock/lock-state'
import field from './field.module.css'
import styles from './TextField.module.css'

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  label: string
  description?: string
  /** Shown in the description's place. A form's `validationErrors` land here by `name` without it. */
  errorMessage?: string | undefined
  multiline?: boolean
  rows?: number
  mono?: boolean
  placeholder?: string
  /** A password that may be looked at by a button in its box. */
  revealable?: boolean
  /** Inside the box, behind the text. */
  suffix?: ReactNode
  inputRef?: Ref<HTMLInputElement>
}

/** Validation is ARIA only: the browser's own bubbles and blocked submits never appear. */
export function TextField({
  label,
  description,
  errorMessage,
  multiline = false,
  rows = 4,
  mono = false,
  placeholder,
  revealable = false,
  suffix,
  inputRef,
  type,
  ...props
}: TextFieldProps) {
  const [shown, setShown] = useState(false)
  useEffect(() => (shown ? onLock(() => setShown(false)) : undefined), [shown])
  const font = mono ? ` ${field.mono}` : ''
  const hint = placeholder === undefined ? {} : { placeholder }
  return (
    <AriaTextField
      validationBehavior="aria"
      {...(errorMessage === undefined ? {} : { isInvalid: true })}
      {...props}
      type={shown ? 'text' : (type ?? 'text')}
      className={field.field ?? ''}
    >
      <Label className={field.label ?? ''}>{label}</Label>
      <div className={field.box}>
        {multiline ? (
          <TextArea rows={rows} {...hint} className={`${field.area}${font}`} />
        ) : (
          <Input {...(inputRef ? { ref: inputRef } : {})} {...hint} className={`${field.input}${font}`} />
        )}
        {suffix}
        {revealable && (
          <ToggleButton
            isSelected={shown}
            onChange={setShown}
            aria-label={text.shell.showText}
            className={styles.reveal ?? ''}
          >
            {shown ? <EyeOff size={15} aria-hidden /> : <Eye size={15} aria-hidden />}
          </ToggleButton>
        )}
      </div>
      <FieldFooter description={description} errorMessage={errorMessage} />
    </AriaTextField>
  )
}

/** The line under a field: its error, else its description, else empty room. Inside any RAC field. */
export function FieldFooter(props: { description?: string | undefined; errorMessage?: string | undefined }) {
  return (
    <div className={field.below}>
      <FieldError className={field.error ?? ''}>
        {({ validationErrors }) => props.errorMessage ?? validationErrors.join(' ')}
      </FieldError>
      {props.errorMessage === undefined && props.description !== undefined && (
        <Text slot="description" className={styles.description ?? ''}>
          {props.description}
        </Text>
      )}
    </div>
  )
}
