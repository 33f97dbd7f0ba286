// The fields of a new administrator.
import { text } from '@shared/text'
import { TextField } from '../ui/TextField'
import type { AdministratorTexts } from './administrator-form'
import styles from './ConnectCard.module.css'

export interface AdministratorFieldsProps {
  value: AdministratorTexts
  errors: Record<string, string>
  onChange(field: keyof AdministratorTexts, value: string): void
}

export function AdministratorFields({ value, errors, onChange }: AdministratorFieldsProps) {
  const field = (name: keyof AdministratorTexts) => ({
    name,
    label: text.fields[name],
    value: value[name],
    errorMessage: errors[name],
    onChange: (typed: string) => onChange(name, typed),
  })
  return (
    <div className={styles.grid}>
      <div className={styles.full}>
        <TextField {...field('username')} autoFocus autoComplete="off" maxLength={50} />
      </div>
      <div className={styles.half}>
        <TextField {...field('firstName')} maxLength={50} />
      </div>
      <div className={styles.half}>
        <TextField {...field('lastName')} maxLength={50} />
      </div>
      <div className={styles.full}>
        <TextField {...field('email')} type="email" maxLength={100} />
      </div>
      <div className={styles.full}>
        <TextField
          {...field('password')}
          type="password"
          revealable
          autoComplete="new-password"
          description={text.setup.passwordHelp}
        />
      </div>
    </div>
  )
}
