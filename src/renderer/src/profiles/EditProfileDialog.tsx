// "Edit this lab…": its name, colour, production and read-only.
import { useRef, useState, type FormEvent } from 'react'
import { profileFacts, type ProfileSummary } from '@shared/profile'
import { text } from '@shared/text'
import { z } from 'zod'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { focusFirstError } from '../ui/focus-first-error'
import { FormError } from '../ui/FormError'
import { correctConnection } from './profiles'
import { ProfileFields, type ProfileDraft } from './ProfileFields'
import styles from './ProfileDialog.module.css'

const words = text.profiles
const formId = 'edit-lab'

export function EditProfileDialog({ profile, onClose }: { profile: ProfileSummary; onClose(): void }) {
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState<ProfileDraft>(profile)
  const action = useAction()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const parsed = profileFacts.safeParse({ ...draft, id: profile.id })
    if (!parsed.success) {
      const { name } = z.flattenError(parsed.error).fieldErrors
      action.setErrors({ form: null, fields: { name: name?.[0] ?? '' } })
      return focusFirstError(form.current)
    }
    const done = await action.run(() => call('profiles.save', parsed.data))
    if (done) onClose()
    else focusFirstError(form.current)
  }
  return (
    <Dialog
      title={words.editTitle(profile.name)}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size="small"
      footer={
        <>
          {profile.kind !== 'embedded' && profile.kind !== 'sample' && (
            <Button
              variant="quiet"
              onPress={() => {
                onClose()
                correctConnection(profile.id)
              }}
            >
              {words.correct}
            </Button>
          )}
          <span className={styles.gap} />
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" isPending={action.isRunning}>
            {words.save}
          </Button>
        </>
      }
    >
      <form id={formId} ref={form} noValidate onSubmit={(event) => void save(event)} className={styles.form}>
        {!profile.isKept && <p className={styles.note}>{words.keepTemporary}</p>}
        <FormError message={action.errors.form} />
        <ProfileFields
          value={draft}
          onChange={(change) => {
            setDraft((before) => ({ ...before, ...change }))
            action.clear('name')
          }}
          nameHelp={words.nameHelp}
          nameError={action.errors.fields.name}
          autoFocus
        />
      </form>
    </Dialog>
  )
}
