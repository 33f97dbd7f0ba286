// A secret in the open, with how long it stays so.
import type { SecretKind } from '@shared/credentials'
import { text } from '@shared/text'
import { useCountdown } from '../shell/use-countdown'
import { focusableWhereItScrolls } from '../ui/focusable-where-it-scrolls'
import type { Revealed } from './use-revealed'
import styles from './credentials.module.css'

const words = text.credentials

export function ShownSecret({ secret, shown }: { secret: SecretKind; shown: Revealed }) {
  const seconds = useCountdown(shown.until)
  return (
    <>
      <pre
        ref={focusableWhereItScrolls}
        role="group"
        aria-label={words.shownLabel[secret]}
        className={`${styles.value} ${secret === 'password' ? styles.large : ''}`}
      >
        {shown.value}
      </pre>
      <p className={styles.countdown} aria-live="off">
        {words.hidesIn(seconds)}
      </p>
      {!shown.isProtected && <p className={styles.muted}>{words.noProtection}</p>}
    </>
  )
}
