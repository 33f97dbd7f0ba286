// "Discard what you typed?": asked before a page with unsaved work is left.
import { text } from '@shared/text'
import { unsavedWork } from '../api/unsaved-work'
import { useAskedLeave } from '../routes'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'

const words = text.shell

export function LeavePageQuestion() {
  const asked = useAskedLeave()
  return (
    <Dialog
      title={words.leaveTitle}
      isOpen={asked !== null}
      onOpenChange={(open) => !open && asked?.stay()}
      size="small"
      role="alertdialog"
      footer={
        <>
          <Button onPress={() => asked?.discard()}>{words.discard}</Button>
          <Button variant="primary" autoFocus onPress={() => asked?.stay()}>
            {words.keepEditing}
          </Button>
        </>
      }
    >
      <p>{words.leaveText}</p>
      <ul>
        {unsavedWork().map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Dialog>
  )
}
