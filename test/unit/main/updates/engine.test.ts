// electron-updater itself against a feed on this computer: newer, same, older, tampered, cut, hanging, wrongly signed.
import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ServerResponse } from 'node:http'
import { NsisUpdater } from 'electron-updater'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createEngine } from '../../../../src/main/updates/engine'
import { UpdateFailure } from '../../../../src/main/updates/failure'
import { parseFeed } from '../../../../src/main/updates/feed'
import { startFeed, type Release } from '../../../support/update-feed'
import { temporaryFolder } from '../config/files'
import { testUpdater } from './updater'

const content = Buffer.alloc(300_000, 'what an AppImage holds ')
const file = { name: `VMLabConsole-2.0.0-${process.arch}.AppImage`, content }
const release = (changes: Partial<Release> = {}): Release => ({ version: '2.0.0', file, ...changes })
const quiet = () => undefined
const never = new AbortController().signal

async function setUp(
  given: {
    release?: Release | null
    version?: string
    login?: string
    limits?: { check: number; stall: number }
  } = {},
) {
  const folder = await temporaryFolder()
  const server = await startFeed(given.release === undefined ? release() : given.release)
  onTestFinished(() => server.close())
  const parsed = parseFeed(server.url.replace('//', `//${given.login ?? ''}`), { credentials: true })
  if (!parsed.ok) throw new Error(parsed.failure)
  const limits = { check: 20_000, stall: 20_000, ...given.limits }
  const engine = createEngine(
    testUpdater({ folder, version: given.version ?? '1.0.0' }),
    parsed.feed,
    'AppImage',
    { ...limits, first: limits.stall },
  )
  return { engine, server, folder, pending: join(folder, 'cache/pending') }
}

async function problemOf(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof UpdateFailure)) throw new Error(`no failure of an update: ${String(error)}`)
  return error.problem
}

async function left(folder: string): Promise<string[]> {
  return existsSync(folder) ? readdir(folder) : []
}

// The updater of AppImages wants to know of one, to compare; it is not touched here.
beforeEach(() => {
  vi.stubEnv('APPIMAGE', '/nowhere/VMLabConsole.AppImage')
  onTestFinished(() => void vi.unstubAllEnvs())
})

describe('a check', () => {
  it('finds a newer version with its notes and size', async () => {
    const { engine, server } = await setUp({ release: release({ notes: 'Faster lists.\r\nAnd more.\n' }) })
    expect(await engine.check()).toEqual({
      version: '2.0.0',
      is: 'newer',
      notes: 'Faster lists.\nAnd more.',
      size: content.length,
      files: [file.name],
    })
    expect(server.asked).toHaveLength(1)
  })

  it.each([
    ['2.0.0', 'same'],
    ['2.0.1', 'older'],
    ['3.0.0', 'older'],
    ['2.0.0-beta.1', 'newer'],
  ])('of a console %s calls 2.0.0 %s', async (version, is) => {
    const { engine } = await setUp({ version })
    expect((await engine.check()).is).toBe(is)
  })

  it('never downloads what is older', async () => {
    const { engine, server, pending } = await setUp({ version: '3.0.0' })
    await engine.check()
    await problemOf(engine.download(quiet, never))
    expect(server.asked).not.toContain(`/${file.name}`)
    expect(await left(pending)).toEqual([])
  })

  it('tells the feed nothing by which it could know this computer again', async () => {
    const { engine, server, folder } = await setUp()
    await engine.check()
    const id = await readFile(join(folder, '.updaterId'), 'utf8')
    expect(id).not.toBe('')
    expect(JSON.stringify(server.headers)).not.toContain(id)
  })

  it('sends the credentials of the address as a header', async () => {
    const { engine, server } = await setUp({ login: 'lab:p%40ss@' })
    await engine.check()
    await engine.download(quiet, never)
    const expected = `Basic ${Buffer.from('lab:p@ss').toString('base64')}`
    expect(server.headers.map(({ authorization }) => authorization)).toEqual([expected, expected])
  })

  it.each<[string, (response: ServerResponse) => void, unknown]>([
    ['nothing there', (response) => response.writeHead(404).end(), { kind: 'missing' }],
    ['forbidden', (response) => response.writeHead(403).end('secret'), { kind: 'refused', status: 403 }],
    ['a page', (response) => response.end('<html><p>Hello: world</p></html>'), { kind: 'unusable' }],
    ['nothing', (response) => response.end(), { kind: 'unusable' }],
    ['null', (response) => response.end('null'), { kind: 'unusable' }],
    ['no files', (response) => response.end('version: 2.0.0'), { kind: 'unusable' }],
    [
      'no checksum',
      (response) => response.end('{version: 2.0.0, files: [{url: x.AppImage}]}'),
      { kind: 'unusable' },
    ],
    ['no version', (response) => response.end('version: newest'), { kind: 'unusable' }],
    ['a broken line', (response) => response.destroy(), { kind: 'unreachable' }],
  ])('that is answered with %s fails', async (_, describe, problem) => {
    const { engine, server } = await setUp()
    server.describe = describe
    expect(await problemOf(engine.check())).toEqual(problem)
  })

  it.each([
    'http://192.0.2.1/x.AppImage',
    'https://updates.example.org/x.AppImage',
    '/a b.AppImage',
    'x;y.AppImage',
  ])('refuses a file at %s', async (url) => {
    const { engine } = await setUp({ release: release({ url }) })
    expect(await problemOf(engine.check())).toEqual({ kind: 'elsewhere' })
  })

  it('gives up on a feed that does not answer', async () => {
    const { engine, server } = await setUp({ limits: { check: 50, stall: 20_000 } })
    server.describe = () => undefined
    expect(await problemOf(engine.check())).toEqual({ kind: 'unreachable' })
  })

  it('says that nothing is there for this kind of package', async () => {
    const { engine } = await setUp({
      release: release({ file: { name: 'VMLabConsole-2.0.0.deb', content } }),
    })
    expect(await problemOf(engine.check())).toEqual({ kind: 'missing' })
  })
})

describe('a download', () => {
  it('is the file that was announced, and its progress is told', async () => {
    const { engine, pending } = await setUp()
    await engine.check()
    const steps: [number, number | null][] = []
    const { path } = await engine.download((done, total) => steps.push([done, total]), never)
    expect(path).toBe(join(pending, file.name))
    expect(content.equals(await readFile(path))).toBe(true)
    expect(steps.at(-1)).toEqual([content.length, content.length])
  })

  it('that was changed on its way is thrown away, and is taken when it is right', async () => {
    const { engine, server, pending } = await setUp()
    await engine.check()
    server.manner = 'tampered'
    expect(await problemOf(engine.download(quiet, never))).toEqual({ kind: 'tampered' })
    expect(await left(pending)).toEqual([])
    server.manner = 'whole'
    expect((await engine.download(quiet, never)).path).toBe(join(pending, file.name))
  })

  it('whose announcement was changed is thrown away', async () => {
    const { engine, pending } = await setUp({ release: release({ sha512: `${'A'.repeat(86)}==` }) })
    await engine.check()
    expect(await problemOf(engine.download(quiet, never))).toEqual({ kind: 'tampered' })
    expect(await left(pending)).toEqual([])
  })

  it.each([
    ['cut', { kind: 'broken' }],
    ['missing', { kind: 'refused', status: 404 }],
  ] as const)('that is %s fails and leaves nothing', async (manner, problem) => {
    const { engine, server, pending } = await setUp()
    await engine.check()
    server.manner = manner
    expect(await problemOf(engine.download(quiet, never))).toEqual(problem)
    expect(await left(pending)).toEqual([])
  })

  it('of which nothing more comes is given up', async () => {
    const { engine, server, pending } = await setUp({ limits: { check: 20_000, stall: 200 } })
    await engine.check()
    server.manner = 'hang'
    expect(await problemOf(engine.download(quiet, never))).toEqual({ kind: 'broken' })
    expect(await left(pending)).toEqual([])
  })

  it('can be stopped, and begun again', async () => {
    const { engine, server, pending } = await setUp()
    await engine.check()
    server.manner = 'hang'
    const stop = new AbortController()
    const stopped = problemOf(engine.download(quiet, stop.signal))
    await expect.poll(() => server.asked).toContain(`/${file.name}`)
    stop.abort()
    expect(await stopped).toEqual({ kind: 'cancelled' })
    expect(await left(pending)).toEqual([])
    server.manner = 'whole'
    expect((await engine.download(quiet, never)).path).toBe(join(pending, file.name))
  })
})

// What Windows itself says of a signature can't be asked here: this is what becomes of its answer.
describe('an installer for Windows', () => {
  const exe = { name: `VMLabConsole-2.0.0-${process.arch}-setup.exe`, content }

  async function signedBy(verdict: string | null) {
    const folder = await temporaryFolder()
    const server = await startFeed(release({ file: exe }))
    onTestFinished(() => server.close())
    const updater = testUpdater({ folder, version: '1.0.0', kind: 'nsis', publisherName: 'The publisher' })
    if (!(updater instanceof NsisUpdater)) throw new Error('another updater')
    const looked: [string[], Buffer][] = []
    updater.verifyUpdateCodeSignature = async (names, path) => {
      looked.push([names, await readFile(path)])
      return verdict
    }
    const parsed = parseFeed(server.url, { credentials: false })
    if (!parsed.ok) throw new Error(parsed.failure)
    const engine = createEngine(updater, parsed.feed, 'exe')
    await engine.check()
    return { engine, looked, pending: join(folder, 'cache/pending') }
  }

  it('that its publisher signed is taken', async () => {
    const { engine, looked, pending } = await signedBy(null)
    expect((await engine.download(quiet, never)).path).toBe(join(pending, exe.name))
    expect(looked).toEqual([[['The publisher'], content]])
  })

  it('that somebody else signed is thrown away', async () => {
    const { engine, pending } = await signedBy('signed by somebody else')
    expect(await problemOf(engine.download(quiet, never))).toEqual({ kind: 'signature' })
    expect(await left(pending)).toEqual([])
  })
})
