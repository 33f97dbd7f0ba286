// How far a long action has come.
import { Label, ProgressBar as AriaProgressBar } from 'react-aria-components'
import styles from './ProgressBar.module.css'

export interface ProgressBarProps {
  label: string
  /** Null: nobody knows how much there is to do. */
  value: { done: number; total: number } | null
  hideLabel?: boolean
}

export function ProgressBar({ label, value, hideLabel = false }: ProgressBarProps) {
  const percentage = value && value.total > 0 ? (value.done / value.total) * 100 : null
  return (
    <AriaProgressBar
      {...(hideLabel ? { 'aria-label': label } : {})}
      {...(percentage === null ? { isIndeterminate: true } : { value: percentage })}
      className={styles.bar ?? ''}
    >
      {({ valueText }) => (
        <>
          {!hideLabel && (
            <div className={styles.words}>
              <Label>{label}</Label>
              {percentage !== null && <span>{valueText}</span>}
            </div>
          )}
          <div className={styles.track}>
            {percentage === null ? (
              <div className={styles.sweep} />
            ) : (
              <div className={styles.fill} style={{ width: `${percentage}%` }} />
            )}
          </div>
        </>
      )}
    </AriaProgressBar>
  )
}
