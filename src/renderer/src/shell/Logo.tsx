// The product's mark: three rows of a rack, one of them at work.
import styles from './Logo.module.css'

export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden className={styles.logo}>
      <rect x="1" y="1" width="18" height="18" rx="5" className={styles.plate} />
      <rect x="4.5" y="5" width="11" height="2.4" rx="1.2" className={styles.row} />
      <rect x="4.5" y="8.8" width="11" height="2.4" rx="1.2" className={styles.dim} />
      <rect x="4.5" y="12.6" width="11" height="2.4" rx="1.2" className={styles.row} />
    </svg>
  )
}
