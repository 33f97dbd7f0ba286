// The fields of a connection: all of them, or what differs from a file.
import { text } from '@shared/text'
import { TextField } from '../ui/TextField'
import type { ConnectionTexts } from './connection-draft'
import styles from './ConnectCard.module.css'

const words = text.setup

export interface ConnectionInputsProps {
  value: ConnectionTexts
  errors: Record<string, string>
  onChange(patch: Partial<ConnectionTexts>, field: string): void
  /** What an empty field means. */
  placeholders?: Partial<ConnectionTexts>
  withCipherKey?: boolean
}

export function ConnectionInputs({
  value,
  errors,
  onChange,
  placeholders,
  withCipherKey = false,
}: ConnectionInputsProps) {
  const field = (name: keyof ConnectionTexts) => ({
    name,
    value: value[name],
    errorMessage: errors[name],
    onChange: (typed: string) => onChange({ [name]: typed }, name),
    ...(placeholders?.[name] === undefined ? {} : { placeholder: placeholders[name] }),
  })
  return (
    <div className={styles.grid}>
      <div className={styles.wide}>
        <TextField label={words.address} description={words.addressHelp} {...field('address')} />
      </div>
      <div className={styles.slim}>
        <TextField label={words.port} inputMode="numeric" {...field('port')} />
      </div>
      <div className={styles.half}>
        <TextField label={words.database} {...field('database')} />
      </div>
      <div className={styles.half}>
        <TextField label={words.username} autoComplete="off" {...field('username')} />
      </div>
      <div className={styles.half}>
        <TextField
          label={words.password}
          type="password"
          revealable
          autoComplete="off"
          {...field('password')}
        />
      </div>
      {withCipherKey && (
        <div className={styles.half}>
          <TextField
            label={`${words.cipherKey} (${words.optional})`}
            description={words.cipherKeyHelp}
            type="password"
            revealable
            autoComplete="off"
            {...field('cipherKey')}
          />
        </div>
      )}
    </div>
  )
}
