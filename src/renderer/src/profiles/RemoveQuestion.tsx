// "Remove NAME?": what is forgotten with a lab, and what is not.
import type { ProfileSummary } from '@shared/profile'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { leavePage } from '../routes'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { FormError } from '../ui/FormError'

const words = text.profiles

export function RemoveQuestion({ profile, onClose }: { profile: ProfileSummary; onClose(): void }) {
  const action = useAction()
  const isServer = profile.kind === 'file' || profile.kind === 'fields'
  const remove = async () => {
    if (await action.run(() => call('profiles.remove', { id: profile.id }))) onClose()
  }
  return (
    <Dialog
      title={words.removeTitle(profile.name)}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size="small"
      role="alertdialog"
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            {words.cancel}
          </Button>
          <Button
            variant="danger"
            isPending={action.isRunning}
            onPress={() => (profile.isOpen ? leavePage(() => void remove()) : void remove())}
          >
            {words.removeButton}
          </Button>
        </>
      }
    >
      <FormError message={action.errors.form} />
      <p>
        {isServer ? words.removeText.server(profile.place) : words.removeText.local}{' '}
        {profile.isOpen && words.removeOpen}
      </p>
    </Dialog>
  )
}
