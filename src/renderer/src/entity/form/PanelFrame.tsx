// The side panel around a form: title, where it stands among the rows, Esc, and focus that comes and goes well.
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import { text } from '@shared/text'
import { useCommands } from '../../commands/commands'
import { IconButton } from '../../ui/Button'
import styles from './PanelFrame.module.css'

const words = text.form

export interface PanelFrameProps {
  title: string
  /** Place of the row in its table, counted from 0. */
  position?: { index: number; total: number } | undefined
  /** Absent or disabled at the ends. Each asks first where something was typed. */
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
  onClose(): void
  children: ReactNode
}

const keys = { previous: 'alt+pageup', next: 'alt+pagedown', close: 'Escape' }

/** Not modal: the table beside it stays usable. At narrow widths it covers the page's content. */
export function PanelFrame({ title, position, onPrevious, onNext, onClose, children }: PanelFrameProps) {
  const id = useId()
  const ref = useRef<HTMLElement>(null)
  useReturnedFocus(ref)
  useEscape(ref, onClose)
  useCommands([
    {
      id: 'form.close',
      label: words.close,
      group: words.group,
      shortcut: keys.close,
      hidden: true,
      run: onClose,
    },
    {
      id: 'form.previous',
      label: words.previous,
      group: words.group,
      shortcut: keys.previous,
      run: () => onPrevious?.(),
      when: () => onPrevious !== undefined,
    },
    {
      id: 'form.next',
      label: words.next,
      group: words.group,
      shortcut: keys.next,
      run: () => onNext?.(),
      when: () => onNext !== undefined,
    },
  ])
  return (
    <section ref={ref} role="dialog" aria-labelledby={id} tabIndex={-1} className={styles.panel}>
      <header className={styles.header}>
        <h2 id={id} className={styles.title} title={title}>
          {title}
        </h2>
        {position && (
          <span className={styles.position}>{words.position(position.index, position.total)}</span>
        )}
        {position && (
          <>
            <IconButton
              aria-label={words.previous}
              icon={ChevronUp}
              shortcut={keys.previous}
              isDisabled={!onPrevious}
              onPress={() => onPrevious?.()}
            />
            <IconButton
              aria-label={words.next}
              icon={ChevronDown}
              shortcut={keys.next}
              isDisabled={!onNext}
              onPress={() => onNext?.()}
            />
          </>
        )}
        <IconButton aria-label={words.close} icon={X} shortcut={keys.close} onPress={onClose} />
      </header>
      {children}
    </section>
  )
}

/** Focus goes back to where it was before the panel opened, unless it has gone elsewhere by then. */
function useReturnedFocus(ref: RefObject<HTMLElement | null>): void {
  // Before the fields in it take the focus, which they do before this one's effect.
  const [before] = useState(() => document.activeElement)
  useEffect(() => {
    const panel = ref.current
    if (panel && !panel.contains(document.activeElement)) panel.focus()
    return () => {
      const now = document.activeElement
      const isHere = now === null || now === document.body || panel?.contains(now) === true
      if (isHere && before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [ref, before])
}

/**
 * Heard on the element itself: comboboxes keep Esc to themselves even while their list is closed. An open list
 * takes the first Esc.
 */
function useEscape(ref: RefObject<HTMLElement | null>, onClose: () => void): void {
  const latest = useRef(onClose)
  useEffect(() => {
    latest.current = onClose
  })
  useEffect(() => {
    const panel = ref.current
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return
      if (event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true') return
      event.preventDefault()
      event.stopPropagation()
      latest.current()
    }
    panel?.addEventListener('keydown', listen)
    return () => panel?.removeEventListener('keydown', listen)
  }, [ref])
}
