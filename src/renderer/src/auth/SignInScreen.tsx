// Sign-in: name, password, and where one signs in to.
import { useQuery } from '@tanstack/react-query'
import { useRef, useState, type FormEvent } from 'react'
import type { Target } from '@shared/database-state'
import { text } from '@shared/text'
import { call } from '../api/call'
import { untilReady, type ReadyState } from '../api/database'
import { preference, setPreference } from '../api/preferences'
import { queryClient } from '../api/query'
import { useAction } from '../api/use-action'
import { runCommand } from '../commands/commands'
import { resetRoute } from '../routes'
import { RecoverAdministrator } from '../setup/RecoverAdministrator'
import { ConnectionBanner } from '../shell/ConnectionBanner'
import { Frame } from '../shell/Frame'
import { fullName } from '../shell/full-name'
import { LabBanners } from '../shell/LabBanners'
import { useLabCommands } from '../shell/lab-commands'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import card from '../ui/Card.module.css'
import { focusFirstError } from '../ui/focus-first-error'
import { FormError } from '../ui/FormError'
import { TextField } from '../ui/TextField'
import { startOperator, useSignIn } from './operator'
import { prefillSignIn, usePrefilledSignIn, type KnownSignIn } from './prefilled'
import styles from './SignInScreen.module.css'

const words = text.signIn

const signedInKey = 'lab.signedIn'

/** Whether anybody ever signed in to this lab with this program: it has people then, and a sign-in comes next. */
export function wasSignedInto(): boolean {
  return preference(signedInKey) === true
}

/** `ready` is null while the lab is still being reached: what is typed is sent when it is there. */
export function SignInScreen({ target, ready }: { target: Target; ready: ReadyState | null }) {
  const { absent, reason } = useSignIn()
  const prefilled = usePrefilledSignIn()
  const [recovering, setRecovering] = useState(false)
  useLabCommands()
  return (
    <Frame
      width="narrow"
      title={words.title}
      intro={target.label}
      banners={
        ready && (
          <>
            <ConnectionBanner />
            <LabBanners ready={ready} />
          </>
        )
      }
    >
      <div className={card.card}>
        {reason !== null && (
          <Banner tone="warning" role="alert" inset>
            {reason} {absent && words.kept(fullName(absent))}
          </Banner>
        )}
        {/* Anew when a sign-in becomes known, whatever was typed before. */}
        <SignInForm
          key={prefilled?.username}
          label={target.label}
          isReady={ready !== null}
          prefilled={prefilled}
        />
      </div>
      <div className={styles.below}>
        {ready && (
          <Button variant="quiet" onPress={() => setRecovering(true)}>
            {text.setup.recoverLink}
          </Button>
        )}
        <Button variant="quiet" onPress={() => runCommand('lab.leave')}>
          {words.another}
        </Button>
      </div>
      {recovering && <RecoverAdministrator target={target} onClose={() => setRecovering(false)} />}
    </Frame>
  )
}

interface SignInFormProps {
  label: string
  isReady: boolean
  prefilled: KnownSignIn | null
}

function SignInForm({ label, isReady, prefilled }: SignInFormProps) {
  const { absent } = useSignIn()
  const form = useRef<HTMLFormElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const action = useAction()
  const [typed, setTyped] = useState<KnownSignIn | null>(null)
  const { data: info } = useQuery({
    // The sample lab's sign-in is that lab's only.
    queryKey: ['app.info', label],
    queryFn: () => call('app.info'),
    staleTime: Infinity,
  })
  const known = prefilled ?? info?.demo ?? null
  // What is known may come late: what somebody has begun to type stays.
  const shown = typed ?? known ?? { username: absent?.username ?? '', password: '' }

  const change = (field: 'username' | 'password', value: string) => {
    setTyped({ ...shown, [field]: value })
    action.clear(field)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const fields: Record<string, string> = {}
    if (shown.username.trim() === '') fields.username = words.fillUsername
    if (shown.password === '') fields.password = words.fillPassword
    if (Object.keys(fields).length > 0) {
      action.setErrors({ form: null, fields })
      return focusFirstError(form.current)
    }
    const done = await action.run(async (signal) => {
      await untilReady(signal)
      const operator = await call('auth.signIn', shown)
      if (operator.id !== absent?.id) {
        resetRoute()
        queryClient.clear()
      }
      prefillSignIn(null)
      if (!wasSignedInto()) setPreference(signedInKey, true)
      startOperator(operator)
    })
    if (!done) password.current?.select()
  }

  return (
    <form ref={form} noValidate onSubmit={(event) => void submit(event)}>
      <FormError message={action.errors.form} />
      <TextField
        label={words.username}
        name="username"
        value={shown.username}
        onChange={(value) => change('username', value)}
        errorMessage={action.errors.fields.username}
        description={words.usernameHelp}
        autoComplete="username"
        maxLength={200}
        autoFocus={shown.username === ''}
      />
      <TextField
        label={words.password}
        name="password"
        type="password"
        value={shown.password}
        onChange={(value) => change('password', value)}
        errorMessage={action.errors.fields.password}
        autoComplete="current-password"
        maxLength={1024}
        inputRef={password}
        autoFocus={shown.username !== ''}
      />
      <div className={styles.submit}>
        <Button type="submit" variant="primary" isPending={action.isRunning}>
          {words.button}
        </Button>
        <span role="status" className={styles.note}>
          {isReady ? (info?.demo ? words.sample : words.roles) : text.shell.connectingTo(label)}
        </span>
      </div>
    </form>
  )
}
