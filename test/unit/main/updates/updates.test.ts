// From the first question to the installing at quit: when it asks, what it says, and what it never does.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { text } from '@shared/text'
import type { UpdateState } from '@shared/updates'
import { openProgramSettings } from '../../../../src/main/config/program-settings'
import { settingsHandlers } from '../../../../src/main/ipc/handlers/settings'
import { updateHandlers } from '../../../../src/main/ipc/handlers/updates'
import type { Handlers } from '../../../../src/main/ipc/context'
import type { Log } from '../../../../src/main/log'
import { createEngine, type Downloaded } from '../../../../src/main/updates/engine'
import { UpdateFailure } from '../../../../src/main/updates/failure'
import type { PackageKind } from '../../../../src/main/updates/package-kind'
import { updateRules, type Rules } from '../../../../src/main/updates/rules'
import { createUpdates } from '../../../../src/main/updates/updates'
import { channelFile, startFeed, type Release } from '../../../support/update-feed'
import { temporaryFolder } from '../config/files'
import { testUpdater } from './updater'

const words = text.updates
const file = { name: `VMLabConsole-2.0.0-${process.arch}.AppImage`, content: Buffer.alloc(50_000, 'new ') }
const newer: Release = { version: '2.0.0', file, notes: 'Faster.' }
const login = 'lab:canary-7c@'

interface Given {
  release?: Release
  version?: string
  kind?: PackageKind
  rules?: Rules
  install?: (downloaded: Downloaded) => Promise<void>
}

async function setUp(given: Given = {}) {
  vi.stubEnv('APPIMAGE', '/nowhere/VMLabConsole.AppImage')
  onTestFinished(() => void vi.unstubAllEnvs())
  const folder = await temporaryFolder()
  const server = await startFeed(given.release ?? newer)
  onTestFinished(() => server.close())
  const place = new URL(server.url).origin
  const logged: string[] = []
  const note = (message: string, details?: unknown) =>
    void logged.push(`${message} ${JSON.stringify(details)}`)
  const log: Log = { info: note, warn: note, error: (message, error) => (note(message, String(error)), 'r') }
  const settings = openProgramSettings(folder, log)
  const states: UpdateState[] = []
  const installed: Downloaded[] = []
  const clock = { now: new Date('2026-03-01T09:00:00') }
  const version = given.version ?? '1.0.0'
  let rules = given.rules ?? updateRules({ kind: 'none' }, null, server.url.replace('//', `//${login}`))
  const readRules = async () => rules
  const open = () =>
    createUpdates({
      log,
      version,
      kind: given.kind ?? 'appimage',
      settings,
      rules: readRules,
      engine: async (feed) => createEngine(testUpdater({ folder, version }), feed, 'AppImage'),
      installAtQuit: given.install ?? (async (downloaded) => void installed.push(downloaded)),
      changed: (state) => void states.push(state),
      now: () => clock.now,
    })
  return {
    updates: open(),
    open,
    server,
    settings,
    states,
    installed,
    logged,
    clock,
    place,
    readRules,
    turn: (next: Rules) => void (rules = next),
    asked: () => server.asked.filter((path) => path === channelFile).length,
  }
}

const kinds = (states: readonly UpdateState[]) => states.map(({ kind }) => kind)

describe('at start', () => {
  it('asks once a day, and offers what is newer', async () => {
    const { updates, open, states, clock, asked } = await setUp()
    await updates.checkAtStart()
    expect(states).toEqual([
      { kind: 'offered', offer: { version: '2.0.0', notes: 'Faster.', size: 50_000, byHand: null } },
    ])
    clock.now = new Date('2026-03-01T23:59:00')
    await open().checkAtStart()
    expect(asked()).toBe(1)
    clock.now = new Date('2026-03-02T00:01:00')
    await open().checkAtStart()
    expect(asked()).toBe(2)
    // A clock that was ahead yesterday.
    clock.now = new Date('2026-02-01T09:00:00')
    await open().checkAtStart()
    expect(asked()).toBe(3)
  })

  it('downloads nothing by itself', async () => {
    const { updates, server } = await setUp()
    await updates.checkAtStart()
    expect(server.asked).toEqual([channelFile])
  })

  it('asks nobody where the person turned it off', async () => {
    const { updates, settings, asked } = await setUp()
    await settings.set('updates', { check: false })
    await updates.checkAtStart()
    expect(asked()).toBe(0)
    // By hand it still does.
    expect((await updates.check()).kind).toBe('offered')
  })

  it('asks nobody where an administrator turned it off, nor by hand', async () => {
    const rules = updateRules(
      { kind: 'policy', policy: { version: 1, updates: { enabled: false } } },
      null,
      null,
    )
    const { updates, states, asked } = await setUp({ rules })
    await updates.checkAtStart()
    expect(states).toEqual([])
    expect(await updates.check()).toEqual({ kind: 'off', message: words.policyOff })
    expect(asked()).toBe(0)
  })

  it('says in the log what is wrong with a policy', async () => {
    const { updates, logged, asked } = await setUp({
      rules: updateRules({ kind: 'bad', problem: 'it is not JSON' }, null, 'https://updates.example.org/'),
    })
    await updates.checkAtStart()
    expect(asked()).toBe(0)
    expect(logged.join()).toContain('it is not JSON')
  })

  it('is silent where nobody answers, and asks again at the next start', async () => {
    const { updates, open, server, states, settings, logged, asked } = await setUp()
    server.describe = (response) => response.destroy()
    await updates.checkAtStart()
    expect(states).toEqual([])
    expect(settings.get().updates.lastCheck).toBeNull()
    expect(logged.join()).toContain('unreachable')
    server.describe = null
    await open().checkAtStart()
    expect(asked()).toBe(2)
  })

  it.each(['2.0.0', '2.5.0'])('says nothing to version %s', async (version) => {
    const { updates, states } = await setUp({ version })
    await updates.checkAtStart()
    expect(states).toEqual([])
  })
})

describe('asked by hand', () => {
  it.each([
    ['2.0.0', words.current('2.0.0')],
    ['2.5.0', words.older('2.0.0', '2.5.0')],
  ])('answers version %s in words', async (version, message) => {
    const { updates, states } = await setUp({ version })
    expect(await updates.check()).toEqual({ kind: 'none', message })
    expect(kinds(states)).toEqual(['checking', 'none'])
  })

  it('says who did not answer, and no more than where', async () => {
    const { updates, server, place } = await setUp()
    server.describe = (response) => response.destroy()
    expect(await updates.check()).toEqual({ kind: 'failed', message: words.unreachable(place), offer: null })
  })

  it('asks again after the program’s own question, and answers', async () => {
    const { updates, asked } = await setUp({ version: '2.0.0' })
    const own = updates.checkAtStart()
    expect((await updates.check()).kind).toBe('none')
    await own
    expect(asked()).toBe(2)
  })

  it('says what to do where the package manager replaces the program, and downloads nothing', async () => {
    const { updates, server } = await setUp({ kind: 'deb' })
    const state = await updates.check()
    if (state.kind !== 'offered') throw new Error(state.kind)
    expect(state.offer.byHand?.[1]?.command).toBe(
      'sudo apt update && sudo apt install --only-upgrade vm-lab-console',
    )
    await updates.download()
    expect(server.asked).toEqual([channelFile])
  })
})

describe('the download', () => {
  it('begins when the person says so, and is installed at quit', async () => {
    const { updates, states, installed } = await setUp()
    await updates.check()
    await updates.download()
    expect(kinds(states).filter((kind, at, all) => kind !== all[at - 1])).toEqual([
      'checking',
      'offered',
      'downloading',
      'ready',
    ])
    expect(installed).toHaveLength(1)
    expect(installed[0]?.path).toContain(file.name)
    // Once ready, it stays so.
    expect((await updates.check()).kind).toBe('ready')
  })

  it('that was changed on its way is not installed, says so, and can be tried again', async () => {
    const { updates, server, installed } = await setUp()
    await updates.check()
    server.manner = 'tampered'
    await updates.download()
    expect(updates.state()).toMatchObject({ kind: 'failed', message: words.tampered })
    expect(installed).toEqual([])
    server.manner = 'whole'
    await updates.download()
    expect(updates.state().kind).toBe('ready')
  })

  it('that breaks off says where', async () => {
    const { updates, server, place } = await setUp()
    await updates.check()
    server.manner = 'cut'
    await updates.download()
    expect(updates.state()).toMatchObject({ kind: 'failed', message: words.broken(place) })
  })

  it.each([
    [new UpdateFailure({ kind: 'tampered' }), words.tampered],
    [Object.assign(new Error('no space'), { code: 'ENOSPC' }), words.noRoom('ENOSPC')],
  ])('that cannot be put in place says why', async (error, message) => {
    const { updates } = await setUp({ install: () => Promise.reject(error) })
    await updates.check()
    await updates.download()
    expect(updates.state()).toMatchObject({ kind: 'failed', message })
  })

  it('stops when told, and is offered as before', async () => {
    const { updates, server } = await setUp()
    await updates.check()
    server.manner = 'hang'
    const running = updates.download()
    await expect.poll(() => server.asked).toContain(`/${file.name}`)
    updates.stop()
    await running
    expect(updates.state()).toMatchObject({ kind: 'offered', offer: { version: '2.0.0' } })
  })

  it('does not begin once an administrator has turned updates off', async () => {
    const { updates, server, turn } = await setUp()
    await updates.check()
    turn({ on: false, message: words.policyOff, byPolicy: true })
    await updates.download()
    expect(updates.state()).toEqual({ kind: 'off', message: words.policyOff })
    expect(server.asked).toEqual([channelFile])
  })
})

it('never logs an address’s credentials, nor what was answered', async () => {
  const printed = (['info', 'warn', 'error', 'log'] as const).map((name) =>
    vi.spyOn(console, name).mockReturnValue(undefined),
  )
  onTestFinished(() => void vi.restoreAllMocks())
  const { updates, server, logged, states } = await setUp()
  await updates.check()
  server.manner = 'tampered'
  await updates.download()
  server.describe = (response) => response.writeHead(500).end('canary-7c')
  await updates.check()
  server.describe = (response) => response.end('<p>canary-7c</p>')
  await updates.check()
  expect(server.headers.at(-1)?.authorization).toBe(
    `Basic ${Buffer.from('lab:canary-7c').toString('base64')}`,
  )
  for (const method of printed) expect(method).not.toHaveBeenCalled()
  const all = JSON.stringify([logged, states])
  expect(all).not.toContain('canary-7c')
  expect(all).not.toContain(Buffer.from('lab:canary-7c').toString('base64'))
  expect(logged.length).toBeGreaterThan(3)
})

describe('the address in the settings', () => {
  const context = {} as Parameters<Handlers['settings.setFeed']>[1]

  async function handlers(given: { agrees?: boolean; rules?: Rules } = {}) {
    const made = await setUp(given)
    const confirmed: string[] = []
    const own = settingsHandlers({
      programSettings: made.settings,
      updates: { rules: made.readRules, forget: () => made.updates.forget() },
      confirmFeed: async (address) => (confirmed.push(address), given.agrees ?? true),
      dataFolder: '/home/ada/.config/VMLabConsole',
    })
    const setFeed = async (feed: string | null) => own['settings.setFeed']({ feed }, context)
    return { ...made, own, setFeed, confirmed }
  }

  it('is shown without credentials', async () => {
    const { own, server } = await handlers()
    const shown = await own['settings.get'](undefined, context)
    expect(shown).toMatchObject({
      feed: server.url,
      feedOrigin: 'build',
      locked: null,
      checkForUpdates: true,
    })
  })

  it('counts once the person agreed outside the window', async () => {
    const { setFeed, settings, confirmed, updates } = await handlers()
    await updates.check()
    await setFeed(' https://updates.example.org/console ')
    expect(confirmed).toEqual(['https://updates.example.org/console'])
    expect(settings.get().updates).toMatchObject({
      feed: 'https://updates.example.org/console',
      lastCheck: null,
    })
    expect(updates.state()).toEqual({ kind: 'unknown' })
    await setFeed(null)
    expect(settings.get().updates.feed).toBeNull()
  })

  it('stays where they did not', async () => {
    const { setFeed, settings } = await handlers({ agrees: false })
    await setFeed('https://updates.example.org/')
    expect(settings.get().updates.feed).toBeNull()
  })

  it.each([
    ['updates.example.org', text.settings.notAddress],
    ['http://updates.example.org', text.settings.notSecure],
    ['https://lab:x@updates.example.org', text.settings.hasCredentials],
  ])('%s is refused in words', async (address, message) => {
    const { setFeed, confirmed } = await handlers()
    await expect(setFeed(address)).rejects.toMatchObject({
      body: { code: 'invalid_input', fields: { feed: message } },
    })
    expect(confirmed).toEqual([])
  })

  it('can’t be changed where an administrator set it', async () => {
    const rules = updateRules(
      {
        kind: 'policy',
        policy: { version: 1, updates: { enabled: true, feed: 'https://a:canary@b.example.org/' } },
      },
      null,
      null,
    )
    const { setFeed, own } = await handlers({ rules })
    await expect(setFeed('https://updates.example.org/')).rejects.toMatchObject({
      body: { code: 'forbidden' },
    })
    expect(await own['settings.get'](undefined, context)).toMatchObject({
      feed: 'https://b.example.org/',
      locked: text.settings.updates.policyFeed,
    })
  })

  it('and the daily question are kept', async () => {
    const { own, settings } = await handlers()
    await own['settings.set']({ checkForUpdates: false }, context)
    expect(settings.get().updates.check).toBe(false)
  })
})

it('quits to install only once there is something to install', async () => {
  const { updates } = await setUp()
  let quits = 0
  const own = updateHandlers({ updates, quit: () => void (quits += 1) })
  const context = {} as Parameters<Handlers['updates.quit']>[1]
  await own['updates.quit'](undefined, context)
  await updates.check()
  await own['updates.quit'](undefined, context)
  expect(quits).toBe(0)
  await updates.download()
  await own['updates.quit'](undefined, context)
  expect(quits).toBe(1)
})
