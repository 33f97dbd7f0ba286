// What is inside a person picker's box: the input that opens the list, and the button that empties it.
import { X } from 'lucide-react'
import { useContext, useEffect, useId, useRef } from 'react'
import { ComboBoxStateContext, Input } from 'react-aria-components'
import { text } from '@shared/text'
import { IconButton } from '../../ui/Button'
import field from '../../ui/field.module.css'
import styles from './PersonPicker.module.css'

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
  useEffect(() => {
    if (isOpen && typed !== null && typed.trim() !== '' && first !== null) {
      latest.current?.selectionManager.setFocusedKey(first)
    }
  }, [isOpen, typed, first])
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
