// F1 or ?: every shortcut that works at the moment.
import { Fragment } from 'react'
import { text } from '@shared/text'
import { groupBy } from '../api/group-by'
import { Dialog } from '../ui/Dialog'
import { availableCommands, shortcutsOf, useRegisteredCommands } from './commands'
import { shortcutLabel } from './shortcut'
import styles from './ShortcutsDialog.module.css'

const words = text.shell.help

interface Line {
  label: string
  keys: string[]
}

export function ShortcutsDialog({ onClose }: { onClose(): void }) {
  useRegisteredCommands()
  const withKeys = availableCommands().filter((command) => shortcutsOf(command).length > 0)
  const groups = groupBy(withKeys, (command) => command.group)
  const always: Line[] = [
    { label: words.closes, keys: ['Escape'] },
    { label: words.moves, keys: ['Tab', 'shift+Tab'] },
  ]
  return (
    <Dialog title={words.title} isOpen onOpenChange={onClose} size="large">
      <div className={styles.columns}>
        {[...groups].map(([group, commands]) => (
          <Group
            key={group}
            title={group}
            lines={commands.map((command) => ({ label: command.label, keys: shortcutsOf(command) }))}
          />
        ))}
        <Group title={words.everywhere} lines={always} />
      </div>
    </Dialog>
  )
}

function Group({ title, lines }: { title: string; lines: Line[] }) {
  return (
    <section className={styles.group}>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.list}>
        {lines.map((line) => (
          <div key={line.label} className={styles.line}>
            <dt>{line.label}</dt>
            <dd className={styles.keys}>
              {line.keys.map((keys, index) => (
                <Fragment key={keys}>
                  {index > 0 && ' '}
                  <kbd className={styles.key}>{shortcutLabel(keys)}</kbd>
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
