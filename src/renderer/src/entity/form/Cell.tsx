// A field's place in a form: found by its name when it is in error and must be focused.
import type { ReactNode } from 'react'
import styles from './fields.module.css'

export interface CellProps {
  /** The contract's field name. */
  name: string
  /** Beside its neighbours rather than on a line of its own. */
  width?: 'narrow' | 'half'
  children: ReactNode
}

export function Cell({ name, width, children }: CellProps) {
  return (
    <div data-field={name} className={`${styles.cell} ${width ? styles[width] : ''}`}>
      {children}
    </div>
  )
}

/** A sentence that belongs to the form, not to one field. */
export function Note({ children, tone = 'info' }: { children: ReactNode; tone?: 'info' | 'warning' }) {
  return <p className={`${styles.note} ${styles[tone]}`}>{children}</p>
}
