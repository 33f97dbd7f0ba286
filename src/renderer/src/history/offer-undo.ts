// Says that something was done, with a button that takes it back.
import { text } from '@shared/text'
import { dismiss, notify, shownNotices } from '../ui/notices'
import { askUndo, mayUndo } from './undo-store'

/** `operation`: the id that the writing call answered. Without a change log it only says what was done. */
export function offerUndo(said: string, operation: string): void {
  const action = { label: text.history.undo, run: () => askUndo(operation) }
  notify({ tone: 'success', text: said, operation, ...(mayUndo.get() && { action }) })
}

/** It was taken back: what said that it was done goes. */
export function withdrawUndo(operation: string): void {
  for (const notice of shownNotices()) if (notice.operation === operation) dismiss(notice.id)
}
