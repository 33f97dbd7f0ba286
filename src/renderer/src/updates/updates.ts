// What main knows of newer versions, followed by the window.
import type { UpdateState } from '@shared/updates'
import { call, onEvent } from '../api/call'
import { showError } from '../api/show-error'
import { createStore, useStore } from '../api/store'

const known = createStore<UpdateState>({ kind: 'unknown' })

/** Follow it until the returned function is called. */
export function startUpdates(): () => void {
  const stop = onEvent('updates.state', (state) => known.set(state))
  call('updates.state')
    .then((state) => known.set(state))
    .catch(() => undefined)
  return stop
}

export function useUpdates(): UpdateState {
  return useStore(known)
}

/** Ask for a newer version; what came of it is heard as the state. */
export function checkForUpdates(): void {
  call('updates.check').catch(showError)
}

/** It may take minutes: how far it has come is heard as the state. */
export function downloadUpdate(): void {
  call('updates.download').catch(showError)
}

export function stopUpdate(): void {
  call('updates.stop').catch(showError)
}

/** As quitting from the menu does: unsaved work is asked about first. */
export function quitToInstall(): void {
  call('updates.quit').catch(showError)
}
