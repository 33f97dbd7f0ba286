// Asks before what was typed is dropped.
import { text } from '@shared/text'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'

const words = text.form

export interface DiscardDialogProps {
  isOpen: boolean
  onDiscard(): void
  onKeep(): void
}

export function DiscardDialog({ isOpen, onDiscard, onKeep }: DiscardDialogProps) {
  return (
    <Dialog
      title={words.discardTitle}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onKeep()
      }}
      size="small"
      role="alertdialog"
      footer={
        <>
          <Button autoFocus onPress={onKeep}>
            {words.keepEditing}
          </Button>
          <Button variant="danger" onPress={onDiscard}>
            {words.discard}
          </Button>
        </>
      }
    >
      <p>{words.discardText}</p>
    </Dialog>
  )
}
