// What the console is connected to, without any secret.
import type { Target } from '@shared/database-state'
import { text } from '@shared/text'
import card from '../ui/Card.module.css'
import styles from './ConnectionFacts.module.css'

const words = text.shell.database

export function ConnectionFacts({ target }: { target: Target }) {
  const address = target.port === null ? target.address : `${target.address}:${target.port}`
  const server: [string, string][] = [
    [words.address, address],
    [words.name, target.database],
    [words.role, target.username],
  ]
  const facts: [string, string][] = [
    [words.place, target.label],
    [words.kindLabel, words.kind[target.kind]],
    ...(target.kind === 'server' ? server : []),
  ]
  return (
    <section aria-labelledby="connection-title" className={card.card}>
      <h2 id="connection-title" className={card.title}>
        {words.about}
      </h2>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
