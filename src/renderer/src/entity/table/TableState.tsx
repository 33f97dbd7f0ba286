// What a table shows in place of rows: loading, empty, no match, failed, not allowed.
import { CircleAlert, Inbox, Lock, PlugZap, SearchX } from 'lucide-react'
import type { EntityName } from '@shared/entity'
import type { ErrorBody } from '@shared/errors'
import { text } from '@shared/text'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Skeleton } from '../../ui/Skeleton'
import styles from './TableState.module.css'

const words = text.table

interface TableStateProps {
  entity: EntityName
  error: ErrorBody | null
  loaded: boolean
  narrowed: boolean
  canWrite: boolean
  onRetry(): void
  onClear(): void
  onAdd(): void
}

export function TableState({
  entity,
  error,
  loaded,
  narrowed,
  canWrite,
  onRetry,
  onClear,
  onAdd,
}: TableStateProps) {
  if (error) return <Failed error={error} onRetry={onRetry} />
  if (!loaded) return <LoadingRows />
  if (narrowed) {
    return (
      <EmptyState
        icon={SearchX}
        title={words.noMatch}
        text={words.noMatchText}
        action={<Button onPress={onClear}>{words.showAll}</Button>}
      />
    )
  }
  return (
    <EmptyState
      icon={Inbox}
      title={words.empty[entity]}
      text={words.addHint[entity]}
      action={canWrite && <Button onPress={onAdd}>{words.addFirst[entity]}</Button>}
    />
  )
}

function Failed({ error, onRetry }: { error: ErrorBody; onRetry(): void }) {
  switch (error.code) {
    case 'forbidden':
      return <EmptyState icon={Lock} title={words.forbidden} text={error.message} />
    case 'unavailable':
      return <EmptyState icon={PlugZap} title={words.waiting} text={words.waitingText} />
    case 'cancelled':
    case 'not_signed_in':
      return <LoadingRows />
    case 'invalid_input':
    case 'conflict':
    case 'not_found':
    case 'in_use':
    case 'stale':
    case 'outcome_unknown':
    case 'internal':
      return (
        <EmptyState
          icon={CircleAlert}
          tone="danger"
          title={words.failed}
          text={error.message}
          action={<Button onPress={onRetry}>{words.retry}</Button>}
        />
      )
  }
}

const lines = ['58%', '44%', '66%', '50%', '62%', '40%', '54%', '60%', '46%', '56%', '64%', '48%']

function LoadingRows() {
  return (
    <div aria-hidden className={styles.loading}>
      {lines.map((width, i) => (
        <div key={i} className={styles.line}>
          <Skeleton width={width} />
        </div>
      ))}
    </div>
  )
}
