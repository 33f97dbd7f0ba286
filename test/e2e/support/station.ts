// A picture at each station of a journey: for the README, and to look at after a failure.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { root } from './console'

/** Keep a picture of the window as it is now under `test-results/stations`. */
export async function station(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(root, 'test-results/stations', `${name}.png`), animations: 'disabled' })
}

/** The same of a zoomed window, of which Playwright's own picture would hold a part only. */
export async function zoomedStation(app: ElectronApplication, page: Page, name: string): Promise<void> {
  // What is just coming in has come, and is painted.
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)))
    for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame)
  })
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage()
    return image?.toPNG().toString('base64') ?? ''
  })
  const folder = join(root, 'test-results/stations')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.png`), png, 'base64')
}
