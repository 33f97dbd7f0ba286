// A newer version: its notes, its size, and how it gets here.
import { Copy } from 'lucide-react'
import { text } from '@shared/text'
import type { Offer, UpdateStep } from '@shared/updates'
import { call } from '../api/call'
import { showError } from '../api/show-error'
import { IconButton } from '../ui/Button'
import { focusableWhereItScrolls } from '../ui/focusable-where-it-scrolls'
import { notify } from '../ui/notices'
import styles from './UpdateDialog.module.css'

const words = text.updates

export function OfferDetails({ offer }: { offer: Offer }) {
  return (
    <>
      <section aria-label={words.notes}>
        <h3 className={styles.heading}>{words.notes}</h3>
        {offer.notes === null ? (
          <p className={styles.quiet}>{words.noNotes}</p>
        ) : (
          <div ref={focusableWhereItScrolls} className={styles.notes}>
            {offer.notes}
          </div>
        )}
      </section>
      {offer.byHand === null ? (
        <p className={styles.quiet}>
          {offer.size !== null && `${words.size(megabytes(offer.size))} `}
          {words.consent}
        </p>
      ) : (
        <section aria-label={words.byHandTitle}>
          <h3 className={styles.heading}>{words.byHandTitle}</h3>
          <ol className={styles.steps}>
            {offer.byHand.map((step) => (
              <Step key={step.text} step={step} />
            ))}
          </ol>
        </section>
      )}
    </>
  )
}

function Step({ step: { text: sentence, command } }: { step: UpdateStep }) {
  const copy = async (value: string) => {
    try {
      await call('app.copyText', { text: value })
      notify({ tone: 'success', text: words.copied })
    } catch (error) {
      showError(error)
    }
  }
  return (
    <li>
      <p>{sentence}</p>
      {command !== null && (
        <div className={styles.command}>
          <code>{command}</code>
          <IconButton aria-label={words.copy} icon={Copy} onPress={() => void copy(command)} />
        </div>
      )}
    </li>
  )
}

function megabytes(bytes: number): string {
  return String(Math.max(1, Math.round(bytes / 1_000_000)))
}
