// Passes the chosen machines on to another owner, and says what that changes for whom.
import { useState } from 'react'
import { isAppError } from '@shared/errors'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import type { ActionDialogProps } from '../entity/actions'
import type { PersonRef } from '../entity/form/entity-form'
import { PersonPicker } from '../entity/form/PersonPicker'
import { offerUndo } from '../history/offer-undo'
import { ActionDialog } from './ActionDialog'
import { MachineList } from './MachineList'
import { useChosen } from './use-chosen'
import styles from './machines.module.css'

const words = text.machines.transfer

export function TransferDialog({ selection, count, onClose, onDone }: ActionDialogProps) {
  const chosen = useChosen(selection)
  const action = useAction()
  const [owner, setOwner] = useState<(PersonRef & { id: number }) | null>(null)
  const all = chosen.data ?? []
  const machines = all.filter(({ ownerId }) => ownerId !== owner?.id)
  const assigned = machines.filter(({ assignedTo }) => assignedTo !== null && assignedTo !== '').length
  const unshared = machines.filter(({ shared }) => !shared).length

  const go = () =>
    action.run(async (signal) => {
      if (!owner) return
      try {
        const { changed, operation } = await call(
          'machines.transfer',
          { machines: machines.map(({ id, ownerId }) => ({ id, ownerId })), ownerId: owner.id },
          { signal },
        )
        onDone()
        onClose()
        offerUndo(`${words.done(changed, owner.username)} ${text.machines.portalRefresh}`, operation)
      } catch (error) {
        if (isAppError(error, 'stale')) await chosen.refetch()
        throw error
      }
    })

  return (
    <ActionDialog
      title={words.title(chosen.data ? all.length : count)}
      size="medium"
      chosen={chosen}
      action={{ ...action, errors: { form: action.errors.form, fields: {} } }}
      go={words.go(machines.length)}
      canGo={owner !== null && machines.length > 0 && !chosen.isFetching && !action.isRunning}
      onGo={() => void go()}
      onClose={onClose}
    >
      <PersonPicker
        label={words.owner}
        description={words.ownerHint}
        value={owner}
        onChange={(person) => {
          action.clear('ownerId')
          setOwner(person)
        }}
        errorMessage={action.errors.fields['ownerId']}
        purpose="owner"
        isRequired
        autoFocus
      />
      <MachineList
        label={words.list}
        rows={all.map((machine) => ({
          key: machine.id,
          name: machine.name,
          host: machine.host,
          note: words.from(machine.owner),
        }))}
      />
      <div role="status" className={styles.content}>
        <p>{words.follows(owner?.username ?? null)}</p>
        {assigned > 0 && <p>{words.assigned(assigned)}</p>}
        {unshared > 0 && <p>{words.unshared(unshared)}</p>}
        {owner !== null && all.length > machines.length && (
          <p className={styles.muted}>
            {machines.length === 0 ? words.allTheirs : words.already(all.length - machines.length)}
          </p>
        )}
      </div>
    </ActionDialog>
  )
}
