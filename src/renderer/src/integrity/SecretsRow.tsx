// The check that opens every stored secret: made on demand, with its progress, and stopped at will.
import { KeyRound, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '@shared/call'
import { onDemand } from '@shared/integrity'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { Button } from '../ui/Button'
import { FormError } from '../ui/FormError'
import { ProgressBar } from '../ui/ProgressBar'
import { setSecretsCount } from './checks'
import { useKeptFocus } from './keep-focus'
import { KindRow } from './KindRow'
import styles from './IntegrityView.module.css'

const words = text.integrity.secrets

type Report = Output<'integrity.checkSecrets'> & { run: number }

export function SecretsRow() {
  const action = useAction()
  const [report, setReport] = useState<Report | null>(null)
  const line = useKeptFocus<HTMLDivElement>(report?.count ?? null)
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)

  const check = () =>
    action.run(async (signal) => {
      setProgress(null)
      const found = await call('integrity.checkSecrets', undefined, { signal, onProgress: setProgress })
      setReport((before) => ({ ...found, run: (before?.run ?? 0) + 1 }))
      setSecretsCount(found.count)
    })

  return (
    <>
      {report !== null && report.count > 0 && (
        <KindRow
          kind={onDemand}
          count={report.count}
          fresh={0}
          version={`secrets ${report.run}`}
          ids={report.ids}
          onRepaired={() => void check()}
        />
      )}
      <li className={styles.kind}>
        <div ref={line} tabIndex={-1} className={styles.line}>
          {report?.count === 0 ? (
            <CircleCheck size={15} aria-hidden className={`${styles.icon} ${styles.fine}`} />
          ) : (
            <KeyRound size={15} aria-hidden className={styles.icon} />
          )}
          <div className={`${styles.name} ${styles.muted}`}>
            {action.isRunning ? <ProgressBar label={words.running} value={progress} /> : said(report)}
            <FormError message={action.errors.form} />
          </div>
          {/* The same button, so that it keeps the focus. */}
          <Button onPress={() => (action.isRunning ? action.cancel() : void check())}>
            {action.isRunning ? words.stop : report === null ? words.start : words.again}
          </Button>
        </div>
      </li>
    </>
  )
}

function said(report: Report | null): string {
  if (report === null) return words.text
  if (report.read === 0) return words.none
  if (report.count === 0) return words.fine(report.read)
  const listed = report.ids.length < report.count ? ` ${words.listed(report.ids.length)}` : ''
  return `${words.found(report.count, report.read)}${listed}`
}
