// The banner while the database is out of reach: why, what to do, and when the next try comes.
import { useEffect, useRef, useState } from 'react'
import type { DatabaseState } from '@shared/database-state'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useDatabase } from '../api/database'
import { showError } from '../api/show-error'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { notify } from '../ui/notices'
import { useCountdown } from './use-countdown'
import styles from './ConnectionBanner.module.css'

const words = text.shell
type Unavailable = Extract<DatabaseState, { kind: 'unavailable' }>

/** Nothing while the database is ready. Everything typed stays where it is. */
export function ConnectionBanner() {
  const { state } = useDatabase()
  const isAway = state?.kind === 'unavailable' || state?.kind === 'connecting'
  const wasAway = useRef(false)
  useEffect(() => {
    if (state?.kind === 'ready' && wasAway.current) notify({ tone: 'success', text: words.backAgain })
    wasAway.current = isAway
  }, [isAway, state?.kind])
  if (state?.kind === 'unavailable') {
    return (
      <Banner tone="warning" role="alert" actions={<NextTry state={state} />}>
        <strong>{words.lostTitle}</strong> {state.reason} {state.remedy} {words.kept}
      </Banner>
    )
  }
  if (state?.kind === 'connecting') {
    return (
      <Banner tone="warning" role="status">
        {words.reconnectingTitle(state.target.label)} {words.kept}
      </Banner>
    )
  }
  return null
}

/** The countdown and the button; also on the screen of a lab that was never reached. */
export function NextTry({ state, primary = false }: { state: Unavailable; primary?: boolean }) {
  const seconds = useCountdown(state.nextTryAt)
  const [asked, setAsked] = useState<Unavailable | null>(null)
  // A try was asked for or is due, and its end (a new state) has not come yet.
  const isTrying = asked === state || seconds === 0
  return (
    <>
      <span className={styles.countdown}>{isTrying ? words.trying : words.nextTry(seconds)}</span>
      <Button
        variant={primary ? 'primary' : 'default'}
        isDisabled={isTrying}
        onPress={() => {
          setAsked(state)
          call('setup.retry').catch(showError)
        }}
      >
        {words.tryNow}
      </Button>
    </>
  )
}
