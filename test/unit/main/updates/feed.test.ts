// Which addresses new versions may come from, whose word counts, and what a person is told to do by hand.
import { describe, expect, it } from 'vitest'
import type { PolicyReport } from '../../../../src/main/config/policy'
import { stepsByHand } from '../../../../src/main/updates/by-hand'
import { readBuildFeed } from '../../../../src/main/updates/build-feed'
import { isSecure, parseFeed, shownAddress } from '../../../../src/main/updates/feed'
import { updateRules } from '../../../../src/main/updates/rules'
import { text } from '@shared/text'
import { temporaryFile } from '../config/files'

function feed(address: string) {
  const parsed = parseFeed(address, { credentials: true })
  if (!parsed.ok) throw new Error(parsed.failure)
  return parsed.feed
}

describe('an address', () => {
  it.each([
    ['https://updates.example.org/console', true],
    ['http://127.0.0.1:8080/', true],
    ['http://[::1]/', true],
    ['http://localhost/', true],
    ['http://updates.example.org/', false],
    ['http://127.0.0.1.example.org/', false],
    ['http://localhost.example.org/', false],
    ['file:///etc/passwd', false],
    ['ftp://updates.example.org/', false],
    ['javascript:alert(1)', false],
    ['', false],
  ])('%s is secure: %s', (address, secure) => {
    expect(isSecure(address)).toBe(secure)
  })

  it('gives its credentials to a header, and shows none', () => {
    const made = feed('https://lab:s%C3%A9cret@updates.example.org:8443/console?key=canary#x')
    expect(made).toEqual({
      url: 'https://updates.example.org:8443/console?key=canary',
      headers: { authorization: `Basic ${Buffer.from('lab:sécret').toString('base64')}` },
      place: 'https://updates.example.org:8443',
    })
    expect(shownAddress(made)).toBe('https://updates.example.org:8443/console')
  })

  it.each([
    ['updates.example.org', 'not-address'],
    ['https://', 'not-address'],
    ['https://%zz:x@updates.example.org', 'not-address'],
    ['http://updates.example.org', 'not-secure'],
    ['data:text/yaml,version', 'not-address'],
    ['https://lab@updates.example.org', 'credentials'],
    ['https://updates.example.org/?key=1', 'credentials'],
    [`https://updates.example.org/${'x'.repeat(2000)}`, 'too-long'],
  ])('%s typed by a person is refused: %s', (address, failure) => {
    expect(parseFeed(address, { credentials: address.includes('%zz') })).toEqual({ ok: false, failure })
  })
})

describe('whose word counts', () => {
  const none: PolicyReport = { kind: 'none' }
  const policy = (updates: { enabled: boolean; feed?: string }): PolicyReport => ({
    kind: 'policy',
    policy: { version: 1, updates },
  })
  const here = 'https://here.example.org/'
  const built = 'https://built.example.org/'

  it('is the administrator’s, then the person’s, then the build’s', () => {
    const set = policy({ enabled: true, feed: 'https://lab:x@admin.example.org/' })
    expect(updateRules(set, here, built)).toMatchObject({ on: true, from: 'policy' })
    expect(updateRules(policy({ enabled: true }), here, built)).toMatchObject({ on: true, from: 'settings' })
    expect(updateRules(none, null, built)).toMatchObject({ on: true, from: 'build', feed: { url: built } })
    expect(updateRules(none, null, null)).toEqual({
      on: false,
      message: text.updates.noFeed,
      byPolicy: false,
    })
  })

  it('turns updates off for everybody, by intent or by a file nobody can read', () => {
    expect(updateRules(policy({ enabled: false, feed: here }), here, built)).toMatchObject({
      on: false,
      message: text.updates.policyOff,
      byPolicy: true,
    })
    expect(updateRules({ kind: 'bad', problem: 'it is not JSON' }, here, built)).toEqual({
      on: false,
      message: text.updates.policyBad,
      byPolicy: true,
      problem: 'it is not JSON',
    })
  })

  it.each([
    [policy({ enabled: true, feed: 'http://admin.example.org/?key=canary' }), null, true],
    [none, 'https://lab:canary@here.example.org/', false],
  ])('never falls back from an address that cannot be used', (report, settings, byPolicy) => {
    const rules = updateRules(report, settings, built)
    expect(rules).toMatchObject({ on: false, message: text.updates.badFeed, byPolicy })
    expect(JSON.stringify(rules)).not.toContain('canary')
  })
})

describe('what was built in', () => {
  it.each([
    [
      'provider: generic\nurl: https://updates.example.org/console\nupdaterCacheDirName: x\n',
      'https://updates.example.org/console',
    ],
    ['provider: generic\nurl: https://updates.invalid\n', null],
    ['provider: github\nowner: a\nrepo: b\n', null],
    [': no yaml', null],
  ])('%j', async (content, expected) => {
    expect(await readBuildFeed(await temporaryFile('app-update.yml', content))).toBe(expected)
  })

  it('may be nothing', async () => {
    expect(await readBuildFeed('/nowhere/app-update.yml')).toBeNull()
  })
})

describe('by hand', () => {
  const place = feed('https://lab:canary@updates.example.org/console?key=canary')
  const files = [
    'VMLabConsole-2.0.0-arm64.deb',
    'VMLabConsole-2.0.0-amd64.deb',
    'VMLabConsole-2.0.0-aarch64.rpm',
    'VMLabConsole-2.0.0-x86_64.rpm',
    'VMLabConsole-2.0.0-x86_64.AppImage',
  ]
  const own = process.arch === 'arm64' ? { deb: 'arm64', rpm: 'aarch64' } : { deb: 'amd64', rpm: 'x86_64' }
  const commandsOf = (kind: 'deb' | 'rpm', names = files) =>
    (stepsByHand(kind, place, names) ?? [])
      .map(({ command }) => command)
      .filter((command) => command !== null)

  it('is nothing where the program replaces itself', () => {
    for (const kind of ['appimage', 'nsis', 'mac'] as const)
      expect(stepsByHand(kind, place, files)).toBeNull()
  })

  it('is the package manager’s own command, for the file of this computer', () => {
    expect(commandsOf('deb')).toEqual([
      'sudo apt update && sudo apt install --only-upgrade vm-lab-console',
      `sudo apt install ./VMLabConsole-2.0.0-${own.deb}.deb`,
    ])
    expect(commandsOf('rpm')).toEqual([
      'sudo dnf upgrade vm-lab-console',
      `sudo dnf install ./VMLabConsole-2.0.0-${own.rpm}.rpm`,
    ])
  })

  it.each([
    'a.deb; rm -rf ~',
    '$(id).deb',
    '-o=x.deb',
    'https://elsewhere.example.org/a.deb',
    'a b.deb',
    '`id`.deb',
  ])('never brings %s into a terminal', (name) => {
    expect(commandsOf('deb', [name])).toHaveLength(1)
  })

  it('says where to get it, without the address’s credentials', () => {
    for (const kind of ['deb', 'rpm', 'other', 'read-only'] as const) {
      const steps = stepsByHand(kind, place, files)
      expect(JSON.stringify(steps)).toContain('https://updates.example.org/console')
      expect(JSON.stringify(steps)).not.toContain('canary')
    }
  })
})
