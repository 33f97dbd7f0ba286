// Gives the console an older cipher key, which is tried on what the lab's own key does not open.
import { useState, type FormEvent } from 'react'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { Button } from '../ui/Button'
import { Checkbox } from '../ui/Checkbox'
import { Dialog } from '../ui/Dialog'
import { FormError } from '../ui/FormError'
import { notify } from '../ui/notices'
import { TextField } from '../ui/TextField'
import { checkAgain } from './key-check'
import styles from './credentials.module.css'

const words = text.credentials.rekey
const formId = 'older-key'

export function OlderKeyDialog({ onClose }: { onClose(): void }) {
  const [key, setKey] = useState('')
  const [isKept, setKept] = useState(false)
  const action = useAction()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (key.trim() === '') return action.setErrors({ form: null, fields: { key: words.keyWrong } })
    void action.run(async () => {
      const { opened, tried } = await call('credentials.tryKey', {
        key,
        keep: isKept ? 'key-store' : 'session',
      })
      await checkAgain()
      notify({ tone: 'info', text: tried === 0 ? words.untried : words.tried(opened, tried) })
      onClose()
    })
  }
  const { form, fields } = action.errors
  return (
    <Dialog
      title={words.olderTitle}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="small"
      footer={
        <>
          <Button onPress={onClose}>{text.credentials.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" isPending={action.isRunning}>
            {words.try}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className={styles.reveal}>
        <p>{words.olderText}</p>
        <FormError message={form} />
        <TextField
          label={words.key}
          description={words.keyHint}
          type="password"
          revealable
          value={key}
          onChange={(typed) => {
            setKey(typed)
            action.clear('key')
          }}
          errorMessage={fields['key']}
          maxLength={200}
          autoComplete="off"
          spellCheck="false"
          autoFocus
        />
        <Checkbox isSelected={isKept} onChange={setKept}>
          {words.remember}
        </Checkbox>
      </form>
    </Dialog>
  )
}
