// A field's place in a form: found by its name when it is in error and must be focused.
import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, TooltipTrigger } from 'react-aria-components'
import { Tooltip } from '../../ui/Tooltip'
import styles from './fields.module.css'

export interface CellProps {
  /** The contract's field name. */
  name: string
  /** Beside its neighbours rather than on a line of its own. */
  width?: 'narrow' | 'half'
  /** Why its field is disabled: on hover over all of it, and by a button that the keyboard reaches. */
  why?: string | null
  children: ReactNode
}

export function Cell({ name, width, why = null, children }: CellProps) {
  return (
    <div
      data-field={name}
      className={`${styles.cell} ${width ? styles[width] : ''}`}
      {...(why === null ? {} : { title: why })}
    >
      {children}
      {why !== null && (
        <span className={styles.why}>
          <TooltipTrigger delay={0} closeDelay={0}>
            <Button aria-label={why} className={styles.whyButton ?? ''}>
              <Lock size={12} aria-hidden />
            </Button>
            <Tooltip>{why}</Tooltip>
          </TooltipTrigger>
        </span>
      )}
    </div>
  )
}

interface NoteProps {
  children: ReactNode
  tone?: 'info' | 'warning'
  /** Reached by Tab: where it says why nothing else can be. */
  isFocusable?: boolean
}

/** A sentence that belongs to the form, not to one field. */
export function Note({ children, tone = 'info', isFocusable = false }: NoteProps) {
  return (
    <p {...(isFocusable ? { ref: makeFocusable } : {})} className={`${styles.note} ${styles[tone]}`}>
      {children}
    </p>
  )
}

function makeFocusable(note: HTMLElement | null): void {
  if (note) note.tabIndex = 0
}
