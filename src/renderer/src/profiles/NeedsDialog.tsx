// What a lab needs before it can be opened here: its password, or its secrets file on this computer.
import { useState, type FormEvent } from 'react'
import type { Output } from '@shared/call'
import type { ProfileSummary } from '@shared/profile'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { KeepChoice } from '../setup/KeepChoice'
import type { Keep } from '../setup/connection-draft'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { FormError } from '../ui/FormError'
import { TextField } from '../ui/TextField'
import { openNow } from './profiles'
import styles from './ProfileDialog.module.css'

const words = text.profiles
const formId = 'open-lab'

export function NeedsDialog(props: {
  profile: ProfileSummary
  needs: Exclude<Output<'profiles.open'>, { kind: 'opened' }>
  onClose(): void
}) {
  const { profile, needs, onClose } = props
  const [password, setPassword] = useState('')
  const [keep, setKeep] = useState<Keep>('session')
  const action = useAction()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void action.run(() => openNow(profile, { password, keep }))
  }
  const choose = () =>
    action.run(async () => {
      const { path } = await call('setup.chooseFile', { kind: 'secrets' })
      if (path !== null) await openNow(profile, { path })
    })
  const asksFile = needs.kind === 'file'
  return (
    <Dialog
      title={asksFile ? words.fileTitle(profile.name) : words.passwordTitle(profile.name)}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size="small"
      footer={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          {asksFile ? (
            <Button autoFocus variant="primary" isPending={action.isRunning} onPress={() => void choose()}>
              {words.chooseFile}
            </Button>
          ) : (
            <Button type="submit" form={formId} variant="primary" isPending={action.isRunning}>
              {words.open}
            </Button>
          )}
        </>
      }
    >
      <p className={styles.text}>
        {needs.kind === 'file' ? words.fileText(needs.path) : words.passwordText(needs.place)}
      </p>
      <div className={styles.lines}>
        <FormError message={action.errors.form} />
      </div>
      {!asksFile && (
        <form id={formId} noValidate onSubmit={submit}>
          <TextField
            label={words.password}
            type="password"
            value={password}
            onChange={setPassword}
            maxLength={1024}
            autoComplete="off"
            autoFocus
          />
          <KeepChoice kind="fields" value={keep} onChange={setKeep} />
        </form>
      )}
    </Dialog>
  )
}
