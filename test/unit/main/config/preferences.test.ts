// Preferences: kept per profile, written a little later and in one piece, never in the way.
import { readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openPreferences } from '../../../../src/main/config/preferences'
import type { Log } from '../../../../src/main/log'
import { temporaryFolder } from './files'

function recordingLog() {
  const lines: string[] = []
  const log: Log = {
    info: (message) => void lines.push(message),
    warn: (message) => void lines.push(message),
    error: (message) => {
      lines.push(message)
      return 'reference'
    },
  }
  return { log, lines }
}

async function opened() {
  const folder = await temporaryFolder()
  const { log, lines } = recordingLog()
  const again = () => openPreferences(folder, log, { delay: 500 })
  return { folder, lines, again, preferences: again(), path: join(folder, 'preferences.json') }
}

describe('preferences', () => {
  it('come back in the next run', async () => {
    const { preferences, again, path } = await opened()
    expect(preferences.all()).toEqual({})
    preferences.set('users.columns', [{ width: 120 }])
    preferences.set('theme', 'dark')
    preferences.set('theme', null)
    preferences.set('constructor', { hidden: true })
    await preferences.flush()
    expect(again().all()).toEqual({ 'users.columns': [{ width: 120 }], constructor: { hidden: true } })
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('are each profile’s own', async () => {
    const { preferences, again } = await opened()
    preferences.set('sort', 'name')
    preferences.use('sample')
    expect(preferences.all()).toEqual({})
    preferences.set('sort', 'host')
    await preferences.flush()
    const next = again()
    expect(next.all()).toEqual({ sort: 'name' })
    next.use('sample')
    expect(next.all()).toEqual({ sort: 'host' })
  })

  it('of no lab are none of any lab’s', async () => {
    const { preferences } = await opened()
    preferences.use('sample')
    preferences.set('sort', 'host')
    preferences.use(null)
    expect(preferences.all()).toEqual({})
  })

  it('go with their profile', async () => {
    const { preferences, again, path } = await opened()
    preferences.use('sample')
    preferences.set('sort', 'host')
    await preferences.flush()
    preferences.forget('sample')
    preferences.forget('never seen')
    expect(preferences.all()).toEqual({})
    await preferences.flush()
    expect(await readFile(path, 'utf8')).not.toContain('host')
    expect(again().all()).toEqual({})
  })

  it('have a bound, and keep what was there', async () => {
    const { preferences } = await opened()
    preferences.set('a', 'before')
    expect(() => preferences.set('a', 'x'.repeat(262_144))).toThrow(/too large/u)
    expect(preferences.all()).toEqual({ a: 'before' })
    expect(() => preferences.set('b', () => 1)).toThrow()
  })

  it('that are damaged are put aside, without a word to anyone but the log', async () => {
    const { path, again, lines } = await opened()
    await writeFile(path, '{"server": {"a": 1}, "sample": 7')
    expect(again().all()).toEqual({})
    expect(lines).toEqual(['damaged preferences were put aside'])
    expect(await readFile(`${path}.damaged`, 'utf8')).toContain('"a"')
  })

  it('that can’t be written are not in the way', async () => {
    const { folder, log } = { folder: await temporaryFolder(), log: recordingLog() }
    await writeFile(join(folder, 'file'), '')
    const preferences = openPreferences(join(folder, 'file'), log.log)
    preferences.set('a', 1)
    await preferences.flush()
    expect(preferences.all()).toEqual({ a: 1 })
    expect(log.lines).toEqual(['preferences could not be written'])
  })
})

describe('writing', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())

  it('waits for more changes, then writes once', async () => {
    const { preferences, folder, path } = await opened()
    preferences.use('lab')
    for (let width = 0; width < 50; width += 1) {
      preferences.set('width', width)
      vi.advanceTimersByTime(5)
    }
    expect(await readdir(folder)).toEqual([])
    vi.advanceTimersByTime(250)
    vi.useRealTimers()
    await vi.waitFor(async () =>
      expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ lab: { width: 49 } }),
    )
  })
})
