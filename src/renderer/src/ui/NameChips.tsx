// The first few names of many, and how many more there are.
import { text } from '@shared/text'
import styles from './NameChips.module.css'

/** `total`: of all, those that are not named included. */
export function NameChips({ names, total }: { names: readonly string[]; total: number }) {
  const rest = total - names.length
  return (
    <ul className={styles.names}>
      {names.map((name, index) => (
        <li key={index}>{name.trim() === '' ? text.form.blank : name}</li>
      ))}
      {rest > 0 && <li className={styles.rest}>{text.form.more(rest)}</li>}
    </ul>
  )
}
