// The portal's secrets file: chosen, read, its problems and warnings, and what differs on this computer.
import { ChevronRight, FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { Problem } from '@shared/problem'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { FormError } from '../ui/FormError'
import type { ConnectionDraft } from './connection-draft'
import { ConnectionInputs } from './ConnectionInputs'
import { ProblemList } from './ProblemList'
import styles from './ConnectCard.module.css'

const words = text.setup

export interface SecretsFileProps {
  draft: ConnectionDraft
  /** Known before the file is read again. */
  startProblems: readonly Problem[]
  errors: Record<string, string>
  onChange(patch: Partial<ConnectionDraft>, field?: string): void
}

export function SecretsFile({ draft, startProblems, errors, onChange }: SecretsFileProps) {
  const { path, report, overrides } = draft
  const problems = report?.problems ?? startProblems
  const action = useAction()
  const hasOverrides = Object.values(overrides).some((value) => value !== '')
  const [wantsOverrides, setWantsOverrides] = useState(hasOverrides)
  const isOpen = wantsOverrides || report?.insideOnly === true

  const read = (wanted: string) =>
    action.run(async (signal) => {
      const next = await call('setup.readSecrets', { path: wanted }, { signal })
      onChange({ path: wanted, report: next })
    })
  const choose = () =>
    action.run(async (signal) => {
      const chosen = await call('setup.chooseFile', { kind: 'secrets' }, { signal })
      if (chosen.path === null) return
      const next = await call('setup.readSecrets', { path: chosen.path }, { signal })
      onChange({ path: chosen.path, report: next })
    })

  return (
    <>
      <div className={styles.file}>
        <Button icon={FolderOpen} isDisabled={action.isRunning} onPress={() => void choose()}>
          {path === null ? words.chooseFile : words.chooseOther}
        </Button>
        <span className={path === null ? styles.none : styles.path} title={path ?? undefined}>
          {path ?? words.noFile}
        </span>
        {path !== null && (
          <Button variant="quiet" isDisabled={action.isRunning} onPress={() => void read(path)}>
            {words.readAgain}
          </Button>
        )}
      </div>
      <p className={styles.below}>
        {errors.path === undefined ? (
          words.fileHelp
        ) : (
          <span role="alert" className={styles.error}>
            {errors.path}
          </span>
        )}
      </p>
      <FormError message={action.errors.form} />
      {problems.length > 0 && <ProblemList problems={problems} />}
      {report?.warnings.map((warning) => (
        <Banner key={warning} tone="warning" role="status" inset>
          {warning}
        </Banner>
      ))}
      {report?.connection && (
        <>
          <p className={styles.found}>
            {words.found(
              report.connection.username,
              report.connection.database,
              report.connection.address,
              report.connection.port,
            )}
          </p>
          {report.insideOnly && (
            <Banner tone="info" role="status" inset>
              {words.insideOnly(report.connection.address)}
            </Banner>
          )}
          <AriaButton
            className={styles.toggle ?? ''}
            aria-expanded={isOpen}
            aria-controls="overrides"
            onPress={() => setWantsOverrides(!isOpen)}
          >
            <ChevronRight size={15} aria-hidden />
            {words.overrides}
          </AriaButton>
          <div id="overrides" hidden={!isOpen}>
            {isOpen && (
              <ConnectionInputs
                value={overrides}
                errors={errors}
                onChange={(patch, field) => onChange({ overrides: { ...overrides, ...patch } }, field)}
                placeholders={{
                  address: report.connection.address,
                  port: String(report.connection.port),
                  database: report.connection.database,
                  username: report.connection.username,
                  password: words.asInFile,
                }}
              />
            )}
          </div>
        </>
      )}
    </>
  )
}
