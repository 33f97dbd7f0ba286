// All checks in their areas, each with what it found, and the way to its repair.
import { RotateCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { areas, findingKinds, kindFacts, onDemand } from '@shared/integrity'
import { text } from '@shared/text'
import { useCommands } from '../commands/commands'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { keepSeen, newOf, runChecks, seenCounts, stopChecks, useChecks, type Checks } from './checks'
import { KindRow } from './KindRow'
import { SecretsRow } from './SecretsRow'
import styles from './IntegrityView.module.css'

const words = text.integrity

export function IntegrityView() {
  const checks = useChecks()
  // As it was when the page was opened: what is new stays marked while one looks at it.
  const [seen] = useState(seenCounts)

  useEffect(() => {
    void runChecks('changed')
    return stopChecks
  }, [])
  // By F5, and after something was taken back.
  useCommands([
    {
      id: 'table.refresh',
      label: words.checkAgain,
      group: text.shell.groups.pages,
      shortcut: 'F5',
      run: () => void runChecks('always'),
    },
  ])
  useEffect(() => {
    if (!checks.isRunning && checks.stamp !== null) keepSeen(checks.counts)
  }, [checks])

  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <header className={styles.header}>
          <h1 className={styles.title}>{words.title}</h1>
          <span role="status" className={styles.status}>
            {statusOf(checks)}
          </span>
          <Button icon={RotateCw} isPending={checks.isRunning} onPress={() => void runChecks('always')}>
            {words.checkAgain}
          </Button>
        </header>
        <p className={styles.intro}>{words.intro}</p>
        {checks.error !== null && (
          <Banner tone="danger" role="alert" inset>
            {words.checkFailed}. {checks.error}
          </Banner>
        )}
        {areas.map((area) => (
          <section key={area} aria-labelledby={`integrity-${area}`}>
            <h2 id={`integrity-${area}`} className={styles.area}>
              {words.areas[area]}
            </h2>
            <ul className={styles.kinds}>
              {findingKinds
                .filter((kind) => kindFacts[kind].area === area)
                .map((kind) =>
                  kind === onDemand ? (
                    <SecretsRow key={kind} />
                  ) : (
                    <KindRow
                      key={kind}
                      kind={kind}
                      count={checks.counts[kind] ?? null}
                      fresh={newOf(kind, checks.counts, seen)}
                      version={checks.stamp ?? ''}
                      ids={null}
                      onRepaired={() => void runChecks('always')}
                    />
                  ),
                )}
            </ul>
          </section>
        ))}
      </div>
    </div>
  )
}

function statusOf({ isRunning, counts, stamp, took }: Checks): string {
  if (isRunning) return words.checking
  if (stamp === null) return ''
  const found = findingKinds.filter((kind) => (counts[kind] ?? 0) > 0)
  const total = found.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0)
  const result = total === 0 ? words.healthy : words.summary(total, found.length)
  return `${result}. ${words.checkedIn((took / 1000).toFixed(1))}`
}
