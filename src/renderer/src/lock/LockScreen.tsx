// The locked window: who is signed in, their password, and the way out for somebody else.
import { Lock } from 'lucide-react'
import { useLayoutEffect, useRef, useState, type FormEvent, type KeyboardEvent, type RefObject } from 'react'
import type { LockState } from '@shared/lock'
import type { Operator } from '@shared/roles'
import { text } from '@shared/text'
import { useQuery } from '@tanstack/react-query'
import { call } from '../api/call'
import { useDatabase } from '../api/database'
import { hasUnsavedWork } from '../api/unsaved-work'
import { useAction } from '../api/use-action'
import { startOperator } from '../auth/operator'
import { fullName } from '../shell/full-name'
import { signOut } from '../shell/shell-commands'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import card from '../ui/Card.module.css'
import { FormError } from '../ui/FormError'
import { TextField } from '../ui/TextField'
import styles from './LockScreen.module.css'

const words = text.lock

interface LockScreenProps {
  locked: NonNullable<LockState>
  operator: Operator
}

/** A modal dialog of the browser's own: whatever else the window holds is out of reach of keys and screen readers. */
export function LockScreen({ locked, operator }: LockScreenProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const { state } = useDatabase()
  const [isLeaving, setLeaving] = useState(false)
  const wasTyped = hasUnsavedWork()
  useHiddenWindow(dialog)
  const target = state && 'target' in state ? state.target : null
  return (
    <dialog
      ref={dialog}
      aria-labelledby="lock-title"
      aria-describedby="lock-cause"
      data-lock=""
      // No shortcut and no menu entry reaches what is behind.
      data-modal=""
      data-react-aria-top-layer="true"
      className={styles.screen}
      onKeyDown={keepOpen}
    >
      <div className={styles.column}>
        <header className={styles.header}>
          <Lock size={20} aria-hidden className={styles.icon} />
          <h1 id="lock-title" className={styles.title}>
            {words.title}
          </h1>
          <p id="lock-cause" className={styles.quiet}>
            {locked.cause === 'idle' ? words.causes.idle(locked.minutes) : words.causes[locked.cause]}{' '}
            {wasTyped ? words.keptUnsaved : words.keptText}
          </p>
        </header>
        <div className={card.card}>
          <p className={styles.person}>{words.signedInAs(fullName(operator), operator.username)}</p>
          {target && <p className={styles.quiet}>{target.label}</p>}
          <UnlockForm />
        </div>
        {isLeaving ? (
          <Banner
            tone="warning"
            role="alert"
            inset
            actions={
              <>
                <Button autoFocus onPress={() => setLeaving(false)}>
                  {words.stay}
                </Button>
                <Button variant="danger" onPress={signOut}>
                  {words.discard}
                </Button>
              </>
            }
          >
            {words.discardText}
          </Banner>
        ) : (
          <div className={styles.other}>
            <Button variant="quiet" onPress={() => (wasTyped ? setLeaving(true) : signOut())}>
              {words.somebodyElse}
            </Button>
          </div>
        )}
      </div>
    </dialog>
  )
}

function UnlockForm() {
  const action = useAction()
  const field = useRef<HTMLInputElement>(null)
  const { data: info } = useQuery({
    queryKey: ['app.info', 'lock'],
    queryFn: () => call('app.info'),
    staleTime: Infinity,
  })
  const [typed, setTyped] = useState<string | null>(null)
  // The sample lab's password is nobody's secret.
  const password = typed ?? info?.demo?.password ?? ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (password === '') {
      action.setErrors({ form: null, fields: { password: words.fillPassword } })
      return field.current?.focus()
    }
    const done = await action.run(async () => startOperator(await call('lock.unlock', { password })))
    if (!done) field.current?.select()
  }
  return (
    <form noValidate className={styles.form} onSubmit={(event) => void submit(event)}>
      <FormError message={action.errors.form} />
      <TextField
        label={words.password}
        name="password"
        type="password"
        value={password}
        onChange={(value) => {
          setTyped(value)
          action.clear('password')
        }}
        errorMessage={action.errors.fields.password}
        autoComplete="current-password"
        maxLength={1024}
        inputRef={field}
        autoFocus
      />
      <Button type="submit" variant="primary" isPending={action.isRunning}>
        {words.unlock}
      </Button>
    </form>
  )
}

/** While it is there nothing else is shown; the focus returns to where it was. */
function useHiddenWindow(dialog: RefObject<HTMLDialogElement | null>): void {
  useLayoutEffect(() => {
    const element = dialog.current
    if (!element) return
    // Before the rest is hidden, which takes the focus from it: the browser remembers where that was.
    element.showModal()
    element.querySelector('input')?.focus()
    document.documentElement.dataset.locked = ''
    return () => {
      delete document.documentElement.dataset.locked
      element.close()
    }
  }, [dialog])
}

/** Esc would close it, as every dialog of the browser's own. */
function keepOpen(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.preventDefault()
}
