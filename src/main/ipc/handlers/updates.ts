// Handlers about newer versions of the program.
import type { Updates } from '../../updates/updates'
import type { Handlers } from '../context'

export interface UpdateHandlerParts {
  updates: Updates
  /** Quit as from the menu: unsaved work is asked about first. */
  quit(): void
}

type UpdateCalls = Extract<keyof Handlers, `updates.${string}`>

export function updateHandlers({ updates, quit }: UpdateHandlerParts): Pick<Handlers, UpdateCalls> {
  return {
    'updates.state': () => updates.state(),
    'updates.check': () => updates.check(),
    'updates.download': () => updates.download(),
    'updates.stop': () => updates.stop(),
    'updates.quit': () => {
      if (updates.state().kind === 'ready') quit()
    },
  }
}
