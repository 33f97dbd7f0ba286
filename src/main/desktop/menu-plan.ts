// What the application menu holds, as plain data: which command is in which menu, its words, whether it can be chosen.
import type { CommandReport } from '@shared/desktop'
import { text } from '@shared/text'
import { acceleratorOf } from './accelerator'

const words = text.menu

/** What the menu does by itself, without the window. */
export type OwnAction = 'actualSize' | 'zoomIn' | 'zoomOut' | 'menuBar'

export type PlannedItem =
  | { kind: 'separator' }
  | { kind: 'role'; role: MenuRole; label?: string }
  | {
      kind: 'own'
      action: OwnAction
      label: string
      accelerator?: string
      isChecked?: boolean
      isHidden?: true
    }
  | { kind: 'command'; id: string; label: string; accelerator: string | null; enabled: boolean }
  | { kind: 'submenu'; label: string; items: PlannedItem[] }

type MenuRole =
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'togglefullscreen'
  | 'minimize'
  | 'zoom'
  | 'front'
  | 'close'
  | 'quit'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'services'

export interface PlannedMenu {
  id: MenuName
  label: string
  items: PlannedItem[]
}

type MenuName = 'app' | 'file' | 'edit' | 'view' | 'go' | 'row' | 'window' | 'help'

/** `-` is a line; `labs`: the labs one can go to. */
const placed: Readonly<Record<'file' | 'edit' | 'view' | 'go' | 'row' | 'help', readonly string[]>> = {
  file: [
    'labs',
    'lab.edit',
    'lab.manage',
    'lab.leave',
    'lab.retry',
    '-',
    'form.save',
    'table.print',
    'table.export',
    'table.exportChosen',
    '-',
    'app.settings',
    '-',
    'lock.now',
    'auth.signOut',
  ],
  edit: ['table.search'],
  view: ['table.refresh', 'table.filters', 'table.resetColumns', '-', 'palette.open'],
  go: [
    'go.users',
    'go.vms',
    'go.bookmarks',
    'go.waiting',
    'go.integrity',
    'go.history',
    'go.database',
    '-',
    'table.goTo',
    'table.middle',
  ],
  row: [
    'row.add',
    'row.open',
    '-',
    'row.copy',
    'row.select',
    'table.selectAll',
    '-',
    'form.previous',
    'form.next',
    '-',
    'row.delete',
  ],
  help: [
    'help.guide',
    'help.shortcuts',
    '-',
    'help.copyDiagnostics',
    'help.saveDiagnostics',
    'help.log',
    '-',
    'app.checkForUpdates',
    'help.about',
  ],
}
/** On macOS these are in the program's own menu. */
const inAppMenu: readonly string[] = ['help.about', 'app.checkForUpdates', 'app.settings']
/** Where a command goes that is not placed above, by the first part of its id. */
const homes: Readonly<Record<string, keyof typeof placed>> = {
  row: 'row',
  form: 'row',
  table: 'view',
  go: 'go',
  help: 'help',
}

/** Commands that open a lab are gathered under File > Labs. */
const labPrefix = 'profile.'

/**
 * The menus for what the window offers now. `known` are commands that were offered before: they stay where they are,
 * disabled, with the words and shortcut they had.
 */
export function planMenu(parts: {
  commands: readonly CommandReport[]
  known: ReadonlyMap<string, CommandReport>
  platform: NodeJS.Platform
  productName: string
  menuBar: boolean
}): PlannedMenu[] {
  const { commands, known, platform } = parts
  const mac = platform === 'darwin'
  const now = new Map(commands.map((command) => [command.id, command]))

  const command = (id: string): PlannedItem | null => {
    const offered = now.get(id)
    const seen = offered ?? known.get(id)
    const label = words.short[id] ?? offered?.label ?? words.commands[id] ?? seen?.label
    if (label === undefined) return null
    const accelerator = seen ? acceleratorOf(seen.shortcut, platform) : null
    return { kind: 'command', id, label, accelerator, enabled: offered?.enabled ?? false }
  }
  const labs = commands.filter(({ id }) => id.startsWith(labPrefix)).map(({ id }) => command(id))
  const everywhere = new Set(Object.values(placed).flat())
  const unplaced = (menu: keyof typeof placed) =>
    commands
      // Nobody knows their words while they cannot run: "0 changes" helps nobody.
      .filter(({ id, enabled }) => enabled && !everywhere.has(id) && !id.startsWith(labPrefix))
      .filter(({ id }) => (homes[id.split('.')[0] ?? ''] ?? 'file') === menu)
      .map(({ id }) => command(id))

  const itemsOf = (menu: keyof typeof placed): PlannedItem[] => {
    const items = placed[menu].map((id): PlannedItem | null => {
      if (id === '-') return { kind: 'separator' }
      if (mac && inAppMenu.includes(id)) return null
      if (id === 'labs') {
        return labs.length === 0 ? null : { kind: 'submenu', label: words.labs, items: present(labs) }
      }
      return command(id)
    })
    return tidy([...items, { kind: 'separator' }, ...unplaced(menu)])
  }
  // Without words of ours it has the system's.
  const role = (name: MenuRole, label?: string): PlannedItem =>
    label === undefined ? { kind: 'role', role: name } : { kind: 'role', role: name, label }
  const line: PlannedItem = { kind: 'separator' }

  const menus: PlannedMenu[] = [
    {
      id: 'file',
      label: words.file,
      items: tidy([
        ...itemsOf('file'),
        line,
        mac ? role('close', words.closeWindow) : role('quit', words.quit),
      ]),
    },
    {
      id: 'edit',
      label: words.edit,
      items: tidy([
        role('undo', words.undo),
        role('redo', words.redo),
        line,
        role('cut', words.cut),
        role('copy', words.copyText),
        role('paste', words.paste),
        role('selectAll', words.selectAllText),
        line,
        ...itemsOf('edit'),
      ]),
    },
    {
      id: 'view',
      label: words.view,
      items: tidy([
        ...itemsOf('view'),
        line,
        { kind: 'own', action: 'actualSize', label: words.actualSize, accelerator: 'CmdOrCtrl+0' },
        { kind: 'own', action: 'zoomIn', label: words.zoomIn, accelerator: 'CmdOrCtrl+Plus' },
        // Plus is on the key of the equals sign on many keyboards, and needs no Shift in other programs.
        { kind: 'own', action: 'zoomIn', label: words.zoomIn, accelerator: 'CmdOrCtrl+=', isHidden: true },
        { kind: 'own', action: 'zoomOut', label: words.zoomOut, accelerator: 'CmdOrCtrl+-' },
        line,
        role('togglefullscreen', words.fullScreen),
        mac ? null : { kind: 'own', action: 'menuBar', label: words.menuBar, isChecked: parts.menuBar },
      ]),
    },
    { id: 'go', label: words.go, items: itemsOf('go') },
    { id: 'row', label: words.row, items: itemsOf('row') },
    {
      id: 'window',
      label: words.window,
      items: present([
        role('minimize', words.minimise),
        ...(mac ? [role('zoom'), line, role('front')] : [role('close', words.closeWindow)]),
      ]),
    },
    { id: 'help', label: words.help, items: itemsOf('help') },
  ]
  if (!mac) return menus
  const own = tidy([
    command('help.about'),
    command('app.checkForUpdates'),
    line,
    command('app.settings'),
    line,
    role('services'),
    line,
    role('hide'),
    role('hideOthers'),
    role('unhide'),
    line,
    role('quit'),
  ])
  return [{ id: 'app', label: parts.productName, items: own }, ...menus]
}

function present(items: readonly (PlannedItem | null)[]): PlannedItem[] {
  return items.filter((item) => item !== null)
}

/** No line at the ends, none twice. */
function tidy(items: readonly (PlannedItem | null)[]): PlannedItem[] {
  const kept: PlannedItem[] = []
  for (const item of present(items)) {
    if (item.kind === 'separator' && (kept.length === 0 || kept.at(-1)?.kind === 'separator')) continue
    kept.push(item)
  }
  if (kept.at(-1)?.kind === 'separator') kept.pop()
  return kept
}
