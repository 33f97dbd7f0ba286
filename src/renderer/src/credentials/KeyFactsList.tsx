// What may always be told of a private key: type, size, fingerprint, comment, and whether a passphrase protects it.
import type { KeyFacts } from '@shared/ssh-key'
import { text } from '@shared/text'
import styles from './credentials.module.css'

const words = text.credentials
const label = words.facts

export function KeyFactsList({ facts }: { facts: KeyFacts }) {
  const { type, bits, format, fingerprint, comment, isEncrypted } = facts
  const noComment = isEncrypted && format !== 'putty' ? label.unknown : label.noComment
  return (
    <dl className={styles.facts} aria-label={label.label(words.key)}>
      <dt>{label.type}</dt>
      <dd>{label.typeOf(type, bits, words.format[format])}</dd>
      <dt>{label.fingerprint}</dt>
      <dd className={fingerprint === null ? '' : styles.mono}>{fingerprint ?? label.unknown}</dd>
      <dt>{label.comment}</dt>
      <dd>{comment === null || comment === '' ? noComment : comment}</dd>
      <dt>{label.passphrase}</dt>
      <dd>{isEncrypted ? label.protected : label.open}</dd>
    </dl>
  )
}
