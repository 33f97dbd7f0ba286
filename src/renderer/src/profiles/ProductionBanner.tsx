// "Production: NAME", on top of the window while such a lab is open.
import { ShieldAlert } from 'lucide-react'
import type { ProfileFacts } from '@shared/profile'
import { text } from '@shared/text'
import colours from './colours.module.css'
import styles from './ProductionBanner.module.css'

const words = text.profiles

export function ProductionBanner({ profile }: { profile: ProfileFacts }) {
  if (!profile.production) return null
  return (
    <div className={`${colours.colour} ${styles.banner}`} data-colour={profile.colour}>
      <ShieldAlert size={15} aria-hidden className={styles.icon} />
      <p className={styles.words}>
        <strong>{words.productionBanner(profile.name)}</strong>{' '}
        <span className={styles.note}>{words.productionNote}</span>
      </p>
    </div>
  )
}
