// The commands about the lab as a whole that every screen with a lab offers.
import { text } from '@shared/text'
import { useCommands } from '../commands/commands'
import { useDatabase } from '../api/database'
import { call } from '../api/call'
import { showError } from '../api/show-error'
import { leavePage } from '../routes'
import { askToLeaveLab } from './leave-lab'

const words = text.shell

/** `lab.leave` asks before it forgets the connection; `lab.retry` tries at once. */
export function useLabCommands(): void {
  const { state } = useDatabase()
  useCommands([
    {
      id: 'lab.leave',
      label: words.connectElsewhere,
      group: words.groups.lab,
      run: () => leavePage(askToLeaveLab),
    },
    {
      id: 'lab.retry',
      label: words.commands.retry,
      group: words.groups.lab,
      run: () => void call('setup.retry').catch(showError),
      when: () => state?.kind === 'unavailable',
    },
  ])
}
