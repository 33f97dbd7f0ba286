// Operations newest first, page by page; arrow keys go from one to the next.
import { useInfiniteQuery } from '@tanstack/react-query'
import { CircleAlert, History } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useDatabase } from '../api/database'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { focusableWhereItScrolls } from '../ui/focusable-where-it-scrolls'
import { Skeleton } from '../ui/Skeleton'
import { useDebounced } from '../entity/form/use-debounced'
import type { Names } from './describe'
import { filterInput, isFiltered, type HistoryFilter } from './filter'
import { OperationItem } from './OperationItem'
import styles from './HistoryList.module.css'

const words = text.history

export function HistoryList({ filter }: { filter: HistoryFilter }) {
  const { ready } = useDatabase()
  const input = filterInput({ ...filter, text: useDebounced(filter.text, 250) })
  const found = useInfiniteQuery({
    queryKey: ['history', 'list', input],
    queryFn: ({ pageParam, signal }) => call('history.list', { filter: input, after: pageParam }, { signal }),
    initialPageParam: null as { at: string; operation: string } | null,
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  })
  const list = useRef<HTMLUListElement>(null)
  const operations = found.data?.pages.flatMap((page) => page.operations) ?? []
  const isLoaded = operations.length > 0
  // Whoever comes by the keyboard is at the newest change at once; whoever is typing or filters stays where they are.
  const hasArrived = useRef(false)
  useEffect(() => {
    if (!isLoaded || hasArrived.current) return
    hasArrived.current = true
    const active = document.activeElement
    if (active !== document.body && active !== document.querySelector('main')) return
    list.current?.querySelector<HTMLElement>('[data-operation]')?.focus()
  }, [isLoaded])

  if (found.isPending) return <Loading />
  if (found.isError) {
    return (
      <EmptyState
        icon={CircleAlert}
        title={words.failed}
        text={found.error.message}
        action={<Button onPress={() => void found.refetch()}>{text.shell.tryAgain}</Button>}
      />
    )
  }
  if (!isLoaded) {
    const isBackwards = filter.from !== '' && filter.until !== '' && filter.from > filter.until
    return isFiltered(filter) ? (
      <EmptyState
        icon={History}
        title={words.noMatch}
        text={isBackwards ? words.daysBackwards : words.noMatchText}
      />
    ) : (
      <EmptyState icon={History} title={words.empty} text={words.emptyText} />
    )
  }
  const names: Names = Object.assign({}, ...(found.data?.pages ?? []).map((page) => page.names))
  return (
    <div ref={focusableWhereItScrolls} className={styles.scroll} aria-busy={found.isFetching}>
      <ul ref={list} aria-label={words.list} className={styles.list}>
        {operations.map((operation) => (
          <OperationItem
            key={operation.operation}
            operation={operation}
            names={names}
            readOnly={ready?.readOnly ?? null}
          />
        ))}
      </ul>
      {found.hasNextPage && (
        <div className={styles.older}>
          <Button isPending={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
            {words.older}
          </Button>
        </div>
      )}
    </div>
  )
}

function Loading() {
  return (
    <div className={styles.loading} aria-busy>
      {[1, 2, 3, 4, 5, 6].map((line) => (
        <Skeleton key={line} height="34px" />
      ))}
    </div>
  )
}
