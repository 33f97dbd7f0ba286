// Encrypted connections to a real PostgreSQL: each mode with each kind of certificate, tested and connected alike.
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { text } from '@shared/text'
import { tlsModes, type TlsMode } from '@shared/tls'
import { openDatabase } from '../../../src/main/db/connect'
import { testConnection, type TestedServer } from '../../../src/main/db/connection-test'
import { execute } from '../../../src/main/db/statements'
import { quiet } from '../../support/database'
import { failure } from '../../support/failure'
import { startEavesdropper } from '../../support/tls-server'
import { canary, faraway, openTlsLab, type Kind, type TlsLab } from './tls-lab'

const words = text.encryption
let opened: TlsLab
beforeAll(async () => {
  opened = await openTlsLab()
})
afterAll(() => opened.remove())
afterEach(() => vi.unstubAllEnvs())

const shown: [Kind, Partial<Record<TlsMode, string>>][] = [
  ['right', {}],
  ['selfSigned', { 'verify-ca': 'from “lonely”', 'verify-full': 'from “lonely”' }],
  ['unknown', { 'verify-ca': 'from “Somebody else”', 'verify-full': 'from “Somebody else”' }],
  ['expired', { 'verify-ca': 'certificate expired on', 'verify-full': 'certificate expired on' }],
  ['early', { 'verify-ca': 'is not valid before', 'verify-full': 'is not valid before' }],
  ['wrongName', { 'verify-full': 'is for db2.lab.example and 192.0.2.7, not for localhost' }],
]

describe.each(shown)('a server whose certificate is of the kind %s', (kind, refusals) => {
  beforeAll(() => opened.server.present(kind))

  it.each(tlsModes)('with the setting %s', async (mode) => {
    const found = await opened.outcome({ tls: opened.setting(mode) })
    const refusal = refusals[mode]
    if (refusal === undefined) {
      expect(found).toMatchObject({ step: 'rights', ok: true })
      expect(found.connected).toBe(mode === 'off' ? 'plain' : 'TLSv1.3')
    } else {
      expect(found).toMatchObject({ step: 'encryption', ok: false })
      expect(found.detail).toContain(refusal)
      // The way out, and its risk.
      expect(found.remedy).toContain('“Encrypt without verifying”')
      expect(found.remedy).toContain('The risk:')
      expect(
        await opened.outcome({ tls: { mode: found.offer ?? 'off', ca: opened.lab.cert } }).catch(() => null),
      ).toBeDefined()
    }
  })
})

describe('what was agreed', () => {
  const agreed = async (change: Partial<TestedServer>) => {
    const steps = await testConnection(opened.there(change), {})
    return steps.find(({ step }) => step === 'encryption')
  }
  it.each([
    ['verify-full', 'Encrypted (TLS 1.3), the server verified.'],
    ['verify-ca', 'Encrypted (TLS 1.3), the authority verified, the name not.'],
    ['require', 'Encrypted (TLS 1.3). Whose certificate it is was not verified.'],
    ['prefer', 'Encrypted (TLS 1.3). Whose certificate it is was not verified.'],
  ] as const)('with %s, and whose certificate until when', async (mode, sentence) => {
    await opened.server.present('right')
    const found = await agreed({ tls: opened.setting(mode) })
    const until = new Date(Date.now() + 30 * 86_400_000)
    const date = until.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
    expect(found?.detail).toBe(
      `${sentence} The certificate is for “db1”, from “Lab authority”, valid until ${date}.`,
    )
  })

  it('nothing, where that was chosen, or over a socket whatever was chosen', async () => {
    expect((await agreed({ tls: { mode: 'off' } }))?.detail).toBe(words.off)
    const socket = await opened.outcome({ address: opened.server.socketDir, tls: { mode: 'verify-full' } })
    expect(socket).toMatchObject({ step: 'rights', ok: true, connected: 'plain' })
  })

  it('an authority given with a weaker setting is asked, as with libpq', async () => {
    await opened.server.present('unknown')
    for (const mode of ['require', 'prefer'] as const) {
      const found = await opened.outcome({ tls: { mode, ca: opened.lab.cert } })
      expect(found).toMatchObject({ step: 'encryption', ok: false, connected: 'refused' })
    }
  })
})

describe('without a setting', () => {
  it('this computer’s own addresses are encrypted without verifying', async () => {
    await opened.server.present('selfSigned')
    for (const address of ['localhost', '127.0.0.1']) {
      expect(await opened.outcome({ address })).toMatchObject({ ok: true, connected: 'TLSv1.3' })
    }
  })

  it('every other is verified: what vouches for nothing is refused, with the way out', async () => {
    await opened.server.present('selfSigned')
    const refused = await opened.outcome({ address: faraway })
    expect(refused).toMatchObject({ step: 'encryption', ok: false, offer: 'require' })
    expect(refused.detail).toBe(words.selfSigned('lonely').detail)
    expect(refused.remedy).toContain('“Encrypt without verifying”')
    expect(await opened.outcome({ address: faraway, tls: { mode: 'require' } })).toMatchObject({ ok: true })
    await opened.server.present('right')
    const unknown = await opened.outcome({ address: faraway })
    expect(unknown.detail).toBe(words.unknownAuthority('Lab authority').detail)
  })

  it('an authority that this computer knows is enough, by name and by number', async () => {
    await opened.server.present('right')
    vi.stubEnv('SSL_CERT_FILE', opened.lab.cert)
    for (const address of [faraway, '127.0.0.1']) {
      expect(await opened.outcome({ address, tls: { mode: 'verify-full' } })).toMatchObject({ ok: true })
    }
    await opened.server.present('wrongName')
    const refused = await opened.outcome({ address: '127.0.0.1', tls: { mode: 'verify-full' } })
    expect(refused.detail).toContain('not for 127.0.0.1')
  })

  it('a public authority does not vouch where the name is not looked at', async () => {
    await opened.server.present('unknown')
    vi.stubEnv('SSL_CERT_FILE', opened.other.cert)
    expect(await opened.outcome({ tls: { mode: 'verify-full', ca: opened.lab.cert } })).toMatchObject({
      ok: true,
    })
    expect(await opened.outcome({ tls: { mode: 'verify-ca', ca: opened.lab.cert } })).toMatchObject({
      ok: false,
    })
  })
})

describe('a server without TLS', () => {
  it.each(tlsModes)('with the setting %s', async (mode) => {
    const [plain] = inject('servers')
    if (!plain) throw new Error('No server')
    const address = { port: plain.port, username: plain.user, password: plain.password }
    const found = await opened.outcome({ ...address, tls: opened.setting(mode) })
    if (mode === 'off' || mode === 'prefer') {
      expect(found).toMatchObject({ step: 'rights', ok: true, connected: 'plain' })
    } else {
      expect(found).toMatchObject({ step: 'encryption', ok: false, ...words.notOffered, offer: 'prefer' })
    }
  })
})

describe('somebody in between who says that the server has no encryption', () => {
  it.each(tlsModes)('learns nothing unless the setting allows it: %s', async (mode) => {
    await opened.server.present('right')
    const between = await startEavesdropper(opened.server, { denies: true })
    const found = await opened.outcome({
      port: between.port,
      tls: opened.setting(mode),
      username: 'secure',
      password: canary,
    })
    between.close()
    expect(between.overheard()).not.toContain(canary)
    if (mode === 'off' || mode === 'prefer') {
      expect(between.overheard()).toContain('secure')
      expect(found).toMatchObject({ step: mode === 'off' ? 'encryption' : 'signIn', ok: false })
    } else {
      expect(between.overheard()).toBe('')
      expect(found).toMatchObject({ step: 'encryption', ok: false, ...words.notOffered })
    }
  })

  it('after a handshake that failed nobody goes on without encryption', async () => {
    await opened.server.present('unknown')
    const found = await opened.outcome({
      username: 'plain',
      password: canary,
      tls: { mode: 'prefer', ca: opened.lab.cert },
    })
    expect(found).toMatchObject({ step: 'encryption', ok: false, connected: 'refused' })
  })
})

it('asks to cancel a statement in secret too', async () => {
  await opened.server.present('right')
  const between = await startEavesdropper(opened.server, { denies: false })
  const database = openDatabase(
    { kind: 'server', ...opened.there({ port: between.port, tls: opened.setting('verify-full') }) },
    quiet,
  )
  const controller = new AbortController()
  const work = database.session(
    async (session) => {
      const sleeping = execute(session, 'SELECT pg_sleep(60)')
      controller.abort()
      await sleeping
    },
    { signal: controller.signal },
  )
  expect(await failure(work)).toMatchObject({ code: 'cancelled' })
  const asleep = "SELECT FROM pg_stat_activity WHERE state = 'active' AND query = 'SELECT pg_sleep(60)'"
  await vi.waitFor(async () => {
    const { rows } = await database.session((session) => execute(session, asleep))
    expect(rows).toEqual([])
  })
  await database.close()
  // The request's number in PostgreSQL's protocol.
  expect(between.overheard()).not.toContain('\u0004\u00d2\u0016\u002e')
  between.close()
})

describe('a role that is let in', () => {
  beforeAll(() => opened.server.present('right'))

  it('without encryption only: with prefer, never with more', async () => {
    const role = { username: 'plain', password: canary }
    expect(await opened.outcome({ ...role, tls: { mode: 'prefer' } })).toMatchObject({
      ok: true,
      connected: 'plain',
    })
    for (const mode of ['require', 'verify-ca', 'verify-full'] as const) {
      const refused = await opened.outcome({ ...role, tls: opened.setting(mode) })
      expect(refused).toMatchObject({ step: 'signIn', ok: false, connected: 'refused' })
    }
  })

  it('encrypted only: without, the test says which setting to choose', async () => {
    const role = { username: 'secure', password: canary }
    const refused = await opened.outcome({ ...role, tls: { mode: 'off' } })
    expect(refused).toMatchObject({ step: 'encryption', ok: false, offer: 'prefer' })
    expect(refused.detail).toBe(words.encryptionWanted('secure').detail)
    expect(await opened.outcome({ ...role, tls: { mode: 'prefer' } })).toMatchObject({ connected: 'TLSv1.3' })
  })
})
