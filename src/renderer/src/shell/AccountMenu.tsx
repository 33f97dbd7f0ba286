// Who is signed in, and what they can do about it.
import { CircleHelp, Info, Keyboard, Lock, LogOut, Settings, Unplug } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { text } from '@shared/text'
import { useOperator } from '../auth/operator'
import { runCommand } from '../commands/commands'
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu'
import { fullName } from './full-name'
import styles from './AccountMenu.module.css'

const words = text.shell

export function AccountMenu() {
  const operator = useOperator()
  const name = fullName(operator)
  return (
    <Menu
      placement="top start"
      aria-label={words.account(name)}
      onAction={(key) => runCommand(String(key))}
      trigger={
        <AriaButton className={styles.button ?? ''}>
          <span className="visually-hidden">{words.accountOf}</span>
          <span className={styles.initials} aria-hidden>
            {initials(name)}
          </span>
          <span className={styles.words}>
            <span className={styles.name}>{name}</span>
            <span className={styles.role}>
              {operator.username} · {text.fields.roles[operator.role] ?? operator.role}
            </span>
          </span>
        </AriaButton>
      }
    >
      <MenuItem id="lock.now" icon={Lock} shortcut="mod+shift+l">
        {text.lock.now}
      </MenuItem>
      <MenuItem id="auth.signOut" icon={LogOut}>
        {words.signOut}
      </MenuItem>
      <MenuItem id="lab.leave" icon={Unplug}>
        {words.connectElsewhere}
      </MenuItem>
      <MenuSeparator />
      <MenuItem id="app.settings" icon={Settings} shortcut="mod+,">
        {text.settings.title}
      </MenuItem>
      <MenuItem id="help.shortcuts" icon={Keyboard} shortcut="F1">
        {words.shortcuts}
      </MenuItem>
      <MenuItem id="help.log" icon={CircleHelp}>
        {words.openLog}
      </MenuItem>
      <MenuItem id="help.about" icon={Info}>
        {words.about}
      </MenuItem>
    </Menu>
  )
}

function initials(name: string): string {
  const parts = name.split(/\s+/u).filter(Boolean)
  const first = [...(parts[0] ?? '')][0] ?? ''
  const last = parts.length > 1 ? ([...(parts.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toUpperCase()
}
