// The preview of an assignment: which machine goes to whom, and the tools that change the order of the people.
import { ArrowDown, ArrowDownAZ, ArrowUp, MoveRight, UserMinus, UserX } from 'lucide-react'
import { memo, useEffect, useId, useRef, useState, type DragEvent, type KeyboardEvent } from 'react'
import { text } from '@shared/text'
import type { Person } from '../entity/form/people'
import { fullName } from '../shell/full-name'
import { IconButton } from '../ui/Button'
import { moved, notesOf, type Pair } from './pairs'
import styles from './machines.module.css'

const words = text.machines.assign

export interface PairListProps {
  pairs: readonly Pair[]
  people: readonly Person[]
  /** The people in another order, or fewer of them. */
  onChange(people: Person[]): void
  onSort(): void
}

/** One stop for Tab: arrows move along, Alt with them moves the person, Delete takes the person out. */
export function PairList({ pairs, people, onChange, onSort }: PairListProps) {
  const [at, setAt] = useState(0)
  const [over, setOver] = useState<number | null>(null)
  const dragged = useRef<number | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  const active = Math.min(at, pairs.length - 1)
  const hasPerson = active < people.length

  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active])

  const move = (from: number, to: number) => {
    if (from === to || from >= people.length || to < 0 || to >= people.length) return
    onChange(moved(people, from, to))
    setAt(to)
  }
  const remove = () => onChange(people.filter((_, index) => index !== active))
  const press = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1, PageUp: -8, PageDown: 8, Home: -active, End: pairs.length }[
      event.key
    ]
    if (step !== undefined) {
      event.preventDefault()
      const to = Math.max(0, Math.min(pairs.length - 1, active + step))
      if (event.altKey) move(active, Math.min(to, people.length - 1))
      else setAt(to)
    } else if (event.key === 'Delete' && hasPerson) {
      event.preventDefault()
      remove()
    }
  }
  const indexOf = (event: DragEvent | { target: EventTarget }): number | null => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null
    return row ? Number(row.dataset['index']) : null
  }
  const endDrag = () => {
    dragged.current = null
    setOver(null)
  }
  return (
    <>
      <div className={styles.tools}>
        <span role="status" className={styles.sums}>
          {words.sums({ machines: pairs.filter(({ machine }) => machine).length, people: people.length })}
        </span>
        <IconButton
          aria-label={words.moveUp}
          icon={ArrowUp}
          shortcut="alt+ArrowUp"
          isDisabled={!hasPerson || active === 0}
          onPress={() => move(active, active - 1)}
        />
        <IconButton
          aria-label={words.moveDown}
          icon={ArrowDown}
          shortcut="alt+ArrowDown"
          isDisabled={active >= people.length - 1}
          onPress={() => move(active, active + 1)}
        />
        <IconButton
          aria-label={words.remove}
          icon={UserMinus}
          shortcut="Delete"
          isDisabled={!hasPerson}
          onPress={remove}
        />
        <IconButton
          aria-label={words.sort}
          icon={ArrowDownAZ}
          isDisabled={people.length < 2}
          onPress={onSort}
        />
        <IconButton
          aria-label={words.clear}
          icon={UserX}
          isDisabled={people.length === 0}
          onPress={() => onChange([])}
        />
      </div>
      <div
        ref={box}
        role="listbox"
        aria-label={words.pairs}
        aria-describedby={`${id}-keys`}
        aria-activedescendant={pairs.length > 0 ? `${id}-${active}` : undefined}
        tabIndex={0}
        className={`${styles.box} ${styles.pairs}`}
        onKeyDown={press}
        onClick={(event) => setAt(indexOf(event) ?? active)}
        onDragStart={(event) => {
          dragged.current = indexOf(event)
          event.dataTransfer.effectAllowed = 'move'
        }}
        onDragOver={(event) => {
          const to = indexOf(event)
          if (dragged.current === null || to === null || to >= people.length) return
          event.preventDefault()
          setOver(to)
        }}
        onDrop={(event) => {
          const to = indexOf(event)
          event.preventDefault()
          if (dragged.current !== null && to !== null) move(dragged.current, to)
          endDrag()
        }}
        onDragEnd={endDrag}
      >
        {pairs.map((pair, index) => (
          <Row
            key={index}
            id={`${id}-${index}`}
            index={index}
            machine={pair.machine?.name ?? ''}
            host={pair.machine?.host ?? ''}
            person={people[index] ? fullName(people[index]) : ''}
            username={people[index]?.username ?? ''}
            notes={notesOf(pair)}
            isActive={index === active}
            isOver={index === over}
          />
        ))}
      </div>
      <p id={`${id}-keys`} className={styles.small}>
        {words.keys}
      </p>
    </>
  )
}

interface RowProps {
  id: string
  index: number
  machine: string
  host: string
  person: string
  username: string
  notes: string
  isActive: boolean
  isOver: boolean
}

/** Drawn again only where something in it changed: there may be thousands. */
const Row = memo(function Row(props: RowProps) {
  const { id, index, machine, host, person, username, notes, isActive, isOver } = props
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      draggable={username !== ''}
      data-index={index}
      data-over={isOver}
      className={styles.pair}
    >
      <span className={styles.number}>{index + 1}</span> <span className={styles.name}>{machine}</span>{' '}
      <span className={styles.host}>{host}</span> <MoveRight size={14} aria-hidden className={styles.arrow} />
      <span className={styles.person}>
        {username === '' ? (
          <span className={styles.nobody}>{words.nobody}</span>
        ) : (
          <>
            {username} {person !== username && <span className={styles.fullName}>{person}</span>}
          </>
        )}
      </span>{' '}
      <span className={styles.note} data-tone={notes === words.already ? 'muted' : 'warning'}>
        {notes}
      </span>
    </div>
  )
})
