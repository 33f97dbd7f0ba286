// No administrator can sign in any more: whoever holds the secrets file makes one.
import { useId, useRef, useState, type FormEvent } from 'react'
import type { Target } from '@shared/database-state'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { prefillSignIn } from '../auth/prefilled'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { focusFirstError } from '../ui/focus-first-error'
import { FormError } from '../ui/FormError'
import { notify } from '../ui/notices'
import { TextField } from '../ui/TextField'
import { AdministratorFields } from './AdministratorFields'
import { blankAdministrator, checkAdministrator } from './administrator-form'

const words = text.setup

export function RecoverAdministrator({ target, onClose }: { target: Target; onClose(): void }) {
  const form = useRef<HTMLFormElement>(null)
  const formId = useId()
  const [typed, setTyped] = useState(blankAdministrator)
  const [proof, setProof] = useState('')
  const action = useAction()

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const checked = checkAdministrator(typed)
    if (checked.errors) {
      action.setErrors({ form: null, fields: checked.errors })
      return focusFirstError(form.current)
    }
    const { person } = checked
    const done = await action.run(async () => {
      const { username } = await call('setup.createAdministrator', { person, proof })
      notify({ tone: 'success', text: words.created(username) })
      prefillSignIn({ username, password: person.password })
      onClose()
    })
    if (!done) focusFirstError(form.current)
  }

  return (
    <Dialog
      title={words.recoverTitle}
      isOpen
      onOpenChange={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text.shell.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" isPending={action.isRunning}>
            {words.create}
          </Button>
        </>
      }
    >
      <Banner tone="warning" inset>
        {words.recoverText}
      </Banner>
      <form ref={form} id={formId} noValidate onSubmit={(event) => void submit(event)}>
        <FormError message={action.errors.form} />
        <AdministratorFields
          value={typed}
          errors={action.errors.fields}
          onChange={(field, value) => {
            setTyped((before) => ({ ...before, [field]: value }))
            action.clear(field)
          }}
        />
        {target.kind === 'server' && (
          <TextField
            label={words.proof}
            name="proof"
            type="password"
            revealable
            autoComplete="off"
            description={words.proofHelp}
            value={proof}
            onChange={(value) => {
              setProof(value)
              action.clear('proof')
            }}
            errorMessage={action.errors.fields.proof}
          />
        )}
      </form>
    </Dialog>
  )
}
