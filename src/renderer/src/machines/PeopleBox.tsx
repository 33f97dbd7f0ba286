// Gathers people for an assignment: one by one, all who match, or a pasted list of usernames or addresses.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronsUpDown, Users } from 'lucide-react'
import { useEffect, useId, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { ComboBox, Group, Label, ListBox, ListBoxItem, Popover, type Key } from 'react-aria-components'
import { text } from '@shared/text'
import { call } from '../api/call'
import { showError } from '../api/show-error'
import type { Person, Unfit } from '../entity/form/people'
import { PickerInput, UnfitOption } from '../entity/form/PickerBox'
import pickerStyles from '../entity/form/PersonPicker.module.css'
import { useDebounced } from '../entity/form/use-debounced'
import { roleLabel } from '../entity/form/user-form'
import { fullName } from '../shell/full-name'
import field from '../ui/field.module.css'
import list from '../ui/list.module.css'
import { FieldFooter } from '../ui/TextField'
import { namesIn, refusalOf } from './pairs'
import styles from './machines.module.css'

const words = text.machines.assign
const allKey = '#all'
const listed = 20
const homes = '[role=dialog], [role=alertdialog], main'

export interface PeopleBoxProps {
  /** Those gathered already, who are not offered again. */
  people: readonly Person[]
  onAdd(people: Person[]): void
  /** What became of a pasted list, in sentences; empty: everybody was added. */
  onReport(sentences: string[]): void
}

interface Item {
  key: string
  people: Person[]
  unfit?: Unfit
}

/** Enter takes what is highlighted: who is called so, else all who match, else the only one. */
export function PeopleBox({ people, onAdd, onReport }: PeopleBoxProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const [picks, setPicks] = useState(0)
  const [isOpen, setOpen] = useState(false)
  const [home, setHome] = useState<Element | null>(null)
  /** Enter was pressed before the list had come. */
  const isHasty = useRef(false)
  const listName = useId()

  const wanted = (typed ?? '').trim()
  const search = useDebounced(wanted, 150)
  const found = useQuery({
    queryKey: ['machines.peopleMatching', search],
    queryFn: ({ signal }) => call('machines.peopleMatching', { text: search }, { signal }),
    enabled: isOpen,
    placeholderData: keepPreviousData,
    staleTime: 2_000,
    retry: false,
  })
  const isStale = found.data === undefined || found.isPlaceholderData || search !== wanted
  const taken = new Set(people.map(({ id }) => id))
  const matching = (found.data?.people ?? []).filter(({ id }) => !taken.has(id))
  const choices = itemsOf(matching, search)
  const unfit = (found.data?.unfit ?? []).map((person) => ({
    key: person.username,
    people: [],
    unfit: person,
  }))
  const items: Item[] = [...choices, ...unfit]
  const first = isStale ? null : (choices[0] ?? null)

  function pick(item: Item): void {
    isHasty.current = false
    setTyped(null)
    setPicks((count) => count + 1)
    onReport([])
    onAdd(item.people)
  }
  useEffect(() => {
    if (isHasty.current && first) pick(first)
  })

  function press(event: KeyboardEvent): void {
    if (event.key === 'Escape') isHasty.current = false
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || first || wanted === '') return
    event.preventDefault()
    event.stopPropagation()
    isHasty.current = isStale
  }
  function paste(event: ClipboardEvent): void {
    const pasted = event.clipboardData.getData('text/plain')
    const names = namesIn(pasted)
    if (names.length < 2 && !/[\r\n]/u.test(pasted)) return
    event.preventDefault()
    event.stopPropagation()
    setTyped(null)
    addNamed(names, taken, onAdd, onReport).catch(showError)
  }

  const isSearching = found.isFetching || search !== wanted
  return (
    <ComboBox
      ref={(box: HTMLDivElement | null) => setHome(box?.closest(homes) ?? null)}
      validationBehavior="aria"
      autoFocus
      menuTrigger="manual"
      allowsEmptyCollection
      items={items}
      disabledKeys={isStale ? items.map(({ key }) => key) : []}
      selectedKey={null}
      onSelectionChange={(key: Key | null) => {
        const item = items.find((one) => one.key === key)
        if (item) pick(item)
      }}
      inputValue={typed ?? ''}
      onInputChange={(next) => {
        isHasty.current = false
        setTyped(next)
      }}
      onOpenChange={setOpen}
      className={field.field ?? ''}
    >
      <Label className={field.label ?? ''}>{words.add}</Label>
      <Group role="presentation" className={field.box ?? ''} onKeyDownCapture={press} onPasteCapture={paste}>
        <PickerInput
          placeholder={text.form.person.placeholder}
          typed={typed}
          first={first?.key ?? null}
          picks={picks}
        />
        <ChevronsUpDown size={14} aria-hidden className={pickerStyles.chevron} />
      </Group>
      <FieldFooter description={words.addHint} />
      <Popover
        {...(home ? { UNSTABLE_portalContainer: home } : {})}
        className={`${list.popover} ${pickerStyles.popover}`}
      >
        <span hidden id={listName}>
          {text.form.person.people}
        </span>
        <ListBox<Item>
          aria-labelledby={listName}
          className={list.list ?? ''}
          renderEmptyState={() => (
            <p className={pickerStyles.empty}>
              {found.isError
                ? words.failed
                : isSearching
                  ? text.form.person.searching
                  : (found.data?.people.length ?? 0) > 0
                    ? words.everybodyIn
                    : text.form.person.none(search)}
            </p>
          )}
        >
          {(item) =>
            item.unfit ? (
              <UnfitOption person={item.unfit} purpose="assignee" />
            ) : (
              <Option item={item} typed={search} more={found.data?.more ?? false} />
            )
          }
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

function itemsOf(matching: Person[], typed: string): Item[] {
  const each = matching.slice(0, listed).map((person) => ({ key: person.username, people: [person] }))
  if (matching.length < 2) return each
  const all = { key: allKey, people: matching }
  const exact = each.findIndex(({ key }) => key.toLowerCase() === typed.toLowerCase())
  if (exact < 0) return [all, ...each]
  return [...each.slice(exact, exact + 1), all, ...each.filter((_, index) => index !== exact)]
}

function Option({ item, typed, more }: { item: Item; typed: string; more: boolean }) {
  const [person] = item.people
  const isAll = item.key === allKey
  return (
    <ListBoxItem
      id={item.key}
      textValue={isAll ? words.addAll(item.people.length, more) : item.key}
      className={`${list.item} ${pickerStyles.option}`}
    >
      {isAll ? (
        <>
          <Users size={15} aria-hidden className={list.icon} />
          <span className={styles.option}>{words.addAll(item.people.length, more)}</span>
          <span className={pickerStyles.name}>{words.addAllHint(typed)}</span>
        </>
      ) : (
        person && (
          <>
            <span className={pickerStyles.username}>{person.username}</span>
            <span className={pickerStyles.name}>{fullName(person)}</span>
            <span className={pickerStyles.role}>{roleLabel(person.role)}</span>
          </>
        )
      )}
    </ListBoxItem>
  )
}

/** Adds whom the lines mean; says who was not found and who may not be given a machine. */
async function addNamed(
  names: readonly string[],
  taken: ReadonlySet<number>,
  onAdd: (people: Person[]) => void,
  onReport: (sentences: string[]) => void,
): Promise<void> {
  const { people } = await call('machines.peopleNamed', { names: names.slice(0, 5000) })
  const unknown = names.filter((_, index) => people[index] === null)
  const known = new Map(people.flatMap((person) => (person ? [[person.id, person]] : [])))
  const refused = [...known.values()].flatMap((person) => refusalOf(person) ?? [])
  onAdd([...known.values()].filter((person) => refusalOf(person) === null && !taken.has(person.id)))
  onReport([
    ...(unknown.length > 0 ? [words.notFound(unknown)] : []),
    ...(refused.length > 0 ? [words.notAdded(refused)] : []),
  ])
}
