// The steps of a connection test as they are taken, and why one failed.
import { Circle, CircleCheck, CircleX, LoaderCircle } from 'lucide-react'
import { testSteps, type TestStep } from '@shared/connection'
import { text } from '@shared/text'
import type { TlsMode } from '@shared/tls'
import { Button } from '../ui/Button'
import styles from './TestSteps.module.css'

const words = text.setup

export interface TestStepsProps {
  steps: readonly TestStep[]
  isRunning: boolean
  /** Takes the encryption that a failed step offers. */
  onOffer(mode: TlsMode): void
}

export function TestSteps({ steps, isRunning, onOffer }: TestStepsProps) {
  return (
    <ol aria-label={words.testing} aria-busy={isRunning} className={styles.list}>
      {testSteps.map((name, index) => {
        const result = steps.find((step) => step.step === name)
        const offer = result?.offer
        const state = stepState(result, isRunning && index === steps.length)
        return (
          <li key={name} className={styles.step} data-state={state}>
            <StepIcon state={state} />
            <span className={styles.name}>
              {words.steps[name]}
              <span className="visually-hidden">: {words.stepStates[state]}</span>
            </span>
            <span className={styles.detail}>
              {result?.detail}
              {result && !result.ok && <span className={styles.remedy}>{result.remedy}</span>}
              {offer !== undefined && (
                <span className={styles.offer}>
                  <Button onPress={() => onOffer(offer)}>{text.encryption.use(offer)}</Button>
                </span>
              )}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

type StepState = keyof typeof words.stepStates

function stepState(result: TestStep | undefined, isCurrent: boolean): StepState {
  if (result) return result.ok ? 'ok' : 'failed'
  return isCurrent ? 'running' : 'waiting'
}

function StepIcon({ state }: { state: StepState }) {
  const Icon = { ok: CircleCheck, failed: CircleX, running: LoaderCircle, waiting: Circle }[state]
  return <Icon size={16} aria-hidden className={styles.icon} />
}
