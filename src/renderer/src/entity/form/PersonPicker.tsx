// Chooses a person by typing: searches the server, shows who is stored even when that person is gone.
import { useQuery } from '@tanstack/react-query'
import { Check, ChevronsUpDown, X } from 'lucide-react'
import { useContext, useEffect, useRef, useState } from 'react'
import {
  ComboBox,
  ComboBoxStateContext,
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  type Key,
} from 'react-aria-components'
import { text } from '@shared/text'
import { IconButton } from '../../ui/Button'
import field from '../../ui/field.module.css'
import list from '../../ui/list.module.css'
import { FieldFooter } from '../../ui/TextField'
import type { PersonRef } from './entity-form'
import { findByUsername, peopleQuery, personProblem, type Person, type Purpose } from './people'
import { roleLabel } from './user-form'
import styles from './PersonPicker.module.css'
import { useDebounced } from './use-debounced'

const words = text.form.person
const nobodyKey = '#nobody'

export interface PersonPickerProps {
  label: string
  /** null: nobody (where `allowNobody`) or not chosen yet; undefined: no choice at all, as in an unused filter. */
  value: PersonRef | null | undefined
  /** A person found on the server (then with id), or null for nobody. */
  onChange(value: (PersonRef & { id: number }) | null): void
  /** Called instead of `onChange(null)` when the box is emptied: for filters, where "nobody" is a choice of its own. */
  onClear?(): void
  onBlur?(): void
  /** Whom the server offers: anybody, those who may own things, those whom machines may be assigned to. */
  purpose: Purpose
  /** People who must not be chosen, such as those being deleted. */
  exclude?: readonly number[]
  description?: string
  errorMessage?: string | undefined
  isRequired?: boolean
  isDisabled?: boolean
  allowNobody?: boolean
  placeholder?: string
  /** For filters: no visible label, no room for hint and error. */
  compact?: boolean
}

interface Item {
  key: string
  person: Person | null
}

/** A combobox over `users.find`. The first match is highlighted while typing: Enter or Tab takes it. */
export function PersonPicker(props: PersonPickerProps) {
  const {
    label,
    value,
    onChange,
    onClear,
    purpose,
    exclude = [],
    allowNobody = false,
    compact = false,
  } = props
  const [typed, setTyped] = useState<string | null>(null)
  const [unmatched, setUnmatched] = useState<string | null>(null)
  const [isOpen, setOpen] = useState(false)
  // What is still to be settled when the box is left; RAC also reports that by the selection callback.
  const pending = useRef<string | null>(null)

  const search = useDebounced((typed ?? '').trim(), 150)
  const found = useQuery({ ...peopleQuery(search, purpose), enabled: isOpen })
  const stored = useStoredProblem(value ?? null, purpose)
  const isSearching = found.isFetching || search !== (typed ?? '').trim()
  const people = (found.data ?? []).filter((person) => !exclude.includes(person.id))
  const items: Item[] = people.map((person) => ({ key: person.username, person }))
  if (allowNobody && search === '') items.unshift({ key: nobodyKey, person: null })

  const shown = value ? value.username : value === null && allowNobody ? words.nobody : ''
  const error = props.errorMessage ?? (unmatched === null ? stored : words.none(unmatched))

  function type(next: string | null): void {
    pending.current = next
    setTyped(next)
    setUnmatched(null)
  }
  function pick(key: Key): void {
    type(null)
    const item = items.find((candidate) => candidate.key === key)
    if (item) onChange(item.person)
  }
  /** The box is left, or Enter pressed, before anything was picked: take an exact match, say so where there is none. */
  async function settle(): Promise<void> {
    const words = pending.current?.trim()
    pending.current = null
    if (words === undefined) return
    if (words === '') {
      type(null)
      clear()
      return
    }
    const person = await findByUsername(words.toLowerCase()).catch(() => null)
    if (pending.current !== null) return
    setTyped(null)
    if (person) onChange(person)
    else setUnmatched(words)
  }
  function clear(): void {
    setUnmatched(null)
    if (onClear) onClear()
    else if (allowNobody) onChange(null)
  }

  const canClear = onClear ? value !== undefined : allowNobody && value !== null && value !== undefined
  return (
    <ComboBox
      {...(compact ? { 'aria-label': label } : {})}
      validationBehavior="aria"
      menuTrigger="manual"
      allowsEmptyCollection
      items={items}
      selectedKey={null}
      onSelectionChange={(key) => (key === null ? void settle() : pick(key))}
      inputValue={typed ?? shown}
      onInputChange={type}
      onOpenChange={setOpen}
      onBlur={() => props.onBlur?.()}
      isInvalid={error !== null}
      isRequired={props.isRequired ?? false}
      isDisabled={props.isDisabled ?? false}
      className={field.field ?? ''}
    >
      {!compact && <Label className={field.label ?? ''}>{label}</Label>}
      <Group
        role="presentation"
        className={field.box ?? ''}
        onKeyDownCapture={(event) => {
          if (event.key === 'Escape') type(null)
        }}
      >
        <PickerInput
          placeholder={props.placeholder ?? words.placeholder}
          typed={typed}
          first={items[0]?.key ?? null}
        />
        {canClear && !props.isDisabled && <ClearButton label={words.clear(label)} onPress={clear} />}
        <ChevronsUpDown size={14} aria-hidden className={styles.chevron} />
      </Group>
      {!compact && <FieldFooter description={props.description} errorMessage={error ?? undefined} />}
      <Popover className={`${list.popover} ${styles.popover}`}>
        <ListBox<Item>
          className={list.list ?? ''}
          renderEmptyState={() => (
            <p className={styles.empty}>
              {found.isError ? words.failed : isSearching ? words.searching : words.none(search)}
            </p>
          )}
        >
          {(item) => <Option item={item} isCurrent={item.person?.username === value?.username} />}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

/** The box itself: a click opens the list, typing opens it and highlights the first match. */
function PickerInput(props: { placeholder: string; typed: string | null; first: string | null }) {
  const state = useContext(ComboBoxStateContext)
  const { typed, first } = props
  const latest = useRef(state)
  useEffect(() => {
    latest.current = state
  })
  useEffect(() => {
    const current = latest.current
    if (!current) return
    if (typed !== null && !current.isOpen) current.open(null, 'manual')
    // Picked or given up: the list closes without being asked what to do with the text.
    if (typed === null && current.isOpen) current.toggle()
  }, [typed])
  const isOpen = state?.isOpen ?? false
  useEffect(() => {
    if (isOpen && typed !== null && typed.trim() !== '' && first !== null) {
      latest.current?.selectionManager.setFocusedKey(first)
    }
  }, [isOpen, typed, first])
  return (
    <Input
      className={field.input ?? ''}
      placeholder={props.placeholder}
      onFocus={(event) => event.currentTarget.select()}
      onClick={() => {
        if (state && !state.isOpen) state.open(null, 'manual')
      }}
    />
  )
}

/** Outside the combobox's own button context, which would name it after the field. */
function ClearButton({ label, onPress }: { label: string; onPress(): void }) {
  return <IconButton slot={null} aria-label={label} icon={X} onPress={onPress} />
}

function Option({ item, isCurrent }: { item: Item; isCurrent: boolean }) {
  const { person } = item
  return (
    <ListBoxItem
      id={item.key}
      textValue={person?.username ?? words.nobody}
      className={`${list.item} ${styles.option}`}
    >
      <span className={styles.username}>{person?.username ?? words.nobody}</span>
      {person && (
        <>
          <span className={styles.name}>{`${person.firstName} ${person.lastName}`.trim()}</span>
          <span className={styles.role}>
            {person.disabled ? `${roleLabel(person.role)}, ${words.disabledTag}` : roleLabel(person.role)}
          </span>
          {isCurrent && <Check size={15} aria-hidden className={list.check} />}
        </>
      )}
    </ListBoxItem>
  )
}

/** What is wrong with the person who is stored, asked of the server once per name. */
function useStoredProblem(value: PersonRef | null, purpose: Purpose): string | null {
  const username = value?.username ?? ''
  const person = useQuery({
    queryKey: ['users.find', 'exact', username],
    queryFn: ({ signal }) => findByUsername(username, signal),
    enabled: purpose !== 'any' && username !== '',
    staleTime: 2_000,
    retry: false,
  })
  return person.data === undefined || username === '' ? null : personProblem(username, person.data, purpose)
}
