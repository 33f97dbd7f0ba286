// What the window forgets when another lab takes the place of the one that was open.
import type { DatabaseState } from '@shared/database-state'
import { forgetPreferences, loadPreferences } from '../api/preferences'
import { queryClient } from '../api/query'
import { forgetOperator } from '../auth/operator'
import { resetRoute } from '../routes'

let profile: string | null = null

/** Without its lab nobody is signed in (main has ended it too), and nothing that was read is shown again. */
export function forgetLab(): void {
  forgetOperator()
  resetRoute()
  queryClient.clear()
}

/** To be told of each state before anything shows it. */
export function followLab(state: DatabaseState): void {
  if (state.kind === 'unconfigured') return
  const { id } = state.target.profile
  if (profile !== null && profile !== id) {
    forgetLab()
    forgetPreferences()
    void loadPreferences()
  }
  profile = id
}
