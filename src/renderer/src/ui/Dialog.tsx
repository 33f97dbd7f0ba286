// A modal dialog: title, content that scrolls, a footer of buttons.
import { X } from 'lucide-react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { ReactNode } from 'react'
import { text } from '@shared/text'
import { IconButton } from './Button'
import styles from './Dialog.module.css'

export interface DialogProps {
  title: string
  isOpen: boolean
  onOpenChange(isOpen: boolean): void
  /** small 400, medium 560, large 760 CSS pixels. */
  size?: 'small' | 'medium' | 'large'
  /** `alertdialog` for a question that must be answered: no close button, and a click outside does nothing. */
  role?: 'dialog' | 'alertdialog'
  /** Buttons; give `autoFocus` to the safe one of a destructive question. */
  footer?: ReactNode
  children: ReactNode
}

/** Text that scrolls and has no control in it must be reachable by key, to be read to its end. */
function focusableWhereItScrolls(body: HTMLElement | null): (() => void) | undefined {
  if (!body) return undefined
  const update = () => {
    const scrolls = body.scrollHeight > body.clientHeight + 1
    const hasControl = body.querySelector('input, button, textarea, a, [tabindex]') !== null
    if (scrolls && !hasControl) body.tabIndex = 0
    else body.removeAttribute('tabindex')
  }
  const observer = new ResizeObserver(update)
  observer.observe(body)
  return () => observer.disconnect()
}

/** Makes the background inert while open; focus returns to where it was. Esc closes. */
export function Dialog({
  title,
  isOpen,
  onOpenChange,
  size = 'medium',
  role = 'dialog',
  footer,
  children,
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={role === 'dialog'}
      className={styles.overlay ?? ''}
    >
      <Modal data-modal="" className={`${styles.modal} ${styles[size]}`}>
        <AriaDialog role={role} className={styles.dialog ?? ''}>
          <header className={styles.header}>
            <Heading slot="title" className={styles.title ?? ''}>
              {title}
            </Heading>
            {role === 'dialog' && (
              <IconButton
                aria-label={text.shell.close}
                icon={X}
                shortcut="Escape"
                onPress={() => onOpenChange(false)}
              />
            )}
          </header>
          <div ref={focusableWhereItScrolls} className={styles.body}>
            {children}
          </div>
          {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
