// The password of a person: typed or generated; on an edit only after asking for it.
import { ClipboardCopy, KeyRound, WandSparkles } from 'lucide-react'
import { useState } from 'react'
import { generatePassword } from '@shared/generate-password'
import { text } from '@shared/text'
import { copySecret } from '../../api/copy-secret'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/TextField'
import type { FieldProps } from './use-entity-form'
import styles from './fields.module.css'

const words = text.form
const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes)

export interface NewPasswordFieldProps extends FieldProps<string | null> {
  /** A new person must have one; an existing one keeps theirs (null) until it is asked for. */
  isRequired: boolean
  isDisabled: boolean
}

export function NewPasswordField(props: NewPasswordFieldProps) {
  const { value, onChange, isRequired, isDisabled } = props
  // Going back to the button gives it the focus that was on what has gone.
  const [wasAsked, setAsked] = useState(false)
  if (value === null) {
    return (
      <div className={styles.actions}>
        <Button
          icon={KeyRound}
          isDisabled={isDisabled}
          autoFocus={wasAsked}
          onPress={() => {
            setAsked(true)
            onChange('')
          }}
        >
          {words.setNewPassword}
        </Button>
      </div>
    )
  }
  return (
    <>
      <TextField
        label={text.fields.password}
        type="password"
        revealable
        value={value}
        onChange={onChange}
        onBlur={props.onBlur}
        isRequired={isRequired}
        autoFocus={!isRequired}
        errorMessage={props.errorMessage}
        description={words.passwordHint}
        autoComplete="new-password"
        spellCheck="false"
      />
      <div className={styles.actions}>
        <Button icon={WandSparkles} onPress={() => onChange(generatePassword(random))}>
          {words.generate}
        </Button>
        <Button icon={ClipboardCopy} isDisabled={value === ''} onPress={() => void copySecret(value, words)}>
          {words.copy}
        </Button>
        {!isRequired && (
          <Button variant="quiet" onPress={() => onChange(null)}>
            {words.keepPassword}
          </Button>
        )}
      </div>
    </>
  )
}
