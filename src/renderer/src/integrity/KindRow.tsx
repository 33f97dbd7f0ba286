// One kind of finding: in order or how many; opened, what it is, why it matters, its rows and their repair.
import { ChevronRight, CircleCheck, TriangleAlert } from 'lucide-react'
import { useId, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { FindingKind } from '@shared/integrity'
import { text } from '@shared/text'
import { number } from '@shared/text/plural'
import { Skeleton } from '../ui/Skeleton'
import { FindingRows } from './FindingRows'
import { useKeptFocus } from './keep-focus'
import styles from './IntegrityView.module.css'

const words = text.integrity

export interface KindRowProps {
  kind: FindingKind
  /** Null: not known yet. */
  count: number | null
  /** How many of them are new. */
  fresh: number
  /** Of the check that counted them: the rows are read anew with another one. */
  version: string
  /** The rows, where no condition finds them. */
  ids: readonly number[] | null
  onRepaired(): void
}

/** What was opened at the lower edge would be out of sight. */
const intoView = (content: HTMLElement | null) => content?.scrollIntoView({ block: 'nearest' })

export function KindRow({ kind, count, fresh, version, ids, onRepaired }: KindRowProps) {
  const [isOpen, setOpen] = useState(false)
  const content = useId()
  const line = useKeptFocus<HTMLDivElement>(count)
  const { title, fine, what, why } = words.kinds[kind]

  if (count === null || count === 0) {
    return (
      <li className={styles.kind}>
        <div ref={line} tabIndex={-1} className={styles.line}>
          {count === null ? (
            <span className={styles.icon}>
              <Skeleton width="15px" height="15px" />
            </span>
          ) : (
            <CircleCheck size={15} aria-hidden className={`${styles.icon} ${styles.fine}`} />
          )}
          <span className={styles.muted}>{count === null ? title : fine}</span>
        </div>
      </li>
    )
  }
  return (
    <li className={styles.kind}>
      <h3 className={styles.heading}>
        <AriaButton
          className={`${styles.line} ${styles.opens}`}
          aria-expanded={isOpen}
          aria-controls={isOpen ? content : ''}
          onPress={() => setOpen(!isOpen)}
        >
          <TriangleAlert size={15} aria-hidden className={`${styles.icon} ${styles.found}`} />
          <span className={styles.name}>{title}</span>
          {fresh > 0 && <span className={styles.fresh}>{words.fresh(fresh)}</span>}
          <span className={styles.count}>{number(count)}</span>
          <ChevronRight size={15} aria-hidden className={styles.chevron} data-open={isOpen || undefined} />
        </AriaButton>
      </h3>
      {isOpen && (
        <div ref={intoView} id={content} role="group" aria-label={title} className={styles.content}>
          <p>{what}</p>
          <p className={styles.muted}>
            <strong>{words.why}:</strong> {why}
          </p>
          <FindingRows kind={kind} count={count} version={version} ids={ids} onRepaired={onRepaired} />
        </div>
      )}
    </li>
  )
}
