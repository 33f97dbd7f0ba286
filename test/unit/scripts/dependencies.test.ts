// What the project takes from others: allowed licences, no addresses in the lock file, and how an audit is read.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAudit } from '../../../scripts/audit.mjs'
import { isAllowed, licenceOf, readLicences } from '../../../scripts/licences.mjs'

const root = resolve(import.meta.dirname, '../../..')

describe('the lock file', () => {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')

  it('names no address: whoever installs asks their own registry', () => {
    const entries = Object.values(
      (JSON.parse(lock) as { packages: Record<string, Record<string, unknown>> }).packages,
    )
    expect(entries.length).toBeGreaterThan(100)
    expect(entries.filter((entry) => 'resolved' in entry)).toEqual([])
    expect(lock).not.toMatch(/git\+|github:|file:|"https?:\/\/[^"]*\.tgz/u)
  })

  it('holds a checksum for every package', () => {
    const { packages } = JSON.parse(lock) as { packages: Record<string, { integrity?: string; link?: true }> }
    const without = Object.entries(packages).filter(
      ([place, { integrity, link }]) => place !== '' && !link && !integrity?.startsWith('sha512-'),
    )
    expect(without.map(([place]) => place)).toEqual([])
  })
})

describe('licences', () => {
  it('of all packages are allowed', () => {
    const { counted, refused } = readLicences(root)
    expect(refused).toEqual([])
    expect(counted.get('MIT')).toBeGreaterThan(50)
  })

  it.each(['MIT', '(MIT OR GPL-3.0)', 'GPL-2.0 OR ISC', 'MIT AND BSD-3-Clause', ' Apache-2.0 '])(
    '%s is allowed',
    (expression) => {
      expect(isAllowed(expression)).toBe(true)
    },
  )

  it.each([
    'GPL-3.0',
    'AGPL-3.0-only',
    'MPL-2.0',
    'MIT AND GPL-2.0',
    'UNLICENSED',
    'SEE LICENSE IN x',
    'none',
    '',
    '(MIT OR GPL-2.0) AND (SSPL-1.0 OR ISC)',
  ])('%s is not', (expression) => {
    expect(isAllowed(expression)).toBe(false)
  })

  it('are read in the forms of old too', () => {
    expect(licenceOf({ license: 'MIT' })).toBe('MIT')
    expect(licenceOf({ license: { type: 'ISC' } })).toBe('ISC')
    expect(licenceOf({ licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] })).toBe('MIT OR GPL-2.0')
    expect(licenceOf({})).toBe('none')
    expect(licenceOf({ license: '' })).toBe('none')
  })
})

describe('an audit', () => {
  const report = (severities: string[]) =>
    JSON.stringify({
      metadata: { vulnerabilities: { total: severities.length } },
      vulnerabilities: Object.fromEntries(
        severities.map((severity, index) => [`p${index}`, { name: `p${index}`, severity, range: '<2' }]),
      ),
    })

  it.each([
    [[], 'clean'],
    [['low', 'moderate'], 'clean'],
    [['low', 'high'], 'findings'],
    [['critical'], 'findings'],
  ])('with findings of %j is %s', (severities, verdict) => {
    expect(readAudit(report(severities))).toEqual({
      verdict,
      lines: severities.map((severity, index) => `${severity}: p${index} <2`),
    })
  })

  it.each([
    '',
    'not JSON',
    '{}',
    'null',
    '{"message":"405","statusCode":405,"error":{"summary":""}}',
    '{"error":{"code":"ENOTFOUND","summary":"https://registry.example"}}',
  ])('of %j is no answer, and quotes no address', (said) => {
    const { verdict, lines } = readAudit(said)
    expect(verdict).toBe('no answer')
    expect(lines.join()).not.toContain('https:')
  })
})
