// Asks, once, before the window closes with something that would be lost, whoever closes it.
import { app, dialog, powerMonitor, type BrowserWindow } from 'electron'
import { text } from '@shared/text'

const words = text.desktop

/**
 * Guard the window's closing, quitting and the end of the session. `losses` tells what would be lost now, a line each.
 * The question is the system's own dialog: it also answers where the page does not.
 */
export function guardClosing(window: BrowserWindow, losses: () => readonly string[]): void {
  let isAgreed = false
  let isAsking = false

  async function ask(lost: readonly string[]): Promise<void> {
    isAsking = true
    try {
      const { response } = await dialog.showMessageBox(window, {
        type: 'warning',
        message: words.closeTitle,
        detail: words.closeText(lost),
        buttons: [words.keepOpen, words.closeAnyway],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      })
      isAgreed = response === 1
    } finally {
      isAsking = false
    }
    if (isAgreed) app.quit()
  }
  /** Whether closing has to wait for an answer. */
  function holds(): boolean {
    if (isAgreed) return false
    if (isAsking) {
      window.focus()
      return true
    }
    const lost = losses()
    if (lost.length === 0) return false
    void ask(lost)
    return true
  }

  window.on('close', (event) => {
    if (holds()) event.preventDefault()
  })
  // Linux and macOS: the system waits a while for a program that says so.
  powerMonitor.on('shutdown', (...[event]: unknown[]) => {
    if (holds()) preventDefault(event)
  })
  window.on('query-session-end', (event) => {
    if (holds()) event.preventDefault()
  })
  // Whoever sends a signal sits at no dialog.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      isAgreed = true
      app.quit()
    })
  }
}

/** Electron hands this event over, but its types do not say so. */
function preventDefault(event: unknown): void {
  if (typeof event !== 'object' || event === null || !('preventDefault' in event)) return
  const { preventDefault: prevent } = event
  if (typeof prevent === 'function') prevent.call(event)
}
