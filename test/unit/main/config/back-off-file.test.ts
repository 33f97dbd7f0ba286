// The back-off across restarts: kept without names, for their owner alone, whatever is done to the clock or the file.
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openBackOff } from '../../../../src/main/config/back-off-file'
import { temporaryFolder } from './files'

async function setUp() {
  const folder = await temporaryFolder()
  const warned: string[] = []
  // Each run's own clock begins anywhere; the computer's goes on.
  const clock = { computer: 1_800_000_000_000, run: 0 }
  const start = () => {
    clock.run = Math.round(Math.random() * 1e6)
    return openBackOff(
      folder,
      { warn: (message) => void warned.push(message), error: () => 'reference' },
      { now: () => clock.run, clock: () => clock.computer },
    )
  }
  const pass = (seconds: number) => {
    clock.run += seconds * 1000
    clock.computer += seconds * 1000
  }
  const failing = async (name: string, times: number) => {
    const backOff = start()
    for (let n = 0; n < times; n += 1) backOff.failed(name)
    await backOff.flush()
  }
  return { folder, path: join(folder, 'sign-ins.json'), start, pass, failing, clock, warned }
}

describe('the kept back-off', () => {
  it('goes on after a restart, per name and over the whole program', async () => {
    const { start, pass, failing } = await setUp()
    await failing('ada', 6)
    pass(1)
    const again = start()
    expect(again.waitFor(' ADA ')).toBe(3000)
    expect(again.waitFor('somebody else')).toBe(3000)
    pass(3)
    expect(again.waitFor('ada')).toBe(0)
    again.failed('ada')
    expect(again.waitFor('ada')).toBe(8000)
    await again.flush()
  })

  it('is forgotten after a quarter of an hour', async () => {
    const { start, pass, failing } = await setUp()
    await failing('ada', 9)
    pass(15 * 60)
    const again = start()
    again.failed('ada')
    expect(again.waitFor('ada')).toBe(0)
    await again.flush()
  })

  it('is forgotten with the right password', async () => {
    const { start, failing } = await setUp()
    await failing('ada', 6)
    const again = start()
    again.succeeded('ada')
    await again.flush()
    expect(start().waitFor('ada')).toBe(0)
  })

  it.each([
    ['an hour', 3600],
    ['ten years', 10 * 365 * 86_400],
  ])('neither ends nor lasts longer where the clock was set back by %s', async (_, seconds) => {
    const { start, pass, failing, clock } = await setUp()
    await failing('ada', 6)
    clock.computer -= seconds * 1000
    const again = start()
    expect(again.waitFor('ada')).toBe(4000)
    pass(4)
    expect(again.waitFor('ada')).toBe(0)
  })

  it('heeds no clock that is set while it runs', async () => {
    const { start, clock } = await setUp()
    const backOff = start()
    for (let n = 0; n < 6; n += 1) backOff.failed('ada')
    for (const by of [-86_400_000, 2 * 86_400_000]) {
      clock.computer += by
      expect(backOff.waitFor('ada')).toBe(4000)
    }
    await backOff.flush()
  })

  it('holds no name, looks different in each folder, and is its owner’s alone', async () => {
    const one = await setUp()
    const other = await setUp()
    await one.failing('ada-canary', 1)
    await other.failing('ada-canary', 1)
    const [first, second] = [await readFile(one.path, 'utf8'), await readFile(other.path, 'utf8')]
    expect(first).not.toContain('canary')
    const nameIn = (content: string) => (JSON.parse(content) as { names: { name: string }[] }).names[0]?.name
    expect(nameIn(first)).toMatch(/^.{44}$/u)
    expect(nameIn(first)).not.toBe(nameIn(second))
    expect((await stat(one.path)).mode & 0o777).toBe(0o600)
  })

  it.each(['', '{', '{"version": 2}', '{"version":1,"salt":"x y","program":{"count":-1,"at":0},"names":[]}'])(
    'begins anew where the file holds %j',
    async (content) => {
      const { path, start, warned, failing } = await setUp()
      await writeFile(path, content)
      expect(start().waitFor('ada')).toBe(0)
      expect(warned).toHaveLength(1)
      await failing('ada', 6)
      expect(start().waitFor('ada')).toBeGreaterThan(0)
    },
  )
})
