// A modal dialog: title, content that scrolls, a footer of buttons.
import { X } from 'lucide-react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { ReactNode } from 'react'
import { text } from '@shared/text'
import { IconButton } from './Button'
import { focusableWhereItScrolls } from './focusable-where-it-scrolls'
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
