// Re-keying as the window asks for it: where the copy with the new key is written, and what becomes of it.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { openLabKeys } from '../../../src/main/config/lab-keys'
import { decrypt, encrypt, generateKey, type FernetKey } from '../../../src/main/crypto/fernet'
import { keyOf } from '../../../src/main/crypto/keyring'
import { renewToken } from '../../../src/main/crypto/renew'
import type { Context } from '../../../src/main/ipc/context'
import { rekeyHandlers } from '../../../src/main/ipc/handlers/rekey'
import { openHistoryLab, type HistoryLab } from '../history/lab'
import { databases } from '../../support/database'
import { failure } from '../../support/failure'
import { admin } from './people'

const words = text.credentials.rekey
const parsed = (key: string): FernetKey => {
  const found = keyOf(key)
  if (!found) throw new Error('no key')
  return found
}

describe.each(databases())('the calls about re-keying on $name', (kind) => {
  let lab: HistoryLab
  beforeAll(async () => {
    lab = await openHistoryLab(kind)
  })
  afterAll(() => lab.close())
  beforeEach(() => lab.fill())

  /** A console whose lab has the secrets file with this key, in a folder of its own. */
  function aConsole(own: string) {
    const folder = mkdtempSync(join(tmpdir(), 'vmlab-rekey-'))
    const file = join(folder, 'secrets.toml')
    writeFileSync(file, `db_name = "lab"\ncipher_key = "${own}"\n`)
    const state = { answer: null as string | null, fails: false }
    const keyring = openLabKeys({
      folder,
      keyStore: { available: () => false, encrypt: (plain) => plain, decrypt: (sealed) => sealed },
      plan: () => ({ cipherKey: parsed(own) }),
      profileId: () => 'lab',
    })
    const handlers = rekeyHandlers({
      labKeyring: keyring,
      keyPlace: () => ({ place: 'file', file }),
      chooseCopy: async () => state.answer,
      startRenewer: (old, next) => ({
        renew: async (tokens) => tokens.map((token) => renewToken(old, next, token)),
        stop: async () => undefined,
      }),
      writeOwnKeys: async () => undefined,
      ownKeys: async () => [],
    })
    const context = (window: number): Context<'credentials.rekey'> => ({
      signal: new AbortController().signal,
      progress: () => undefined,
      operator: admin,
      window,
      session: (fn, options) =>
        lab.database.session(async (session) => {
          const answer = await fn(session)
          if (state.fails) throw new AppError({ code: 'unavailable', message: 'lost before the commit' })
          return answer
        }, options),
    })
    return {
      folder,
      file,
      keyring,
      state,
      async choose(path: string | null, window = 1) {
        state.answer = path
        await handlers['credentials.chooseCopy'](undefined, context(window))
      },
      rekey: async (key: string, path: string | null, window = 1) =>
        handlers['credentials.rekey']({ key, path }, context(window)),
    }
  }
  const storeUnder = (key: string) =>
    lab.test.sql('UPDATE virtual_machines SET password = $1', [encrypt(parsed(key), Buffer.from('hunter2'))])
  const opensWith = async (key: string) => {
    const rows = await lab.test.sql<{ password: string }>('SELECT password FROM virtual_machines')
    return rows.every(({ password }) => decrypt(parsed(key), password).ok)
  }
  const refusedFor = (message: string) => ({ code: 'invalid_input', fields: { path: message } })

  it('write the copy where that window’s own dialog said, and nowhere else', async () => {
    const [own, next] = [generateKey(), generateKey()]
    const one = aConsole(own)
    await storeUnder(own)
    const copy = join(one.folder, 'copy.toml')
    const refused = refusedFor(words.choosePlace)
    expect(await failure(one.rekey(next, copy))).toMatchObject(refused)
    await one.choose(copy, 2)
    expect(await failure(one.rekey(next, copy))).toMatchObject(refused)
    await one.choose(copy)
    expect(await failure(one.rekey(next, join(one.folder, 'other.toml')))).toMatchObject(refused)
    expect(readdirSync(one.folder)).toEqual(['secrets.toml'])
    // A dialog that was closed without a choice leaves the one before.
    await one.choose(null)
    expect(await one.rekey(next, copy)).toMatchObject({ path: copy })
    expect(readFileSync(copy, 'utf8')).toContain(next)
    expect(await opensWith(next)).toBe(true)
  })

  it('never write over a file, such as the only copy of the key that all have', async () => {
    const [own, first, second] = [generateKey(), generateKey(), generateKey()]
    const one = aConsole(own)
    await storeUnder(own)
    const copy = join(one.folder, 'copy.toml')
    await one.choose(copy)
    await one.rekey(first, copy)
    const kept = readFileSync(copy, 'utf8')
    one.state.fails = true
    for (const path of [copy, one.file]) {
      const before = readFileSync(path, 'utf8')
      await one.choose(path)
      expect(await failure(one.rekey(second, path))).toMatchObject(refusedFor(words.exists(path)))
      expect(readFileSync(path, 'utf8')).toBe(before)
    }
    expect(kept).toContain(first)
    expect(await opensWith(first)).toBe(true)
  })

  it('take the copy away again where nothing was changed', async () => {
    const [own, next] = [generateKey(), generateKey()]
    const one = aConsole(own)
    await storeUnder(own)
    const copy = join(one.folder, 'copy.toml')
    await one.choose(copy)
    one.state.fails = true
    expect(await failure(one.rekey(next, copy))).toMatchObject({ code: 'unavailable' })
    expect(readdirSync(one.folder)).toEqual(['secrets.toml'])
    expect(await opensWith(own)).toBe(true)
    // The same place may be tried again.
    one.state.fails = false
    await one.rekey(next, copy)
    expect(await opensWith(next)).toBe(true)
  })
})
