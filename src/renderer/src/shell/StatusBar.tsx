// The line at the bottom: which database, in which state, and who works on it.
import { text } from '@shared/text'
import { useDatabase, type ReadyState } from '../api/database'
import { useOperator } from '../auth/operator'
import { fullName } from './full-name'
import styles from './StatusBar.module.css'

const words = text.shell

export function StatusBar({ ready }: { ready: ReadyState }) {
  const operator = useOperator()
  const { state } = useDatabase()
  const look = stateLook(state?.kind, ready.readOnly !== null)
  const role = text.fields.roles[operator.role] ?? operator.role
  return (
    <footer className={styles.bar} aria-label={words.status}>
      <span className={styles.state} data-tone={look.tone}>
        <span className={styles.dot} aria-hidden />
        {look.label}
      </span>
      <span className={styles.where} title={ready.target.label}>
        {ready.target.profile.name} · {ready.target.label}
      </span>
      <span className={styles.who}>{words.signedInAs(fullName(operator), role)}</span>
    </footer>
  )
}

function stateLook(kind: string | undefined, readOnly: boolean): { tone: string; label: string } {
  if (kind === 'unavailable') return { tone: 'away', label: words.notReached }
  if (kind === 'connecting') return { tone: 'away', label: words.reconnecting }
  return readOnly ? { tone: 'limited', label: words.readOnlyState } : { tone: 'well', label: words.connected }
}
