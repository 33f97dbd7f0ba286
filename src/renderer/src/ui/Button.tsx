// Buttons: one with words, one with only an icon and a tooltip.
import type { LucideIcon } from 'lucide-react'
import {
  Button as AriaButton,
  TooltipTrigger,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components'
import type { ReactNode } from 'react'
import { Shortcut } from './Shortcut'
import { Tooltip } from './Tooltip'
import styles from './Button.module.css'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  variant?: 'primary' | 'default' | 'quiet' | 'danger'
  icon?: LucideIcon
  /** Shown behind the words as in commands.ts ("mod+n"); not part of the accessible name. */
  shortcut?: string
  children: ReactNode
}

/**
 * While `isPending` it keeps the focus and does nothing. React Aria's own pending state announces itself by the
 * button's id, which is broken as soon as the button goes, as after a sign-in.
 */
export function Button({
  variant = 'default',
  icon: Icon,
  shortcut,
  children,
  isPending = false,
  ...given
}: ButtonProps) {
  const { onPress, type, ...props } = given
  const active = isPending
    ? { type: 'button' as const }
    : { ...(onPress && { onPress }), ...(type && { type }) }
  return (
    <AriaButton
      {...props}
      {...active}
      data-busy={isPending || undefined}
      className={`${styles.button} ${styles[variant]}`}
    >
      {Icon && <Icon size={15} aria-hidden className={styles.icon} />}
      {children}
      {shortcut !== undefined && <Shortcut keys={shortcut} />}
    </AriaButton>
  )
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  'aria-label': string
  icon: LucideIcon
  /** Shown in the tooltip. */
  shortcut?: string
  variant?: 'default' | 'quiet'
  children?: ReactNode
  /** A toolbar leaves it out where there is little room: its command is in the menus too. */
  'data-spare'?: ''
}

/** Its label is the tooltip too. */
export function IconButton({ icon: Icon, shortcut, variant = 'quiet', children, ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <AriaButton {...props} className={`${styles.button} ${styles[variant]} ${styles.iconOnly}`}>
        <Icon size={16} aria-hidden className={styles.icon} />
        {children}
      </AriaButton>
      <Tooltip>
        {props['aria-label']}
        {shortcut !== undefined && <Shortcut keys={shortcut} />}
      </Tooltip>
    </TooltipTrigger>
  )
}
