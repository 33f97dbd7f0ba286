// Listens for shortcuts and the native menu, and shows what belongs to commands: palette, help, about, questions.
import { useEffect, useState } from 'react'
import { text } from '@shared/text'
import { call, onEvent } from '../api/call'
import { showError } from '../api/show-error'
import { useSignIn } from '../auth/operator'
import { LeaveLabQuestion } from '../shell/LeaveLabQuestion'
import { LeavePageQuestion } from '../shell/LeavePageQuestion'
import { AboutDialog } from './AboutDialog'
import { startArrivals } from '../desktop/arrivals'
import { openPage } from '../desktop/place'
import { startReports } from '../desktop/report'
import { useRoute } from '../routes'
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

  const { operator } = useSignIn()
  const page = useRoute()
  useEffect(() => openPage.set(operator ? page : null), [operator, page])

  useEffect(() => {
    document.addEventListener('keydown', handleKey)
    // The menu is as true as the last report; what a dialog covers is out of reach all the same.
    const stopMenu = onEvent('command', ({ id }) => {
      if (!document.querySelector('[data-modal]')) runCommand(id)
    })
    const stops = [stopMenu, startArrivals(), startReports()]
    return () => {
      document.removeEventListener('keydown', handleKey)
      for (const stop of stops) stop()
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
