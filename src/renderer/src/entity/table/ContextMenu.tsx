// A menu at a point of the window: opened by the right button, Shift+F10 or the Menu key.
import { useRef, type ReactNode } from 'react'
import { Menu, Popover } from 'react-aria-components'
import list from '../../ui/list.module.css'
import styles from './ContextMenu.module.css'

interface ContextMenuProps {
  label: string
  /** Window coordinates in CSS pixels. */
  x: number
  y: number
  onClose(): void
  children: ReactNode
}

/** Open while it is rendered; closes by a choice, Esc or a press elsewhere, and the focus goes back. */
export function ContextMenu({ label, x, y, onClose, children }: ContextMenuProps) {
  const point = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span ref={point} aria-hidden className={styles.point} style={{ left: x, top: y }} />
      <Popover
        aria-label={label}
        triggerRef={point}
        isOpen
        onOpenChange={(open) => !open && onClose()}
        placement="bottom start"
        offset={2}
        className={list.popover ?? ''}
      >
        <Menu aria-label={label} autoFocus="first" onClose={onClose} className={list.list ?? ''}>
          {children}
        </Menu>
      </Popover>
    </>
  )
}
