// The small words beside a control that is hovered or focused.
import { Tooltip as AriaTooltip, type TooltipProps } from 'react-aria-components'
import type { ReactNode } from 'react'
import styles from './Tooltip.module.css'

/** To be put into a RAC TooltipTrigger, behind its trigger. */
export function Tooltip({
  children,
  ...props
}: Omit<TooltipProps, 'children' | 'className' | 'style'> & { children: ReactNode }) {
  return (
    <AriaTooltip offset={6} {...props} className={styles.tooltip ?? ''}>
      {children}
    </AriaTooltip>
  )
}
