// Mounted once, whatever the screen: the settings and updates of the program, their commands and dialogs.
import { lazy, Suspense, useEffect } from 'react'
import { text } from '@shared/text'
import { useStore } from '../api/store'
import { useCommands } from '../commands/commands'
import { checkForUpdates, startUpdates } from '../updates/updates'
import { programDialog } from './program-dialog'

// Seldom seen: not worth reading at every start.
const SettingsDialog = lazy(async () => ({ default: (await import('./SettingsDialog')).SettingsDialog }))
const UpdateDialog = lazy(async () => ({ default: (await import('../updates/UpdateDialog')).UpdateDialog }))

export function ProgramHost() {
  const open = useStore(programDialog)
  const close = () => programDialog.set(null)
  useEffect(startUpdates, [])
  useCommands([
    {
      id: 'app.settings',
      label: text.settings.command,
      group: text.shell.groups.help,
      shortcut: 'mod+,',
      run: () => programDialog.set('settings'),
    },
    {
      id: 'app.checkForUpdates',
      label: text.updates.check,
      group: text.shell.groups.help,
      run: () => {
        programDialog.set('updates')
        checkForUpdates()
      },
    },
  ])
  return (
    <Suspense>
      {open === 'settings' && <SettingsDialog onClose={close} />}
      {open === 'updates' && <UpdateDialog onClose={close} />}
    </Suspense>
  )
}
