// Shortcuts as text ("mod+shift+n", "F5", "?"): matched against key presses, and written as each system does.

export const isMac = typeof navigator !== 'undefined' && /mac/iu.test(navigator.platform)

interface Parsed {
  mod: boolean
  alt: boolean
  shift: boolean
  key: string
}

const parsed = new Map<string, Parsed>()

function parse(shortcut: string): Parsed {
  const known = parsed.get(shortcut)
  if (known) return known
  const parts = shortcut.split('+')
  const made = {
    mod: parts.includes('mod'),
    alt: parts.includes('alt'),
    shift: parts.includes('shift'),
    key: (parts.at(-1) ?? '').toLowerCase(),
  }
  parsed.set(shortcut, made)
  return made
}

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Whether a key press is this shortcut. `mod` is Command on macOS and Ctrl elsewhere. */
export function matchesShortcut(event: Press, shortcut: string, mac = isMac): boolean {
  const { mod, alt, shift, key } = parse(shortcut)
  const primary = mac ? event.metaKey : event.ctrlKey
  const other = mac ? event.ctrlKey : event.metaKey
  if (primary !== mod || other || event.altKey !== alt) return false
  // A sign such as "?" needs Shift on some keyboards and none on others: there the sign itself decides.
  const sign = key.length === 1 && !/[a-z0-9]/u.test(key)
  if (!sign && event.shiftKey !== shift) return false
  return event.key.toLowerCase() === key
}

const names: Record<string, string> = {
  escape: 'Esc',
  enter: 'Enter',
  delete: 'Delete',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  pageup: 'Page Up',
  pagedown: 'Page Down',
  home: 'Home',
  end: 'End',
  insert: 'Insert',
  backspace: 'Backspace',
}

/** "Ctrl+N", or "⌘N" on macOS. */
export function shortcutLabel(shortcut: string, mac = isMac): string {
  const { mod, alt, shift, key } = parse(shortcut)
  const name = names[key] ?? key.charAt(0).toUpperCase() + key.slice(1)
  if (mac) return `${alt ? '⌥' : ''}${shift ? '⇧' : ''}${mod ? '⌘' : ''}${name}`
  return [mod && 'Ctrl', alt && 'Alt', shift && 'Shift', name].filter(Boolean).join('+')
}

/** Whether a press without Ctrl or Alt would be typing here, so that no shortcut may take it. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  )
}
