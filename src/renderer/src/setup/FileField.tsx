// A file chosen in the system's dialog, by its path: its label, what it is for or what is wrong, and a way to drop it.
import { FolderOpen } from 'lucide-react'
import { useId } from 'react'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { Button } from '../ui/Button'
import field from '../ui/field.module.css'
import styles from './ConnectCard.module.css'

const words = text.encryption

export interface FileFieldProps {
  kind: 'certificate' | 'key'
  label: string
  description: string
  path: string | null
  errorMessage: string | undefined
  onChange(path: string | null): void
}

export function FileField({ kind, label, description, path, errorMessage, onChange }: FileFieldProps) {
  const action = useAction()
  const id = useId()
  const error = errorMessage ?? action.errors.form ?? undefined
  const choose = () =>
    action.run(async (signal) => {
      const chosen = await call('setup.chooseFile', { kind }, { signal })
      if (chosen.path !== null) onChange(chosen.path)
    })
  return (
    <div
      role="group"
      aria-label={label}
      aria-describedby={id}
      data-file-invalid={error === undefined ? undefined : true}
      className={field.field}
    >
      <span aria-hidden className={field.label}>
        {label}
      </span>
      <div className={styles.file}>
        <Button
          icon={FolderOpen}
          aria-label={words.chooseFor(label)}
          isDisabled={action.isRunning}
          onPress={() => void choose()}
        >
          {words.choose}
        </Button>
        <span className={path === null ? styles.none : styles.path} title={path ?? undefined}>
          {path ?? words.noFile}
        </span>
        {path !== null && (
          <Button variant="quiet" aria-label={words.removeFor(label)} onPress={() => onChange(null)}>
            {words.remove}
          </Button>
        )}
      </div>
      <div id={id} className={field.below}>
        {error === undefined ? (
          description
        ) : (
          <span role="alert" className={field.error}>
            {error}
          </span>
        )}
      </div>
    </div>
  )
}
