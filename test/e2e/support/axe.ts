// What axe finds wrong with a screen, in both themes.
import type { Page } from '@playwright/test'
import { source } from 'axe-core'
import { expect } from './lab'
import { station } from './station'

/**
 * Expect that axe finds nothing, in the light and in the dark theme; a picture of each is kept. It is evaluated over
 * the debugging protocol, which the page's policy does not bind.
 */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  await page.evaluate(source)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    // Colours on their way from one theme to the other are neither's.
    await page.evaluate(() =>
      Promise.all(
        document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
          .map((animation) => animation.finished.catch(() => undefined)),
      ),
    )
    expect(await faults(page), `${screen}, ${colorScheme}`).toEqual([])
    await station(page, `${colorScheme}-${screen}`)
  }
}

async function faults(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe: run } = globalThis as unknown as {
      axe: {
        run(): Promise<{
          violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[]
        }>
      }
    }
    const { violations } = await run.run()
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    )
  })
}
