// The application menu: the window's own commands, shown where each system looks for them.
import { Menu, type MenuItemConstructorOptions } from 'electron'
import { text } from '@shared/text'

const words = text.menu

/**
 * Set the menu. `run` sends a command to the window; the window handles the shortcuts of its commands itself,
 * so they are only shown here.
 */
export function setMenu(parts: { run(id: string): void; openLogFolder(): void }): void {
  const command = (id: string, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => parts.run(id),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  })
  const mac = process.platform === 'darwin'
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: words.file,
      submenu: [
        command('row.add', words.add, 'CmdOrCtrl+N'),
        { type: 'separator' },
        command('lab.leave', words.leave),
        command('auth.signOut', words.signOut),
        { type: 'separator' },
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { label: words.edit, role: 'editMenu' },
    {
      label: words.view,
      submenu: [
        command('table.refresh', words.refresh, 'F5'),
        command('palette.open', words.palette, 'CmdOrCtrl+K'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    {
      label: words.go,
      submenu: [
        command('go.users', words.users, 'CmdOrCtrl+1'),
        command('go.vms', words.vms, 'CmdOrCtrl+2'),
        command('go.bookmarks', words.bookmarks, 'CmdOrCtrl+3'),
        command('go.database', words.database, 'CmdOrCtrl+4'),
      ],
    },
    {
      label: words.help,
      role: 'help',
      submenu: [
        command('help.shortcuts', words.shortcuts, 'F1'),
        { label: words.openLogFolder, click: () => parts.openLogFolder() },
        command('help.about', words.about),
      ],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
