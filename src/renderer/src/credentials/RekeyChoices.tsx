// What is chosen before re-keying: a new key of the program's making or one's own, and the place of its copy.
import { FolderOpen } from 'lucide-react'
import type { RekeyPlan } from '@shared/credentials'
import { text } from '@shared/text'
import { call } from '../api/call'
import { showError } from '../api/show-error'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Segments } from '../ui/Segments'
import { TextField } from '../ui/TextField'
import styles from './credentials.module.css'

const words = text.credentials.rekey

export interface RekeyChoice {
  /** Null: main makes one, which then never comes to the window. */
  key: string | null
  path: string | null
}

export interface RekeyChoicesProps {
  plan: RekeyPlan
  choice: RekeyChoice
  errors: Record<string, string>
  onChange(choice: RekeyChoice, field: 'key' | 'path'): void
}

export function RekeyChoices({ plan, choice, errors, onChange }: RekeyChoicesProps) {
  const { key, path } = choice
  if (plan.place === 'fixed') return <p>{words.fixed}</p>
  const choose = () => {
    call('credentials.chooseCopy')
      .then((chosen) => {
        if (chosen.path !== null) onChange({ key, path: chosen.path }, 'path')
      })
      .catch(showError)
  }
  return (
    <>
      <p>{words.about(plan.secrets)}</p>
      {plan.place !== 'own' && (
        <Banner tone="warning" inset>
          {words.stopPortal}
        </Banner>
      )}
      <Segments
        label={words.newKey}
        choices={[
          { id: 'generated', label: words.generated },
          { id: 'pasted', label: words.pasted },
        ]}
        value={key === null ? 'generated' : 'pasted'}
        onChange={(kind) => onChange({ path, key: kind === 'generated' ? null : '' }, 'key')}
      />
      {key !== null && (
        <TextField
          label={words.key}
          description={words.keyHint}
          type="password"
          revealable
          value={key}
          onChange={(typed) => onChange({ path, key: typed }, 'key')}
          errorMessage={errors['key']}
          maxLength={200}
          autoComplete="off"
          spellCheck="false"
          autoFocus
        />
      )}
      {plan.place === 'own' ? (
        <p className={styles.muted}>{words.own}</p>
      ) : (
        <div role="group" aria-label={words.copy} className={styles.secret}>
          <span>
            <strong>{words.copy}</strong>
          </span>
          <p className={styles.muted}>{plan.file === null ? words.copyFields : words.copyText(plan.file)}</p>
          <div className={styles.buttons}>
            <Button icon={FolderOpen} onPress={choose}>
              {words.choose}
            </Button>
            <span className={styles.path}>{path ?? words.noneChosen}</span>
          </div>
          {errors['path'] !== undefined && (
            <p role="alert" className={styles.fault}>
              {errors['path']}
            </p>
          )}
        </div>
      )}
    </>
  )
}
