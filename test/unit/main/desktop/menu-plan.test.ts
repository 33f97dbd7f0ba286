// The application menu as data: all commands in it, true to the window, as each system has it.
import { describe, expect, it } from 'vitest'
import type { CommandReport } from '@shared/desktop'
import { acceleratorOf } from '../../../../src/main/desktop/accelerator'
import { planMenu, type PlannedItem } from '../../../../src/main/desktop/menu-plan'

const command = (id: string, more: Partial<CommandReport> = {}): CommandReport => ({
  id,
  label: `Label of ${id}`,
  shortcut: '',
  enabled: true,
  ...more,
})
function plan(commands: CommandReport[], platform: NodeJS.Platform = 'linux', known: CommandReport[] = []) {
  return planMenu({
    commands,
    known: new Map(known.map((one) => [one.id, one])),
    platform,
    productName: 'VM Lab Console',
    menuBar: false,
  })
}
function commandsIn(items: readonly PlannedItem[]): Extract<PlannedItem, { kind: 'command' }>[] {
  return items.flatMap((item) =>
    item.kind === 'command' ? [item] : item.kind === 'submenu' ? commandsIn(item.items) : [],
  )
}
const menu = (menus: ReturnType<typeof plan>, id: string) => menus.find((one) => one.id === id)?.items ?? []

describe('planMenu', () => {
  it('has the menus of each system', () => {
    expect(plan([]).map(({ label }) => label)).toEqual([
      'File',
      'Edit',
      'View',
      'Go',
      'Row',
      'Window',
      'Help',
    ])
    expect(plan([], 'darwin')[0]).toMatchObject({ id: 'app', label: 'VM Lab Console' })
    const quits = (menus: ReturnType<typeof plan>) =>
      menus
        .filter(({ items }) => items.some((item) => item.kind === 'role' && item.role === 'quit'))
        .map(({ id }) => id)
    expect(quits(plan([]))).toEqual(['file'])
    expect(quits(plan([], 'darwin'))).toEqual(['app'])
  })

  it('holds every command once, also those that nobody thought of here', () => {
    const ids = [
      'row.add',
      'go.vms',
      'table.print',
      'row.clone',
      'x.unheard',
      'help.guide',
      'profile.open.a',
      'app.settings',
    ]
    for (const platform of ['linux', 'darwin'] as const) {
      const found = plan(
        ids.map((id) => command(id)),
        platform,
      ).flatMap(({ items }) => commandsIn(items))
      for (const id of ids) expect(found.filter((one) => one.id === id)).toHaveLength(1)
    }
  })

  it('enables only what the window offers and can do', () => {
    const offered = [command('row.add', { enabled: false }), command('row.open')]
    const found = commandsIn(
      menu(plan(offered, 'linux', [command('row.delete', { shortcut: 'Delete' })]), 'row'),
    )
    expect(Object.fromEntries(found.map(({ id, enabled }) => [id, enabled]))).toEqual({
      'row.add': false,
      'row.open': true,
      'row.copy': false,
      'row.select': false,
      'table.selectAll': false,
      'form.previous': false,
      'form.next': false,
      'row.delete': false,
    })
    // What was there before keeps its shortcut.
    expect(found.find(({ id }) => id === 'row.delete')?.accelerator).toBe('Delete')
  })

  it('uses the window’s words', () => {
    const found = commandsIn(
      menu(plan([command('row.add', { label: 'Add user', shortcut: 'mod+n' })]), 'row'),
    )
    expect(found[0]).toMatchObject({ label: 'Add user', accelerator: 'CmdOrCtrl+N' })
  })

  it('has no line at an end and none twice', () => {
    for (const { items } of [...plan([]), ...plan([], 'darwin')]) {
      const kinds = items.map(({ kind }) => kind)
      expect(kinds[0]).not.toBe('separator')
      expect(kinds.at(-1)).not.toBe('separator')
      expect(kinds.some((kind, index) => kind === 'separator' && kinds[index + 1] === 'separator')).toBe(
        false,
      )
    }
  })
})

describe('acceleratorOf', () => {
  it.each([
    ['mod+n', 'CmdOrCtrl+N'],
    ['mod+shift+f', 'CmdOrCtrl+Shift+F'],
    ['F1 ?', 'F1'],
    ['shift+F1', 'Shift+F1'],
    ['mod+enter mod+s', 'CmdOrCtrl+Enter'],
    ['Delete', 'Delete'],
    ['mod+,', 'CmdOrCtrl+,'],
    ['? F1', 'F1'],
    ['', null],
    ['?', null],
    ['mod+nonsense', null],
    ['hyper+n', null],
    ['mod+F99', null],
  ])('%j is %j', (shortcut, accelerator) => {
    expect(acceleratorOf(shortcut, 'linux')).toBe(accelerator)
  })

  it('leaves plain keys to text fields on macOS, where a menu would take them', () => {
    expect(acceleratorOf('Enter', 'darwin')).toBeNull()
    expect(acceleratorOf('Delete', 'darwin')).toBeNull()
    expect(acceleratorOf('F5', 'darwin')).toBe('F5')
    expect(acceleratorOf('mod+n', 'darwin')).toBe('CmdOrCtrl+N')
  })
})
