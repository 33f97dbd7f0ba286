// Nothing that names anyone or anything leaves in a bundle, whatever it is called and wherever it stands.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRedactor, type Known } from '../../../../src/main/diagnostics/redact'

const words = (min: number, max: number) =>
  fc
    .array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'), { minLength: min, maxLength: max })
    .map((letters) => `q${letters.join('')}x`)
/** Texts that surround a value in logs and sentences; none of them holds what the generators make. */
const around = fc.constantFrom<(value: string) => string>(
  (value) => value,
  (value) => `connect to ${value} failed`,
  (value) => `(${value})`,
  (value) => `“${value}” was refused.`,
  (value) => `for user "${value}", then again`,
  (value) => `a\nb ${value}\nc`,
  (value) => `[${value}]: gone`,
  (value) => `x=${value};y=1`,
  (value) => `2026-11-24T15:46:29.123Z error ${value}: it’s over`,
)
const email = fc
  .tuple(words(1, 8), words(1, 8), fc.constantFrom('org', 'edu', 'co.uk'))
  .map(([name, host, end]) => `${name}@${host}.${end}`)
const octet = fc.integer({ min: 0, max: 255 })
const ipv4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'))
const ipv6 = fc.ipV6()
const host = fc
  .tuple(words(1, 10), words(1, 8), fc.constantFrom('org', 'lan', 'local', 'example'))
  .map((labels) => labels.join('.'))
const home = fc
  .tuple(fc.constantFrom('/home/', '/Users/', 'C:\\Users\\', '\\\\fileserver\\'), words(2, 9))
  .map(([root, name]) => ({
    name,
    path: `${root}${name}${root.includes('\\') ? '\\' : '/'}lab/secrets.toml`,
  }))
/** Any signs a password may have, at least the 4 from which on it is looked for within words. */
const password = fc
  .string({ unit: 'grapheme-ascii', minLength: 6, maxLength: 30 })
  .filter((value) => value.trim() === value && value.replaceAll(/[^a-z0-9]/giu, '').length > 4)

const holds = (text: string, value: string) => text.toLowerCase().includes(value.toLowerCase())

describe('without being told', () => {
  it.each([
    ['email addresses', email],
    ['IPv4 addresses', ipv4],
    ['IPv6 addresses', ipv6],
    ['hosts', host],
  ] as const)('%s are hidden wherever they stand', (_, values) => {
    fc.assert(
      fc.property(values, around, (value, place) => {
        // A short address may be part of what stands around it: "::" or "1::" in a time.
        fc.pre(value.length > 3)
        const redactor = createRedactor([])
        const text = place(value)
        expect(holds(redactor.text(text), value)).toBe(false)
        expect(holds(redactor.line(`info ${text}`), value)).toBe(false)
        expect(holds(redactor.json({ message: text }), value)).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  it('paths are hidden with the name of whose they are', () => {
    fc.assert(
      fc.property(home, around, ({ name, path }, place) => {
        const redactor = createRedactor([])
        expect(holds(redactor.text(place(path)), name)).toBe(false)
        expect(holds(redactor.line(`info opened ${JSON.stringify({ path })}`), name)).toBe(false)
        expect(holds(redactor.json({ where: place(path) }), name)).toBe(false)
      }),
    )
  })

  it('what stands behind a telling word is hidden', () => {
    fc.assert(
      fc.property(
        words(3, 20),
        fc.constantFrom(
          'password',
          'db_password',
          'cipher_key',
          'token',
          'apiKey',
          'passphrase',
          'Authorization',
        ),
        fc.constantFrom(': ', '=', ' = ', '":"', ": '"),
        (value, key, between) => {
          const redactor = createRedactor([])
          expect(holds(redactor.text(`we saw ${key}${between}${value}`), value)).toBe(false)
          expect(holds(redactor.line(`info x {"${key}":${JSON.stringify(value)}}`), value)).toBe(false)
          expect(holds(redactor.json({ deep: [{ [key]: value }] }), value)).toBe(false)
        },
      ),
    )
  })

  it.each([
    ['a hash', '$2b$12$C6UzMDM.H6dfI/f/IKcEeO7ZQ9x0g0p8a3b4c5d6e7f8g9h0i1j2k'],
    ['a token of the portal', 'gAAAAABmZ3Zl5oR2kq9x0g0p8a3b4c5d6e7f8g9h0i1j2k3l4m5n6o7p8q9r0s=='],
    ['a web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcDEF123'],
    [
      'a key',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----',
    ],
    ['a public key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJqX9k2m4n5b6v7c8x9z canary@desk'],
    ['name and password of an address', 'postgresql://canary:hunter2@db-host:5432/lab'],
    ['a header', 'Bearer abc.def-ghi'],
  ])('%s is hidden', (_, secret) => {
    const made = createRedactor([]).text(`before ${secret} after`)
    for (const part of secret.split(/[\s:/@]+/u).filter((piece) => piece.length > 8)) {
      if (!/^(?:-----|OPENSSH|PRIVATE|postgresql$|Bearer$|ssh-ed25519$)/u.test(part))
        expect(made).not.toContain(part)
    }
    expect(made).not.toContain('canary')
    expect(made).not.toContain('hunter2')
    expect(made.startsWith('before ')).toBe(true)
  })

  it('a host of one word is hidden where an error or a key says that it is one', () => {
    const redactor = createRedactor([])
    expect(redactor.text('getaddrinfo ENOTFOUND dbserver')).toBe('getaddrinfo ENOTFOUND host-1')
    expect(redactor.line('warn lost {"address":"dbserver","port":5432}')).toBe(
      'warn lost {"address":"host-1","port":5432}',
    )
  })
})

describe('what is known', () => {
  const known = fc.record({
    user: words(1, 12),
    host: words(3, 12),
    database: words(3, 12),
    password,
    person: fc.constantFrom('Ådä Lövelace', 'O’Brien', "D'Arcy", 'Zoë', '李小龙', 'Иван Петров'),
  })

  it('is hidden in texts, lines and records, in any capitals, and never comes out again', () => {
    fc.assert(
      fc.property(known, around, fc.boolean(), (values, place, capitals) => {
        const list: Known[] = [
          { kind: 'user', value: values.user },
          { kind: 'host', value: values.host },
          { kind: 'database', value: values.database },
          { kind: 'secret', value: values.password },
          { kind: 'name', value: values.person },
        ]
        const redactor = createRedactor(list)
        for (const { kind, value } of list) {
          const written = capitals && kind !== 'secret' ? value.toUpperCase() : value
          const record = { message: place(written), list: [written], [written]: 1 }
          const made = [
            redactor.text(place(written)),
            redactor.line(`info ${place(written)}`),
            redactor.line(`info x ${JSON.stringify(record)}`),
            // Cut off in the middle: no JSON any more.
            redactor.line(`info x ${JSON.stringify(record).slice(0, -1)}`),
            redactor.json(record),
          ].join('\n')
          expect(holds(made, value)).toBe(false)
          expect(made).not.toContain(JSON.stringify(value).slice(1, -1))
        }
      }),
      { numRuns: 100 },
    )
  })

  it('has the same stand-in everywhere, whatever its capitals, and another than others', () => {
    const redactor = createRedactor([
      { kind: 'user', value: 'jsmith' },
      { kind: 'host', value: 'labserver' },
    ])
    expect(redactor.text('JSmith on labserver')).toBe('user-1 on host-1')
    expect(redactor.line('info by jsmith {"user":"jsmith","owner":"other"}')).toBe(
      'info by user-1 {"user":"user-1","owner":"user-2"}',
    )
  })

  it('is not looked for inside other words', () => {
    const redactor = createRedactor([{ kind: 'user', value: 'post' }])
    expect(redactor.text('PostgreSQL took the post')).toBe('PostgreSQL took the user-1')
  })

  it('cannot be smuggled past by signs that stand for a stand-in', () => {
    const redactor = createRedactor([{ kind: 'user', value: 'jsmith' }])
    expect(redactor.text('js\uE000mith \uE000\uE010\uE001 jsmith')).not.toContain('user-1 user-1')
    expect(redactor.text('\uE000\uE010\uE001')).not.toContain('user')
  })
})

describe('what helps', () => {
  it('stays readable: calls, codes, versions, times, errors, statements, and the program’s own files', () => {
    const redactor = createRedactor([], [{ path: '/opt/VM Lab/resources/app.asar', shown: '[program]' }])
    const line = `2026-11-24T15:46:29.123Z error [1a2b3c4d] call vms.update failed ${JSON.stringify({
      name: 'TypeError',
      message: 'value is undefined',
      code: '42P01',
      sql: 'SELECT u.id FROM users u WHERE u.username = $1',
      stack: [
        '    at Object.run (/opt/VM Lab/resources/app.asar/out/main/index.js:12:34)',
        '    at async node:internal/timers:1:2',
      ],
    })}`
    expect(redactor.line(line)).toBe(line.replace('/opt/VM Lab/resources/app.asar', '[program]'))
    const started =
      '2026-11-24T15:46:29.123Z info started {"version":"0.1.0","electron":"33.2.1","port":5432,"user":7}'
    expect(redactor.line(started)).toBe(started)
    expect(
      redactor.json({ 'table.vms': { sort: [{ field: 'hasPassword', direction: 'ascending' }] } }),
    ).toContain('"field": "hasPassword"')
    const prose = 'The database server takes no more connections at the moment. Try again in a moment.'
    expect(redactor.text(prose)).toBe(prose)
  })
})
