// Which screen the window shows: by the database's state, and by who is signed in.
import { QueryClientProvider } from '@tanstack/react-query'
import { I18nProvider } from 'react-aria-components'
import { lazy, StrictMode, Suspense, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { useDatabase } from './api/database'
import { queryClient } from './api/query'
import { useSignIn } from './auth/operator'
import { SignInScreen, wasSignedInto } from './auth/SignInScreen'
import { CommandHost } from './commands/CommandHost'
import { HelpHost } from './help/HelpHost'
import { CommandsInReach } from './commands/commands'
import { LockHost } from './lock/LockHost'
import { forgetLab } from './profiles/forget-lab'
import { ProfileHost } from './profiles/ProfileHost'
import { ProgramHost } from './settings/ProgramHost'
import { IncompatibleScreen } from './shell/IncompatibleScreen'
import { RenderGuard } from './shell/RenderGuard'
import { Shell } from './shell/Shell'
import { WaitingScreen } from './shell/WaitingScreen'
import { Notices } from './ui/Notices'
import styles from './App.module.css'

// Seen once in a lab's life: not worth reading at every start.
const SetupGuide = lazy(async () => ({ default: (await import('./setup/SetupGuide')).SetupGuide }))
const FirstAdministrator = lazy(async () => ({
  default: (await import('./setup/FirstAdministrator')).FirstAdministrator,
}))

/** Takes the place of what index.html showed. */
export function showApp(root: HTMLElement): void {
  createRoot(root).render(
    <StrictMode>
      {/* What the controls themselves say is in the language of the text, whatever the system's. */}
      <I18nProvider locale="en-GB">
        <QueryClientProvider client={queryClient}>
          <RenderGuard>
            <Suspense>
              <Screen />
            </Suspense>
          </RenderGuard>
          <CommandHost />
          <HelpHost />
          <ProfileHost />
          <ProgramHost />
          <Notices />
          <LockHost />
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>,
  )
}

function Screen() {
  const { state, ready } = useDatabase()
  const { operator, absent } = useSignIn()
  const person = operator ?? absent
  const isLab = ready !== null && !ready.empty

  // Without its lab nobody is signed in: main has ended it too.
  useEffect(() => {
    if (isLab || !state || state.kind === 'connecting' || state.kind === 'unavailable') return
    forgetLab()
  }, [isLab, state])

  if (!state) return null
  if (state.kind === 'unconfigured') return <SetupGuide problems={state.problems} />
  if (state.kind === 'incompatible') return <IncompatibleScreen state={state} />
  // Where somebody signed in before, they can type while the database is being reached.
  const isExpected = state.kind === 'connecting' && state.step !== 'seeding' && wasSignedInto()
  if (!ready && !isExpected) return state.kind === 'ready' ? null : <WaitingScreen state={state} />
  if (ready?.empty) return <FirstAdministrator ready={ready} />
  // Signed out by main: the page stays as it was left, out of sight, until the same person is back.
  return (
    <>
      {person && ready && (
        <div className={styles.layer} inert={operator === null} data-away={operator === null || undefined}>
          <CommandsInReach value={operator !== null}>
            <Shell key={`${ready.target.profile.id} ${person.id}`} ready={ready} />
          </CommandsInReach>
        </div>
      )}
      {operator === null && (
        // Of one lab: what was typed for it is never sent to another.
        <SignInScreen
          key={(ready ?? state).target.profile.id}
          target={(ready ?? state).target}
          ready={ready}
        />
      )}
    </>
  )
}
