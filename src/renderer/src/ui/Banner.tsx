// A line across the window or a card that says something worth knowing, with what can be done about it.
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Banner.module.css'

const icons = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert }

export interface BannerProps {
  tone: keyof typeof icons
  /** `alert` interrupts a screen reader; `status` waits; none: part of the page. */
  role?: 'alert' | 'status'
  children: ReactNode
  /** Buttons at the end. */
  actions?: ReactNode
  /** Inside a card: rounded, with a border of its own. */
  inset?: boolean
}

export function Banner({ tone, role, children, actions, inset = false }: BannerProps) {
  const Icon = icons[tone]
  return (
    <div className={`${styles.banner} ${styles[tone]} ${inset ? styles.inset : ''}`}>
      <Icon size={16} aria-hidden className={styles.icon} />
      <div role={role} className={styles.words}>
        {children}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
