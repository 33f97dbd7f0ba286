// A first users' file chosen in the system's dialog, and what is in it.
import type { FirstUsersReport } from '@shared/connection'
import { call } from '../api/call'

/** Null where the dialog was closed without a choice. */
export async function chooseFirstUsers(signal: AbortSignal): Promise<FirstUsersReport | null> {
  const { path } = await call('setup.chooseFile', { kind: 'first-users' }, { signal })
  return path === null ? null : call('setup.readFirstUsers', { path }, { signal })
}
