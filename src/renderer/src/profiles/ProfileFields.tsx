// A lab's name, colour and how careful to be with it: in the guide, and when it is changed later.
import type { ProfileColour } from '@shared/profile'
import { text } from '@shared/text'
import { Switch } from '../ui/Switch'
import { TextField } from '../ui/TextField'
import { ColourChoice } from './ColourChoice'
import styles from './ProfileDialog.module.css'

const words = text.profiles

export interface ProfileDraft {
  name: string
  colour: ProfileColour | null
  production: boolean
  readOnly: boolean
}

export function ProfileFields(props: {
  value: ProfileDraft
  onChange(change: Partial<ProfileDraft>): void
  nameHelp: string
  nameError?: string | undefined
  autoFocus?: boolean
}) {
  const { value, onChange, nameHelp, nameError, autoFocus = false } = props
  return (
    <div className={styles.form}>
      <TextField
        label={words.name}
        name="name"
        value={value.name}
        onChange={(name) => onChange({ name })}
        description={nameHelp}
        errorMessage={nameError}
        maxLength={60}
        autoFocus={autoFocus}
      />
      <ColourChoice value={value.colour} onChange={(colour) => onChange({ colour })} />
      <div className={styles.switch}>
        <Switch
          isSelected={value.production}
          onChange={(production) => onChange({ production })}
          aria-describedby="production-help"
        >
          {words.isProduction}
        </Switch>
        <p id="production-help">{words.productionHelp}</p>
      </div>
      <div className={styles.switch}>
        <Switch
          isSelected={value.readOnly}
          onChange={(readOnly) => onChange({ readOnly })}
          aria-describedby="read-only-help"
        >
          {words.isReadOnly}
        </Switch>
        <p id="read-only-help">{words.readOnlyHelp}</p>
      </div>
    </div>
  )
}
