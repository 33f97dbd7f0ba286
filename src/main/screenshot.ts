// Where there is no display, the first screen is kept as a picture, so that one can see that it came up.
import type { BrowserWindow } from 'electron'
import type { Lab } from './lab'

/** In the page: resolves when a screen with a heading has its content, or after some seconds without one. */
const complete = `new Promise((done) => {
  const end = performance.now() + 10_000
  const look = () => {
    const there = document.querySelector('h1') && !document.querySelector('[aria-busy=true]')
    if (there || performance.now() > end) done(true)
    else requestAnimationFrame(look)
  }
  look()
})`

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
  // More than once: the screen for the state is put together first, and only then asks for its rows.
  for (let turn = 0; turn < 3; turn += 1) {
    await window.webContents.executeJavaScript(complete)
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
