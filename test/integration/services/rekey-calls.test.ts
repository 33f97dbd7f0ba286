// Re-keying as the window asks for it: where the copy with the new key is written, and which key others store with.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { openLabKeys } from '../../../src/main/config/lab-keys'
import { decrypt, encrypt, generateKey, type FernetKey } from '../../../src/main/crypto/fernet'
import { keyOf } from '../../../src/main/crypto/keyring'
import type { KeySource } from '../../../src/main/crypto/keyring'
import { renewToken } from '../../../src/main/crypto/renew'
import { setHistory } from '../../../src/main/db/history-state'
import type { Context } from '../../../src/main/ipc/context'
import { rekeyHandlers } from '../../../src/main/ipc/handlers/rekey'
import { addVm, updateVm } from '../../../src/main/services/vms'
import { openHistoryLab, type HistoryLab } from '../history/lab'
import { databases, servers } from '../../support/database'
import { failure } from '../../support/failure'
import { aVm } from '../../support/fixtures'
import { admin, editOf, ids } from './people'

const words = text.credentials.rekey
const parsed = (key: string): FernetKey => {
  const found = keyOf(key)
  if (!found) throw new Error('no key')
  return found
}

/** A console whose lab has the secrets file with this key, in a folder of its own. */
function aConsole(lab: HistoryLab, own: string) {
  const folder = mkdtempSync(join(tmpdir(), 'vmlab-rekey-'))
  const file = join(folder, 'secrets.toml')
  writeFileSync(file, `db_name = "lab"\ncipher_key = "${own}"\n`)
  const state = {
    answer: null as string | null,
    fails: null as 'before' | 'after' | null,
    /** Done once while others' writing waits. */
    meanwhile: () => Promise.resolve(),
  }
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
      async renew(tokens) {
        const { meanwhile } = state
        state.meanwhile = () => Promise.resolve()
        await meanwhile()
        return tokens.map((token) => renewToken(old, next, token))
      },
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
    async session(fn, options) {
      const answer = await lab.database.session(async (session) => {
        const inside = await fn(session)
        if (state.fails === 'before') throw new AppError({ code: 'unavailable', message: 'not committed' })
        return inside
      }, options)
      if (state.fails === 'after') throw new AppError({ code: 'outcome_unknown', message: 'nobody knows' })
      return answer
    },
  })
  const choose = async (path: string | null, window = 1) => {
    state.answer = path
    await handlers['credentials.chooseCopy'](undefined, context(window))
  }
  const rekey = async (key: string, path: string | null, window = 1) =>
    handlers['credentials.rekey']({ key, path }, context(window))
  return {
    folder,
    file,
    keyring,
    state,
    choose,
    rekey,
    /** To a place that is free. */
    async rekeyTo(key: string) {
      const path = join(folder, `${key.slice(0, 8).replaceAll('/', '-')}.toml`)
      await choose(path)
      return rekey(key, path)
    },
    async store(id: number, password: string, keys: KeySource = keyring.settled) {
      const edit = await editOf(lab.test, 'vm', id, { password })
      return lab.database.session((session) => updateVm(session, edit, keys))
    },
  }
}

async function storeUnder(lab: HistoryLab, key: string) {
  const token = encrypt(parsed(key), Buffer.from('hunter2'))
  await lab.test.sql('UPDATE virtual_machines SET password = $1', [token])
}

async function opensWith(lab: HistoryLab, key: string) {
  const rows = await lab.test.sql<{ password: string }>('SELECT password FROM virtual_machines')
  return rows.every(({ password }) => decrypt(parsed(key), password).ok)
}

async function passwordOf(lab: HistoryLab, id: number, key: string) {
  const [row] = await lab.test.sql<{ password: string }>(
    'SELECT password FROM virtual_machines WHERE id = $1',
    [id],
  )
  const opened = decrypt(parsed(key), row?.password ?? '')
  return opened.ok ? opened.bytes.toString('utf8') : opened.reason
}

describe.each(databases())('the calls about re-keying on $name', (kind) => {
  let lab: HistoryLab
  beforeAll(async () => {
    lab = await openHistoryLab(kind)
  })
  afterAll(() => lab.close())
  beforeEach(() => lab.fill())

  const refusedFor = (message: string) => ({ code: 'invalid_input', fields: { path: message } })

  it('write the copy where that window’s own dialog said, and nowhere else', async () => {
    const [own, next] = [generateKey(), generateKey()]
    const one = aConsole(lab, own)
    await storeUnder(lab, own)
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
    expect(await opensWith(lab, next)).toBe(true)
  })

  it('never write over a file, such as the only copy of the key that all have', async () => {
    const [own, first, second] = [generateKey(), generateKey(), generateKey()]
    const one = aConsole(lab, own)
    await storeUnder(lab, own)
    const copy = join(one.folder, 'copy.toml')
    await one.choose(copy)
    await one.rekey(first, copy)
    const kept = readFileSync(copy, 'utf8')
    one.state.fails = 'before'
    for (const path of [copy, one.file]) {
      const before = readFileSync(path, 'utf8')
      await one.choose(path)
      expect(await failure(one.rekey(second, path))).toMatchObject(refusedFor(words.exists(path)))
      expect(readFileSync(path, 'utf8')).toBe(before)
    }
    expect(kept).toContain(first)
    expect(await opensWith(lab, first)).toBe(true)
  })

  it('take the copy away again where nothing was changed', async () => {
    const [own, next] = [generateKey(), generateKey()]
    const one = aConsole(lab, own)
    await storeUnder(lab, own)
    const copy = join(one.folder, 'copy.toml')
    await one.choose(copy)
    one.state.fails = 'before'
    expect(await failure(one.rekey(next, copy))).toMatchObject({ code: 'unavailable' })
    expect(readdirSync(one.folder)).toEqual(['secrets.toml'])
    expect(await opensWith(lab, own)).toBe(true)
    // The same place may be tried again.
    one.state.fails = null
    await one.rekey(next, copy)
    expect(await opensWith(lab, next)).toBe(true)
  })

  it('tell a console that cannot know the new key, which then stores nothing under the old one', async () => {
    const [own, next] = [generateKey(), generateKey()]
    const [one, other] = [aConsole(lab, own), aConsole(lab, own)]
    await storeUnder(lab, own)
    await other.store(3, 'before')
    await one.rekeyTo(next)
    const before = await lab.everything()
    const replaced = { code: 'invalid_input', message: text.services.keyReplaced }
    expect(await failure(other.store(3, 'after'))).toMatchObject(replaced)
    expect(await failure(other.rekeyTo(generateKey()))).toMatchObject(replaced)
    expect(readdirSync(other.folder)).toEqual(['secrets.toml'])
    expect(await lab.everything()).toEqual(before)
    await one.store(4, 'by the first')
    // Once it is given the key, that is the one it stores with.
    await other.keyring.addOlder(next, 'session')
    await other.store(3, 'after')
    expect(await passwordOf(lab, 3, next)).toBe('after')
    expect(await opensWith(lab, next)).toBe(true)
    // So it is with the new secrets file alone.
    await aConsole(lab, next).store(5, 'new file')
    expect(await opensWith(lab, next)).toBe(true)
  })

  it('leave alone who has a key that no re-key met, and go back to an earlier one', async () => {
    const [own, next, rebuilt] = [generateKey(), generateKey(), generateKey()]
    const one = aConsole(lab, own)
    await storeUnder(lab, own)
    await one.rekeyTo(next)
    // The portal was rebuilt with a key of its own.
    const third = aConsole(lab, rebuilt)
    await third.keyring.addOlder(next, 'session')
    await third.store(3, 'rebuilt')
    expect(await passwordOf(lab, 3, rebuilt)).toBe('rebuilt')
    await third.keyring.addOlder(own, 'session')
    await third.rekeyTo(own)
    await aConsole(lab, own).store(4, 'back')
    expect(await opensWith(lab, own)).toBe(true)
    expect(await failure(aConsole(lab, next).store(4, 'x'))).toMatchObject({ code: 'invalid_input' })
  })

  it('store with the key that all have where nobody could say whether it was committed', async () => {
    const [own, next] = [generateKey(), generateKey()]
    const one = aConsole(lab, own)
    await storeUnder(lab, own)
    one.state.fails = 'after'
    expect(await failure(one.rekeyTo(next))).toMatchObject({ code: 'outcome_unknown' })
    await one.store(3, 'later')
    expect(await passwordOf(lab, 3, next)).toBe('later')
    expect(await opensWith(lab, next)).toBe(true)
  })

  it('do without what was noted where its table was dropped since', async () => {
    const own = generateKey()
    const one = aConsole(lab, own)
    await lab.test.sql('ALTER TABLE console_kept RENAME TO put_away')
    try {
      expect(await failure(one.store(3, 'x'))).toMatchObject({ message: text.history.tableLost })
      await one.store(3, 'again')
      expect(await passwordOf(lab, 3, own)).toBe('again')
    } finally {
      await lab.test.sql('ALTER TABLE put_away RENAME TO console_kept')
      await lab.database.session(async (session) => setHistory(session, true))
    }
  })
})

describe.each(servers())('storing while the same console re-keys on $name', (kind) => {
  let lab: HistoryLab
  let elsewhere = () => Promise.resolve()
  beforeAll(async () => {
    lab = await openHistoryLab(kind, { elsewhere: () => elsewhere() })
  })
  afterAll(() => lab.close())
  beforeEach(() => lab.fill())

  it.each([
    ['with tables of its own', true],
    ['with a change log in a file', false],
  ])('waits and takes the new key, in a lab %s', async (_, hasTables) => {
    await lab.database.session(async (session) => setHistory(session, hasTables))
    const [own, next] = [generateKey(), generateKey()]
    const one = aConsole(lab, own)
    await storeUnder(lab, own)
    // Otherwise the re-key itself would be another's change of the same field.
    await lab.test.sql('UPDATE virtual_machines SET password = NULL WHERE id = 3')
    let storing: Promise<unknown> = Promise.resolve()
    one.state.meanwhile = async () => {
      // What follows the commit takes until the other one has its locks and asks for the key.
      let hasAsked = () => {}
      const asked = new Promise<void>((resolve) => {
        hasAsked = resolve
      })
      elsewhere = () => asked
      const keys = async () => {
        hasAsked()
        return one.keyring.settled()
      }
      const machine = { ...aVm('added', ids.lina), assignedTo: null, password: 'added', sshKey: null }
      storing = Promise.all([
        one.store(3, 'meanwhile', keys),
        lab.database.session((session) => addVm(session, machine, keys)),
      ])
      await expect
        .poll(async () => (await lab.test.sql('SELECT 1 FROM pg_locks WHERE NOT granted')).length)
        .toBe(2)
    }
    await one.rekeyTo(next)
    await storing
    elsewhere = () => Promise.resolve()
    expect(await passwordOf(lab, 3, next)).toBe('meanwhile')
    expect(await opensWith(lab, next)).toBe(true)
  })
})
