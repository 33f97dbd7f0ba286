// Help > About: versions and where things are, ready to be pasted into a report.
import { useQuery } from '@tanstack/react-query'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useDatabase } from '../api/database'
import { showError } from '../api/show-error'
import { Logo } from '../shell/Logo'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { notify } from '../ui/notices'
import { Skeleton } from '../ui/Skeleton'
import styles from './AboutDialog.module.css'

const words = text.shell.aboutBox

export function AboutDialog({ onClose }: { onClose(): void }) {
  const { data: info } = useQuery({
    queryKey: ['app.info'],
    queryFn: () => call('app.info'),
    staleTime: Infinity,
  })
  const { state } = useDatabase()
  const facts: [string, string | undefined][] = [
    [words.electron, info?.electron],
    [words.chrome, info?.chrome],
    [words.node, info?.node],
    [words.runtime, info?.runtime],
    [words.platform, info?.platform],
    ...(state && 'target' in state ? [[words.database, state.target.label] as [string, string]] : []),
    [words.log, info?.logFile],
  ]
  const copy = async () => {
    const lines = facts.map(([label, value]) => `${label}: ${value ?? ''}`)
    const heading = `${text.shell.product} ${info?.version ?? ''}`
    try {
      await call('app.copyText', { text: [heading, ...lines].join('\n') })
      notify({ tone: 'success', text: words.copied })
    } catch (error) {
      showError(error)
    }
  }
  return (
    <Dialog
      title={text.shell.about}
      isOpen
      onOpenChange={onClose}
      footer={
        <>
          <Button onPress={() => void call('app.openLogFolder').catch(showError)}>
            {text.shell.openLog}
          </Button>
          <Button variant="primary" isDisabled={!info} onPress={() => void copy()}>
            {words.copy}
          </Button>
        </>
      }
    >
      <div className={styles.head}>
        <Logo size={36} />
        <div>
          <p className={styles.name}>{text.shell.product}</p>
          <p className={styles.version}>{info ? words.version(info.version) : <Skeleton width="9ch" />}</p>
        </div>
      </div>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd>{value ?? <Skeleton width="14ch" />}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.licence}>{words.licence}</p>
    </Dialog>
  )
}
