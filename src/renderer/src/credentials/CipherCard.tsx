// On the Database page: whether the cipher key is the right one, and what can be done about it.
import { useState } from 'react'
import { text } from '@shared/text'
import { useReadOnly } from '../api/database'
import { formErrors } from '../api/show-error'
import { useOperator } from '../auth/operator'
import { Button } from '../ui/Button'
import card from '../ui/Card.module.css'
import { FormError } from '../ui/FormError'
import { Skeleton } from '../ui/Skeleton'
import { sentenceOf } from './cipher-words'
import { isUnusable, useKeyCheck } from './key-check'
import { OlderKeyDialog } from './OlderKeyDialog'
import { RekeyDialog } from './RekeyDialog'
import styles from './credentials.module.css'

const words = text.credentials.cipher
const { rekey } = text.credentials

export function CipherCard() {
  const check = useKeyCheck()
  const operator = useOperator()
  const readOnly = useReadOnly()
  const [open, setOpen] = useState<'older' | 'rekey' | null>(null)
  return (
    <section aria-labelledby="cipher-title" aria-busy={check.isPending} className={card.card}>
      <h2 id="cipher-title" className={card.title}>
        {words.title}
      </h2>
      <p className={card.text}>{words.text}</p>
      {check.isPending && (
        <div role="status" aria-label={words.checking}>
          <Skeleton width="60%" height="14px" />
        </div>
      )}
      {check.isError && (
        <>
          <FormError message={formErrors(check.error).form ?? words.failed} />
          <Button onPress={() => void check.refetch()}>{text.shell.tryAgain}</Button>
        </>
      )}
      {check.isSuccess && (
        <div className={styles.secret}>
          <p role="status">{sentenceOf(check.data)}</p>
          {check.data.olderKeys > 0 && (
            <p className={styles.muted}>{words.olderKeys(check.data.olderKeys)}</p>
          )}
        </div>
      )}
      {check.isSuccess && operator.role === 'admin' && readOnly === null && (
        <div className={`${styles.buttons} ${styles.below}`}>
          <Button onPress={() => setOpen('older')}>{rekey.tryOpen}</Button>
          {!isUnusable(check.data) && <Button onPress={() => setOpen('rekey')}>{rekey.open}</Button>}
        </div>
      )}
      {check.isSuccess && operator.role !== 'admin' && <p className={styles.muted}>{rekey.adminOnly}</p>}
      {open === 'older' && <OlderKeyDialog onClose={() => setOpen(null)} />}
      {open === 'rekey' && <RekeyDialog onClose={() => setOpen(null)} />}
    </section>
  )
}
