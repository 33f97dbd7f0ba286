// Grey bars in the place of what is still being loaded; seen only past 150 ms.
import styles from './Skeleton.module.css'

export interface SkeletonProps {
  /** CSS length. */
  width?: string
  height?: string
}

/** One bar, hidden from screen readers: the region around it says aria-busy. */
export function Skeleton({ width = '100%', height = '10px' }: SkeletonProps) {
  return <span aria-hidden className={styles.bar} style={{ width, height }} />
}
