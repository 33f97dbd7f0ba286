// Ctrl+Z: the operator's own last change of this session, taken back after a question that names it.
import { useEffect } from 'react'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useDatabase } from '../api/database'
import { showError } from '../api/show-error'
import { useSignIn } from '../auth/operator'
import { useCommands } from '../commands/commands'
import { notify } from '../ui/notices'
import { noFilter, setHistoryFilter } from './filter'
import { askUndo, beginSession, closeUndo, mayUndo, sessionSeconds } from './undo-store'

const words = text.history

export function useUndoCommand(): void {
  const { operator } = useSignIn()
  const { ready } = useDatabase()
  const id = operator?.id ?? null
  const hasLog = ready?.capabilities.find((capability) => capability.id === 'history')?.on === true
  const isPossible = hasLog && ready.readOnly === null
  useEffect(() => mayUndo.set(isPossible), [isPossible])
  useEffect(() => {
    if (id === null) return
    beginSession()
    return () => {
      closeUndo()
      setHistoryFilter(noFilter)
    }
  }, [id])
  useCommands([
    {
      id: 'history.undoLast',
      label: words.undoLast,
      group: text.shell.groups.pages,
      shortcut: 'mod+z',
      leavesTyping: true,
      when: () => ready !== null && ready.readOnly === null,
      run: () => {
        if (hasLog) undoLast().catch(showError)
        else notify({ tone: 'info', text: words.offLine })
      },
    },
  ])
}

async function undoLast(): Promise<void> {
  const { operation } = await call('history.last', { seconds: sessionSeconds() })
  if (operation) askUndo(operation.operation)
  else notify({ tone: 'info', text: words.nothingToUndo })
}
