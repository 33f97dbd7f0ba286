// Ten thousand generated calls to the shipped binary: none gets through, and its main process neither ends nor grows.
import { readFileSync } from 'node:fs'
import { SignInPage, TablePage } from '../e2e/support/pages'
import type { LabDatabase } from '../e2e/support/lab'
import { fuzz } from '../fuzz/fuzz'
import { expect, test } from './support/installed'

/** Any number; `npm run fuzz` takes others. */
const seed = 20_261_125

/** Everything in the lab's tables, as one word. */
async function contentOf(lab: LabDatabase): Promise<unknown> {
  return lab.sql(
    ['users', 'virtual_machines', 'bookmarks']
      .map((table) => `SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM ${table} t`)
      .join(' UNION ALL '),
  )
}

/** Megabytes that a process has to itself; where there is no /proc, nothing is known of it. */
function memoryOf(pid: number): number {
  if (process.platform !== 'linux') return 0
  return Number(/^RssAnon:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

test('it refuses 10,000 generated calls, before sign-in and after, and is none the heavier', async ({
  driven,
  lab,
}) => {
  test.setTimeout(240_000)
  const { page, pid, child } = await driven({ args: [`--secrets=${lab.secrets}`] })
  const signIn = new SignInPage(page)
  await expect(signIn.button()).toBeVisible({ timeout: 60_000 })
  const before = { content: await contentOf(lab), memory: memoryOf(pid) }

  const outside = await fuzz(page, { seed, standing: 'nobody', calls: 4000 })
  await signIn.signIn('ada', 'abc')
  await expect(page.getByRole('grid', { name: 'Users' })).toBeVisible()
  const inside = await fuzz(page, { seed, standing: 'admin', calls: 6000 })

  for (const { calls, outcomes, faults, slowest } of [outside, inside]) {
    expect(faults.slice(0, 5), `npm run fuzz -- --seed=${seed}`).toEqual([])
    // Refused for what they are, not for want of a program that listens.
    expect(outcomes['invalid_input']).toBeGreaterThan(calls / 4)
    process.stdout.write(`${calls} calls, slowest hundred ${slowest} ms: ${JSON.stringify(outcomes)}\n`)
  }
  expect(outside.calls + inside.calls).toBeGreaterThanOrEqual(10_000)
  expect(await contentOf(lab)).toEqual(before.content)
  expect(child.exitCode).toBeNull()
  let grown = 0
  await expect.poll(() => (grown = memoryOf(pid) - before.memory), { timeout: 60_000 }).toBeLessThan(50)
  process.stdout.write(`main grew by ${grown.toFixed(1)} MB\n`)
  // And it works on.
  await (await new TablePage(page, 'Virtual machines').open()).expectCount(12)
})
