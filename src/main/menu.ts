// The application menu: the window's own commands where each system looks for them, enabled as the window has them now.
import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { CommandReport } from '@shared/desktop'
import { planMenu, type OwnAction, type PlannedItem, type PlannedMenu } from './desktop/menu-plan'
import { productName } from './window'

export interface AppMenu {
  /** Show what the window offers now. */
  show(commands: readonly CommandReport[]): void
  setMenuBar(isShown: boolean): void
}

/**
 * Make the menu; it shows nothing to choose until the window has told what it offers. `run` sends a command to the
 * window, which handles the shortcuts of its commands by itself, so that they are only shown here.
 */
export function createMenu(parts: {
  menuBar: boolean
  run(id: string): void
  act(action: OwnAction): void
}): AppMenu {
  const known = new Map<string, CommandReport>()
  let commands: readonly CommandReport[] = []
  let { menuBar } = parts
  let look = ''

  function apply(): void {
    const plan = planMenu({ commands, known, platform: process.platform, productName, menuBar })
    const next = JSON.stringify(plan, (key, value: unknown) => (key === 'enabled' ? undefined : value))
    const menu = Menu.getApplicationMenu()
    // Built anew only where words or places differ: what can be chosen changes far more often.
    if (next === look && menu) return setEnabled(menu, plan)
    look = next
    Menu.setApplicationMenu(Menu.buildFromTemplate(plan.map((entry) => template(entry, parts))))
  }

  apply()
  return {
    show(offered) {
      commands = offered
      for (const command of offered) known.set(command.id, command)
      apply()
    },
    setMenuBar(isShown) {
      menuBar = isShown
      apply()
    },
  }
}

function setEnabled(menu: Menu, plan: readonly PlannedMenu[]): void {
  const visit = (items: readonly PlannedItem[]): void => {
    for (const item of items) {
      if (item.kind === 'submenu') visit(item.items)
      if (item.kind !== 'command') continue
      const shown = menu.getMenuItemById(item.id)
      if (shown && shown.enabled !== item.enabled) shown.enabled = item.enabled
    }
  }
  for (const { items } of plan) visit(items)
}

type Does = { run(id: string): void; act(action: OwnAction): void }

function template({ id, label, items }: PlannedMenu, does: Does): MenuItemConstructorOptions {
  const role =
    id === 'help' ? ({ role: 'help' } as const) : id === 'window' ? ({ role: 'window' } as const) : {}
  return { id: `menu.${id}`, label, ...role, submenu: items.map((item) => itemTemplate(item, does)) }
}

function itemTemplate(item: PlannedItem, does: Does): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' }
    case 'role':
      return { role: item.role, ...(item.label === undefined ? {} : { label: item.label }) }
    case 'submenu':
      return { label: item.label, submenu: item.items.map((inner) => itemTemplate(inner, does)) }
    case 'own':
      return {
        ...(item.isHidden ? { visible: false } : { id: `own.${item.action}` }),
        label: item.label,
        ...(item.accelerator === undefined ? {} : { accelerator: item.accelerator }),
        ...(item.isChecked === undefined ? {} : { type: 'checkbox', checked: item.isChecked }),
        click: () => does.act(item.action),
      }
    case 'command':
      return {
        id: item.id,
        // A lab or a row may have an ampersand in its name, which would underline the letter behind it.
        label: process.platform === 'darwin' ? item.label : item.label.replaceAll('&', '&&'),
        enabled: item.enabled,
        ...(item.accelerator === null ? {} : { accelerator: item.accelerator, registerAccelerator: false }),
        click: () => does.run(item.id),
      }
  }
}
