// Gives one or many people new passwords: asks how, shows how far it is, and then what they are, once.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import type { Output } from '@shared/call'
import { password as rule } from '@shared/entities/rules'
import { text } from '@shared/text'
import { call } from '../../api/call'
import { useAction } from '../../api/use-action'
import { useOperator } from '../../auth/operator'
import type { ActionDialogProps } from '../../entity/actions'
import { offerUndo } from '../../history/offer-undo'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormError } from '../../ui/FormError'
import { ProgressBar } from '../../ui/ProgressBar'
import { Segments } from '../../ui/Segments'
import { TextField } from '../../ui/TextField'
import { NewPasswordsDialog } from './NewPasswordsDialog'
import styles from './Passwords.module.css'

const words = text.passwords

export function ResetPasswordDialog({ selection, count, rows, onClose, onDone }: ActionDialogProps) {
  const [how, setHow] = useState<'make' | 'type'>('make')
  const [typed, setTyped] = useState('')
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const [made, setMade] = useState<Output<'passwords.reset'> | null>(null)
  const action = useAction()
  const operator = useOperator()
  const input = useRef<HTMLInputElement>(null)
  const form = useId()
  const [first] = rows
  const name = count === 1 && first && 'username' in first ? first.username : null
  const isOne = count === 1
  const { data: whose } = useQuery({
    queryKey: ['passwords.whose', selection],
    queryFn: ({ signal }) => call('passwords.whose', { selection }, { signal }),
    enabled: !isOne,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const many = whose?.count ?? count

  // Main holds them for printing as long as they are on the screen.
  const isMade = made !== null
  useEffect(() => {
    if (!isMade) return
    return () => void call('passwords.forget').catch(() => undefined)
  }, [isMade])

  const problem = how === 'type' ? rule.safeParse(typed).error?.issues[0]?.message : undefined
  const reset = async () => {
    if (problem !== undefined) {
      action.setErrors({ form: null, fields: { password: problem } })
      return input.current?.focus()
    }
    await action.run(async (signal) => {
      setProgress(null)
      const password = how === 'type' ? typed : null
      const outcome = await call(
        'passwords.reset',
        { selection, password },
        { signal, onProgress: setProgress },
      )
      setTyped('')
      setMade(outcome)
      onDone()
    })
  }

  if (made) {
    const close = () => {
      onClose()
      offerUndo(words.given(made.slips.length, name), made.operation)
    }
    return (
      <NewPasswordsDialog
        made={made}
        left={Math.max(0, (isOne ? 1 : (whose?.count ?? 0)) - made.slips.length)}
        onClose={close}
      />
    )
  }
  // What is typed is judged at every letter; nothing is wrong yet where nothing was.
  const shownProblem = typed === '' ? action.errors.fields['password'] : problem
  const wrong = action.errors.form ?? action.errors.fields['selection'] ?? null
  return (
    <Dialog
      title={words.title(isOne ? 1 : many, name)}
      isOpen
      size="small"
      onOpenChange={(open) => {
        if (!open && !action.isRunning) onClose()
      }}
      footer={
        <>
          {action.isRunning && !isOne ? (
            <Button onPress={action.cancel}>{words.stop}</Button>
          ) : (
            <Button isDisabled={action.isRunning} onPress={onClose}>
              {words.cancel}
            </Button>
          )}
          <Button type="submit" form={form} variant="primary" autoFocus isPending={action.isRunning}>
            {isOne ? words.reset : words.resetMany(many)}
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
          void reset()
        }}
      >
        {isOne && (
          <Segments
            label={words.how}
            hideLabel
            choices={[
              { id: 'make', label: words.make },
              { id: 'type', label: words.type },
            ]}
            value={how}
            onChange={(next) => {
              setHow(next)
              action.clear('password')
            }}
          />
        )}
        <div className={`${styles.content} ${styles.room}`}>
          {how === 'make' ? (
            <>
              <p>{isOne ? words.makeText : words.makeManyText(many)}</p>
              {whose && <Whose {...whose} />}
            </>
          ) : (
            <TextField
              label={words.typed}
              type="password"
              revealable
              autoFocus
              value={typed}
              onChange={(value) => {
                setTyped(value)
                action.clear('password')
              }}
              errorMessage={shownProblem}
              description={words.rule}
              autoComplete="new-password"
              spellCheck="false"
              inputRef={input}
            />
          )}
        </div>
        {isOne && first?.id === operator.id && <p role="note">{words.own}</p>}
        {action.isRunning && !isOne && <ProgressBar label={words.working} value={progress} />}
        <FormError message={wrong} />
      </form>
    </Dialog>
  )
}

/** Whom it is for, before it is done: the first few names, whom to look twice at, and that oneself is not among them. */
function Whose({ count, names, admins, disabled, leavesOutOwn }: Output<'passwords.whose'>) {
  return (
    <>
      <p>
        {words.whose(names, count - names.length)}
        {admins + disabled > 0 && <strong> {words.amongThem(admins, disabled)}</strong>}
      </p>
      {leavesOutOwn && <p role="note">{words.ownLeftOut}</p>}
    </>
  )
}
