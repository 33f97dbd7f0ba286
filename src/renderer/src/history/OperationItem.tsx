// One operation in the list: who did what, when and from where; opened it shows each change; a button takes it back.
import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronRight, Undo2 } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { mayTakeBack, type HistoryOperation } from '@shared/calls/history'
import { text } from '@shared/text'
import { dateTime } from '@shared/text/dates'
import { call } from '../api/call'
import { formErrors } from '../api/show-error'
import { Button } from '../ui/Button'
import { FormError } from '../ui/FormError'
import { Skeleton } from '../ui/Skeleton'
import { ChangeList } from './ChangeList'
import { describe, type Names } from './describe'
import { askUndo } from './undo-store'
import styles from './HistoryList.module.css'

const words = text.history

interface OperationItemProps {
  operation: HistoryOperation
  names: Names
  /** Why nothing can be taken back here, or null. */
  readOnly: string | null
}

export function OperationItem({ operation, names, readOnly }: OperationItemProps) {
  const [isOpen, setOpen] = useState(false)
  const row = useRef<HTMLButtonElement>(null)
  const details = useId()
  const what = describe(operation, names)
  const sentence = words.sentence(operation.actor, what)
  const isWrite = operation.counts.some(({ kind }) => mayTakeBack(kind))
  const mayUndo = isWrite && !operation.takenBack && readOnly === null
  // The button that had the focus goes once it was used: the row takes it.
  useEffect(() => {
    if (!mayUndo && document.activeElement === document.body && row.current?.dataset['asked'] === 'true') {
      row.current.focus()
    }
  }, [mayUndo])
  const undo = () => {
    if (row.current) row.current.dataset['asked'] = 'true'
    askUndo(operation.operation)
  }
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <button
          ref={row}
          type="button"
          data-operation=""
          aria-expanded={isOpen}
          aria-controls={details}
          className={styles.row}
          onClick={() => setOpen(!isOpen)}
          onKeyDown={(event) => {
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
            if (step !== undefined) {
              event.preventDefault()
              focusNext(event.currentTarget, step)
            }
            const isUndo = event.key === 'Delete' || (event.key === 'z' && (event.ctrlKey || event.metaKey))
            if (!isUndo || !mayUndo) return
            event.preventDefault()
            event.stopPropagation()
            event.nativeEvent.stopImmediatePropagation()
            undo()
          }}
        >
          {isOpen ? <ChevronDown size={15} aria-hidden /> : <ChevronRight size={15} aria-hidden />}
          <span className={styles.words}>
            <span className={styles.sentence}>
              <strong>{operation.actor === '' ? words.console : operation.actor}</strong> {what}
            </span>
            <span className={styles.when}>
              {`${dateTime(new Date(operation.at))}, ${words.on(operation.computer)}`}
            </span>
          </span>
        </button>
        {operation.takenBack && <span className={styles.tag}>{words.takenBack}</span>}
        {mayUndo && (
          <Button variant="quiet" icon={Undo2} aria-label={words.undoOf(sentence)} onPress={undo}>
            {words.undo}
          </Button>
        )}
      </div>
      <div id={details} hidden={!isOpen}>
        {isOpen && <Details operation={operation.operation} what={sentence} />}
      </div>
    </li>
  )
}

/** The row of the next operation in the list takes the focus; at the ends nothing happens. */
function focusNext(row: HTMLElement, step: number): void {
  const rows = [...(row.closest('ul')?.querySelectorAll<HTMLElement>('[data-operation]') ?? [])]
  rows[rows.indexOf(row) + step]?.focus()
}

function Details({ operation, what }: { operation: string; what: string }) {
  const found = useInfiniteQuery({
    queryKey: ['history', 'details', operation],
    queryFn: ({ pageParam, signal }) =>
      call('history.ofOperation', { operation, after: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.isMore ? (last.changes.at(-1)?.id ?? null) : null),
  })
  const pages = found.data?.pages ?? []
  const changes = pages.flatMap((page) => page.changes)
  const total = (pages[0]?.about.counts ?? []).reduce((sum, { count }) => sum + count, 0)
  return (
    <div className={styles.details} aria-busy={found.isFetching}>
      {found.isPending && <Skeleton width="40%" />}
      {found.isError && <FormError message={formErrors(found.error).form} />}
      {changes.length > 0 && (
        <ChangeList
          label={words.changesOf(what)}
          changes={changes}
          names={Object.assign({}, ...pages.map((page) => page.names)) as Names}
        />
      )}
      {found.hasNextPage && (
        <Button isPending={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
          {words.more(total - changes.length)}
        </Button>
      )}
    </div>
  )
}
