// The dialogs about labs, one at a time.
import { text } from '@shared/text'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { EditProfileDialog } from './EditProfileDialog'
import { ManageDialog } from './ManageDialog'
import { NeedsDialog } from './NeedsDialog'
import { askAboutProfiles, useProfiles, type ProfileQuestion } from './profiles'
import styles from './ProfileDialog.module.css'

const words = text.profiles

export function ProfileDialog({ question }: { question: ProfileQuestion }) {
  const profiles = useProfiles()
  const close = () => askAboutProfiles(null)
  switch (question.kind) {
    case 'manage':
      return <ManageDialog onClose={close} />
    case 'edit': {
      const profile = profiles.find(({ id }) => id === question.id)
      const back = () => askAboutProfiles(question.back ? { kind: 'manage' } : null)
      return profile ? <EditProfileDialog key={profile.id} profile={profile} onClose={back} /> : null
    }
    case 'needs':
      return (
        <NeedsDialog
          key={question.needs.kind}
          profile={question.profile}
          needs={question.needs}
          onClose={close}
        />
      )
    case 'failed':
      return (
        <Dialog
          title={words.failedTitle(question.profile.name)}
          isOpen
          onOpenChange={close}
          role="alertdialog"
          footer={
            <Button autoFocus variant="primary" onPress={close}>
              {words.close}
            </Button>
          }
        >
          <p className={styles.lines}>{question.message}</p>
        </Dialog>
      )
  }
}
