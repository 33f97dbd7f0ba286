// Shortcuts: which key press is which, and how they are written.
import { describe, expect, it } from 'vitest'
import { matchesShortcut, shortcutLabel } from '../../../../src/renderer/src/commands/shortcut'

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('matchesShortcut', () => {
  it.each([
    ['mod+k', press('k', { ctrlKey: true }), true],
    ['mod+k', press('K', { ctrlKey: true }), true],
    ['mod+k', press('k'), false],
    ['mod+k', press('k', { ctrlKey: true, altKey: true }), false],
    ['mod+k', press('k', { ctrlKey: true, shiftKey: true }), false],
    ['mod+k', press('k', { metaKey: true }), false],
    ['mod+shift+f', press('F', { ctrlKey: true, shiftKey: true }), true],
    ['mod+shift+f', press('f', { ctrlKey: true }), false],
    ['F5', press('F5'), true],
    ['F5', press('F5', { ctrlKey: true }), false],
    ['Delete', press('Delete'), true],
  ])('%s and %o: %s', (shortcut, event, expected) => {
    expect(matchesShortcut(event, shortcut, false)).toBe(expected)
  })

  it('takes a sign with or without Shift, since keyboards differ', () => {
    expect(matchesShortcut(press('?', { shiftKey: true }), '?', false)).toBe(true)
    expect(matchesShortcut(press('?'), '?', false)).toBe(true)
    expect(matchesShortcut(press('/'), '?', false)).toBe(false)
  })

  it('means Command on macOS, and leaves Ctrl to the system there', () => {
    expect(matchesShortcut(press('k', { metaKey: true }), 'mod+k', true)).toBe(true)
    expect(matchesShortcut(press('k', { ctrlKey: true }), 'mod+k', true)).toBe(false)
  })
})

describe('shortcutLabel', () => {
  it.each([
    ['mod+n', 'Ctrl+N', '⌘N'],
    ['mod+shift+f', 'Ctrl+Shift+F', '⇧⌘F'],
    ['F5', 'F5', 'F5'],
    ['Escape', 'Esc', 'Esc'],
    ['shift+Tab', 'Shift+Tab', '⇧Tab'],
    ['?', '?', '?'],
  ])('%s', (shortcut, elsewhere, mac) => {
    expect(shortcutLabel(shortcut, false)).toBe(elsewhere)
    expect(shortcutLabel(shortcut, true)).toBe(mac)
  })
})
