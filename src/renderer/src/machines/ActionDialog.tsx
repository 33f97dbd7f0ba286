// The frame of a dialog that acts on chosen machines: its states, its errors, Ctrl+Enter, and its two buttons.
import { useEffect, useRef, type ReactNode } from 'react'
import { text } from '@shared/text'
import type { Action } from '../api/use-action'
import { formErrors } from '../api/show-error'
import { useDiscardQuestion } from '../entity/form/use-discard-question'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Dialog, type DialogProps } from '../ui/Dialog'
import { FormError } from '../ui/FormError'
import { Skeleton } from '../ui/Skeleton'
import styles from './machines.module.css'

const words = text.machines

export interface ActionDialogFrameProps {
  title: string
  size: NonNullable<DialogProps['size']>
  /** What is acted on; where it cannot be had, the dialog says so and offers to try again. */
  chosen: {
    data: readonly unknown[] | undefined
    error: unknown
    isFetching: boolean
    refetch(): unknown
  }
  action: Action
  go: string
  canGo: boolean
  /** Something was typed or gathered, which is asked for before it is dropped. */
  isDirty?: boolean
  onGo(): void
  onClose(): void
  children: ReactNode
}

/** Ctrl+Enter goes from anywhere inside; Esc cancels what runs. */
export function ActionDialog(props: ActionDialogFrameProps) {
  const { title, size, chosen, action, go, canGo, onGo, onClose, children } = props
  const { leave, isAsking, question } = useDiscardQuestion(
    props.isDirty ?? false,
    () => {
      action.cancel()
      onClose()
    },
    title,
  )
  const latest = useRef({ canGo, onGo })
  useEffect(() => {
    latest.current = { canGo: canGo && !isAsking, onGo }
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return
      event.preventDefault()
      event.stopPropagation()
      if (latest.current.canGo) latest.current.onGo()
    }
    window.addEventListener('keydown', press, true)
    return () => window.removeEventListener('keydown', press, true)
  }, [])
  const failed = chosen.error ? (formErrors(chosen.error).form ?? words.loadFailed) : null
  const isEmpty = chosen.data?.length === 0
  return (
    <Dialog
      title={title}
      size={size}
      isOpen
      onOpenChange={(open) => !open && leave()}
      footer={
        <>
          <Button onPress={leave}>{words.cancel}</Button>
          <Button
            variant="primary"
            shortcut="mod+Enter"
            isDisabled={!canGo}
            isPending={action.isRunning}
            onPress={onGo}
          >
            {go}
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        {failed !== null && (
          <Banner
            tone="danger"
            role="alert"
            inset
            actions={
              <Button isPending={chosen.isFetching} onPress={() => void chosen.refetch()}>
                {words.tryAgain}
              </Button>
            }
          >
            {failed}
          </Banner>
        )}
        {chosen.data === undefined && failed === null && (
          <div role="status" aria-label={words.loading} aria-busy="true" className={styles.loading}>
            <Skeleton width="60%" height="14px" />
            <Skeleton width="90%" height="14px" />
            <Skeleton width="80%" height="14px" />
          </div>
        )}
        {isEmpty ? <p>{words.noneLeft}</p> : chosen.data !== undefined && children}
        <FormError message={action.errors.form ?? Object.values(action.errors.fields)[0] ?? null} />
        {question}
      </div>
    </Dialog>
  )
}
