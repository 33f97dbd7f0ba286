// The guide: sections on the left, what is searched above them, the open section beside.
import { X } from 'lucide-react'
import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { text } from '@shared/text'
import { guide } from '@shared/text/en/guide'
import type { GuideSection, SectionId } from '@shared/text/en/guide-kinds'
import { groupBy } from '../api/group-by'
import { IconButton } from '../ui/Button'
import { SearchField } from '../ui/SearchField'
import { findSections, wordsOf } from './guide-text'
import { GuideArticle } from './GuideArticle'
import styles from './GuideDialog.module.css'

const words = text.help

/** Opens at `start`; Esc clears the search first, and closes then. */
export function GuideDialog({ start, onClose }: { start: SectionId; onClose(): void }) {
  const [typed, setTyped] = useState('')
  const [opened, setOpened] = useState<SectionId>(start)
  const article = useRef<HTMLElement>(null)
  const listed = useRef<HTMLElement>(null)
  const status = useId()
  const found = findSections(guide, typed)
  // While something is searched, the first hit is open until another one is chosen.
  const section = found.find(({ id }) => id === opened) ?? found[0]
  const groups = groupBy(found, ({ group }) => group)

  useEffect(() => {
    article.current?.scrollTo(0, 0)
    article.current?.querySelector('mark')?.scrollIntoView({ block: 'center' })
    listed.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [section?.id, typed])

  /** It scrolls, and is read by the arrow keys. */
  const reachable = useCallback((element: HTMLElement | null) => {
    article.current = element
    if (element) element.tabIndex = 0
  }, [])

  /** By a link of the text: what was searched may not be there. */
  const follow = (id: SectionId) => {
    if (!found.some((one) => one.id === id)) setTyped('')
    setOpened(id)
    article.current?.focus()
  }

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      className={styles.overlay ?? ''}
    >
      <Modal data-modal="" className={styles.modal ?? ''}>
        <AriaDialog className={styles.dialog ?? ''}>
          <header className={styles.header}>
            <Heading slot="title" className={styles.title ?? ''}>
              {words.title}
            </Heading>
            <div className={styles.search}>
              <SearchField
                aria-label={words.search}
                placeholder={words.search}
                autoFocus
                value={typed}
                maxLength={100}
                onChange={setTyped}
                onSubmit={() => article.current?.focus()}
              />
            </div>
            <span id={status} role="status" className={styles.count}>
              {typed.trim() !== '' && words.found(found.length)}
            </span>
            <IconButton aria-label={text.shell.close} icon={X} shortcut="Escape" onPress={onClose} />
          </header>
          <nav ref={listed} aria-label={words.sections} className={styles.sections}>
            {[...groups].map(([group, members]) => (
              <Sections key={group} group={group} sections={members} open={section?.id} onOpen={setOpened} />
            ))}
          </nav>
          <article ref={reachable} aria-label={section?.title ?? words.title} className={styles.article}>
            {section ? (
              <GuideArticle section={section} needles={wordsOf(typed)} onFollow={follow} />
            ) : (
              <p className={styles.none}>{words.none(typed.trim())}</p>
            )}
          </article>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

interface SectionsProps {
  group: string
  sections: readonly GuideSection[]
  open: SectionId | undefined
  onOpen(id: SectionId): void
}

function Sections({ group, sections, open, onOpen }: SectionsProps) {
  return (
    <>
      <h3 className={styles.group}>{group}</h3>
      <ul>
        {sections.map(({ id, title }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === open ? 'true' : undefined}
              className={styles.section}
              onClick={() => onOpen(id)}
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
