// All labs this program knows: open, edit, export, remove, import.
import { Download, Ellipsis, Pencil, Trash2, Upload } from 'lucide-react'
import { useState } from 'react'
import type { ProfileSummary } from '@shared/profile'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { Button, IconButton } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { FormError } from '../ui/FormError'
import { Menu, MenuItem } from '../ui/Menu'
import { askAboutProfiles, openProfile, tagsOf, useProfiles } from './profiles'
import { ProfileDot } from './ProfileDot'
import { RemoveQuestion } from './RemoveQuestion'
import styles from './ProfileDialog.module.css'

const words = text.profiles

export function ManageDialog({ onClose }: { onClose(): void }) {
  const profiles = useProfiles()
  const action = useAction()
  const [removing, setRemoving] = useState<ProfileSummary | null>(null)
  const [said, setSaid] = useState('')

  const importOne = () =>
    action.run(async () => {
      const { profile } = await call('profiles.importFrom')
      if (profile) setSaid(words.imported(profile.name))
    })
  const exportOne = (profile: ProfileSummary) =>
    action.run(async () => {
      const { path } = await call('profiles.exportTo', { id: profile.id })
      if (path !== null) setSaid(words.exported(profile.name, path))
    })
  const act = (profile: ProfileSummary, key: string) => {
    setSaid('')
    if (key === 'edit') askAboutProfiles({ kind: 'edit', id: profile.id, back: true })
    if (key === 'export') void exportOne(profile)
    if (key === 'remove') setRemoving(profile)
  }

  return (
    <Dialog
      title={words.manageTitle}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button icon={Download} isPending={action.isRunning} onPress={() => void importOne()}>
            {words.importFrom}
          </Button>
          <Button variant="primary" onPress={onClose}>
            {words.close}
          </Button>
        </>
      }
    >
      <p className={styles.text}>{words.manageText}</p>
      <FormError message={action.errors.form} />
      {profiles.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <ul className={styles.labs} aria-label={words.choose}>
          {profiles.map((profile) => (
            <li key={profile.id} className={styles.lab}>
              <ProfileDot colour={profile.colour} />
              <div className={styles.about}>
                <strong>{profile.name}</strong>
                <span className={styles.tags}>{tagsOf(profile).join(' · ')}</span>
                <p className={styles.place} title={profile.place}>
                  {profile.place}
                </p>
              </div>
              <Actions profile={profile} onOpen={onClose} onAct={(key) => act(profile, key)} />
            </li>
          ))}
        </ul>
      )}
      <p role="status" className={styles.said}>
        {said}
      </p>
      {removing && <RemoveQuestion profile={removing} onClose={() => setRemoving(null)} />}
    </Dialog>
  )
}

function Actions(props: { profile: ProfileSummary; onOpen(): void; onAct(key: string): void }) {
  const { profile } = props
  const isServer = profile.kind === 'file' || profile.kind === 'fields'
  const open = () => {
    props.onOpen()
    openProfile(profile)
  }
  return (
    <div className={styles.actions}>
      {!profile.isOpen && (
        <Button aria-label={words.openLab(profile.name)} onPress={open}>
          {words.open}
        </Button>
      )}
      <Menu
        placement="bottom end"
        aria-label={words.actions(profile.name)}
        onAction={(key) => props.onAct(String(key))}
        trigger={<IconButton aria-label={words.actions(profile.name)} icon={Ellipsis} />}
      >
        <MenuItem id="edit" icon={Pencil}>
          {words.edit}
        </MenuItem>
        <MenuItem id="export" icon={Upload} isDisabled={!isServer}>
          {words.exportTo}
        </MenuItem>
        <MenuItem id="remove" icon={Trash2} danger>
          {words.remove}
        </MenuItem>
      </Menu>
    </div>
  )
}
