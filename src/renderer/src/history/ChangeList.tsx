// What was done to rows, one after the other: the row, and its fields from and to.
import { ArrowRight } from 'lucide-react'
import type { HistoryChange } from '@shared/calls/history'
import { text } from '@shared/text'
import { describeChange, fieldsOf, type Names } from './describe'
import styles from './ChangeList.module.css'

const words = text.history

interface ChangeListProps {
  /** What this is a list of. */
  label: string
  changes: readonly (HistoryChange & { id?: string })[]
  names: Names
}

export function ChangeList({ label, changes, names }: ChangeListProps) {
  return (
    <ul aria-label={label} className={styles.list}>
      {changes.map((change, index) => (
        <li key={change.id ?? index} className={styles.change}>
          {(changes.length > 1 || fieldsOf(change, names).length === 0) && (
            <p className={styles.what}>{describeChange(change, names)}</p>
          )}
          <ChangeFields change={change} names={names} />
        </li>
      ))}
    </ul>
  )
}

/** Old and new of an update; of a row that came or went what was in it. */
export function ChangeFields({ change, names }: { change: HistoryChange; names: Names }) {
  const fields = fieldsOf(change, names)
  if (fields.length === 0) return null
  return (
    <dl className={styles.fields}>
      {fields.map(({ field, label, before, after }) => (
        <div key={field} className={styles.field}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.values}>
            {change.kind === 'update' ? (
              <>
                <del className={styles.before}>
                  <span className="visually-hidden">{words.before} </span>
                  {before}
                </del>
                <ArrowRight size={13} aria-hidden className={styles.arrow} />
                <ins className={styles.after}>
                  <span className="visually-hidden">{words.after} </span>
                  {after}
                </ins>
              </>
            ) : (
              after
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
