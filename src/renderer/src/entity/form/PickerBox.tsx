// What is inside a person picker's box: the input that opens the list, and the button that empties it.
import { X } from 'lucide-react'
import { useContext, useEffect, useId, useRef } from 'react'
import { ComboBoxStateContext, Input, ListBoxItem } from 'react-aria-components'
import type { Purpose } from '@shared/roles'
import { text } from '@shared/text'
import { fullName } from '../../shell/full-name'
import { IconButton } from '../../ui/Button'
import field from '../../ui/field.module.css'
import list from '../../ui/list.module.css'
import { whyUnfit, type Unfit } from './people'
import styles from './PersonPicker.module.css'
import { roleLabel } from './user-form'

/** The box itself: a click opens the list, typing opens it and highlights the first match. */
export function PickerInput(props: {
  placeholder: string
  typed: string | null
  first: string | null
  /** Grows with each pick: the list closes without being asked what to do with the text. */
  picks: number
}) {
  const state = useContext(ComboBoxStateContext)
  const { typed, first, picks } = props
  const latest = useRef(state)
  useEffect(() => {
    latest.current = state
  })
  /** A frame later: scrolling that brought the box into view would close the list again. */
  const openSoon = () =>
    requestAnimationFrame(() => {
      const current = latest.current
      if (current && current.isFocused && !current.isOpen) current.open(null, 'manual')
    })
  useEffect(() => {
    if (typed !== null) {
      const frame = openSoon()
      return () => cancelAnimationFrame(frame)
    }
    if (latest.current?.isOpen) latest.current.toggle()
  }, [typed, picks])
  const isOpen = state?.isOpen ?? false
  // The list has what was found a moment later than this.
  const isListed = first !== null && state?.collection.getItem(first) != null
  useEffect(() => {
    if (!isOpen || !isListed || typed === null || typed.trim() === '') return
    latest.current?.selectionManager.setFocusedKey(first)
    // A list that was empty lets go of it while it is filled.
    const frame = requestAnimationFrame(() => latest.current?.selectionManager.setFocusedKey(first))
    return () => cancelAnimationFrame(frame)
  }, [isOpen, isListed, typed, first])
  return (
    <Input
      className={field.input ?? ''}
      placeholder={props.placeholder}
      onFocus={(event) => {
        // The list says it too, by a made-up event each time it lets go of an option, amid typing.
        if (event.isTrusted && typed === null) event.currentTarget.select()
      }}
      onClick={openSoon}
    />
  )
}

/** Who is called so and can't be chosen: greyed, with the reason. */
export function UnfitOption({ person, purpose }: { person: Unfit; purpose: Purpose }) {
  return (
    <ListBoxItem
      id={person.username}
      textValue={person.username}
      isDisabled
      className={`${list.item} ${styles.option} ${styles.unfit}`}
    >
      <span className={styles.username}>{person.username}</span>
      <span className={styles.name}>{fullName(person)}</span>
      <span className={styles.role}>{roleLabel(person.role)}</span>
      <span className={styles.why}>{whyUnfit(person, purpose)}</span>
    </ListBoxItem>
  )
}

/** Outside the combobox's own button context, which would name it after the field. */
export function ClearButton({ label, onPress }: { label: string; onPress(): void }) {
  const id = useId()
  const ref = useRef<HTMLSpanElement>(null)
  return (
    <span ref={ref} className={styles.clear}>
      <span hidden id={id}>
        {label}
      </span>
      <IconButton
        slot={null}
        aria-label={text.form.person.clear}
        aria-describedby={id}
        icon={X}
        onPress={() => {
          onPress()
          // This button goes; the box stays.
          ref.current?.parentElement?.querySelector('input')?.focus()
        }}
      />
    </span>
  )
}
