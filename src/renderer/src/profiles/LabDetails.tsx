// In the guide: what the lab is to be called, and how careful to be with it; out of the way until it is wanted.
import { ChevronRight } from 'lucide-react'
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import { text } from '@shared/text'
import { ProfileFields } from './ProfileFields'
import { useWishes, wish } from './wishes'
import styles from './LabDetails.module.css'

const words = text.profiles

export function LabDetails() {
  const draft = useWishes()
  return (
    <Disclosure className={styles.details ?? ''}>
      <Heading level={3} className={styles.heading ?? ''}>
        <Button slot="trigger" className={styles.toggle ?? ''}>
          <ChevronRight size={15} aria-hidden />
          {words.details}
        </Button>
      </Heading>
      <DisclosurePanel>
        <ProfileFields value={draft} onChange={wish} nameHelp={words.nameDerived} />
      </DisclosurePanel>
    </Disclosure>
  )
}
