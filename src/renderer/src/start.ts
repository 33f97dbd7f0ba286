// What the window asks main for at its start, and what it listens to from then on.
import { call, onEvent, startProgress } from './api/call'
import { startDatabase } from './api/database'
import { loadPreferences } from './api/preferences'
import { endOperator, startOperator } from './auth/operator'

/** Resolves when the first screen can be chosen; it never fails: what is not answered has a screen of its own. */
export async function askMain(): Promise<void> {
  startProgress()
  onEvent('operator.ended', ({ reason }) => endOperator(reason))
  await Promise.all([startDatabase(), loadPreferences(), readOperator()])
}

/** Nobody signed in, or nobody to ask: the sign-in screen it is. */
async function readOperator(): Promise<void> {
  const operator = await call('auth.current').catch(() => null)
  if (operator) startOperator(operator)
}
