// Opens the window again after its page's process ended, where it was, but not for ever.
import { app, dialog, type BrowserWindow } from 'electron'
import { text } from '@shared/text'
import type { Log } from '../log'

const words = text.desktop
/** So many within so many milliseconds are a loop, in which opening it again helps nobody. */
const limit = 3
const period = 60_000

/**
 * `keep` is called at once when the page has gone, before anything else hears of it, and answers what must be done when
 * the new page has come (and has not run yet).
 */
export function reopenAfterCrash(
  window: BrowserWindow,
  parts: { log: Log; keep(): () => void; openLog(): void },
): void {
  let crashes: number[] = []

  window.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    parts.log.warn('the window’s page ended', { reason, exitCode })
    const now = Date.now()
    crashes = [...crashes.filter((at) => now - at < period), now]
    const back = parts.keep()
    // Within this event the page is still on its way out.
    setImmediate(() => void open(back))
  })

  async function open(back: () => void): Promise<void> {
    if (window.isDestroyed()) return
    if (crashes.length >= limit && !(await goesOn())) return
    if (window.isDestroyed()) return
    window.webContents.once('did-navigate', back)
    window.webContents.reload()
  }

  async function goesOn(): Promise<boolean> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: words.crashLoopTitle,
      detail: words.crashLoopText(crashes.length),
      buttons: [words.openAgain, words.openLog, words.quit],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    })
    if (response === 1) {
      parts.openLog()
      return goesOn()
    }
    if (response === 2) app.quit()
    return response === 0
  }
}
