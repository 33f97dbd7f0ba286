// What the console can do with this database, on or off, and what is missed while it is off.
import { CircleCheck, CircleDashed } from 'lucide-react'
import type { Capability } from '@shared/database-state'
import { text } from '@shared/text'
import { Checkbox } from '../ui/Checkbox'
import styles from './CapabilityList.module.css'

const words = text.shell.database

export interface CapabilityListProps {
  capabilities: readonly Capability[]
  mayChoose: boolean
  isChosen(capability: Capability): boolean
  onChoose(capability: Capability, isChosen: boolean): void
}

export function CapabilityList({ capabilities, mayChoose, isChosen, onChoose }: CapabilityListProps) {
  return (
    <ul className={styles.list}>
      {capabilities.map((capability) => (
        <li key={capability.id} className={styles.item}>
          {mayChoose && !capability.on && capability.allowed ? (
            <Checkbox
              aria-label={words.choose(capability.label)}
              isSelected={isChosen(capability)}
              onChange={(selected) => onChoose(capability, selected)}
            />
          ) : (
            <Mark on={capability.on} />
          )}
          <div className={styles.words}>
            <span className={styles.label}>{capability.label}</span>
            {!capability.on && (
              <span className={styles.costs}>
                {capability.costs} {!capability.allowed && words.notAllowed}
              </span>
            )}
          </div>
          <span className={styles.state} data-on={capability.on}>
            {capability.on ? words.on : words.off}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Mark({ on }: { on: boolean }) {
  const Icon = on ? CircleCheck : CircleDashed
  return <Icon size={16} aria-hidden className={on ? styles.on : styles.off} />
}
