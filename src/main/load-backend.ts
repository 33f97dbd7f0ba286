// Loads the code behind the window in pieces, so that this process goes on serving the page's files in between.
import { setTimeout as aTurn } from 'node:timers/promises'

/** What takes longest to load, each on its own: the schemas of all calls, the driver, Sequelize. */
const pieces: readonly (() => Promise<unknown>)[] = [
  () => import('@shared/contract'),
  () => import('./db/driver'),
  () => import('./db/pool'),
  () => import('./db/connect'),
]

/** Takes a tenth of a second of this process's time, more where its compiled form is not kept yet. */
export async function loadBackend(): Promise<typeof import('./backend')> {
  for (const load of pieces) {
    await load()
    await aTurn()
  }
  return import('./backend')
}
