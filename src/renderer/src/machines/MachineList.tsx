// Machines by name and host, with a note to each: what an action is about to do, or whose they are.
import type { ReactNode } from 'react'
import { focusableWhereItScrolls } from '../ui/focusable-where-it-scrolls'
import styles from './machines.module.css'

export interface ListedMachine {
  key: number
  name: string
  host: string
  note?: ReactNode
  tone?: 'muted' | 'warning' | 'danger'
}

export function MachineList({ label, rows }: { label: string; rows: readonly ListedMachine[] }) {
  return (
    <div ref={focusableWhereItScrolls} role="region" aria-label={label} className={styles.box}>
      <ul>
        {rows.map(({ key, name, host, note, tone = 'muted' }) => (
          <li key={key} className={styles.machine}>
            <span className={styles.name}>{name}</span>
            <span className={styles.host}>{host}</span>
            <span className={styles.note} data-tone={tone}>
              {note}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
