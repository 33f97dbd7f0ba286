// What a place says when there is nothing to show: why, and the next step.
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './EmptyState.module.css'

export interface EmptyStateProps {
  icon: LucideIcon
  title: string
  text?: ReactNode
  action?: ReactNode
  tone?: 'neutral' | 'danger'
  /** Level of the title among the page's headings. */
  level?: 2 | 3
}

export function EmptyState({
  icon: Icon,
  title,
  text,
  action,
  tone = 'neutral',
  level = 2,
}: EmptyStateProps) {
  const Title = level === 2 ? 'h2' : 'h3'
  return (
    <div className={`${styles.state} ${styles[tone]}`}>
      <Icon size={28} strokeWidth={1.5} aria-hidden className={styles.icon} />
      <Title className={styles.title}>{title}</Title>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  )
}
