// "Pass machines on…": hands what people have to somebody else.
import { useEffect, useRef, useState } from 'react'
import { text } from '@shared/text'
import { call } from '../../api/call'
import { useAction } from '../../api/use-action'
import type { ActionDialogProps } from '../../entity/actions'
import { PendingChoices, usePendingChoices } from '../../entity/form/pending-choices'
import { offerUndo } from '../../history/offer-undo'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { focusFirstError } from '../../ui/focus-first-error'
import { FormError } from '../../ui/FormError'
import { Heirs, type HeirsValue } from './Heirs'
import { LeavingState } from './LeavingState'
import styles from './leavers.module.css'
import { useLeaving } from './use-leaving'

const words = text.leavers
const formId = 'pass-on'

export function PassOnDialog({ selection, onClose, onDone }: ActionDialogProps) {
  const query = useLeaving(selection)
  const action = useAction()
  const choices = usePendingChoices()
  const form = useRef<HTMLFormElement>(null)
  const [heirs, setHeirs] = useState<HeirsValue>({ passTo: null, assignTo: null })
  const latest = useRef(heirs)
  const found = query.data
  const isEmpty = found !== undefined && found.vms + found.bookmarks + found.assignedAny === 0
  const isThere = found !== undefined

  useEffect(() => {
    if (isThere) form.current?.querySelector('input')?.focus()
  }, [isThere])

  const change = (part: Partial<HeirsValue>) => {
    latest.current = { ...latest.current, ...part }
    setHeirs(latest.current)
    action.setErrors({ form: null, fields: {} })
  }
  async function passOn(): Promise<void> {
    // A name that was just typed may still be looked up.
    if (!(await choices.settled())) return
    const { passTo, assignTo } = latest.current
    const done = await action.run(async (signal) => {
      const passed = await call(
        'people.passOn',
        { selection, passTo: passTo?.username ?? null, assignTo: assignTo?.username ?? null },
        { signal },
      )
      offerUndo(words.passedOn(passed), passed.operation)
      onDone()
      onClose()
    })
    if (!done) focusFirstError(form.current)
  }

  const { passTo, assignTo, ...others } = action.errors.fields
  const ownsNothing = found !== undefined && found.vms + found.bookmarks === 0
  return (
    <Dialog
      title={found ? words.passOnTitle(found.names, found.users) : words.passOn}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            isPending={action.isRunning}
            isDisabled={!found || isEmpty}
          >
            {action.isRunning ? words.passingOn : words.passOnButton}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        ref={form}
        noValidate
        className={styles.content}
        onSubmit={(event) => {
          event.preventDefault()
          void passOn()
        }}
      >
        <FormError message={action.errors.form ?? Object.values(others)[0] ?? null} />
        <LeavingState query={query} />
        {isEmpty && found.users > 0 && <p>{words.nothingToPass}</p>}
        {found && (
          <PendingChoices value={choices.add}>
            <Heirs
              found={found}
              otherwise="stays"
              value={heirs}
              onChange={change}
              // Where no owner is asked for, nobody chosen is an assignee not chosen.
              errors={{ passTo, assignTo: assignTo ?? (ownsNothing ? passTo : undefined) }}
              exclude={'ids' in selection ? selection.ids : []}
            />
          </PendingChoices>
        )}
      </form>
    </Dialog>
  )
}
