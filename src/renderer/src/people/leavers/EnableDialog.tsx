// "Enable…": who may sign in again, and whether what disabling them changed is put back.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '@shared/text'
import { call } from '../../api/call'
import { useAction } from '../../api/use-action'
import type { ActionDialogProps } from '../../entity/actions'
import { offerUndo } from '../../history/offer-undo'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormError } from '../../ui/FormError'
import { Switch } from '../../ui/Switch'
import { LeavingState } from './LeavingState'
import styles from './leavers.module.css'

const words = text.leavers

export function EnableDialog({ selection, rows, count, onClose, onDone }: ActionDialogProps) {
  const action = useAction()
  const [putsBack, setPutBack] = useState(true)
  const query = useQuery({
    queryKey: ['restorable', selection],
    queryFn: ({ signal }) => call('people.restorable', { selection }, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const found = query.data
  const hasMore = found !== undefined && found.unshare + found.assign > 0
  const disabled = rows.flatMap((row) => ('disabled' in row && row.disabled ? [row.username] : []))
  // Of more than are loaded, main says afterwards how many there were.
  const total = rows.length < count ? count : disabled.length

  const enable = () =>
    action.run(async (signal) => {
      const done = await call('people.enable', { selection, putBack: putsBack && hasMore }, { signal })
      offerUndo(words.enabled(disabled, done), done.operation)
      onDone()
      onClose()
    })
  return (
    <Dialog
      title={words.enableTitle(disabled, total)}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button
            autoFocus
            variant="primary"
            isPending={!found || action.isRunning}
            onPress={() => void enable()}
          >
            {action.isRunning ? words.enabling : words.enableButton}
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        <FormError message={action.errors.form ?? Object.values(action.errors.fields)[0] ?? null} />
        <p>{words.canSignIn}</p>
        <LeavingState query={query} />
        {found && !hasMore && (
          <p className={styles.hint}>{found.logged ? words.nothingToPutBack : words.notLogged}</p>
        )}
        {found && hasMore && (
          <section className={styles.section}>
            <Switch isSelected={putsBack} onChange={setPutBack}>
              {words.putBack}
            </Switch>
            <ul className={styles.list}>
              {found.unshare > 0 && <li>{words.putBackUnshare(found.unshare)}</li>}
              {found.assign > 0 && <li>{words.putBackAssign(found.assign)}</li>}
            </ul>
            <p className={styles.hint}>{words.putBackNames(found.names, found.unshare + found.assign)}</p>
          </section>
        )}
      </div>
    </Dialog>
  )
}
