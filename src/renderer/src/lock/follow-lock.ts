// Follows main's lock, and asks main for it.
import { call, onEvent } from '../api/call'
import { showError } from '../api/show-error'
import { currentOperator, onSignIn } from '../auth/operator'
import { endLock, lockedBy } from './lock-state'

/** Once, when the window starts: a page that is loaded anew may belong to a locked window. */
export async function startLock(): Promise<void> {
  let isTold = false
  onEvent('lock.state', ({ locked }) => {
    isTold = true
    lockedBy.set(locked)
  })
  onSignIn(() => {
    if (currentOperator() === null) endLock()
  })
  const answer = await call('lock.state').catch(() => null)
  // An event that came meanwhile is newer.
  if (answer && !isTold) lockedBy.set(answer.locked)
}

export function lockNow(): void {
  call('lock.now').catch(showError)
}
