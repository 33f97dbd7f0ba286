// The address that is asked for newer versions, typed; main asks once more, outside the window, before it counts.
import { useState } from 'react'
import { Form } from 'react-aria-components'
import type { Output } from '@shared/call'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { Button } from '../ui/Button'
import { FormError } from '../ui/FormError'
import { notify } from '../ui/notices'
import { TextField } from '../ui/TextField'
import styles from './SettingsDialog.module.css'

const words = text.settings.updates

interface FeedFormProps {
  /** What was typed before; null: nothing. */
  current: string | null
  onSaved(settings: Output<'settings.get'>): void
  onClose(): void
}

export function FeedForm({ current, onSaved, onClose }: FeedFormProps) {
  const [address, setAddress] = useState(current ?? '')
  const { isRunning, errors, run, clear } = useAction()
  const save = () =>
    run(async () => {
      const typed = address.trim()
      const settings = await call('settings.setFeed', { feed: typed === '' ? null : typed })
      onSaved(settings)
      // Whoever said no outside the window may want to correct what was typed.
      if (typed !== '' && settings.feed !== new URL(typed).href.replace(/#.*$/u, '')) return
      notify({ tone: 'success', text: words.saved })
      onClose()
    })
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <FormError message={errors.form} />
      <TextField
        label={words.address}
        description={words.addressHint}
        errorMessage={errors.fields.feed}
        value={address}
        onChange={(value) => {
          setAddress(value)
          clear('feed')
        }}
        inputMode="url"
        autoFocus
        mono
      />
      <div className={styles.buttons}>
        <Button type="submit" variant="primary" isPending={isRunning}>
          {words.save}
        </Button>
        <Button onPress={onClose}>{words.cancel}</Button>
      </div>
    </Form>
  )
}
