// Re-keys all stored secrets: which key, where its copy goes, how far it has come, and what to do with the portal.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Rekeyed } from '@shared/credentials'
import { text } from '@shared/text'
import { call } from '../api/call'
import { formErrors } from '../api/show-error'
import { useAction } from '../api/use-action'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { FormError } from '../ui/FormError'
import { ProgressBar } from '../ui/ProgressBar'
import { Skeleton } from '../ui/Skeleton'
import { checkAgain } from './key-check'
import { RekeyChoices, type RekeyChoice } from './RekeyChoices'
import { RekeyDone } from './RekeyDone'
import styles from './credentials.module.css'

const words = text.credentials.rekey

export function RekeyDialog({ onClose }: { onClose(): void }) {
  const plan = useQuery({
    queryKey: ['credentials.rekeyPlan'],
    queryFn: ({ signal }) => call('credentials.rekeyPlan', undefined, { signal }),
    staleTime: 0,
    gcTime: 0,
  })
  const action = useAction()
  const [choice, setChoice] = useState<RekeyChoice>({ key: null, path: null })
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const [done, setDone] = useState<Rekeyed | null>(null)
  // What is there again after a run that failed or was stopped: the focus was on what is gone.
  const [hasRun, setHasRun] = useState(false)

  const start = () =>
    action.run(async (signal) => {
      setProgress(null)
      setHasRun(true)
      setDone(await call('credentials.rekey', choice, { signal, onProgress: setProgress }))
      await checkAgain()
    })
  const isFixed = plan.data?.place === 'fixed'
  return (
    <Dialog
      title={done ? words.doneTitle(done.renewed + done.already, done.closed) : words.title}
      isOpen
      onOpenChange={(isOpen) => !isOpen && !action.isRunning && onClose()}
      footer={
        action.isRunning ? (
          // By its key another button than Cancel, which React would make of it without taking the focus there.
          <Button key="stop" autoFocus onPress={action.cancel}>
            {words.stop}
          </Button>
        ) : (
          <>
            <Button
              key={done ? 'close' : 'cancel'}
              autoFocus={done !== null}
              variant={done ? 'primary' : 'default'}
              onPress={onClose}
            >
              {done ? text.credentials.close : text.credentials.cancel}
            </Button>
            {!done && (
              <Button
                variant="primary"
                autoFocus={hasRun}
                isDisabled={!plan.isSuccess || isFixed}
                onPress={() => void start()}
              >
                {words.start}
              </Button>
            )}
          </>
        )
      }
    >
      <div className={styles.reveal}>
        <FormError message={action.errors.form ?? (plan.isError ? formErrors(plan.error).form : null)} />
        {plan.isPending && <Skeleton width="70%" height="14px" />}
        {plan.isSuccess && !done && !action.isRunning && (
          <RekeyChoices
            plan={plan.data}
            choice={choice}
            errors={action.errors.fields}
            onChange={(next, field) => {
              setChoice(next)
              action.clear(field)
            }}
          />
        )}
        {action.isRunning && <ProgressBar label={words.running} value={progress} />}
        {done && <RekeyDone done={done} />}
      </div>
    </Dialog>
  )
}
