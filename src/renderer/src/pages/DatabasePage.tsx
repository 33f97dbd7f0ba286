// The Database page: what is connected, what the console can do here, and what an admin may switch on.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Capability, PlannedStatement } from '@shared/database-state'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useDatabase } from '../api/database'
import { queryClient } from '../api/query'
import { useAction } from '../api/use-action'
import { useOperator } from '../auth/operator'
import { CipherCard } from '../credentials/CipherCard'
import { Button } from '../ui/Button'
import card from '../ui/Card.module.css'
import { EmptyState } from '../ui/EmptyState'
import { FormError } from '../ui/FormError'
import { focusableWhereItScrolls } from '../ui/focusable-where-it-scrolls'
import { notify } from '../ui/notices'
import { ProgressBar } from '../ui/ProgressBar'
import { Skeleton } from '../ui/Skeleton'
import { CircleAlert } from 'lucide-react'
import { CapabilityList } from '../shell/CapabilityList'
import { ConnectionFacts } from '../shell/ConnectionFacts'
import { planScript } from '../shell/plan-script'
import styles from './DatabasePage.module.css'

const words = text.shell.database
const planKey = ['schema.plan']

export function DatabasePage() {
  const { ready } = useDatabase()
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <h1 className={styles.title}>{words.title}</h1>
        {ready && <ConnectionFacts target={ready.target} />}
        <CipherCard />
        <Improvements readOnly={ready?.readOnly !== null} />
      </div>
    </div>
  )
}

function Improvements({ readOnly }: { readOnly: boolean }) {
  const plan = useQuery({
    queryKey: planKey,
    queryFn: ({ signal }) => call('schema.plan', undefined, { signal }),
  })
  return (
    <section aria-labelledby="improvements-title" aria-busy={plan.isPending} className={card.card}>
      <h2 id="improvements-title" className={card.title}>
        {words.improvements}
      </h2>
      <p className={card.text}>{words.improvementsText}</p>
      {plan.isPending && <Loading />}
      {plan.isError && (
        <EmptyState
          icon={CircleAlert}
          level={3}
          title={words.planFailed}
          text={plan.error.message}
          action={<Button onPress={() => void plan.refetch()}>{text.shell.tryAgain}</Button>}
        />
      )}
      {plan.isSuccess && (
        <Plan capabilities={plan.data.capabilities} statements={plan.data.statements} readOnly={readOnly} />
      )}
    </section>
  )
}

function Loading() {
  return (
    <div className={styles.loading}>
      {[1, 2, 3, 4].map((line) => (
        <Skeleton key={line} height="32px" />
      ))}
    </div>
  )
}

interface PlanProps {
  capabilities: readonly Capability[]
  statements: readonly PlannedStatement[]
  readOnly: boolean
}

function Plan({ capabilities, statements, readOnly }: PlanProps) {
  const operator = useOperator()
  const action = useAction()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const mayApply = operator.role === 'admin' && !readOnly
  const possible = capabilities.filter((capability) => !capability.on && capability.allowed)
  const chosen = possible.filter((capability) => !left.has(capability.id))

  const apply = () =>
    action.run(async (signal) => {
      setProgress(null)
      try {
        await call('schema.apply', { ids: chosen.map(({ id }) => id) }, { signal, onProgress: setProgress })
      } finally {
        // Also after a failure or a stop: what was made until then stays.
        await queryClient.invalidateQueries({ queryKey: planKey })
      }
      notify({ tone: 'success', text: words.applied(chosen.map(({ label }) => label)) })
    })

  return (
    <>
      <CapabilityList
        capabilities={capabilities}
        mayChoose={mayApply && !action.isRunning}
        isChosen={(capability) => !left.has(capability.id)}
        onChoose={(capability, isChosen) => {
          const next = new Set(left)
          if (isChosen) next.delete(capability.id)
          else next.add(capability.id)
          setLeft(next)
        }}
      />
      <h3 className={styles.subtitle}>{words.statements}</h3>
      {statements.length === 0 ? (
        <p className={styles.muted}>{words.noStatements}</p>
      ) : (
        <>
          <p className={styles.muted}>{words.statementsText}</p>
          <pre className={styles.code} ref={focusableWhereItScrolls} aria-label={words.statements}>
            {planScript(capabilities, statements)}
          </pre>
        </>
      )}
      <FormError message={action.errors.form} />
      {action.isRunning && <ProgressBar label={words.applying} value={progress} />}
      <div className={styles.actions}>
        {action.isRunning ? (
          <Button onPress={action.cancel}>{text.setup.stop}</Button>
        ) : (
          mayApply &&
          possible.length > 0 && (
            <Button variant="primary" isDisabled={chosen.length === 0} onPress={() => void apply()}>
              {words.apply}
            </Button>
          )
        )}
        <span className={styles.muted}>{why({ operator, readOnly, capabilities, possible, chosen })}</span>
      </div>
    </>
  )
}

/** Why there is nothing to press, or nothing at all. */
function why(parts: {
  operator: { role: string }
  readOnly: boolean
  capabilities: readonly Capability[]
  possible: readonly Capability[]
  chosen: readonly Capability[]
}): string {
  if (parts.capabilities.every(({ on }) => on)) return words.allOn
  if (parts.readOnly) return words.readOnly
  if (parts.operator.role !== 'admin') return words.adminOnly
  return parts.possible.length > 0 && parts.chosen.length === 0 ? words.chooseSome : ''
}
