// "Start an empty lab": a database on this computer with the people of a file.
import { useState } from 'react'
import { text } from '@shared/text'
import type { FirstUsersReport } from '@shared/connection'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { prefillSignIn } from '../auth/prefilled'
import { Button } from '../ui/Button'
import card from '../ui/Card.module.css'
import { FormError } from '../ui/FormError'
import { FirstUsersPreview } from './FirstUsersPreview'
import { chooseFirstUsers } from './choose-first-users'
import styles from './EmptyLabCard.module.css'

const words = text.setup

export function EmptyLabCard() {
  const reading = useAction()
  const starting = useAction()
  const [shown, setShown] = useState<{ report: FirstUsersReport; isExample: boolean } | null>(null)

  const choose = () =>
    reading.run(async (signal) => {
      const report = await chooseFirstUsers(signal)
      if (report) setShown({ report, isExample: false })
    })
  const example = () =>
    reading.run(async (signal) => {
      const report = await call('setup.readFirstUsers', { path: null }, { signal })
      setShown({ report, isExample: true })
    })
  const start = (path: string) =>
    starting.run(async () => {
      prefillSignIn(null)
      await call('setup.startEmbedded', { firstUsers: path })
    })

  return (
    <section aria-labelledby="empty-title" className={card.card}>
      <h2 id="empty-title" className={card.title}>
        {words.emptyTitle}
      </h2>
      <p className={card.text}>{words.emptyText}</p>
      <FormError message={reading.errors.form} />
      <div className={styles.buttons}>
        <Button isDisabled={reading.isRunning} onPress={() => void choose()}>
          {words.emptyChoose}
        </Button>
        <Button variant="quiet" isDisabled={reading.isRunning} onPress={() => void example()}>
          {words.emptyExample}
        </Button>
      </div>
      {shown && (
        <FirstUsersPreview
          report={shown.report}
          isExample={shown.isExample}
          button={words.previewStart(shown.report.people.length)}
          isRunning={starting.isRunning}
          progress={null}
          error={starting.errors.form}
          onConfirm={() => void start(shown.report.path)}
          onClose={() => setShown(null)}
        />
      )}
    </section>
  )
}
