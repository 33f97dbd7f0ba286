// What re-keying did, what it could not open, and the steps for the portal.
import type { Rekeyed } from '@shared/credentials'
import { text } from '@shared/text'
import { focusableWhereItScrolls } from '../ui/focusable-where-it-scrolls'
import styles from './credentials.module.css'

const words = text.credentials.rekey

export function RekeyDone({ done }: { done: Rekeyed }) {
  const { renewed, already, closed, closedNames, path } = done
  const rest = closed - closedNames.length
  return (
    <>
      <p role="status">
        {words.renewed(renewed)} {already > 0 && words.already(already)}
      </p>
      {closed > 0 && (
        <div>
          <p>{words.closed(closed)}</p>
          <ul ref={focusableWhereItScrolls} className={styles.names} aria-label={words.closed(closed)}>
            {closedNames.map(({ id, name, secret }) => (
              <li key={`${id}-${secret}`}>{words.closedOne(name, secret)}</li>
            ))}
            {rest > 0 && <li>{words.closedRest(rest)}</li>}
          </ul>
        </div>
      )}
      {path !== null && (
        <div>
          <h3 className={styles.subtitle}>{words.stepsTitle}</h3>
          <ol className={styles.steps}>
            {words.steps(path).map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </div>
      )}
    </>
  )
}
