// "Connect to another lab?": asked from every screen that has one.
import { useState } from 'react'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useDatabase } from '../api/database'
import { showError } from '../api/show-error'
import { prefillSignIn } from '../auth/prefilled'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { closeLeaveLab, useLeaveLabAsked } from './leave-lab'

const words = text.shell

export function LeaveLabQuestion() {
  const isOpen = useLeaveLabAsked()
  const { state } = useDatabase()
  const [busy, setBusy] = useState(false)
  const label = state && 'target' in state ? state.target.label : ''
  const leave = async () => {
    setBusy(true)
    await call('setup.leave').catch(showError)
    setBusy(false)
    prefillSignIn(null)
    closeLeaveLab()
  }
  return (
    <Dialog
      title={words.anotherTitle}
      isOpen={isOpen}
      onOpenChange={(open) => !open && closeLeaveLab()}
      size="small"
      role="alertdialog"
      footer={
        <>
          <Button autoFocus onPress={closeLeaveLab}>
            {words.cancel}
          </Button>
          <Button variant="primary" isPending={busy} onPress={() => void leave()}>
            {words.anotherButton}
          </Button>
        </>
      }
    >
      <p>{words.anotherText(label)}</p>
    </Dialog>
  )
}
