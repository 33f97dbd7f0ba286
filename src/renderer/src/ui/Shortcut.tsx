// A shortcut's keys, as this system writes them.
import { shortcutLabel } from '../commands/shortcut'
import styles from './Shortcut.module.css'

/** Hidden from screen readers, so that a control's name stays its words. */
export function Shortcut({ keys }: { keys: string }) {
  return (
    <kbd aria-hidden className={styles.keys}>
      {shortcutLabel(keys)}
    </kbd>
  )
}
