// Gives one machine another password: typed or generated, and stored with Enter.
import { WandSparkles } from 'lucide-react'
import { useRef, useState, type FormEvent } from 'react'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import type { ActionDialogProps } from '../entity/actions'
import { generatePassword } from '@shared/generate-password'
import { offerUndo } from '../history/offer-undo'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { FormError } from '../ui/FormError'
import { TextField } from '../ui/TextField'
import { machineOf } from './machine'
import styles from './credentials.module.css'

const words = text.credentials
const formId = 'replace-password'

export function ReplacePasswordDialog({ rows, onClose, onDone }: ActionDialogProps) {
  const machine = machineOf(rows)
  const [password, setPassword] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const action = useAction()
  if (!machine) return null
  const { id, version, name } = machine
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (password === '') {
      action.setErrors({ form: null, fields: { password: text.rules.required } })
      return field.current?.focus()
    }
    void action.run(async () => {
      const { operation } = await call('credentials.replace', { id, version, password })
      offerUndo(words.replaced(name), operation)
      onDone()
      onClose()
    })
  }
  const { form, fields } = action.errors
  return (
    <Dialog
      title={words.replaceTitle(name)}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="small"
      footer={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" isPending={action.isRunning}>
            {words.replace}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className={styles.reveal}>
        <FormError message={form} />
        <div>
          <TextField
            label={words.newPassword}
            description={words.newPasswordHint}
            type="password"
            revealable
            value={password}
            onChange={(typed) => {
              setPassword(typed)
              action.clear('password')
            }}
            errorMessage={fields['password']}
            inputRef={field}
            maxLength={1000}
            autoComplete="new-password"
            spellCheck="false"
            autoFocus
          />
          <Button
            icon={WandSparkles}
            onPress={() => setPassword(generatePassword((bytes) => crypto.getRandomValues(bytes)))}
          >
            {words.generate}
          </Button>
        </div>
        {machine.hasKey && <p className={styles.muted}>{words.replaceKeyWins}</p>}
      </form>
    </Dialog>
  )
}
