// The commands of the waiting list, for shortcuts, menus and palette.
import { text } from '@shared/text'
import { useCommands } from '../../commands/commands'
import { isTyping } from '../../commands/shortcut'
import type { WaitingTable } from './use-waiting'

const words = text.waiting

interface Actions {
  table: WaitingTable
  canWrite: boolean
  approveLabel: string
  approve(): void
  deny(): void
  open(): void
  selectAll(): void
  refresh(): void
  focusSearch(): void
}

const notTyping = () => !isTyping(document.activeElement)

export function useWaitingCommands(actions: Actions): void {
  const { table, canWrite } = actions
  const group = words.group
  const hasRows = () => table.store.rowCount() > 0
  useCommands([
    {
      id: 'waiting.approve',
      label: actions.approveLabel,
      group,
      shortcut: 'mod+enter',
      run: actions.approve,
      when: () => canWrite && hasRows(),
    },
    {
      id: 'waiting.deny',
      label: words.deny,
      group,
      shortcut: 'Delete',
      run: actions.deny,
      when: () => canWrite && hasRows() && notTyping(),
    },
    {
      id: 'row.open',
      label: words.openPerson,
      group,
      shortcut: 'Enter',
      local: true,
      run: actions.open,
      when: hasRows,
    },
    {
      id: 'row.select',
      label: text.table.selectRow,
      group,
      shortcut: 'Space',
      local: true,
      run: () => table.selection.choose(table.store.view.row, 'toggle'),
      when: hasRows,
    },
    { id: 'table.search', label: words.search, group, shortcut: 'mod+f', run: actions.focusSearch },
    { id: 'table.refresh', label: text.table.refresh, group, shortcut: 'F5', run: actions.refresh },
    {
      id: 'table.selectAll',
      label: text.table.selectAll,
      group,
      shortcut: 'mod+a',
      run: actions.selectAll,
      when: () => hasRows() && notTyping(),
    },
  ])
}
