// A lab that is being connected to, or cannot be reached, before it was ever ready.
import { Unplug } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { DatabaseState } from '@shared/database-state'
import { text } from '@shared/text'
import { Button } from '../ui/Button'
import { correctConnection } from '../profiles/profiles'
import { ProgressBar } from '../ui/ProgressBar'
import card from '../ui/Card.module.css'
import { NextTry } from './ConnectionBanner'
import { Frame } from './Frame'
import { runCommand } from '../commands/commands'
import { useLabCommands } from './lab-commands'
import styles from './WaitingScreen.module.css'

const words = text.shell
const slowAfter = 8000

type Waiting = Extract<DatabaseState, { kind: 'connecting' | 'unavailable' }>

export function WaitingScreen({ state }: { state: Waiting }) {
  useLabCommands()
  const title =
    state.kind === 'connecting'
      ? words.connectingTo(state.target.label)
      : words.cannotReach(state.target.label)
  return (
    <Frame width="medium" title={title}>
      <div className={card.card}>
        {state.kind === 'connecting' ? (
          <Connecting key={state.step} state={state} />
        ) : (
          <Unreached state={state} />
        )}
        <div className={styles.actions}>
          {state.kind === 'unavailable' && <NextTry state={state} primary />}
          <span className={styles.gap} />
          {state.kind === 'unavailable' && state.target.kind === 'server' && (
            <Button onPress={() => correctConnection(state.target.profile.id)}>
              {text.profiles.correct}
            </Button>
          )}
          <Button onPress={() => runCommand('lab.leave')}>{words.connectElsewhere}</Button>
        </div>
      </div>
    </Frame>
  )
}

function Connecting({ state }: { state: Extract<Waiting, { kind: 'connecting' }> }) {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (state.step !== 'connecting') return
    const timer = setTimeout(() => setSlow(true), slowAfter)
    return () => clearTimeout(timer)
  }, [state.step])
  const counted = state.done !== undefined && state.total !== undefined
  return (
    <div role="status">
      <ProgressBar
        label={words.steps[state.step]}
        value={counted ? { done: state.done ?? 0, total: state.total ?? 0 } : null}
      />
      <p className={styles.below}>{slow ? words.slow : ''}</p>
    </div>
  )
}

function Unreached({ state }: { state: Extract<Waiting, { kind: 'unavailable' }> }) {
  return (
    <div role="alert" className={styles.reason}>
      <Unplug size={20} aria-hidden className={styles.icon} />
      <div>
        <p className={styles.what}>{state.reason}</p>
        <p className={styles.remedy}>{state.remedy}</p>
      </div>
    </div>
  )
}
