// Which lab this is, and the way to another one: in the side navigation, and on every screen before it.
import { ChevronsUpDown, Layers, Pencil, Plus, SlidersHorizontal } from 'lucide-react'
import {
  Button as AriaButton,
  Header,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
} from 'react-aria-components'
import type { ProfileFacts } from '@shared/profile'
import { text } from '@shared/text'
import { useDatabase } from '../api/database'
import { runCommand } from '../commands/commands'
import { MenuItem, MenuSeparator } from '../ui/Menu'
import list from '../ui/list.module.css'
import { openProfile, tagsOf, useProfiles } from './profiles'
import { ProfileDot } from './ProfileDot'
import styles from './ProfileSwitcher.module.css'

const words = text.profiles

/** `compact`: in the frame of a screen before the shell. */
export function ProfileSwitcher({ compact = false }: { compact?: boolean }) {
  const { state } = useDatabase()
  const profiles = useProfiles()
  const current = state && state.kind !== 'unconfigured' ? state.target.profile : null
  // The guide lists the labs itself.
  if (compact && !current) return null
  const choose = (key: string) => {
    const profile = profiles.find(({ id }) => openKey(id) === key)
    if (!profile) runCommand(key)
    else if (!profile.isOpen) openProfile(profile)
  }
  return (
    <MenuTrigger>
      <AriaButton className={`${styles.button} ${compact ? styles.compact : ''}`}>
        <Current profile={current} />
        <ChevronsUpDown size={13} aria-hidden className={styles.more} />
      </AriaButton>
      <Popover placement={compact ? 'bottom end' : 'bottom start'} className={list.popover ?? ''}>
        <AriaMenu
          aria-label={words.choose}
          onAction={(key) => choose(String(key))}
          className={list.list ?? ''}
        >
          <MenuSection>
            <Header className={list.header ?? ''}>{words.choose}</Header>
            {profiles.map((profile) => (
              <AriaMenuItem
                key={profile.id}
                id={openKey(profile.id)}
                textValue={[profile.name, ...tagsOf(profile)].join(', ')}
                className={`${list.item} ${styles.item}`}
              >
                <ProfileDot colour={profile.colour} />
                <span className={styles.itemName}>{profile.name}</span>
                <span className={styles.tags}>{tagsOf(profile).join(' · ')}</span>
              </AriaMenuItem>
            ))}
          </MenuSection>
          <MenuSeparator />
          <MenuSection aria-label={words.group}>
            {current && (
              <MenuItem id="lab.leave" icon={Plus}>
                {words.newLab}
              </MenuItem>
            )}
            {current && (
              <MenuItem id="lab.edit" icon={Pencil}>
                {words.editLab}
              </MenuItem>
            )}
            <MenuItem id="lab.manage" icon={SlidersHorizontal}>
              {words.manage}
            </MenuItem>
          </MenuSection>
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

function Current({ profile }: { profile: ProfileFacts | null }) {
  if (!profile) {
    return (
      <>
        <Layers size={15} aria-hidden className={styles.more} />
        <span className={styles.name}>{words.noLab}</span>
      </>
    )
  }
  return (
    <>
      <ProfileDot colour={profile.colour} />
      <span className="visually-hidden">{words.switcher('')}</span>
      <span className={styles.name}>{profile.name}</span>
    </>
  )
}

/** Apart from the ids of commands. */
function openKey(id: string): string {
  return `open ${id}`
}
