// Client certificates and the files of an encrypted connection: what is taken, what is refused, and in which words.
import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { text } from '@shared/text'
import type { TlsSettings } from '@shared/tls'
import { openDatabase } from '../../../src/main/db/connect'
import { testConnection, type TestedServer } from '../../../src/main/db/connection-test'
import { quiet } from '../../support/database'
import { failure } from '../../support/failure'
import { canary, openTlsLab, type TlsLab } from './tls-lab'

const words = text.encryption
let opened: TlsLab
beforeAll(async () => {
  opened = await openTlsLab()
})
afterAll(() => opened.remove())

describe('a client certificate', () => {
  const role = { username: 'certified', password: canary }
  const offered = (files: { cert: string; key: string }): Partial<TestedServer> => ({
    ...role,
    tls: { mode: 'verify-full', ca: opened.lab.cert, ...files },
  })
  beforeAll(() => opened.server.present('right'))

  it('is offered, and taken', async () => {
    const steps = await testConnection(opened.there(offered(opened.lab.issue('certified'))), {})
    expect(steps.find(({ step }) => step === 'encryption')?.detail).toContain(words.withClientCertificate)
    expect(await opened.outcome(offered(opened.lab.issue('certified')))).toMatchObject({
      ok: true,
      connected: 'TLSv1.3',
    })
  })

  it('is missing where the server wants one', async () => {
    const refused = await opened.outcome({ ...role, tls: opened.setting('verify-full') })
    expect(refused).toMatchObject({ ok: false, ...words.clientWanted })
  })

  it('is refused: of another authority, or expired', async () => {
    const unknown = await opened.outcome(offered(opened.other.issue('certified')))
    expect(unknown).toMatchObject({ step: 'encryption', ok: false, connected: 'refused' })
    expect(unknown.detail).toMatch(/^The server (refused|broke off after) the client certificate/u)
    const late = await opened.outcome(offered(opened.lab.issue('certified', { from: -9, until: -2 })))
    expect(late.detail).toMatch(/^The server (refused|broke off after) the client certificate/u)
  })

  it('of another role does not let in', async () => {
    const refused = await opened.outcome(offered(opened.lab.issue('somebody')))
    expect(refused).toMatchObject({ step: 'signIn', ok: false })
    // The server says of it no more than that the password was refused.
    expect(refused.remedy).toContain(words.orOtherRole)
  })
})

describe('files that cannot be used', () => {
  const file = (name: string) => path.join(opened.workshop.folder, name)
  beforeAll(() => opened.server.present('right'))

  it('each says which and why, the same in the test and on connecting', async () => {
    const good = opened.lab.issue('certified')
    const elses = opened.lab.issue('certified')
    writeFileSync(file('empty.pem'), '')
    writeFileSync(file('locked.key'), `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${canary}\n`, { mode: 0o600 })
    const faults: [Partial<TlsSettings>, { detail: string; remedy: string }][] = [
      [{ ca: file('gone.pem') }, words.fileUnreadable(file('gone.pem'), 'ENOENT')],
      [{ ca: file('empty.pem') }, words.fileNoCertificate(file('empty.pem'))],
      [{ ca: opened.workshop.folder }, words.fileNoPem(opened.workshop.folder)],
      [{ ...good, key: file('empty.pem') }, words.fileNoKey(file('empty.pem'))],
      [{ ...good, key: file('locked.key') }, words.keyLocked(file('locked.key'))],
      [{ ...good, key: elses.key }, words.keyOther(good.cert, elses.key)],
    ]
    for (const [fault, said] of faults) {
      const given = opened.there({ tls: { mode: 'verify-full', ca: opened.lab.cert, ...fault } })
      const last = (await testConnection(given, {})).at(-1)
      expect(last).toEqual({ step: 'encryption', ok: false, ...said })
      const database = openDatabase({ kind: 'server', ...given }, quiet)
      const { message } = await failure(database.session(() => Promise.resolve()))
      expect(message).toBe(`${said.detail} ${said.remedy}`)
      await database.close()
    }
  })

  it.skipIf(process.platform === 'win32')('a key that others can read', async () => {
    const loose = opened.lab.issue('certified')
    chmodSync(loose.key, 0o644)
    const refused = await opened.outcome({ tls: { ...opened.setting('verify-full'), ...loose } })
    expect(refused).toMatchObject(words.keyReadable(loose.key))
  })

  it('are read again when they have changed', async () => {
    const renewed = opened.lab.issue('certified')
    const database = openDatabase(
      { kind: 'server', ...opened.there({ tls: { mode: 'verify-full', ca: opened.lab.cert, ...renewed } }) },
      quiet,
    )
    await database.session(() => Promise.resolve())
    rmSync(renewed.cert)
    // The first connection is taken by another session: a second one is made.
    await database.session(async () => {
      const { message } = await failure(database.session(() => Promise.resolve()))
      expect(message).toContain(words.fileUnreadable(renewed.cert, 'ENOENT').detail)
    })
    await database.close()
  })
})
