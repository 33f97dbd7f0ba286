// The menu of text fields and of chosen text: cut, copy, paste. Rows have a menu of the window's own.
import { Menu, type ContextMenuParams, type MenuItemConstructorOptions, type WebContents } from 'electron'
import { text } from '@shared/text'

const words = text.menu

type Facts = Pick<ContextMenuParams, 'isEditable' | 'editFlags' | 'selectionText'>

/** What can be done where the menu was asked for; empty where there is no text at all. */
export function textMenu({ isEditable, editFlags, selectionText }: Facts): MenuItemConstructorOptions[] {
  const copy: MenuItemConstructorOptions = { role: 'copy', label: words.copyText, enabled: editFlags.canCopy }
  const all: MenuItemConstructorOptions = {
    role: 'selectAll',
    label: words.selectAllText,
    enabled: editFlags.canSelectAll,
  }
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy, all]
  return [
    { role: 'undo', label: words.undo, enabled: editFlags.canUndo },
    { role: 'redo', label: words.redo, enabled: editFlags.canRedo },
    { type: 'separator' },
    { role: 'cut', label: words.cut, enabled: editFlags.canCut },
    copy,
    { role: 'paste', label: words.paste, enabled: editFlags.canPaste },
    { type: 'separator' },
    all,
  ]
}

/** Show it by the right button, Shift+F10 and the Menu key; the page keeps its own menus to itself. */
export function showTextMenus(contents: WebContents): void {
  contents.on('context-menu', (_, params) => {
    const items = textMenu(params)
    if (items.length > 0) Menu.buildFromTemplate(items).popup()
  })
}
