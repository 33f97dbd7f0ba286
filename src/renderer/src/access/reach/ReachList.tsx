// People or machines with why they reach or do not: the counts, a search for anybody, and the list below it.
import { useQuery, keepPreviousData } from '@tanstack/react-query'
import { Ban, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Grant, Refusal } from '@shared/access'
import type { ReachTally } from '@shared/calls/access'
import type { Sharing } from '@shared/sharing'
import { text } from '@shared/text'
import { number } from '@shared/text/plural'
import { formErrors } from '../../api/show-error'
import { useDebounced } from '../../entity/form/use-debounced'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { SearchField } from '../../ui/SearchField'
import { Skeleton } from '../../ui/Skeleton'
import styles from './ReachList.module.css'

const words = text.access

/** One line: whom or what it is about, and the sentences that say why. */
export interface ReachLine {
  id: number
  title: string
  detail: string
  tag: string
  may: boolean
  sees: boolean
  reasons: string[]
}

export interface ReachAnswer {
  sharing: Sharing
  /** Of all; null in the answer to a search. */
  tally: ReachTally | null
  /** What holds for all lines. */
  note: string | null
  lines: ReachLine[]
  more: boolean
}

export interface ReachWords {
  total(count: number): string
  listed(count: number): string
  search: string
  searchHint: string
  list: string
  none(typed: string): string
  more(shown: number): string
  others: string
  tags: Record<Grant, string>
  why: Record<Refusal, string>
}

interface ReachListProps {
  queryKey: readonly unknown[]
  ask(text: string, signal: AbortSignal): Promise<ReachAnswer>
  say: ReachWords
  /** In a dialog the search is where one begins; a tab leaves the focus on itself. */
  autoFocus?: boolean
}

export function ReachList({ queryKey, ask, say, autoFocus = false }: ReachListProps) {
  const [typed, setTyped] = useState('')
  const search = useDebounced(typed.trim(), 150)
  // Others' changes are seen when one looks again.
  const fresh = { staleTime: 0, gcTime: 0 }
  const all = useQuery({
    queryKey: ['reach', ...queryKey, ''],
    queryFn: ({ signal }) => ask('', signal),
    ...fresh,
  })
  const found = useQuery({
    queryKey: ['reach', ...queryKey, search],
    queryFn: ({ signal }) => ask(search, signal),
    enabled: search !== '',
    placeholderData: keepPreviousData,
    ...fresh,
  })
  const shown = search === '' ? all : found
  const failed = all.isError ? all : found
  if (failed.isError) {
    return (
      <EmptyState
        icon={CircleAlert}
        tone="danger"
        level={3}
        title={formErrors(failed.error).form ?? words.failed}
        action={<Button onPress={() => void failed.refetch()}>{words.retry}</Button>}
      />
    )
  }
  if (!all.data) return <Loading />
  return (
    <div className={styles.reach}>
      {all.data.tally && <Summary tally={all.data.tally} note={all.data.note} say={say} />}
      <div
        onKeyDownCapture={(event) => {
          // The first Esc empties the box, the next one closes what it is in.
          if (event.key !== 'Escape' || typed === '') return
          event.stopPropagation()
          event.preventDefault()
          setTyped('')
        }}
      >
        <SearchField
          aria-label={say.search}
          placeholder={say.searchHint}
          value={typed}
          onChange={setTyped}
          autoFocus={autoFocus}
        />
      </div>
      {shown.data ? (
        <Lines data={shown.data} say={say} search={search} isOld={shown.isPlaceholderData} />
      ) : (
        <Loading />
      )}
      {search === '' && all.data.tally && <Others tally={all.data.tally} say={say} />}
      <p className={styles.muted}>{words.sharing(all.data.sharing)}</p>
    </div>
  )
}

function Summary({ tally, note, say }: { tally: ReachTally; note: string | null; say: ReachWords }) {
  const { total, listedOnly, by } = tally
  return (
    <>
      <p className={styles.total}>{say.total(total)}</p>
      {by.length > 0 && (
        <ul className={styles.tags}>
          {by.map(({ rule, count }) => (
            <li key={rule} className={styles.tag}>
              {words.tag(say.tags[rule], count)}
            </li>
          ))}
        </ul>
      )}
      {listedOnly > 0 && (
        <Banner tone="warning" inset>
          {say.listed(listedOnly)}
        </Banner>
      )}
      {note !== null && <p className={styles.muted}>{note}</p>}
    </>
  )
}

function Lines(props: { data: ReachAnswer; say: ReachWords; search: string; isOld: boolean }) {
  const { data, say, search, isOld } = props
  return (
    <>
      <p role="status" className={search === '' ? 'visually-hidden' : styles.muted}>
        {search === '' || isOld
          ? ''
          : data.lines.length === 0
            ? say.none(search)
            : words.found(data.lines.length)}
      </p>
      {data.lines.length > 0 && (
        <ul aria-label={say.list} aria-busy={isOld} className={styles.lines}>
          {data.lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ul>
      )}
      {data.more && <p className={styles.muted}>{say.more(data.lines.length)}</p>}
    </>
  )
}

function Line({ line }: { line: ReachLine }) {
  return (
    <li className={styles.line}>
      <Mark may={line.may} sees={line.sees} />
      <div className={styles.about}>
        <p className={styles.head}>
          <span className={styles.title}>{line.title}</span>
          <span className={styles.detail}>{line.detail}</span>
          <span className={styles.role}>{line.tag}</span>
        </p>
        <p className={styles.muted}>{line.reasons.join(' ')}</p>
      </div>
    </li>
  )
}

function Mark({ may, sees }: { may: boolean; sees: boolean }) {
  const Icon = may ? CircleCheck : sees ? TriangleAlert : Ban
  const label = may ? words.reaches : sees ? words.listedOnly : words.cannot
  return (
    <span
      className={`${styles.mark} ${may ? styles.may : sees ? styles.listed : styles.cannot}`}
      title={label}
    >
      <Icon size={15} aria-hidden />
      <span className="visually-hidden">{label}: </span>
    </span>
  )
}

/** Why the others do not, by how many there are. */
function Others({ tally, say }: { tally: ReachTally; say: ReachWords }): ReactNode {
  const rest = tally.against.filter(({ rule }) => rule !== 'assigned_unshared')
  if (rest.length === 0) return null
  return (
    <section className={styles.others}>
      <h3 className={styles.heading}>{say.others}</h3>
      <dl className={styles.counts}>
        {rest.map(({ rule, count }) => (
          <div key={rule} className={styles.count}>
            <dt>{say.why[rule]}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Loading() {
  return (
    <div role="status" aria-busy="true" aria-label={text.form.loading} className={styles.loading}>
      {['60%', '100%', '85%', '90%', '70%'].map((width) => (
        <Skeleton key={width} width={width} height="14px" />
      ))}
    </div>
  )
}
