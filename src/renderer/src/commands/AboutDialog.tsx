// Help > About: versions, the runtime it runs on, and where things are.
import { useQuery } from '@tanstack/react-query'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useDatabase } from '../api/database'
import { showError } from '../api/show-error'
import { copyDiagnostics } from '../help/copy-diagnostics'
import { Logo } from '../shell/Logo'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
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
    [words.runtime, info && words.runtimeOf(info.runtime, info.packaged)],
    [words.electron, info?.electron],
    [words.chrome, info?.chrome],
    [words.node, info?.node],
    [words.v8, info?.v8],
    [words.platform, info?.system],
    ...(state && 'target' in state ? [[words.database, state.target.label] as [string, string]] : []),
    [words.log, info?.logFile],
  ]
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
          <Button variant="primary" onPress={copyDiagnostics}>
            {text.diagnostics.copy}
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
