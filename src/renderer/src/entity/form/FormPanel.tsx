// Loads the row of a panel, and lets nobody leave it with something typed unless they say so.
import { useQuery } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useCallback, useEffect, useRef, useState, type ComponentType, type ReactNode } from 'react'
import { isAppError } from '@shared/errors'
import { text } from '@shared/text'
import { onEvent } from '../../api/call'
import { useReadOnly } from '../../api/database'
import { formErrors } from '../../api/show-error'
import { useOperator } from '../../auth/operator'
import { useOpenPanel } from '../../desktop/place'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Skeleton } from '../../ui/Skeleton'
import { panelTabs } from '../panel-tabs'
import type { AnyRow } from '../table/calls'
import { DiscardDialog } from './DiscardDialog'
import type { EntityForm, EntityRow, FieldsProps } from './entity-form'
import { FormContent } from './FormContent'
import { PanelFrame } from './PanelFrame'
import { PanelTabs } from './PanelTabs'
import styles from './PanelFrame.module.css'

const words = text.form

export type Mode<V> = { kind: 'add'; initial?: Partial<V> | undefined } | { kind: 'edit'; id: number }

export interface FormPanelProps<R extends EntityRow, V extends object> {
  form: EntityForm<R, V>
  Fields: ComponentType<FieldsProps<R, V>>
  mode: Mode<V>
  mayEdit?(row: R, operator: ReturnType<typeof useOperator>): boolean
  position?: { index: number; total: number } | undefined
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
  onClose(): void
  onSaved(row: R): void
  onDeleted(): void
  /** The row was written to in another tab. */
  onChanged(): void
}

const modeKey = (mode: Mode<never>) => (mode.kind === 'edit' ? `edit-${mode.id}` : 'add')

export function FormPanel<R extends EntityRow, V extends object>(props: FormPanelProps<R, V>) {
  const { form, mode, onClose } = props
  const operator = useOperator()
  const readOnly = useReadOnly()
  const [shown, setShown] = useState(mode)
  // A new count is a new form: that is how what was typed is dropped.
  const [attempt, setAttempt] = useState(0)
  const [asked, setAsked] = useState<{ go(): void } | null>(null)
  const isDirty = useRef(false)

  const leave = (go: () => void) => (isDirty.current ? setAsked({ go }) : go())
  const drop = (go: () => void) => {
    isDirty.current = false
    setAsked(null)
    setAttempt((count) => count + 1)
    go()
  }
  const onDirtyChange = useCallback((dirty: boolean) => {
    isDirty.current = dirty
  }, [])

  // Another row was opened in the table: what was typed here is asked for first.
  const latest = useRef(leave)
  useEffect(() => {
    latest.current = leave
  })
  const wanted = modeKey(mode as Mode<never>)
  const wantedMode = useRef(mode)
  useEffect(() => {
    wantedMode.current = mode
  })
  useEffect(() => {
    latest.current(() => setShown(wantedMode.current))
  }, [wanted])

  const { row, error, isLoading, retry } = useRow(form, shown.kind === 'edit' ? shown.id : null)
  const title =
    shown.kind === 'add'
      ? words.addTitle[form.entity]
      : row
        ? words.editTitle(form.entity, form.title(row))
        : words.loadingTitle[form.entity]
  useOpenPanel(form.entity, shown.kind === 'edit' ? shown.id : null, row ? form.title(row) : null)
  const { onPrevious, onNext } = props
  const tabs = panelTabs[form.entity]
  const changed = () => {
    // What is being typed stays: others' changes to other fields are kept when it is saved.
    if (!isDirty.current) void retry().then(() => setAttempt((count) => count + 1))
    props.onChanged()
  }
  const inTabs = (open: R | null, content: ReactNode) =>
    open === null || tabs.length === 0 ? (
      content
    ) : (
      <PanelTabs key={open.id} tabs={tabs} row={open as unknown as AnyRow} onChanged={changed}>
        {content}
      </PanelTabs>
    )
  return (
    <PanelFrame
      title={title}
      position={shown.kind === 'edit' ? props.position : undefined}
      onPrevious={onPrevious && (() => leave(onPrevious))}
      onNext={onNext && (() => leave(onNext))}
      onClose={() => leave(onClose)}
    >
      {isLoading && <Loading />}
      {error !== null && (
        <Failed error={error} entity={form.entity} onRetry={() => void retry()} onClose={onClose} />
      )}
      {(row !== null || shown.kind === 'add') &&
        inTabs(
          row,
          <FormContent
            key={`${modeKey(shown as Mode<never>)}-${attempt}`}
            form={form}
            Fields={props.Fields}
            row={row}
            initial={shown.kind === 'add' ? shown.initial : undefined}
            isLocked={readOnly !== null || (row !== null && props.mayEdit?.(row, operator) === false)}
            readOnly={readOnly}
            isAsking={asked !== null}
            onDirtyChange={onDirtyChange}
            onSaved={(saved) => {
              isDirty.current = false
              props.onSaved(saved)
              onClose()
            }}
            onDeleted={() => {
              isDirty.current = false
              props.onDeleted()
              onClose()
            }}
            onChanged={changed}
            onAddAgain={(values) => setShown({ kind: 'add', initial: values })}
            onClose={() => leave(onClose)}
            onDiscard={() => drop(onClose)}
          />,
        )}
      <DiscardDialog
        isOpen={asked !== null}
        onKeep={() => setAsked(null)}
        onDiscard={() => asked && drop(asked.go)}
      />
    </PanelFrame>
  )
}

/** The row as it is stored when the form opens; it does not change under what is being typed. */
function useRow<R extends EntityRow, V extends object>(form: EntityForm<R, V>, id: number | null) {
  const query = useQuery({
    queryKey: ['form', form.entity, id],
    queryFn: ({ signal }) => form.load(id ?? 0, signal),
    enabled: id !== null,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
  const { refetch } = query
  const failed = query.isError
  useEffect(() => {
    if (!failed) return
    // The database is back: what could not be read is read now.
    return onEvent('database.state', (state) => {
      if (state.kind === 'ready') void refetch()
    })
  }, [failed, refetch])
  return {
    row: id === null ? null : (query.data ?? null),
    error: id === null ? null : query.error,
    isLoading: id !== null && query.isPending,
    retry: async () => void (await refetch()),
  }
}

function Loading() {
  return (
    <div className={styles.skeleton} aria-busy="true" aria-label={words.loading} role="status">
      {['40%', '90%', '60%', '75%', '50%'].map((width) => (
        <Skeleton key={width} width={width} height="14px" />
      ))}
    </div>
  )
}

function Failed(props: {
  error: unknown
  entity: 'user' | 'vm' | 'bookmark'
  onRetry(): void
  onClose(): void
}) {
  const isGone = isAppError(props.error, 'not_found')
  return (
    <EmptyState
      icon={CircleAlert}
      tone="danger"
      level={3}
      title={isGone ? words.goneTitle(props.entity) : (formErrors(props.error).form ?? words.loadFailed)}
      action={
        isGone ? (
          <Button autoFocus onPress={props.onClose}>
            {words.close}
          </Button>
        ) : (
          <Button autoFocus onPress={props.onRetry}>
            {words.tryAgain}
          </Button>
        )
      }
    />
  )
}
