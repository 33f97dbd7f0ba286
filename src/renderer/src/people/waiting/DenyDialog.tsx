// Asks why somebody is turned away, and deletes their account.
import { useId, useRef, useState } from 'react'
import type { Output } from '@shared/call'
import type { Selection } from '@shared/paging'
import { asksForName, isName } from '@shared/profile'
import { text } from '@shared/text'
import { call } from '../../api/call'
import { useDatabase } from '../../api/database'
import { useAction } from '../../api/use-action'
import { useDiscardQuestion } from '../../entity/form/use-discard-question'
import type { AnyRow } from '../../entity/table/calls'
import { LabNameField } from '../../profiles/LabNameField'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormError } from '../../ui/FormError'
import { TextField } from '../../ui/TextField'
import { seenOf } from './seen'
import styles from './Waiting.module.css'

const words = text.waiting
/** So many are named in the question. */
const named = 6

interface DenyDialogProps {
  selection: Selection
  count: number
  rows: readonly AnyRow[]
  onClose(): void
  onDone(outcome: Output<'waiting.deny'>): void
}

export function DenyDialog({ selection, count, rows, onClose, onDone }: DenyDialogProps) {
  const [reason, setReason] = useState('')
  const [typedName, setTypedName] = useState('')
  const action = useAction()
  const reasonInput = useRef<HTMLInputElement>(null)
  const nameInput = useRef<HTMLInputElement>(null)
  const form = useId()
  const profile = useDatabase().ready?.target.profile
  const asksName = profile !== undefined && asksForName(profile, 'user', count)
  const names = rows.slice(0, named).map((row) => ('username' in row ? row.username : ''))

  const { leave, question } = useDiscardQuestion(
    reason.trim() !== '' || typedName !== '',
    onClose,
    words.denyTitle(count),
  )
  const deny = async () => {
    if (reason.trim() === '') {
      action.setErrors({ form: null, fields: { reason: words.reasonWanted } })
      return reasonInput.current?.focus()
    }
    if (asksName && !isName(typedName, profile)) {
      action.setErrors({ form: null, fields: { confirmedName: text.profiles.typeNameError(profile.name) } })
      return nameInput.current?.focus()
    }
    await action.run(async () => {
      const outcome = await call('waiting.deny', {
        selection,
        seen: seenOf(rows),
        reason,
        ...(asksName && { confirmedName: typedName }),
      })
      onDone(outcome)
      onClose()
    })
  }
  return (
    <Dialog
      title={words.denyTitle(count)}
      isOpen
      size="small"
      onOpenChange={(open) => {
        if (!open && !action.isRunning) leave()
      }}
      footer={
        <>
          <Button isDisabled={action.isRunning} onPress={leave}>
            {words.cancel}
          </Button>
          <Button type="submit" form={form} variant="danger" isPending={action.isRunning}>
            {words.denyButton(count)}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        className={styles.content}
        onSubmit={(event) => {
          event.preventDefault()
          void deny()
        }}
      >
        {names.length > 0 && (
          <p>
            <strong>{words.denyNames(names, count - names.length)}</strong>
          </p>
        )}
        <p>{words.denyText(count)}</p>
        <TextField
          label={words.reason}
          description={words.reasonHint}
          autoFocus
          maxLength={200}
          value={reason}
          onChange={(value) => {
            setReason(value)
            action.clear('reason')
          }}
          errorMessage={action.errors.fields['reason']}
          inputRef={reasonInput}
          autoComplete="off"
        />
        {asksName && (
          <LabNameField
            profile={profile}
            value={typedName}
            onChange={(value) => {
              setTypedName(value)
              action.clear('confirmedName')
            }}
            errorMessage={action.errors.fields['confirmedName']}
            inputRef={nameInput}
          />
        )}
        <FormError message={action.errors.form} />
      </form>
      {question}
    </Dialog>
  )
}
