// The new key's copy while its change is under way: kept wherever it may count, gone where it surely does not.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readToml } from '../../../src/main/config/toml-lines'
import { openLabKeys } from '../../../src/main/config/lab-keys'
import { decrypt, encrypt, generateKey } from '../../../src/main/crypto/fernet'
import { keyOf } from '../../../src/main/crypto/keyring'
import { renewToken } from '../../../src/main/crypto/renew'
import { openDatabase, type OpenDatabase } from '../../../src/main/db/connect'
import { prepareSchema } from '../../../src/main/db/schema/prepare'
import type { Context } from '../../../src/main/ipc/context'
import { rekeyHandlers, type RekeyParts } from '../../../src/main/ipc/handlers/rekey'
import { quiet, servers, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { startProxy, type Proxy } from '../../support/proxy'
import { admin, fill } from './people'

const oldText = generateKey()
const file = `db_name = "lab"\ncipher_key = "${oldText}"\n`

describe.each(servers())('the copy with the new key on $name', ({ open, address }) => {
  let test: TestDatabase
  let proxy: Proxy
  let database: OpenDatabase
  let folder: string
  let copy: string

  beforeAll(async () => {
    test = await open()
    proxy = await startProxy(address)
  })
  afterAll(async () => {
    await proxy.close()
    await test.close()
  })
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vmlab-rekey-'))
    copy = join(folder, 'secrets-new.toml')
    writeFileSync(join(folder, 'secrets.toml'), file)
    Object.assign(proxy, { mode: 'pass', afterLoss: 'pass', lost: 0, refused: 0 })
    await fill(test)
    await test.sql('UPDATE virtual_machines SET password = $1', [encrypt(known(oldText), Buffer.from('x'))])
    if (test.options.kind !== 'server') throw new Error('Servers only')
    database = openDatabase({ ...test.options, port: proxy.port }, quiet)
    await prepareSchema(database, { improveExisting: false, log: quiet })
    // With it what an earlier change noted of its keys.
    await test.sql('TRUNCATE console_changes, console_kept')
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await database.close()
    await test.sql('DROP TRIGGER IF EXISTS refuse ON console_changes')
    rmSync(folder, { recursive: true, force: true })
  })

  /** A re-keying as it is asked for at the window; `beforeCommit`: what happens when all but that is done. */
  function asked(given: Partial<RekeyParts> & { beforeCommit?(controller: AbortController): unknown } = {}) {
    const { beforeCommit, ...parts } = given
    const controller = new AbortController()
    const { signal } = controller
    const labKeyring = openLabKeys({
      folder,
      keyStore: { available: () => false, encrypt: (plain) => plain, decrypt: (sealed) => sealed },
      plan: () => ({ cipherKey: known(oldText) }),
      profileId: () => 'lab',
    })
    const handlers = rekeyHandlers({
      labKeyring,
      keyPlace: () => ({ place: 'file', file: join(folder, 'secrets.toml') }),
      chooseCopy: async () => copy,
      startRenewer: (old, next) => ({
        renew: async (tokens) => tokens.map((one) => renewToken(old, next, one)),
        stop: async () => undefined,
      }),
      writeOwnKeys: async () => undefined,
      ownKeys: async () => [],
      ...parts,
    })
    const context: Context<'credentials.rekey'> = {
      signal,
      progress: () => undefined,
      operator: admin,
      window: 1,
      session: (fn, options = {}) =>
        database.session(
          async (session) => {
            const result = await fn(session)
            if (options.readOnly !== true) await beforeCommit?.(controller)
            return result
          },
          { ...options, signal },
        ),
    }
    const rekey = async (path: string | null = copy) => {
      await handlers['credentials.chooseCopy'](undefined, context)
      return handlers['credentials.rekey']({ key: null, path }, context)
    }
    return { labKeyring, rekey }
  }
  function known(key: string) {
    const found = keyOf(key)
    if (!found) throw new Error('no key')
    return found
  }
  const copied = (path = copy) => String(readToml(readFileSync(path, 'utf8')).values?.['cipher_key'])
  const files = () => readdirSync(folder).sort()
  /** Whether all that is stored opens with this key. */
  const opens = async (key: string) => {
    const rows = await test.sql<{ password: string }>('SELECT password FROM virtual_machines')
    return rows.length > 0 && rows.every(({ password }) => decrypt(known(key), password).ok)
  }

  it('is there, and opens everything, where all went well', async () => {
    const { rekey, labKeyring } = asked()
    expect(await rekey()).toMatchObject({ renewed: 12, path: copy })
    expect(await opens(copied())).toBe(true)
    expect(labKeyring.current().keys[0]).toEqual(known(copied()))
  })

  it('stays where only the answer to the commit was lost, and the key is the lab’s from then on', async () => {
    const { rekey, labKeyring } = asked()
    proxy.mode = 'lose-answer'
    expect(await rekey()).toMatchObject({ renewed: 12 })
    expect(proxy.lost).toBe(1)
    expect(await opens(copied())).toBe(true)
    expect(labKeyring.current().keys[0]).toEqual(known(copied()))
  })

  it.each([
    ['it was done', 'lose-answer' as const, true],
    ['it was not', 'lose-request' as const, false],
  ])('stays where nobody can tell what became of the commit, and %s', async (_, mode, isDone) => {
    const { rekey } = asked()
    Object.assign(proxy, { mode, afterLoss: 'gone' })
    const lost = failure(rekey())
    await vi.waitFor(() => expect(proxy.refused).toBeGreaterThan(0), { timeout: 10_000 })
    // The server stays away for as long as anybody asks.
    const now = Date.now()
    vi.spyOn(Date, 'now').mockReturnValue(now + 3_600_000)
    expect(await lost).toMatchObject({ code: 'outcome_unknown' })
    expect(proxy.lost).toBe(1)
    expect([await opens(copied()), await opens(oldText)]).toEqual([isDone, !isDone])
  })

  it('stays where the change is done and what comes after it fails', async () => {
    const { rekey, labKeyring } = asked()
    const full = new Error('the key store is full')
    vi.spyOn(labKeyring, 'replaceWith').mockRejectedValue(full)
    await expect(rekey()).rejects.toBe(full)
    expect(await opens(copied())).toBe(true)
  })

  const raising = `CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE check_violation; END $$`
  const rollbacks: [string, string, (controller: AbortController) => unknown][] = [
    ['the commit never came to the server', 'unavailable', () => (proxy.mode = 'lose-request')],
    [
      'the server ended the connection',
      'unavailable',
      () =>
        test.sql(
          "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE mode = 'ExclusiveLock' AND relation = 'virtual_machines'::regclass",
        ),
    ],
    [
      'the server refused at the commit',
      'invalid_input',
      async () => {
        await test.sql(raising)
        await test.sql(
          'CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON console_changes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()',
        )
      },
    ],
    [
      'it could not be noted in the history',
      'invalid_input',
      async () => {
        await test.sql(raising)
        await test.sql(
          'CREATE TRIGGER refuse BEFORE INSERT ON console_changes FOR EACH ROW EXECUTE FUNCTION refuse()',
        )
      },
    ],
    ['it was stopped at the last moment', 'cancelled', (controller) => controller.abort()],
  ]
  it.each(rollbacks)('is gone where nothing was changed, since %s', async (_, code, happens) => {
    let before: string[] = []
    const { rekey, labKeyring } = asked({
      beforeCommit: async (controller) => {
        before = files()
        await happens(controller)
      },
    })
    expect(await failure(rekey())).toMatchObject({ code })
    expect(before).toEqual(['secrets-new.toml', 'secrets.toml'])
    expect(files()).toEqual(['secrets.toml'])
    expect(await opens(oldText)).toBe(true)
    expect(labKeyring.current().keys).toEqual([known(oldText)])
  })

  it.each([
    ['then with the new one first', null],
    ['and goes on with the old one where nothing was changed', 'lose-request' as const],
  ])('is two keys beside each other in a lab that keeps its own, %s', async (_, mode) => {
    const written: (readonly string[])[] = []
    const { rekey } = asked({
      keyPlace: () => ({ place: 'own', file: null }),
      ownKeys: async () => [oldText],
      writeOwnKeys: async (keys) => void written.push(keys),
      beforeCommit: () => mode && (proxy.mode = mode),
    })
    const outcome = await rekey(null).then(
      () => 'done',
      () => 'refused',
    )
    const [, next = ''] = written[0] ?? []
    expect(written[0]).toEqual([oldText, next])
    expect([outcome, written.slice(1)]).toEqual(mode ? ['refused', []] : ['done', [[next, oldText]]])
    expect(await opens(mode ? oldText : next)).toBe(true)
  })
})
