// "Disable…": what it does, and what becomes of the machines of those who leave.
import { useState } from 'react'
import { isAppError } from '@shared/errors'
import { text } from '@shared/text'
import { call } from '../../api/call'
import { useAction } from '../../api/use-action'
import type { ActionDialogProps } from '../../entity/actions'
import type { PersonRef } from '../../entity/form/entity-form'
import { PersonPicker } from '../../entity/form/PersonPicker'
import { offerUndo } from '../../history/offer-undo'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormError } from '../../ui/FormError'
import { Segments } from '../../ui/Segments'
import { LeavingState } from './LeavingState'
import styles from './leavers.module.css'
import { useLeaving, type Leaving } from './use-leaving'

const words = text.leavers

type Machines = 'share' | 'keep'
type Assigned = 'free' | 'keep' | 'pass'

/** Enter disables as the portal does: it can be undone, so its button has the focus. */
export function DisableDialog({ selection, onClose, onDone }: ActionDialogProps) {
  const query = useLeaving(selection, true)
  const action = useAction()
  const [machines, setMachines] = useState<Machines>('share')
  const [assigned, setAssigned] = useState<Assigned>('free')
  const [heir, setHeir] = useState<PersonRef | null>(null)
  const [hasMoved, setMoved] = useState(false)
  const found = query.data
  const isNobody = found?.enabled === 0

  async function disable(now: Leaving): Promise<void> {
    const { enabled, unshared, assignedAny } = now
    if (assigned === 'pass' && assignedAny > 0 && heir === null) {
      return action.setErrors({ form: null, fields: { assignTo: words.chooseHeir } })
    }
    setMoved(false)
    await action.run(async (signal) => {
      try {
        const done = await call(
          'people.disable',
          {
            selection,
            machines,
            // Where there is nothing to settle, nobody was asked.
            assigned: assignedAny === 0 ? 'keep' : assigned,
            assignTo: assigned === 'pass' ? (heir?.username ?? null) : null,
            expected: { enabled, unshared, assignedAny },
          },
          { signal },
        )
        offerUndo(words.disabled(now.enabledNames, done), done.operation)
        onDone()
        onClose()
      } catch (error) {
        if (!isAppError(error, 'stale')) throw error
        await query.refetch()
        setMoved(true)
      }
    })
  }

  const otherError = Object.entries(action.errors.fields).find(([name]) => name !== 'assignTo')?.[1]
  return (
    <Dialog
      title={found ? words.disableTitle(found.enabledNames, found.enabled) : words.disable}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button
            autoFocus
            variant="primary"
            isPending={!found || query.isFetching || action.isRunning}
            isDisabled={isNobody}
            onPress={() => void (found && disable(found))}
          >
            {action.isRunning ? words.disabling : words.disableButton}
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        <FormError message={hasMoved ? words.movedOn : (action.errors.form ?? otherError ?? null)} />
        <LeavingState query={query} />
        {found && isNobody && found.users > 0 && <p>{words.allDisabled}</p>}
        {found && found.enabled > 0 && (
          <>
            <p>
              {words.cannotSignIn} {words.staysSignedIn}
            </p>
            {found.users > found.enabled && <p>{words.disabledRest(found.users - found.enabled)}</p>}
            {found.vms > 0 && <Owned found={found} value={machines} onChange={setMachines} />}
            {found.assignedAny > 0 && (
              <section className={styles.section}>
                <h3 className={styles.title}>{words.givenTitle(found.assignedNames, found.assignedAny)}</h3>
                <Segments<Assigned>
                  label={words.givenChoice}
                  hideLabel
                  choices={[
                    { id: 'free', label: words.free },
                    { id: 'pass', label: words.pass },
                    { id: 'keep', label: words.keepGiven },
                  ]}
                  value={assigned}
                  onChange={setAssigned}
                />
                {assigned === 'pass' ? (
                  <PersonPicker
                    label={words.assignTo}
                    value={heir}
                    onChange={(person) => {
                      setHeir(person)
                      action.clear('assignTo')
                    }}
                    errorMessage={action.errors.fields.assignTo}
                    purpose="assignee"
                    exclude={'ids' in selection ? selection.ids : []}
                    isRequired
                  />
                ) : (
                  <p className={styles.hint}>{assigned === 'free' ? words.freeHint : words.keepGivenHint}</p>
                )}
              </section>
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}

function Owned(props: { found: Leaving; value: Machines; onChange(value: Machines): void }) {
  const { vms, vmNames, unshared } = props.found
  return (
    <section className={styles.section}>
      <h3 className={styles.title}>{words.ownedTitle(vmNames, vms)}</h3>
      {unshared === 0 ? (
        <p className={styles.hint}>{words.ownedShared(vms)}</p>
      ) : (
        <>
          <p>{words.ownedUnshared(unshared, vms)}</p>
          <Segments<Machines>
            label={words.ownedChoice}
            hideLabel
            choices={[
              { id: 'share', label: words.share },
              { id: 'keep', label: words.keepOwned },
            ]}
            value={props.value}
            onChange={props.onChange}
          />
          <p className={styles.hint}>{props.value === 'share' ? words.shareHint : words.keepOwnedHint}</p>
        </>
      )}
    </section>
  )
}
