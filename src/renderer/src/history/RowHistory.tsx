// The History tab of a row's panel: what was done to this row, newest first.
import { useInfiniteQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { mayTakeBack, type HistoryRowChange } from '@shared/calls/history'
import type { EntityName } from '@shared/entity'
import { text } from '@shared/text'
import { dateTime } from '@shared/text/dates'
import { call } from '../api/call'
import { useDatabase } from '../api/database'
import { formErrors } from '../api/show-error'
import type { PanelTab, PanelTabProps } from '../entity/panel-tabs'
import { navigate } from '../routes'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { Skeleton } from '../ui/Skeleton'
import { ChangeFields } from './ChangeList'
import { describeChange, type Names } from './describe'
import { showOnlyHistoryOf } from './filter'
import { askUndo } from './undo-store'
import styles from './RowHistory.module.css'

const words = text.history

/** The tab, for `panel-tabs.ts`. */
export function historyTab(entity: EntityName): PanelTab {
  return { id: 'history', label: words.tab, Content: contents[entity] }
}

const contents = {
  user: (props: PanelTabProps) => <RowHistory entity="user" {...props} />,
  vm: (props: PanelTabProps) => <RowHistory entity="vm" {...props} />,
  bookmark: (props: PanelTabProps) => <RowHistory entity="bookmark" {...props} />,
}

function RowHistory({ entity, row }: PanelTabProps & { entity: EntityName }) {
  const { ready } = useDatabase()
  const found = useInfiniteQuery({
    // The version too: the row was written to, so there is more to show.
    queryKey: ['history', 'row', entity, row.id, row.version],
    queryFn: ({ pageParam, signal }) =>
      call('history.ofRow', { entity, id: row.id, before: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.isMore ? (last.changes.at(-1)?.id ?? null) : null),
    staleTime: 0,
  })
  if (found.isPending) return <Skeleton width="60%" />
  if (found.isError) {
    return (
      <EmptyState
        icon={History}
        level={3}
        title={words.failed}
        text={formErrors(found.error).form ?? ''}
        action={<Button onPress={() => void found.refetch()}>{text.shell.tryAgain}</Button>}
      />
    )
  }
  const changes = found.data.pages.flatMap((page) => page.changes)
  const names: Names = Object.assign({}, ...found.data.pages.map((page) => page.names))
  if (changes.length === 0) {
    return <EmptyState icon={History} level={3} title={words.rowEmpty} text={words.rowEmptyText} />
  }
  return (
    <>
      <ul aria-label={words.tab} className={styles.list}>
        {changes.map((change) => (
          <Entry key={change.id} change={change} names={names} readOnly={ready?.readOnly ?? null} />
        ))}
      </ul>
      <div className={styles.more}>
        {found.hasNextPage && (
          <Button isPending={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
            {words.older}
          </Button>
        )}
        {'username' in row && entity === 'user' && (
          <Button
            variant="quiet"
            onPress={() => openPage({ person: { id: row.id, username: row.username } })}
          >
            {words.wholeHistory}
          </Button>
        )}
        {'host' in row && (
          <Button variant="quiet" onPress={() => openPage({ machine: { id: row.id, name: row.name } })}>
            {words.wholeHistory}
          </Button>
        )}
      </div>
    </>
  )
}

function openPage(only: Parameters<typeof showOnlyHistoryOf>[0]): void {
  showOnlyHistoryOf(only)
  navigate('history')
}

function Entry(props: { change: HistoryRowChange; names: Names; readOnly: string | null }) {
  const { change, names } = props
  const what = describeChange(change, names)
  const sentence = words.sentence(change.actor, what)
  const mayUndo = mayTakeBack(change.kind) && !change.takenBack && props.readOnly === null
  return (
    <li className={styles.entry}>
      <div className={styles.head}>
        <p className={styles.words}>
          <span>{change.undoes === null ? sentence : words.sentence(change.actor, words.putBack(what))}</span>
          <span
            className={styles.when}
          >{`${dateTime(new Date(change.at))}, ${words.on(change.computer)}`}</span>
        </p>
        {change.takenBack && <span className={styles.when}>{words.takenBack}</span>}
        {mayUndo && (
          <Button
            variant="quiet"
            aria-label={words.undoOf(sentence)}
            onPress={() => askUndo(change.operation)}
          >
            {words.undo}
          </Button>
        )}
      </div>
      {change.kind === 'update' && <ChangeFields change={change} names={names} />}
    </li>
  )
}
