// What the window asks main for at its start, and what it listens to from then on.
import { call, onEvent, startProgress } from './api/call'
import { startDatabase } from './api/database'
import { startFormats } from './formats/follow'
import { startLock } from './lock/follow-lock'
import { loadPreferences, sendPreferences } from './api/preferences'
import { followLab } from './profiles/forget-lab'
import { currentOperator, endOperator, startOperator } from './auth/operator'
import { startWaitingCount } from './people/waiting-badge'

/** Resolves when the first screen can be chosen; it never fails: what is not answered has a screen of its own. */
export async function askMain(): Promise<void> {
  startProgress()
  startWaitingCount()
  addEventListener('pagehide', sendPreferences)
  onEvent('operator.ended', ({ reason }) => endOperator(reason))
  onEvent('database.state', followLab)
  // The sample lab may have signed its own account in by the time it is ready; a page that was loaded while the
  // database was out of reach learns then who is signed in.
  onEvent('database.state', ({ kind }) => {
    // Each kind of lab has preferences of its own.
    if (kind === 'ready' && currentOperator() === null) void loadPreferences().then(readOperator)
  })
  await Promise.all([startFormats(), startDatabase(), loadPreferences(), readOperator(), startLock()])
}

/** Nobody signed in, or nobody to ask: the sign-in screen it is. */
async function readOperator(): Promise<void> {
  const operator = await call('auth.current').catch(() => null)
  if (operator) startOperator(operator)
}
