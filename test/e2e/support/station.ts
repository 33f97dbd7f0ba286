// A picture at each station of a journey: for the README, and to look at after a failure.
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { root } from './console'

/** Keep a picture of the window as it is now under `test-results/stations`. */
export async function station(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(root, 'test-results/stations', `${name}.png`), animations: 'disabled' })
}
