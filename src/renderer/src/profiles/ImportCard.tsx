// "Use a colleague's lab": a file that they exported, in the guide.
import { Download } from 'lucide-react'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { Button } from '../ui/Button'
import card from '../ui/Card.module.css'
import { FormError } from '../ui/FormError'
import { openImported } from './profiles'

const words = text.profiles

export function ImportCard() {
  const action = useAction()
  const choose = () =>
    action.run(async () => {
      const { profile } = await call('profiles.importFrom')
      if (profile) await openImported(profile.id)
    })
  return (
    <section aria-labelledby="import-title" className={card.card}>
      <h2 id="import-title" className={card.title}>
        {words.importTitle}
      </h2>
      <p className={card.text}>{words.importText}</p>
      <FormError message={action.errors.form} />
      <Button icon={Download} isPending={action.isRunning} onPress={() => void choose()}>
        {words.importButton}
      </Button>
    </section>
  )
}
