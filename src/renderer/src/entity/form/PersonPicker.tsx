// Chooses a person by typing: searches the server, shows who is stored even when that person is gone.
import { useQuery } from '@tanstack/react-query'
import { Check, ChevronsUpDown } from 'lucide-react'
import { useContext, useId, useRef, useState } from 'react'
import { ComboBox, Group, Label, ListBox, ListBoxItem, Popover, type Key } from 'react-aria-components'
import type { Purpose } from '@shared/roles'
import { text } from '@shared/text'
import field from '../../ui/field.module.css'
import list from '../../ui/list.module.css'
import { FieldFooter } from '../../ui/TextField'
import type { PersonRef } from './entity-form'
import { PendingChoices } from './pending-choices'
import { findMeant, peopleQuery, useStoredProblem, whyUnfit, type Person, type Unfit } from './people'
import { ClearButton, PickerInput, UnfitOption } from './PickerBox'
import { roleLabel } from './user-form'
import styles from './PersonPicker.module.css'
import { useDebounced } from './use-debounced'

const words = text.form.person
const nobodyKey = '#nobody'
const homes = '[role=dialog], [role=alertdialog], main'

export interface PersonPickerProps {
  label: string
  /** null: nobody (where `allowNobody`) or not chosen yet; undefined: no choice at all, as in an unused filter. */
  value: PersonRef | null | undefined
  /** A person found on the server (then with id), or null for nobody. */
  onChange(value: (PersonRef & { id: number }) | null): void
  /** Called instead of `onChange(null)` when the box is emptied: for filters, where "nobody" is a choice of its own. */
  onClear?(): void
  onBlur?(): void
  /** Whom the server offers: anybody, or enabled people: who may own things, or whom machines may be assigned to. */
  purpose: Purpose
  /** People who must not be chosen, such as those being deleted. */
  exclude?: readonly number[]
  description?: string
  errorMessage?: string | undefined
  isRequired?: boolean
  isDisabled?: boolean
  allowNobody?: boolean
  placeholder?: string
  autoFocus?: boolean
  /** For filters: no visible label, no room for hint and error. */
  compact?: boolean
}

interface Item {
  key: string
  person: Person | null
  unfit?: Unfit
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
  const [picks, setPicks] = useState(0)
  const [unmatched, setUnmatched] = useState<string | null>(null)
  const [isOpen, setOpen] = useState(false)
  // The list is put where the box is, so that it belongs to the same landmark or dialog.
  const [home, setHome] = useState<Element | null>(null)
  // What is still to be settled when the box is left; RAC also reports that by the selection callback.
  const pending = useRef<string | null>(null)
  const listName = useId()
  const addPending = useContext(PendingChoices)

  const search = useDebounced((typed ?? '').trim(), 150)
  const found = useQuery({ ...peopleQuery(search, purpose), enabled: isOpen })
  const stored = useStoredProblem(value ?? null, purpose)
  const isSearching = found.isFetching || search !== (typed ?? '').trim()
  // Still the list of what was typed before: it stays in sight, and nobody in it can be chosen.
  const isStale = found.isPlaceholderData || search !== (typed ?? '').trim()
  const people = (found.data?.people ?? []).filter((person) => !exclude.includes(person.id))
  const items: Item[] = people.map((person) => ({ key: person.username, person }))
  if (allowNobody && search === '') items.unshift({ key: nobodyKey, person: null })
  const [first] = items
  for (const unfit of found.data?.unfit ?? [])
    if (!exclude.includes(unfit.id)) items.push({ key: unfit.username, person: null, unfit })

  const shown = value ? value.username : value === null && allowNobody ? words.nobody : ''
  const error = props.errorMessage ?? unmatched ?? stored

  function type(next: string | null): void {
    pending.current = next
    setTyped(next)
    setUnmatched(null)
  }
  function pick(key: Key): void {
    type(null)
    setPicks((count) => count + 1)
    const item = items.find((candidate) => candidate.key === key)
    if (item) onChange(item.person)
  }
  /** The box is left, or Enter pressed, before anything was picked: take an exact match, say so where there is none. */
  function settle(): void {
    const wanted = pending.current?.trim().toLowerCase()
    pending.current = null
    if (wanted === undefined) return
    const seen = people.find((person) => person.username.toLowerCase() === wanted)
    if (wanted === '' || seen) {
      type(null)
      if (seen) onChange(seen)
      else clear()
      return
    }
    const lookup = lookUp(wanted)
    addPending?.(lookup)
  }
  async function lookUp(wanted: string): Promise<boolean> {
    const { person, unfit } = await findMeant(wanted, purpose).catch(() => ({ person: null, unfit: null }))
    // Typing went on meanwhile: that will be settled by itself.
    if (pending.current !== null) return false
    setTyped(null)
    if (person && !exclude.includes(person.id)) onChange(person)
    else setUnmatched(unfit ? words.cannotBe(unfit.username, whyUnfit(unfit, purpose)) : words.none(wanted))
    return person !== null
  }
  function clear(): void {
    setUnmatched(null)
    if (onClear) onClear()
    else if (allowNobody) onChange(null)
  }

  const canClear = onClear ? value !== undefined : allowNobody && value !== null && value !== undefined
  return (
    <ComboBox
      ref={(box: HTMLDivElement | null) => setHome(box?.closest(homes) ?? null)}
      {...(compact ? { 'aria-label': label } : {})}
      validationBehavior="aria"
      autoFocus={props.autoFocus ?? false}
      menuTrigger="manual"
      allowsEmptyCollection
      items={items}
      disabledKeys={isStale ? items.map(({ key }) => key) : []}
      selectedKey={null}
      onSelectionChange={(key) => (key === null ? settle() : pick(key))}
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
          first={isStale ? null : (first?.key ?? null)}
          picks={picks}
        />
        {canClear && !props.isDisabled && <ClearButton label={label} onPress={clear} />}
        <ChevronsUpDown size={14} aria-hidden className={styles.chevron} />
      </Group>
      {!compact && <FieldFooter description={props.description} errorMessage={error ?? undefined} />}
      <Popover
        {...(home ? { UNSTABLE_portalContainer: home } : {})}
        className={`${list.popover} ${styles.popover}`}
      >
        <span hidden id={listName}>
          {words.people}
        </span>
        <ListBox<Item>
          // Not named after the field, which would then be two things of one name.
          aria-labelledby={listName}
          className={list.list ?? ''}
          renderEmptyState={() => (
            <p className={styles.empty}>
              {found.isError ? words.failed : isSearching ? words.searching : words.none(search)}
            </p>
          )}
        >
          {(item) =>
            item.unfit ? (
              <UnfitOption person={item.unfit} purpose={purpose} />
            ) : (
              <Option item={item} isCurrent={item.person?.username === value?.username} />
            )
          }
        </ListBox>
      </Popover>
    </ComboBox>
  )
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
