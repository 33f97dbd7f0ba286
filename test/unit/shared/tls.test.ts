// What is encrypted and verified where nothing was chosen, and which choices hang together.
import { describe, expect, it } from 'vitest'
import { defaultTlsMode, tlsModes, tlsSchema, verifies } from '@shared/tls'

describe('defaultTlsMode', () => {
  it.each(['127.0.0.1', '127.255.3.4', '::1', 'localhost', 'LocalHost', '/var/run/postgresql'])(
    'does not verify what goes over no network: %s',
    (address) => expect(defaultTlsMode(address)).toBe('prefer'),
  )

  it.each([
    'db1',
    'db',
    '10.0.0.5',
    '128.0.0.1',
    '127.1',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    'notlocalhost',
    '::2',
    'fe80::1',
    '',
  ])('verifies everything else: %s', (address) => expect(defaultTlsMode(address)).toBe('verify-full'))
})

describe('verifies', () => {
  it('the name with verify-full alone, and an authority wherever one is given', () => {
    const of = (ca?: string) =>
      tlsModes.map((mode) => verifies({ address: 'db1', tls: ca === undefined ? { mode } : { mode, ca } }))
    expect(of()).toEqual(['nothing', 'nothing', 'nothing', 'authority', 'name'])
    expect(of('/ca.pem')).toEqual(['nothing', 'authority', 'authority', 'authority', 'name'])
    expect(verifies({ address: 'db1' })).toBe('name')
    expect(verifies({ address: '::1' })).toBe('nothing')
  })
})

describe('tlsSchema', () => {
  const faults = (value: object) =>
    tlsSchema.safeParse(value).error?.issues.map(({ path }) => path.join('.')) ?? []
  it('wants an authority where only it is verified, and certificate and key together', () => {
    expect(faults({ mode: 'verify-ca' })).toEqual(['ca'])
    expect(faults({ mode: 'require', cert: '/c' })).toEqual(['key'])
    expect(faults({ mode: 'require', key: '/k' })).toEqual(['cert'])
    expect(faults({ mode: 'allow' })).toEqual(['mode'])
    expect(faults({ mode: 'verify-full', ca: '' })).toEqual(['ca'])
    expect(faults({ mode: 'verify-ca', ca: '/a', cert: '/c', key: '/k' })).toEqual([])
  })
})
