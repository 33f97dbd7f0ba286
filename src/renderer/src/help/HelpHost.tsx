// The commands of help that are not the palette's own, and what they open.
import { lazy, Suspense, useState } from 'react'
import { text } from '@shared/text'
import { useDatabase } from '../api/database'
import { useSignIn } from '../auth/operator'
import { useCommands } from '../commands/commands'
import { useRoute } from '../routes'
import { copyDiagnostics } from './copy-diagnostics'
import { sectionFor } from './section-for'

// Read when somebody asks for help, not at every start.
const GuideDialog = lazy(async () => ({ default: (await import('./GuideDialog')).GuideDialog }))
const DiagnosticsDialog = lazy(async () => ({
  default: (await import('./DiagnosticsDialog')).DiagnosticsDialog,
}))

/** Mounted once, by App, whatever the screen. */
export function HelpHost() {
  const [open, setOpen] = useState<'guide' | 'diagnostics' | null>(null)
  const { state } = useDatabase()
  const { operator } = useSignIn()
  const page = useRoute()
  const group = text.shell.groups.help
  const close = () => setOpen(null)

  useCommands([
    {
      id: 'help.guide',
      label: text.help.command,
      group,
      shortcut: 'shift+F1',
      run: () => setOpen('guide'),
    },
    { id: 'help.copyDiagnostics', label: text.diagnostics.copy, group, run: copyDiagnostics },
    {
      id: 'help.saveDiagnostics',
      label: text.diagnostics.save,
      group,
      run: () => setOpen('diagnostics'),
    },
  ])

  return (
    <Suspense>
      {open === 'guide' && <GuideDialog start={sectionFor(state, operator !== null, page)} onClose={close} />}
      {open === 'diagnostics' && <DiagnosticsDialog onClose={close} />}
    </Suspense>
  )
}
