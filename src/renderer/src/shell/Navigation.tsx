// The side navigation: pages, the palette's door, and the account.
import {
  Bookmark,
  Database,
  History,
  Hourglass,
  Search,
  Server,
  Stethoscope,
  Users,
  type LucideIcon,
} from 'lucide-react'
import { Button as AriaButton, Focusable, TooltipTrigger } from 'react-aria-components'
import type { MouseEvent } from 'react'
import { text } from '@shared/text'
import { runCommand } from '../commands/commands'
import { readAhead } from '../entity/table/tables'
import { ProfileSwitcher } from '../profiles/ProfileSwitcher'
import { entityOf, navigate, type Page } from '../routes'
import { useIntegrityBadge } from '../integrity/badge'
import { useWaitingBadge } from '../people/waiting-badge'
import { Shortcut } from '../ui/Shortcut'
import { Tooltip } from '../ui/Tooltip'
import { AccountMenu } from './AccountMenu'
import { Logo } from './Logo'
import styles from './Navigation.module.css'

const words = text.shell

interface Item {
  page: Page
  label: string
  icon: LucideIcon
  shortcut: string
  /** How many things wait there for the operator; 0 shows none. A hook. */
  useBadge?(): { count: number; label: string }
}

const noBadge = { count: 0, label: '' }

const tables: readonly Item[] = [
  { page: 'users', label: text.menu.users, icon: Users, shortcut: 'mod+1' },
  { page: 'vms', label: text.menu.vms, icon: Server, shortcut: 'mod+2' },
  { page: 'bookmarks', label: text.menu.bookmarks, icon: Bookmark, shortcut: 'mod+3' },
]
const rules: readonly Item[] = [
  {
    page: 'waiting',
    label: text.menu.waiting,
    icon: Hourglass,
    shortcut: 'mod+4',
    useBadge: useWaitingBadge,
  },
  {
    page: 'integrity',
    label: text.menu.integrity,
    icon: Stethoscope,
    shortcut: 'mod+5',
    useBadge: useIntegrityBadge,
  },
  { page: 'history', label: text.menu.history, icon: History, shortcut: 'mod+6' },
]
const databaseItem: Item = { page: 'database', label: text.menu.database, icon: Database, shortcut: 'mod+7' }

export function Navigation({ page }: { page: Page }) {
  return (
    <div className={styles.side}>
      <div className={styles.product} aria-hidden>
        <Logo />
        <span className={styles.label}>{words.product}</span>
      </div>
      <ProfileSwitcher />
      <TooltipTrigger delay={500} closeDelay={0}>
        <AriaButton className={styles.find ?? ''} onPress={() => runCommand('palette.open')}>
          <Search size={15} aria-hidden className={styles.icon} />
          <span className={styles.label}>{words.find}</span>
          <span className={styles.label}>
            <Shortcut keys="mod+k" />
          </span>
        </AriaButton>
        <Tooltip placement="right">
          {words.find}
          <Shortcut keys="mod+k" />
        </Tooltip>
      </TooltipTrigger>
      <nav aria-label={words.navigation} className={styles.nav}>
        <ul>
          {tables.map((item) => (
            <NavItem key={item.page} item={item} isCurrent={page === item.page} />
          ))}
        </ul>
        <ul>
          {rules.map((item) => (
            <NavItem key={item.page} item={item} isCurrent={page === item.page} />
          ))}
        </ul>
        <ul>
          <NavItem item={databaseItem} isCurrent={page === 'database'} />
        </ul>
      </nav>
      <AccountMenu />
    </div>
  )
}

const useNoBadge = () => noBadge

function NavItem({ item, isCurrent }: { item: Item; isCurrent: boolean }) {
  const go = (event: MouseEvent) => {
    event.preventDefault()
    navigate(item.page)
  }
  const { useBadge = useNoBadge } = item
  const badge = useBadge()
  const entity = entityOf[item.page]
  const readRows = () => void (entity && readAhead(entity))
  return (
    <li>
      <TooltipTrigger delay={600} closeDelay={0}>
        <Focusable>
          <a
            href={`/${item.page}`}
            draggable={false}
            className={styles.item}
            aria-current={isCurrent ? 'page' : undefined}
            onPointerDown={readRows}
            onClick={go}
          >
            <item.icon size={16} aria-hidden className={styles.icon} />
            <span className={styles.label}>{item.label}</span>
            {badge.count > 0 && (
              <span className={styles.badge} aria-label={badge.label}>
                {badge.count > 999 ? '999+' : badge.count}
              </span>
            )}
          </a>
        </Focusable>
        <Tooltip placement="right">
          {item.label}
          <Shortcut keys={item.shortcut} />
        </Tooltip>
      </TooltipTrigger>
    </li>
  )
}
