// Listens for shortcuts and the native menu, and shows what belongs to commands: palette, help, about, questions.
import { useEffect, useState } from 'react'
import { text } from '@shared/text'
import { call, onEvent } from '../api/call'
import { showError } from '../api/show-error'
import { LeaveLabQuestion } from '../shell/LeaveLabQuestion'
import { LeavePageQuestion } from '../shell/LeavePageQuestion'
import { AboutDialog } from './AboutDialog'
import { handleKey, runCommand, useCommands } from './commands'
import { Palette } from './Palette'
import { ShortcutsDialog } from './ShortcutsDialog'

const words = text.shell

type Open = 'palette' | 'shortcuts' | 'about' | null

/** Mounted once, by App, whatever the screen. */
export function CommandHost() {
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)

  useCommands([
    {
      id: 'palette.open',
      label: words.commands.palette,
      group: words.groups.help,
      shortcut: 'mod+k',
      hidden: true,
      run: () => setOpen('palette'),
    },
    {
      id: 'help.shortcuts',
      label: words.shortcuts,
      group: words.groups.help,
      shortcut: 'F1 ?',
      run: () => setOpen('shortcuts'),
    },
    {
      id: 'help.log',
      label: words.openLog,
      group: words.groups.help,
      run: () => void call('app.openLogFolder').catch(showError),
    },
    { id: 'help.about', label: words.about, group: words.groups.help, run: () => setOpen('about') },
  ])

  useEffect(() => {
    document.addEventListener('keydown', handleKey)
    const stop = onEvent('command', ({ id }) => runCommand(id))
    return () => {
      document.removeEventListener('keydown', handleKey)
      stop()
    }
  }, [])

  return (
    <>
      {open === 'palette' && <Palette onClose={close} />}
      {open === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      {open === 'about' && <AboutDialog onClose={close} />}
      <LeaveLabQuestion />
      <LeavePageQuestion />
    </>
  )
}
