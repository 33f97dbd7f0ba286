// Settings > General: which program this is and where it keeps things.
import { useQuery } from '@tanstack/react-query'
import type { Output } from '@shared/call'
import { text } from '@shared/text'
import { call } from '../api/call'
import { showError } from '../api/show-error'
import { Button } from '../ui/Button'
import { Skeleton } from '../ui/Skeleton'
import styles from './SettingsDialog.module.css'

const words = text.settings.general

export function GeneralSection({ settings }: { settings: Output<'settings.get'> }) {
  const { data: info } = useQuery({
    queryKey: ['app.info'],
    queryFn: () => call('app.info'),
    staleTime: Infinity,
  })
  const facts: [string, string | undefined][] = [
    [words.version, info?.version],
    [words.appearance, words.appearanceText],
    [words.data, settings.dataFolder],
    [words.log, info?.logFile],
  ]
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd>{value ?? <Skeleton width="14ch" />}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.buttons}>
        <Button onPress={() => void call('app.openLogFolder').catch(showError)}>{text.shell.openLog}</Button>
      </div>
    </>
  )
}
