// A database the console cannot work on, and what to do about it.
import { TriangleAlert } from 'lucide-react'
import type { DatabaseState } from '@shared/database-state'
import { text } from '@shared/text'
import { call } from '../api/call'
import { showError } from '../api/show-error'
import { runCommand } from '../commands/commands'
import { Button } from '../ui/Button'
import card from '../ui/Card.module.css'
import { Frame } from './Frame'
import { useLabCommands } from './lab-commands'
import styles from './WaitingScreen.module.css'

const words = text.shell

export function IncompatibleScreen({ state }: { state: Extract<DatabaseState, { kind: 'incompatible' }> }) {
  useLabCommands()
  return (
    <Frame width="medium" title={words.cannotUse(state.target.label)}>
      <div className={card.card}>
        <div role="alert" className={styles.reason}>
          <TriangleAlert size={20} aria-hidden className={styles.icon} />
          <div>
            <p className={styles.what}>{state.reason}</p>
            <p className={styles.remedy}>{state.remedy}</p>
          </div>
        </div>
        <div className={styles.actions}>
          <Button variant="primary" onPress={() => runCommand('lab.leave')}>
            {words.connectElsewhere}
          </Button>
          <Button onPress={() => void call('setup.retry').catch(showError)}>{words.tryAgain}</Button>
        </div>
      </div>
    </Frame>
  )
}
