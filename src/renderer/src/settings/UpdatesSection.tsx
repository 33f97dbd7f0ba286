// Settings > Updates: whether the program looks for newer versions, and where.
import { useState } from 'react'
import type { Output } from '@shared/call'
import { text } from '@shared/text'
import { dateTime } from '@shared/text/dates'
import { call } from '../api/call'
import { queryClient } from '../api/query'
import { showError } from '../api/show-error'
import { runCommand } from '../commands/commands'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Switch } from '../ui/Switch'
import { FeedForm } from './FeedForm'
import { programDialog } from './program-dialog'
import styles from './SettingsDialog.module.css'

const words = text.settings.updates

export function UpdatesSection({ settings }: { settings: Output<'settings.get'> }) {
  const { checkForUpdates, feed, feedOrigin, locked, lastCheck } = settings
  const [isEditing, setEditing] = useState(false)
  const [wasEdited, setEdited] = useState(false)
  const edit = (isOpen: boolean) => {
    setEditing(isOpen)
    setEdited(!isOpen)
  }
  // No address, and none can be given: updates are off for everybody here.
  const isOff = locked !== null && feed === null
  const toggle = async (wanted: boolean) => {
    try {
      accept(await call('settings.set', { checkForUpdates: wanted }))
    } catch (error) {
      showError(error)
      void queryClient.invalidateQueries({ queryKey: ['settings.get'] })
    }
  }
  const check = () => {
    programDialog.set(null)
    runCommand('app.checkForUpdates')
  }
  return (
    <>
      {locked !== null && (
        <Banner tone="info" inset>
          {locked}
        </Banner>
      )}
      <div className={styles.group}>
        <Switch
          isSelected={checkForUpdates && !isOff}
          isDisabled={isOff}
          onChange={(wanted) => void toggle(wanted)}
        >
          {words.automatic}
        </Switch>
        <p className={`${styles.quiet} ${styles.under}`}>{words.automaticText}</p>
      </div>
      <div className={styles.group}>
        <h4 className={styles.subheading}>{words.feed}</h4>
        {feed !== null && <p className={styles.address}>{feed}</p>}
        {/* The banner has said it. */}
        {locked === null && <p className={styles.quiet}>{words.from[feedOrigin]}</p>}
        {feed !== null && (
          <p className={styles.quiet}>
            {lastCheck === null ? words.never : words.lastCheck(dateTime(new Date(lastCheck)))}
          </p>
        )}
        {isEditing && locked === null ? (
          <FeedForm
            current={feedOrigin === 'settings' ? feed : null}
            onSaved={accept}
            onClose={() => edit(false)}
          />
        ) : (
          <div className={styles.buttons}>
            {locked === null && (
              // Where the keys were before the form took this button's place.
              <Button autoFocus={wasEdited} onPress={() => edit(true)}>
                {words.change}
              </Button>
            )}
            <Button isDisabled={feed === null} onPress={check}>
              {text.updates.check}
            </Button>
          </div>
        )}
      </div>
    </>
  )
}

function accept(settings: Output<'settings.get'>): void {
  queryClient.setQueryData(['settings.get'], settings)
}
