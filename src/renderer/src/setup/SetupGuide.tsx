// The first launch: connect to a lab, explore a sample, or start an empty one; all on one screen.
import { FlaskConical } from 'lucide-react'
import type { Problem } from '@shared/problem'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { prefillSignIn } from '../auth/prefilled'
import { ImportCard } from '../profiles/ImportCard'
import { LabList } from '../profiles/LabList'
import { Frame } from '../shell/Frame'
import { Button } from '../ui/Button'
import card from '../ui/Card.module.css'
import { FormError } from '../ui/FormError'
import { ConnectCard } from './ConnectCard'
import { EmptyLabCard } from './EmptyLabCard'
import styles from './SetupGuide.module.css'

const words = text.setup

/** `problems`: those of the secrets file that was found at this launch and could not be used. */
export function SetupGuide({ problems }: { problems: readonly Problem[] }) {
  return (
    <Frame width="wide" title={words.title} intro={words.intro}>
      <LabList />
      <div className={styles.ways}>
        <ConnectCard problems={problems} />
        <div className={styles.others}>
          <SampleCard />
          <EmptyLabCard />
          <ImportCard />
        </div>
      </div>
    </Frame>
  )
}

function SampleCard() {
  const action = useAction()
  const open = () =>
    action.run(async () => {
      prefillSignIn(await call('setup.exploreSample'))
    })
  return (
    <section aria-labelledby="sample-title" className={card.card}>
      <h2 id="sample-title" className={card.title}>
        {words.sampleTitle}
      </h2>
      <p className={card.text}>{words.sampleText}</p>
      <FormError message={action.errors.form} />
      <Button icon={FlaskConical} isPending={action.isRunning} onPress={() => void open()}>
        {words.sampleButton}
      </Button>
    </section>
  )
}
