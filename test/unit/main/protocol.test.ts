// The window's own files: nothing outside the folder is ever served, whatever the address, and all under the policy.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentSecurityPolicy, fileFor, serveFolder } from '../../../src/main/protocol'

const inside = 'inside the folder'
const outside = 'outside the folder'
// What addresses are made of that try to get out.
const pieces = [
  ...'.. . %2e %2E%2e / // %2f %2F %5c \\ %252e %252f %00 % ? # @ :'.split(' '),
  ...'secret.html window-other window.js window index.html assets a.js'.split(' '),
]
let parent: string
let folder: string

beforeAll(() => {
  parent = realpathSync(mkdtempSync(join(tmpdir(), 'vmlab-protocol-')))
  folder = join(parent, 'window')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  for (const file of ['index.html', 'assets/a.js', 'assets/a-b.css', 'empty.css', 'notes.txt', 'bare']) {
    writeFileSync(join(folder, file), file === 'empty.css' ? '' : inside)
  }
  // A folder whose name begins as the served one does.
  mkdirSync(join(parent, 'window-other'))
  for (const file of ['secret.html', 'window-other/secret.html', 'window.js']) {
    writeFileSync(join(parent, file), outside)
  }
})
afterAll(() => rmSync(parent, { recursive: true, force: true }))

describe('which file an address means', () => {
  it.each([
    ['app://console/', 'index.html'],
    ['app://console/index.html', 'index.html'],
    ['app://console/index.html#/users', 'index.html'],
    ['app://console/assets/a.js', 'assets/a.js'],
    ['app://console/assets%2Fa.js', 'assets/a.js'],
    ['app://console/assets/a-b.css', 'assets/a-b.css'],
    ['app://console/assets/../index.html', 'index.html'],
  ])('%s', (address, file) => {
    expect(fileFor(address, folder)).toBe(join(folder, file))
  })

  it.each([
    ['dots past the folder, encoded slash', 'app://console/..%2fsecret.html'],
    ['dots past the folder, encoded slash in capitals', 'app://console/..%2Fsecret.html'],
    ['encoded dots and slash', 'app://console/%2e%2e%2fsecret.html'],
    ['dots after a folder', 'app://console/assets/..%2f..%2fsecret.html'],
    ['a folder of a similar name', 'app://console/..%2fwindow-other%2fsecret.html'],
    ['a file of a similar name', 'app://console/..%2fwindow.js'],
    ['encoded twice', 'app://console/%252e%252e%252fsecret.html'],
    ['encoded twice inside', 'app://console/assets%252fa.js'],
    ['a broken encoding', 'app://console/%zz.html'],
    ['half a character', 'app://console/%c3.html'],
    ['NUL', 'app://console/index.html%00.js'],
    ['a backslash', 'app://console/assets\\a.js'],
    ['an encoded backslash', 'app://console/..%5csecret.html'],
    ['NUL in the middle', 'app://console/assets%00/a.js'],
    ['an absolute path', 'app://console//etc/passwd.html'],
    ['an encoded absolute path', 'app://console/%2fetc%2fpasswd.html'],
    ['a drive', 'app://console/C:/secret.html'],
    ['a stream of a file', 'app://console/index.html:stream.js'],
    ['a hidden file', 'app://console/.hidden.html'],
    ['a blank', 'app://console/assets/a%20b.css'],
    ['a letter like another', 'app://console/index.ht%E2%84%B3l'],
    ['an ending in capitals', 'app://console/index.HTML'],
    ['a query', 'app://console/index.html?x=1'],
    ['a user', 'app://user@console/index.html'],
    ['a password', 'app://user:pass@console/index.html'],
    ['another host', 'app://elsewhere/index.html'],
    ['a dot after the host', 'app://console./index.html'],
    ['an address on this computer', 'app://127.0.0.1/index.html'],
    ['a longer host', 'app://console.example.org/index.html'],
    ['a port', 'app://console:80/index.html'],
    ['no host', 'app:///index.html'],
    ['no slashes', 'app:index.html'],
    ['http', 'http://console/index.html'],
    ['file', 'file:///index.html'],
    ['a relative address', 'index.html'],
    ['a path alone', '/etc/passwd'],
    ['nothing', ''],
    ['an unknown extension', 'app://console/notes.txt'],
    ['no extension', 'app://console/bare'],
    ['the folder itself', 'app://console/assets/'],
  ])('none for %s', (_, address) => {
    expect(fileFor(address, folder)).toBeNull()
  })

  // Dots that the address itself resolves stay at its root.
  it.each([
    'app://console/../secret.html',
    'app://console/%2e%2e/secret.html',
    'app://console/.%2E/%2e./secret.html',
  ])('%s stays inside', (address) => {
    expect(fileFor(address, folder)).toBe(join(folder, 'secret.html'))
  })
})

describe('answers', () => {
  const ask = (address: string) => serveFolder(folder)(new Request(address))

  it.each([
    ['app://console/', 'text/html; charset=utf-8'],
    ['app://console/assets/a.js', 'text/javascript; charset=utf-8'],
    ['app://console/assets/a-b.css', 'text/css; charset=utf-8'],
  ])('%s comes with its type, the policy and nosniff', async (address, type) => {
    const answer = await ask(address)
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': type,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
    })
    expect(await answer.text()).toBe(inside)
  })

  it('serves an empty file', async () => {
    const answer = await ask('app://console/empty.css')
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  })

  it.each([
    'app://console/missing.html',
    'app://console/assets/',
    'app://console/assets/a.js/',
    'app://console/notes.txt',
  ])('%s is not found', async (address) => {
    expect((await ask(address)).status).toBe(404)
  })

  it('serves a link inside the folder, and none that leads out of it', async () => {
    symlinkSync(join(folder, 'assets/a.js'), join(folder, 'inside.js'))
    symlinkSync(join(parent, 'secret.html'), join(folder, 'outside.html'))
    symlinkSync(join(parent, 'window-other'), join(folder, 'elsewhere'))
    symlinkSync('../secret.html', join(folder, 'relative.html'))
    expect((await ask('app://console/inside.js')).status).toBe(200)
    for (const path of ['outside.html', 'elsewhere/secret.html', 'relative.html']) {
      const answer = await ask(`app://console/${path}`)
      expect([answer.status, await answer.text()]).toEqual([404, 'Not found'])
    }
  })

  it.each(['POST', 'PUT', 'DELETE', 'HEAD'])('%s is not answered', async (method) => {
    const request = new Request('app://console/index.html', { method })
    expect((await serveFolder(folder)(request)).status).toBe(404)
  })

  it('says with every answer, found or not, that nothing else is allowed', async () => {
    for (const path of ['index.html', 'missing.html']) {
      expect(Object.fromEntries((await ask(`app://console/${path}`)).headers)).toMatchObject({
        'content-security-policy': contentSecurityPolicy,
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'permissions-policy': expect.stringContaining('camera=()'),
        'x-content-type-options': 'nosniff',
        'x-dns-prefetch-control': 'off',
      })
    }
  })

  it('lets nothing inline and nothing from elsewhere run', () => {
    const directives = new Map(
      contentSecurityPolicy.split('; ').map((part) => {
        const [name = '', ...sources] = part.split(' ')
        return [name, sources] as const
      }),
    )
    expect(directives.get('default-src')).toEqual(["'none'"])
    expect(directives.get('script-src')).toEqual(["'self'"])
    expect(directives.get('connect-src')).toEqual(["'self'"])
    for (const name of [
      'object-src',
      'base-uri',
      'form-action',
      'frame-ancestors',
      'frame-src',
      'worker-src',
    ]) {
      expect(directives.get(name), name).toEqual(["'none'"])
    }
    expect(directives.get('require-trusted-types-for')).toEqual(["'script'"])
    expect(directives.get('trusted-types')).toEqual(["'none'"])
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:/u)
  })

  it('never serves a file outside the folder', async () => {
    const piece = fc.constantFrom(...pieces)
    const served = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 10 }), async (path) => {
        const address = `app://console/${path.join('')}`
        const file = fileFor(address, folder)
        if (file !== null) expect(file.startsWith(folder + sep)).toBe(true)
        if (!URL.canParse(address) || new URL(address).username !== '') return
        const answer = await ask(address)
        const body = await answer.text()
        expect(body).not.toBe(outside)
        expect(answer.status === 200).toBe(body === inside)
        if (answer.status === 200 && file !== null) served.add(file)
      }),
      { numRuns: 3000 },
    )
    // The paths tried do reach files, so that a refusal means something.
    expect(served.size).toBeGreaterThan(0)
  })
})
