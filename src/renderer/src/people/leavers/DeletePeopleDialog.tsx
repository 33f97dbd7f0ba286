// Asks before people are deleted: names all that goes with them, and offers to hand it on first.
import { useRef, useState } from 'react'
import { isAppError } from '@shared/errors'
import type { Selection } from '@shared/paging'
import { asksForName, isName } from '@shared/profile'
import { text } from '@shared/text'
import { call } from '../../api/call'
import { useDatabase } from '../../api/database'
import { useAction } from '../../api/use-action'
import { PendingChoices, usePendingChoices } from '../../entity/form/pending-choices'
import { offerUndo } from '../../history/offer-undo'
import { LabNameField } from '../../profiles/LabNameField'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormError } from '../../ui/FormError'
import { NameChips } from '../../ui/NameChips'
import { DisableDialog } from './DisableDialog'
import { Heirs, type HeirsValue } from './Heirs'
import { LeavingState } from './LeavingState'
import styles from './leavers.module.css'
import { useLeaving, type Leaving } from './use-leaving'

const words = text.leavers
const common = text.form

interface DeletePeopleDialogProps {
  selection: Selection
  onClose(): void
  /** Called before onClose. */
  onRemoved(counts: { users: number; vms: number; bookmarks: number }): void
  /** They were disabled, and not deleted. Called before onClose. */
  onChanged?(): void
}

/** Cancel has the focus. Only disabled people can be deleted; from here they can be disabled first. */
export function DeletePeopleDialog({ selection, onClose, onRemoved, onChanged }: DeletePeopleDialogProps) {
  const query = useLeaving(selection)
  const action = useAction()
  const choices = usePendingChoices()
  const [heirs, setHeirs] = useState<HeirsValue>({ passTo: null, assignTo: null })
  const latest = useRef(heirs)
  const [hasMoved, setMoved] = useState(false)
  const [isDisabling, setDisabling] = useState(false)
  const [wasChanged, setChanged] = useState(false)
  const nameInput = useRef<HTMLInputElement>(null)
  const [typedName, setTypedName] = useState('')
  const profile = useDatabase().ready?.target.profile
  const found = query.data
  const asksName = profile !== undefined && asksForName(profile, 'user', found?.users ?? 0)
  const mayDelete = found !== undefined && found.users > 0 && found.enabled === 0

  const close = () => {
    if (wasChanged) onChanged?.()
    onClose()
  }
  async function remove({ users, vms, bookmarks, assigned, names }: Leaving): Promise<void> {
    if (asksName && !isName(typedName, profile)) {
      action.setErrors({ form: null, fields: { confirmedName: text.profiles.typeNameError(profile.name) } })
      return nameInput.current?.focus()
    }
    setMoved(false)
    // A name that was just typed may still be looked up.
    if (!(await choices.settled())) return
    const { passTo, assignTo } = latest.current
    await action.run(async (signal) => {
      try {
        const removed = await call(
          'users.remove',
          {
            selection,
            expected: { users, vms, bookmarks, assigned },
            passTo: passTo?.username ?? null,
            reassignTo: assignTo?.username ?? null,
            ...(asksName && { confirmedName: typedName }),
          },
          { signal },
        )
        const said = passTo ? words.deleted(removed.users, names) : common.deleted(removed)
        offerUndo(said, removed.operation)
        onRemoved(removed)
        onClose()
      } catch (error) {
        if (!isAppError(error, 'stale')) throw error
        await query.refetch()
        setMoved(true)
      }
    })
  }

  if (isDisabling) {
    return (
      <DisableDialog
        selection={selection}
        count={found?.users ?? 0}
        rows={[]}
        onClose={() => setDisabling(false)}
        onDone={() => {
          setChanged(true)
          void query.refetch()
        }}
      />
    )
  }
  const { passTo, reassignTo, confirmedName, ...others } = action.errors.fields
  return (
    <Dialog
      title={found && found.users > 0 ? common.deleteTitle('user', found.users) : common.deleteLoading}
      isOpen
      onOpenChange={(open) => {
        if (!open && !action.isRunning) close()
      }}
      role="alertdialog"
      footer={
        <>
          <Button autoFocus isDisabled={action.isRunning} onPress={close}>
            {words.cancel}
          </Button>
          {found && found.enabled > 0 && (
            <Button variant="primary" onPress={() => setDisabling(true)}>
              {words.disableInstead}
            </Button>
          )}
          <Button
            variant="danger"
            isDisabled={!mayDelete || query.isFetching}
            onPress={() => void (found && !action.isRunning && remove(found))}
          >
            {action.isRunning
              ? common.deleting
              : found
                ? common.deleteButton('user', found.users)
                : common.remove}
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        <FormError
          message={hasMoved ? common.movedOn : (action.errors.form ?? Object.values(others)[0] ?? null)}
        />
        <LeavingState query={query} />
        {found && found.users > 0 && (
          <>
            <NameChips names={found.names} total={found.users} />
            {found.enabled > 0 && (
              <Banner tone="warning" role="status" inset>
                {words.deleteEnabled(found.enabledNames, found.enabled, found.users)}
              </Banner>
            )}
            <Goes found={found} isPassed={heirs.passTo !== null} />
          </>
        )}
        {found && mayDelete && (
          <PendingChoices value={choices.add}>
            <Heirs
              found={found}
              otherwise="goes"
              value={heirs}
              onChange={(change) => {
                latest.current = { ...latest.current, ...change }
                setHeirs(latest.current)
                action.setErrors({ form: null, fields: {} })
              }}
              errors={{ passTo, assignTo: reassignTo }}
              exclude={'ids' in selection ? selection.ids : []}
            />
          </PendingChoices>
        )}
        {mayDelete && asksName && (
          <LabNameField
            profile={profile}
            value={typedName}
            onChange={(value) => {
              setTypedName(value)
              action.clear('confirmedName')
            }}
            errorMessage={confirmedName}
            inputRef={nameInput}
          />
        )}
      </div>
    </Dialog>
  )
}

/** All that goes, by its numbers and first names. */
function Goes({ found, isPassed }: { found: Leaving; isPassed: boolean }) {
  const { users, vms, bookmarks, assigned } = found
  const goes = isPassed ? { users, vms: 0, bookmarks: 0 } : { users, vms, bookmarks }
  return (
    <>
      <p>
        <strong>{common.goes(goes)}</strong> {isPassed ? words.deletePassed : ''}
      </p>
      {!isPassed && vms + bookmarks > 0 && (
        <ul aria-label={words.deleteGoes} className={styles.list}>
          {words.ownedParts(found).map((part) => (
            <li key={part}>{part}</li>
          ))}
        </ul>
      )}
      {assigned > 0 && found.enabled > 0 && (
        <p>{words.givenTitle(found.assignedNames, found.assignedAny)}.</p>
      )}
    </>
  )
}
