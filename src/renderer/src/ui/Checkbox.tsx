// A tick box with its words.
import { Check, Minus } from 'lucide-react'
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaCheckboxProps } from 'react-aria-components'
import type { ReactNode } from 'react'
import styles from './Checkbox.module.css'

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'className' | 'style' | 'children'> {
  children?: ReactNode
}

/** Without words it needs an aria-label. */
export function Checkbox({ children, ...props }: CheckboxProps) {
  return (
    <AriaCheckbox validationBehavior="aria" {...props} className={styles.checkbox ?? ''}>
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className={styles.box} aria-hidden>
            {isIndeterminate ? (
              <Minus size={13} strokeWidth={3} />
            ) : (
              isSelected && <Check size={13} strokeWidth={3} />
            )}
          </span>
          {children}
        </>
      )}
    </AriaCheckbox>
  )
}
