// The commands of a table, for shortcuts, palette and help.
import { text } from '@shared/text'
import { useCommands } from '../../commands/commands'
import { isTyping } from '../../commands/shortcut'
import type { Table } from './use-table'

const words = text.table

interface Actions {
  table: Table
  canWrite: boolean
  focusSearch(): void
  add(): void
  open(): void
  refresh(): void
  remove(): void
  copy(): void
  toggleFilters(): void
  goTo(): void
}

/** Where text is being typed, copying and choosing all belong to that text. */
const notTyping = () => !isTyping(document.activeElement)

export function useTableCommands(actions: Actions): void {
  const { table, canWrite } = actions
  const { grid, store, entity, state } = table
  const group = words.group
  const hasRows = () => store.rowCount() > 0
  useCommands([
    {
      id: 'row.add',
      label: words.add[entity],
      group,
      shortcut: 'mod+n',
      run: actions.add,
      when: () => canWrite,
    },
    {
      id: 'row.open',
      label: words.openRow,
      group,
      shortcut: 'Enter',
      local: true,
      run: actions.open,
      when: hasRows,
    },
    {
      id: 'row.select',
      label: words.selectRow,
      group,
      shortcut: 'Space',
      local: true,
      run: () => table.selection.choose(store.view.row, 'toggle'),
      when: hasRows,
    },
    {
      id: 'row.delete',
      label: words.delete,
      group,
      shortcut: 'Delete',
      run: actions.remove,
      when: () => canWrite && hasRows() && notTyping(),
    },
    { id: 'table.search', label: words.searchCommand, group, shortcut: 'mod+f', run: actions.focusSearch },
    {
      id: 'table.filters',
      label: words.showFilters,
      group,
      shortcut: 'mod+shift+f',
      run: actions.toggleFilters,
    },
    { id: 'table.refresh', label: words.refresh, group, shortcut: 'F5', run: actions.refresh },
    {
      id: 'table.changes',
      label: words.changes(state.changes),
      group,
      run: actions.refresh,
      when: () => state.changes > 0,
    },
    {
      id: 'row.copy',
      label: words.copy,
      group,
      shortcut: 'mod+c',
      run: actions.copy,
      when: () => hasRows() && notTyping() && String(window.getSelection()) === '',
    },
    {
      id: 'table.selectAll',
      label: words.selectAll,
      group,
      shortcut: 'mod+a',
      run: table.selection.all,
      when: () => hasRows() && notTyping(),
    },
    { id: 'table.goTo', label: words.goTo, group, shortcut: 'mod+g', run: actions.goTo, when: hasRows },
    {
      id: 'table.middle',
      label: words.middle,
      group,
      shortcut: 'mod+m',
      run: () => grid.current?.goTo(Math.floor(store.rowCount() / 2)),
      when: hasRows,
    },
    { id: 'table.resetColumns', label: words.resetColumns, group, run: table.resetColumns },
  ])
}
