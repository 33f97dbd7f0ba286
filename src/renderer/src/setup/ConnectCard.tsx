// "Connect to your lab": where the details come from, what differs here, the test, what is remembered.
import { useEffect, useRef, useState, type FormEvent } from 'react'
import type { TestStep } from '@shared/connection'
import type { Problem } from '@shared/problem'
import { text } from '@shared/text'
import type { TlsMode } from '@shared/tls'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { prefillSignIn } from '../auth/prefilled'
import { LabDetails } from '../profiles/LabDetails'
import { correct, useCorrected, wishesForLab } from '../profiles/wishes'
import { Button } from '../ui/Button'
import card from '../ui/Card.module.css'
import { focusFirstError } from '../ui/focus-first-error'
import { FormError } from '../ui/FormError'
import { Segments } from '../ui/Segments'
import {
  checkDraft,
  draftOf,
  emptyDraft,
  keepDraft,
  startDraft,
  type ConnectionDraft,
} from './connection-draft'
import { ConnectionInputs } from './ConnectionInputs'
import { EncryptionInputs } from './EncryptionInputs'
import { KeepChoice } from './KeepChoice'
import { SecretsFile } from './SecretsFile'
import { TestSteps } from './TestSteps'
import styles from './ConnectCard.module.css'

const words = text.setup

type Outcome = 'none' | 'passed' | 'failed' | 'stopped'

/** `problems`: those of the secrets file found at this launch. */
export function ConnectCard({ problems }: { problems: readonly Problem[] }) {
  const form = useRef<HTMLFormElement>(null)
  const result = useRef<HTMLDivElement>(null)
  const encryption = useRef<HTMLDivElement>(null)
  const [draft, setDraft] = useState(() => startDraft(problems))
  const [steps, setSteps] = useState<TestStep[]>([])
  const [outcome, setOutcome] = useState<Outcome>('none')
  const action = useAction()
  const corrected = useCorrected()
  const isTested = action.isRunning || outcome !== 'none'

  useEffect(() => keepDraft(draft), [draft])
  useEffect(() => {
    const controller = new AbortController()
    fillFromLeft(controller.signal).then(
      (filled) => filled && setDraft((before) => (before === emptyDraft ? filled : before)),
      // The guide is as good without.
      () => undefined,
    )
    return () => controller.abort()
  }, [])
  useEffect(() => {
    if (isTested) result.current?.scrollIntoView({ block: 'nearest' })
  }, [isTested, outcome])

  const change = (patch: Partial<ConnectionDraft>, field?: string) => {
    setDraft((before) => ({ ...before, ...patch }))
    setOutcome('none')
    setSteps([])
    action.clear(field ?? 'path')
  }

  /** The step's button goes with the steps: the focus follows what it has changed. */
  const takeOffer = (mode: TlsMode) => {
    change({ tls: { ...draft.tls, mode } })
    requestAnimationFrame(() => encryption.current?.querySelector('button')?.focus())
  }

  /** Tests, and where `thenConnect` and all is well, connects. */
  const go = async (thenConnect: 'never' | 'if-passed' | 'anyway') => {
    const checked = checkDraft(draft)
    if ('fields' in checked) {
      action.setErrors({ form: null, fields: checked.fields })
      return focusFirstError(form.current)
    }
    const { source } = checked
    await action.run(async (signal) => {
      if (thenConnect !== 'anyway' && outcome !== 'passed') {
        setOutcome('none')
        setSteps([])
        const onProgress = (step: TestStep) => setSteps((before) => withStep(before, step))
        const passed = await call('setup.test', { source }, { signal, onProgress }).then(
          (result) => {
            setSteps(result.steps)
            return result.steps.every((step) => step.ok)
          },
          (error: unknown) => {
            if (signal.aborted) setOutcome('stopped')
            throw error
          },
        )
        setOutcome(passed ? 'passed' : 'failed')
        if (!passed) return
      }
      if (thenConnect === 'never') return
      prefillSignIn(null)
      await call('setup.connect', { source, keep: draft.keep, ...wishesForLab() })
    })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void go('if-passed')
  }

  return (
    <section aria-labelledby="connect-title" className={card.card}>
      <h2 id="connect-title" className={card.title}>
        {corrected ? words.correctTitle(corrected.name) : words.connectTitle}
      </h2>
      <p className={card.text}>{corrected ? words.correctText : words.connectText}</p>
      {corrected && (
        <Button variant="quiet" onPress={() => correct(null)}>
          {words.correctNot}
        </Button>
      )}
      <form ref={form} noValidate onSubmit={submit}>
        <Segments
          label={words.source}
          hideLabel
          value={draft.kind}
          onChange={(kind) => change({ kind })}
          choices={[
            { id: 'file', label: words.fromFile },
            { id: 'fields', label: words.fromFields },
          ]}
        />
        <div className={styles.details}>
          {draft.kind === 'file' ? (
            <SecretsFile
              draft={draft}
              startProblems={problems}
              errors={action.errors.fields}
              onChange={change}
            />
          ) : (
            <ConnectionInputs
              value={draft.fields}
              errors={action.errors.fields}
              onChange={(fields, field) => change({ fields: { ...draft.fields, ...fields } }, field)}
              withCipherKey
            />
          )}
        </div>
        {(draft.kind === 'fields' || draft.report?.connection) && (
          <EncryptionInputs
            draft={draft}
            errors={action.errors.fields}
            isNeeded={steps.some((step) => step.step === 'encryption' && !step.ok)}
            selectRef={encryption}
            onChange={(tls, field) => change({ tls: { ...draft.tls, ...tls } }, field)}
          />
        )}
        <KeepChoice kind={draft.kind} value={draft.keep} onChange={(keep) => setDraft({ ...draft, keep })} />
        <LabDetails />
        <FormError message={action.errors.form} />
        {isTested && (
          <div ref={result} className={styles.result}>
            <TestSteps steps={steps} isRunning={action.isRunning && outcome === 'none'} onOffer={takeOffer} />
          </div>
        )}
        <div className={`${styles.buttons} ${styles.sticky}`}>
          {action.isRunning ? (
            <Button onPress={action.cancel}>{words.stop}</Button>
          ) : (
            <>
              <Button type="submit" variant="primary">
                {words.connect}
              </Button>
              <Button onPress={() => void go('never')}>{words.test}</Button>
              {outcome === 'failed' && (
                <Button variant="quiet" onPress={() => void go('anyway')}>
                  {words.connectAnyway}
                </Button>
              )}
            </>
          )}
          <span role="status" className={styles.outcome}>
            {outcomeSentence(outcome)}
          </span>
        </div>
      </form>
    </section>
  )
}

/** The lab that was just left because it could not be reached, to be corrected. */
async function fillFromLeft(signal: AbortSignal): Promise<ConnectionDraft | null> {
  const { source, corrects } = await call('setup.left', undefined, { signal })
  correct(corrects)
  if (!source) return null
  const filled = draftOf(source)
  if (filled.path === null) return filled
  return { ...filled, report: await call('setup.readSecrets', { path: filled.path }, { signal }) }
}

function withStep(steps: readonly TestStep[], step: TestStep): TestStep[] {
  return [...steps.filter((other) => other.step !== step.step), step]
}

function outcomeSentence(outcome: Outcome): string {
  switch (outcome) {
    case 'none':
      return ''
    case 'passed':
      return words.testPassed
    case 'failed':
      return words.testFailed
    case 'stopped':
      return words.testStopped
  }
}
