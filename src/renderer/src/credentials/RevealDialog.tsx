// Shows or copies one secret of one machine, after one's own password was typed.
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { clipboardFor, type SecretKind } from '@shared/credentials'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { FormError } from '../ui/FormError'
import { notify } from '../ui/notices'
import { TextField } from '../ui/TextField'
import { ShownSecret } from './ShownSecret'
import { useRevealed } from './use-revealed'
import styles from './credentials.module.css'

const words = text.credentials
const formId = 'own-password'

export interface RevealDialogProps {
  id: number
  name: string
  secret: SecretKind
  /** `copy`: onto the clipboard and nowhere else, by main. */
  purpose: 'show' | 'copy'
  onClose(): void
}

export function RevealDialog({ id, name, secret, purpose, onClose }: RevealDialogProps) {
  const { shown, hidden, reveal, hide } = useRevealed()
  const action = useAction()
  // Null until main has said whether one's own password still counts.
  const [asks, setAsks] = useState<boolean | null>(null)
  const [ownPassword, setOwnPassword] = useState('')
  const field = useRef<HTMLInputElement>(null)

  const copy = async () => {
    await call('credentials.copy', { id, secret })
    notify({ tone: 'info', text: `${words.copied} ${text.shell.takenOff(clipboardFor / 1000)}` })
  }
  const go = async () => {
    if (purpose === 'show') return reveal(id, secret)
    await copy()
    onClose()
  }
  /** Where it was confirmed long ago it is asked for again. */
  const confirmed = async (work: () => Promise<void>) => {
    const { until } = await call('credentials.confirmed')
    setAsks(until === null)
    if (until !== null) await work()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void action
      .run(async (signal) => {
        await call('credentials.confirm', { ownPassword }, { signal })
        setOwnPassword('')
        setAsks(false)
        await go()
      })
      .then((isDone) => {
        if (!isDone) field.current?.select()
      })
  }

  const begin = useRef(() => void action.run(() => confirmed(go)))
  useEffect(() => begin.current(), [])

  const { form, fields } = action.errors
  return (
    <Dialog
      title={words.revealTitle[secret](name)}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size={secret === 'key' ? 'medium' : 'small'}
      footer={
        <>
          <Button onPress={onClose}>{asks === true ? words.cancel : words.close}</Button>
          {asks === true && (
            <Button type="submit" form={formId} variant="primary" isPending={action.isRunning}>
              {purpose === 'show' ? words.show : words.copy}
            </Button>
          )}
          {asks === false && shown !== null && <Button onPress={hide}>{words.hide}</Button>}
          {asks === false && shown !== null && (
            <Button autoFocus variant="primary" onPress={() => void action.run(copy)}>
              {words.copy}
            </Button>
          )}
          {asks === false && shown === null && hidden !== null && (
            <Button
              autoFocus
              variant="primary"
              isPending={action.isRunning}
              onPress={() => void action.run(() => confirmed(go))}
            >
              {words.showAgain}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.reveal}>
        <FormError message={form} />
        {asks === true && (
          <form id={formId} noValidate onSubmit={submit}>
            <TextField
              label={words.ownPassword}
              description={words.ownPasswordHint}
              type="password"
              value={ownPassword}
              onChange={(typed) => {
                setOwnPassword(typed)
                action.clear('ownPassword')
              }}
              errorMessage={fields['ownPassword']}
              inputRef={field}
              maxLength={1024}
              autoComplete="current-password"
              autoFocus
            />
          </form>
        )}
        {shown !== null && <ShownSecret secret={secret} shown={shown} />}
        {shown === null && hidden !== null && (
          <p role="status" className={styles.muted}>
            {words.hidden[hidden]}
          </p>
        )}
        <p className={styles.muted}>{words.noted}</p>
      </div>
    </Dialog>
  )
}
