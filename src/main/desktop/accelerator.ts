// The window's shortcuts ("mod+shift+f", "F5") as a menu shows them.

const keys: Readonly<Record<string, string>> = {
  enter: 'Enter',
  space: 'Space',
  delete: 'Delete',
  escape: 'Esc',
  arrowup: 'Up',
  arrowdown: 'Down',
  arrowleft: 'Left',
  arrowright: 'Right',
  pageup: 'PageUp',
  pagedown: 'PageDown',
  home: 'Home',
  end: 'End',
  insert: 'Insert',
  backspace: 'Backspace',
}
const modifiers: Readonly<Record<string, string>> = { mod: 'CmdOrCtrl', alt: 'Alt', shift: 'Shift' }

/**
 * Electron's accelerator for the first of a command's shortcuts, or null where it has none that a menu could show. On
 * macOS a menu's keys always act: there only those with Command or a function key are given, so that Enter or Delete
 * in a text field stays that field's.
 */
export function acceleratorOf(shortcuts: string, platform: NodeJS.Platform): string | null {
  for (const shortcut of shortcuts.split(' ').filter(Boolean)) {
    const parts = shortcut.toLowerCase().split('+')
    const key = keyName(parts.at(-1) ?? '')
    const held = parts.slice(0, -1).map((part) => modifiers[part])
    if (key === null || held.includes(undefined)) continue
    const isTyped = !parts.slice(0, -1).includes('mod') && !/^F\d/u.test(key)
    if (isTyped && platform === 'darwin') continue
    return [...held, key].join('+')
  }
  return null
}

function keyName(key: string): string | null {
  if (/^[a-z0-9,]$/u.test(key)) return key.toUpperCase()
  if (/^f([1-9]|1[0-9]|2[0-4])$/u.test(key)) return key.toUpperCase()
  return keys[key] ?? null
}
