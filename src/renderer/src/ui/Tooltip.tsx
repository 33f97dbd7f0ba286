// The small words beside a control that is hovered or focused.
import {
  Tooltip as AriaTooltip,
  TooltipContext,
  useSlottedContext,
  type TooltipProps,
} from 'react-aria-components'
import type { ReactNode } from 'react'
import styles from './Tooltip.module.css'

/**
 * Where a tip stands in the document: in the page's landmark, or in the modal dialog that its control is in, since
 * content outside all landmarks is passed over by who moves among them. The navigation and the notices, which would cut
 * it off, use the page's. Of two pages the last is the one in sight.
 */
function homeOf(trigger: Element): Element | undefined {
  const around = trigger.closest('main') ?? trigger.closest('[role=dialog], [role=alertdialog]')
  return around ?? [...document.querySelectorAll('main')].at(-1)
}

/** To be put into a RAC TooltipTrigger, behind its trigger. */
export function Tooltip({
  children,
  ...props
}: Omit<TooltipProps, 'children' | 'className' | 'style'> & { children: ReactNode }) {
  const trigger = useSlottedContext(TooltipContext)?.triggerRef?.current
  const home = trigger ? homeOf(trigger) : undefined
  return (
    <AriaTooltip
      offset={6}
      {...(home ? { UNSTABLE_portalContainer: home } : {})}
      {...props}
      className={styles.tooltip ?? ''}
    >
      {children}
    </AriaTooltip>
  )
}
