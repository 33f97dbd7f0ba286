// One section of the guide, its hits marked and its links followed inside the guide.
import { Info } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { text } from '@shared/text'
import { guide } from '@shared/text/en/guide'
import type { Block, GuideSection, SectionId } from '@shared/text/en/guide-kinds'
import { shortcutLabel } from '../commands/shortcut'
import { cutAtHits, partsOf } from './guide-text'
import styles from './GuideArticle.module.css'

interface Reading {
  /** Folded words to mark. */
  needles: readonly string[]
  onFollow(id: SectionId): void
}

export function GuideArticle({ section, ...reading }: Reading & { section: GuideSection }) {
  const also = guide.filter(({ id }) => section.also.includes(id))
  return (
    <>
      <h2 className={styles.title}>
        <Marked text={section.title} needles={reading.needles} />
      </h2>
      {section.blocks.map((block, index) => (
        // The guide's text never changes while it is shown.
        <BlockView key={`${section.id}-${index}`} block={block} {...reading} />
      ))}
      {also.length > 0 && (
        <p className={styles.also}>
          {text.help.also}:{' '}
          {also.map(({ id, title }, index) => (
            <Fragment key={id}>
              {index > 0 && ' · '}
              <LinkTo id={id} onFollow={reading.onFollow}>
                {title}
              </LinkTo>
            </Fragment>
          ))}
        </p>
      )}
    </>
  )
}

function BlockView({ block, ...reading }: Reading & { block: Block }) {
  switch (block.kind) {
    case 'text':
      return (
        <p className={styles.text}>
          <Line text={block.text} {...reading} />
        </p>
      )
    case 'note':
      return (
        <div role="note" className={styles.note}>
          <Info size={15} aria-hidden className={styles.icon} />
          <p>
            <Line text={block.text} {...reading} />
          </p>
        </div>
      )
    case 'list':
    case 'steps': {
      const items = block.items.map((item) => (
        <li key={item}>
          <Line text={item} {...reading} />
        </li>
      ))
      return block.kind === 'steps' ? (
        <ol className={styles.steps}>{items}</ol>
      ) : (
        <ul className={styles.list}>{items}</ul>
      )
    }
    case 'terms':
      return (
        <dl className={styles.terms}>
          {block.items.map(({ term, text: meaning }) => (
            <div key={term}>
              <dt>
                <Line text={term} {...reading} />
              </dt>
              <dd>
                <Line text={meaning} {...reading} />
              </dd>
            </div>
          ))}
        </dl>
      )
  }
}

function Line({ text: line, needles, onFollow }: Reading & { text: string }): ReactNode {
  return partsOf(line).map((part, index) => {
    const key = `${index}`
    switch (part.kind) {
      case 'text':
        return <Marked key={key} text={part.text} needles={needles} />
      case 'strong':
        return (
          <strong key={key}>
            <Marked text={part.text} needles={needles} />
          </strong>
        )
      case 'key':
        return (
          <kbd key={key} className={styles.key}>
            {shortcutLabel(part.keys)}
          </kbd>
        )
      case 'link': {
        const target = guide.find(({ id }) => id === part.to)
        return target ? (
          <LinkTo key={key} id={target.id} onFollow={onFollow}>
            <Marked text={part.text} needles={needles} />
          </LinkTo>
        ) : (
          part.text
        )
      }
    }
  })
}

function LinkTo({
  id,
  onFollow,
  children,
}: {
  id: SectionId
  onFollow(id: SectionId): void
  children: ReactNode
}) {
  return (
    <button type="button" className={styles.link} onClick={() => onFollow(id)}>
      {children}
    </button>
  )
}

function Marked({ text: shown, needles }: { text: string; needles: readonly string[] }): ReactNode {
  if (needles.length === 0) return shown
  return cutAtHits(shown, needles).map((piece, index) =>
    piece.isHit ? <mark key={`${index}`}>{piece.text}</mark> : piece.text,
  )
}
