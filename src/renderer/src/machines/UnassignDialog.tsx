// Takes the chosen machines back from the people they are assigned to.
import { isAppError } from '@shared/errors'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import type { ActionDialogProps } from '../entity/actions'
import { offerUndo } from '../history/offer-undo'
import { ActionDialog } from './ActionDialog'
import { MachineList } from './MachineList'
import { useChosen } from './use-chosen'
import styles from './machines.module.css'

const words = text.machines.unassign

export function UnassignDialog({ selection, count, onClose, onDone }: ActionDialogProps) {
  const chosen = useChosen(selection)
  const action = useAction()
  const all = chosen.data ?? []
  const machines = all.filter(({ assignedTo }) => assignedTo !== null)

  const go = () =>
    action.run(async (signal) => {
      try {
        const assignments = machines.map(({ id, assignedTo, shared }) => ({
          id,
          to: null,
          expected: { assignedTo, shared },
        }))
        const { changed, operation } = await call('machines.assign', { assignments }, { signal })
        onDone()
        onClose()
        offerUndo(`${words.done(changed)} ${text.machines.portalRefresh}`, operation)
      } catch (error) {
        if (isAppError(error, 'stale')) await chosen.refetch()
        throw error
      }
    })

  const title = words.title(chosen.data ? machines.length : count)
  return (
    <ActionDialog
      title={title}
      size="medium"
      chosen={chosen}
      action={action}
      go={words.go(machines.length)}
      canGo={machines.length > 0 && !chosen.isFetching && !action.isRunning}
      onGo={() => void go()}
      onClose={onClose}
    >
      {machines.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <>
          <p>{words.text}</p>
          <MachineList
            label={text.machines.assign.chosen}
            rows={machines.map(({ id, name, host, assignedTo }) => ({
              key: id,
              name,
              host,
              note: words.from(assignedTo ?? ''),
            }))}
          />
          {all.length > machines.length && (
            <p className={styles.muted}>{words.others(all.length - machines.length)}</p>
          )}
        </>
      )}
    </ActionDialog>
  )
}
