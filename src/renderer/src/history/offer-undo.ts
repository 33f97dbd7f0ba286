// Says that something was done, with a button that takes it back.
import { text } from '@shared/text'
import { runCommand } from '../commands/commands'
import { notify } from '../ui/notices'
import { askUndo, mayUndo } from './undo-store'

/** `operation`: the id that the writing call answered. Without a change log it only says what was done. */
export function offerUndo(said: string, operation: string): void {
  offer(said, () => askUndo(operation))
}

/** The same after a call that answers no id: it asks about whatever the operator changed last, by its name. */
export function offerUndoLast(said: string): void {
  offer(said, () => void runCommand('history.undoLast'))
}

function offer(said: string, run: () => void): void {
  const action = mayUndo.get() ? { action: { label: text.history.undo, run } } : {}
  notify({ tone: 'success', text: said, ...action })
}
