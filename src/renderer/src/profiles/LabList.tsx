// "Your labs" in the guide: those the program knows already, one press away.
import { text } from '@shared/text'
import { Button } from '../ui/Button'
import card from '../ui/Card.module.css'
import { askAboutProfiles, openProfile, tagsOf, useOpening, useProfiles } from './profiles'
import { ProfileDot } from './ProfileDot'
import styles from './LabList.module.css'

const words = text.profiles

/** Nothing where no lab is known. */
export function LabList() {
  const profiles = useProfiles()
  const opening = useOpening()
  if (profiles.length === 0) return null
  return (
    <section aria-labelledby="labs-title" className={`${card.card} ${styles.card}`}>
      <h2 id="labs-title" className={card.title}>
        {words.choose}
      </h2>
      <p className={card.text}>{words.chooseText}</p>
      <ul className={styles.labs}>
        {profiles.map((profile) => (
          <li key={profile.id}>
            <Button isPending={opening === profile.id} onPress={() => openProfile(profile)}>
              <ProfileDot colour={profile.colour} />
              <span className={styles.name}>
                <span className="visually-hidden">{words.openLab('')}</span>
                {profile.name}
              </span>
              {tagsOf(profile).length > 0 && (
                <span className={styles.tags}>{tagsOf(profile).join(' · ')}</span>
              )}
            </Button>
          </li>
        ))}
        <li>
          <Button variant="quiet" onPress={() => askAboutProfiles({ kind: 'manage' })}>
            {words.manage}
          </Button>
        </li>
      </ul>
    </section>
  )
}
