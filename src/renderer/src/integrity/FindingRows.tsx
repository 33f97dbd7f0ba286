// The rows of one kind, page by page: each can be opened and chosen, all or some of them repaired.
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { kindFacts, maxChosen, type Chosen, type Finding, type FindingKind } from '@shared/integrity'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useReadOnly } from '../api/database'
import { navigate, type Page } from '../routes'
import { Button } from '../ui/Button'
import { Checkbox } from '../ui/Checkbox'
import { FormError } from '../ui/FormError'
import { Skeleton } from '../ui/Skeleton'
import { RepairDialog } from './RepairDialog'
import styles from './FindingRows.module.css'

const words = text.integrity
const pageOf = { user: 'users', vm: 'vms', bookmark: 'bookmarks' } as const satisfies Record<string, Page>

export interface FindingRowsProps {
  kind: FindingKind
  count: number
  version: string
  ids: readonly number[] | null
  onRepaired(): void
}

/** All but some, or none but some. */
interface Choice {
  all: boolean
  but: ReadonlySet<number>
}

export function FindingRows({ kind, count, version, ids, onRepaired }: FindingRowsProps) {
  const [choice, setChoice] = useState<Choice>({ all: true, but: new Set() })
  const [isRepairing, setRepairing] = useState(false)
  const readOnly = useReadOnly()
  const pages = useInfiniteQuery({
    queryKey: ['integrity.rows', kind, version],
    queryFn: ({ pageParam, signal }) =>
      call('integrity.rows', { kind, after: pageParam, ids: ids === null ? null : [...ids] }, { signal }),
    initialPageParam: -0x7fffffff,
    getNextPageParam: ({ rows, more }) => (more ? rows.at(-1)?.id : undefined),
    staleTime: 0,
    gcTime: 0,
  })
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  const total = ids?.length ?? count
  const chosenCount = choice.all ? Math.max(0, total - choice.but.size) : choice.but.size
  const isChosen = (id: number) => choice.all !== choice.but.has(id)
  const canRepair = kindFacts[kind].repairs.length > 0

  const toggle = (id: number) => {
    const but = new Set(choice.but)
    if (!but.delete(id) && but.size < maxChosen) but.add(id)
    setChoice({ ...choice, but })
  }
  const toggleAll = () => setChoice({ all: chosenCount < total, but: new Set() })

  return (
    <>
      <div className={styles.bar}>
        {canRepair ? (
          <>
            <Checkbox
              isSelected={chosenCount >= total}
              isIndeterminate={chosenCount > 0 && chosenCount < total}
              onChange={toggleAll}
            >
              {chosenCount === total ? words.chooseAll(total) : words.chosen(chosenCount, total)}
            </Checkbox>
            <Button
              variant="primary"
              isDisabled={chosenCount === 0 || readOnly !== null}
              onPress={() => setRepairing(true)}
            >
              {chosenCount === total ? words.repair : words.repairSome(chosenCount)}
            </Button>
          </>
        ) : (
          <p className={styles.hint}>{words.byHand}</p>
        )}
        {canRepair && readOnly !== null && <p className={styles.hint}>{words.readOnly}</p>}
      </div>
      {pages.isError && <FormError message={`${words.rowsFailed}. ${pages.error.message}`} />}
      {pages.isSuccess && rows.length === 0 && <p className={styles.hint}>{words.nothingLeft}</p>}
      <ul aria-label={words.rowsLabel(kind)} aria-busy={pages.isPending} className={styles.rows}>
        {pages.isPending &&
          Array.from({ length: Math.min(count, 5) }, (_, row) => (
            <li key={row} className={styles.row}>
              <Skeleton width="60%" />
            </li>
          ))}
        {rows.map((row) => (
          <FindingRow
            key={row.id}
            kind={kind}
            row={row}
            isChosen={canRepair ? isChosen(row.id) : null}
            onToggle={() => toggle(row.id)}
          />
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button isPending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
          {words.more}
        </Button>
      )}
      {isRepairing && (
        <RepairDialog
          kind={kind}
          chosen={chosenOf(choice, ids)}
          onClose={() => setRepairing(false)}
          onRepaired={() => {
            setChoice({ all: true, but: new Set() })
            onRepaired()
          }}
        />
      )}
    </>
  )
}

/** Rows that no condition finds are always named. */
function chosenOf({ all, but }: Choice, ids: readonly number[] | null): Chosen {
  if (!all) return { ids: [...but] }
  return ids === null ? { except: [...but] } : { ids: ids.filter((id) => !but.has(id)) }
}

interface FindingRowProps {
  kind: FindingKind
  row: Finding
  /** Null: there is nothing to choose. */
  isChosen: boolean | null
  onToggle(): void
}

function FindingRow({ kind, row, isChosen, onToggle }: FindingRowProps) {
  const title = row.title.trim() === '' ? words.blank : row.title
  const page = pageOf[kindFacts[kind].entity]
  return (
    <li className={styles.row}>
      {isChosen !== null && (
        <Checkbox aria-label={words.chooseRow(title)} isSelected={isChosen} onChange={onToggle} />
      )}
      <a
        href={`/${page}`}
        draggable={false}
        className={styles.open}
        aria-label={words.openRow(title)}
        onClick={(event) => {
          event.preventDefault()
          navigate(page, { open: row.id })
        }}
      >
        {title}
      </a>
      <span className={styles.says}>{row.says}</span>
    </li>
  )
}
