// Ctrl+K: one box that finds commands, pages, people and machines.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components'
import { flushSync } from 'react-dom'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useSignIn } from '../auth/operator'
import { Shortcut } from '../ui/Shortcut'
import { availableCommands, useRegisteredCommands } from './commands'
import { paletteGroups, type PaletteItem } from './palette-items'
import styles from './Palette.module.css'

const words = text.shell.palette
const searchAfter = 120

/** A combobox over a list of groups: arrows move, Enter runs, Esc closes and gives the focus back. */
export function Palette({ onClose }: { onClose(): void }) {
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  useRegisteredCommands()
  const search = useRows(typed)

  const groups = paletteGroups(typed, availableCommands(), typed.trim() === '' ? undefined : search.data)
  const items = groups.flatMap((group) => group.items)
  const current = items[Math.min(active, items.length - 1)]
  const optionId = (item: PaletteItem) => `${id}-${item.id}`

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [current?.id])

  const choose = (item: PaletteItem) => {
    // Closed before it runs, so that a command which opens or focuses something has the last word.
    flushSync(onClose)
    item.run()
  }
  const press = (event: KeyboardEvent) => {
    const last = items.length - 1
    const to = { ArrowDown: active >= last ? 0 : active + 1, ArrowUp: active <= 0 ? last : active - 1 }[
      event.key
    ]
    if (to !== undefined) {
      event.preventDefault()
      setActive(to)
    } else if (event.key === 'Enter' && current && !event.nativeEvent.isComposing) {
      event.preventDefault()
      choose(current)
    }
  }

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className={styles.overlay ?? ''}
    >
      <Modal data-modal="" className={styles.modal ?? ''}>
        <AriaDialog aria-label={words.title} className={styles.dialog ?? ''}>
          <div className={styles.top}>
            <Search size={17} aria-hidden className={styles.icon} />
            <input
              autoFocus
              role="combobox"
              aria-label={words.field}
              aria-expanded={items.length > 0}
              aria-controls={id}
              aria-autocomplete="list"
              aria-activedescendant={current ? optionId(current) : undefined}
              placeholder={words.placeholder}
              maxLength={200}
              className={styles.input}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value)
                setActive(0)
              }}
              onKeyDown={press}
            />
          </div>
          <div
            ref={list}
            id={id}
            role="listbox"
            aria-label={words.results}
            tabIndex={-1}
            className={styles.list}
            onMouseDown={(event) => event.preventDefault()}
            onKeyDown={press}
            onClick={(event) => {
              const option = (event.target as Element).closest('[role="option"]')
              const item = items.find((candidate) => optionId(candidate) === option?.id)
              if (item) choose(item)
            }}
          >
            {groups.map((group) => (
              <div key={group.label} role="group" aria-label={group.label}>
                <div aria-hidden className={styles.heading}>
                  {group.label}
                </div>
                {group.items.map((item) => (
                  <div
                    key={item.id}
                    id={optionId(item)}
                    role="option"
                    aria-selected={item === current}
                    className={styles.item}
                    tabIndex={-1}
                    onPointerMove={() => setActive(items.indexOf(item))}
                  >
                    <item.icon size={15} aria-hidden className={styles.icon} />
                    <span className={styles.label}>{item.label}</span>
                    {item.detail !== undefined && <span className={styles.detail}>{item.detail}</span>}
                    {item.shortcut !== undefined && <Shortcut keys={item.shortcut} />}
                  </div>
                ))}
              </div>
            ))}
          </div>
          <p role="status" className={styles.foot}>
            {footSentence(typed, items.length, search)}
          </p>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

interface RowSearch {
  isSearching: boolean
  isError: boolean
}

function footSentence(typed: string, count: number, search: RowSearch): string {
  if (search.isSearching) return words.searching
  if (search.isError) return words.failed
  return count === 0 ? words.none(typed.trim()) : words.hint
}

/** People and machines; asked once typing pauses, cancelled in main when more is typed. */
function useRows(typed: string) {
  const { operator } = useSignIn()
  const [asked, setAsked] = useState('')
  const wanted = typed.trim()
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), searchAfter)
    return () => clearTimeout(timer)
  }, [wanted])
  const query = useQuery({
    queryKey: ['search.everything', asked],
    queryFn: ({ signal }) => call('search.everything', { text: asked }, { signal }),
    enabled: asked !== '' && operator !== null,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  })
  const isSearching = operator !== null && wanted !== '' && (asked !== wanted || query.isFetching)
  return { data: query.data, isError: query.isError, isSearching }
}
