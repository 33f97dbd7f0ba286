// Shows a window to whoever asked for it, wherever it was.
import type { BrowserWindow } from 'electron'

export function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
