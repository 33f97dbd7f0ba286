// Where there is no display, the first screen is kept as a picture, so that one can see that it came up.
import type { BrowserWindow } from 'electron'
import type { Lab } from './lab'

/** Wait until the database is no longer being connected and the page has painted, then take the picture. */
export async function saveScreenshot(
  window: BrowserWindow,
  lab: Lab,
  save: (png: Buffer) => Promise<void>,
): Promise<void> {
  if (window.webContents.isLoading()) {
    await new Promise<void>((resolve) => window.webContents.once('did-finish-load', () => resolve()))
  }
  await lab.settled()
  // Idle twice: the screen for the state has been put together, then its rows.
  for (let turn = 0; turn < 2; turn += 1) {
    await window.webContents.executeJavaScript(
      'new Promise((done) => requestIdleCallback(() => requestAnimationFrame(() => done(true)), { timeout: 2000 }))',
    )
  }
  let image = await window.webContents.capturePage()
  // Before the first frame the picture is empty.
  for (let tries = 0; image.isEmpty() && tries < 100; tries += 1)
    image = await window.webContents.capturePage()
  await save(image.toPNG())
}
