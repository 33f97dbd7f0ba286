// The program's own settings: kept at once, in one piece, for their owner alone.
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openProgramSettings } from '../../../../src/main/config/program-settings'
import type { Log } from '../../../../src/main/log'
import { temporaryFolder } from './files'

async function opened() {
  const folder = await temporaryFolder()
  const lines: string[] = []
  const log: Log = {
    info: (message) => void lines.push(message),
    warn: (message) => void lines.push(message),
    error: (message) => (lines.push(message), 'reference'),
  }
  return { folder, lines, path: join(folder, 'settings.json'), open: () => openProgramSettings(folder, log) }
}
const history = { days: 365 }
const lock = { minutes: 15 }
const defaults = { updates: { check: true, feed: null, lastCheck: null }, history, lock }

describe('the settings', () => {
  it('have defaults, and come back in the next run', async () => {
    const { open, path } = await opened()
    const settings = open()
    expect(settings.get()).toEqual(defaults)
    await Promise.all([
      settings.set('updates', { check: false }),
      settings.set('updates', { feed: 'https://updates.example.org/' }),
    ])
    const expected = {
      ...defaults,
      updates: { check: false, feed: 'https://updates.example.org/', lastCheck: null },
    }
    expect(settings.get()).toEqual(expected)
    expect(open().get()).toEqual(expected)
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ version: 1 })
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('that are damaged are put aside', async () => {
    const { open, path, lines } = await opened()
    for (const content of ['{', '{"updates": {}}', '{"version": 1, "updates": {"check": "yes"}}']) {
      await writeFile(path, content)
      expect(open().get()).toEqual(defaults)
      expect(await readFile(`${path}.damaged`, 'utf8')).toBe(content)
    }
    expect(lines).toHaveLength(3)
  })

  it('of a newer program are left as they are', async () => {
    const { open, path } = await opened()
    const content = '{"version": 2, "updates": "every hour"}'
    await writeFile(path, content)
    const settings = open()
    await settings.set('updates', { check: false })
    expect(settings.get().updates.check).toBe(false)
    expect(await readFile(path, 'utf8')).toBe(content)
  })

  it('that can’t be written say so, and hold for this run', async () => {
    const { open, path, lines } = await opened()
    const settings = open()
    await mkdir(path)
    await expect(settings.set('updates', { check: false })).rejects.toThrow(/could not be written/u)
    expect(settings.get().updates.check).toBe(false)
    expect(lines).toEqual(['the settings could not be written'])
  })
})
