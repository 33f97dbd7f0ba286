// Across the window: a newer version is there, or waits to be installed.
import { X } from 'lucide-react'
import { useState } from 'react'
import { text } from '@shared/text'
import { programDialog } from '../settings/program-dialog'
import { Banner } from '../ui/Banner'
import { Button, IconButton } from '../ui/Button'
import { quitToInstall, useUpdates } from './updates'

const words = text.updates

// Put off until the program ends.
const putOff = new Set<string>()

/** Nothing while there is nothing to decide. Whoever puts it off finds it under Help > Check for updates. */
export function UpdateBanner() {
  const state = useUpdates()
  const [, setCount] = useState(0)
  if (state.kind !== 'offered' && state.kind !== 'ready') return null
  const { version } = state.offer
  const key = `${state.kind} ${version}`
  if (putOff.has(key)) return null
  const later = () => {
    putOff.add(key)
    setCount((count) => count + 1)
  }
  const isReady = state.kind === 'ready'
  return (
    <Banner
      tone={isReady ? 'success' : 'info'}
      role="status"
      actions={
        <>
          {isReady ? (
            <Button onPress={quitToInstall}>{words.quit}</Button>
          ) : (
            <Button onPress={() => programDialog.set('updates')}>{words.look}</Button>
          )}
          <IconButton aria-label={words.later} icon={X} onPress={later} />
        </>
      }
    >
      {isReady ? words.readyBanner(version) : words.banner(version)}
    </Banner>
  )
}
