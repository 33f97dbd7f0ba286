// Mounted once, whatever the screen: the commands that go to other labs, and the dialogs about them.
import { lazy, Suspense, useEffect } from 'react'
import { text } from '@shared/text'
import { useDatabase } from '../api/database'
import { useCommands } from '../commands/commands'
import { askAboutProfiles, openProfile, startProfiles, useProfileQuestion, useProfiles } from './profiles'

// Seldom seen: not worth reading at every start.
const ProfileDialog = lazy(async () => ({ default: (await import('./ProfileDialog')).ProfileDialog }))

const words = text.profiles

export function ProfileHost() {
  const profiles = useProfiles()
  const question = useProfileQuestion()
  const { state } = useDatabase()
  const current = state && state.kind !== 'unconfigured' ? state.target.profile.id : null
  useEffect(startProfiles, [])

  useCommands([
    ...profiles.map((profile) => ({
      // The menu gathers what begins so under its labs.
      id: `profile.${profile.id}`,
      label: words.openLab(profile.name),
      group: words.group,
      run: () => openProfile(profile),
      when: () => !profile.isOpen,
    })),
    {
      id: 'lab.edit',
      label: words.editLab,
      group: words.group,
      run: () => current !== null && askAboutProfiles({ kind: 'edit', id: current, back: false }),
      when: () => current !== null,
    },
    {
      id: 'lab.manage',
      label: words.manage,
      group: words.group,
      run: () => askAboutProfiles({ kind: 'manage' }),
    },
  ])
  return question && <Suspense>{<ProfileDialog question={question} />}</Suspense>
}
