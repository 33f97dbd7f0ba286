// A dialog that holds something typed or gathered asks before it is closed without doing anything.
import { useState, type ReactNode } from 'react'
import { useUnsavedWork } from '../../api/unsaved-work'
import { DiscardDialog } from './DiscardDialog'

/** `leave` closes at once where nothing would be lost; `question` belongs beside the dialog. */
export function useDiscardQuestion(
  isDirty: boolean,
  close: () => void,
  what?: string,
): { leave(): void; isAsking: boolean; question: ReactNode } {
  const [isAsking, setAsking] = useState(false)
  useUnsavedWork(isDirty, what)
  return {
    leave: () => (isDirty ? setAsking(true) : close()),
    isAsking,
    question: <DiscardDialog isOpen={isAsking} onKeep={() => setAsking(false)} onDiscard={close} />,
  }
}
