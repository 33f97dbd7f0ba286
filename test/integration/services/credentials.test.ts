// Stored secrets: what is told of them, showing them, the note of it, and the cipher key's check, on every database.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { text } from '@shared/text'
import { encrypt, generateKey, parseKey, type FernetKey } from '../../../src/main/crypto/fernet'
import { checkCipherKey } from '../../../src/main/services/cipher-check'
import { createConfirmations, proveOneself, requireConfirmed } from '../../../src/main/services/confirmations'
import { replacePassword, revealSecret, secretFactsOf } from '../../../src/main/services/credentials'
import { createBackOff } from '../../../src/main/services/password'
import { workOf } from '../../../src/main/db/work'
import { databases, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { dirtyRows } from '../../support/fixtures'
import { keyText } from '../../support/ssh-keys'
import { admin, fill, ids, keysOf, manager } from './people'

const words = text.credentials
const [key, older, other] = [aKey(), aKey(), aKey()]

function aKey(): FernetKey {
  const parsed = parseKey(generateKey())
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.key
}

describe.each(databases())('stored secrets on $name', ({ open }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test.close())
  beforeEach(() => fill(test))

  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)
  const store = (id: number, password: string | null, sshKey: string | null = null, by = key) =>
    test.sql('UPDATE virtual_machines SET password = $2, ssh_key = $3 WHERE id = $1', [
      id,
      password === null ? null : encrypt(by, Buffer.from(password)),
      sshKey === null ? null : Buffer.from(encrypt(by, Buffer.from(sshKey)), 'latin1'),
    ])
  const facts = (id: number, keys = [key]) =>
    session((inside) => secretFactsOf(inside, manager, id, keys), { readOnly: true })
  const reveal = (id: number, secret: 'password' | 'key', keys = [key]) =>
    session((inside) => revealSecret(inside, admin, { id, secret }, keys))

  it('tells what is public of a key, and nothing of a password', async () => {
    await store(1, 'Canary-77', keyText('openssh-ed25519'))
    const told = await facts(1)
    expect(told).toMatchObject({
      password: 'opens',
      key: 'opens',
      keyFault: null,
      keyFacts: { type: 'Ed25519', bits: 256, comment: 'throwaway ed25519', isEncrypted: false },
    })
    expect(JSON.stringify(told)).not.toMatch(/Canary|PRIVATE|gAAAA/u)
    expect(await facts(2)).toEqual({ password: 'none', key: 'none', keyFacts: null, keyFault: null })
  })

  it('tells why what is stored does not open', async () => {
    await store(1, 'x', keyText('openssh-locked-ed25519'), other)
    expect(await facts(1)).toMatchObject({ password: 'other-key', key: 'other-key', keyFacts: null })
    expect(await facts(1, [])).toMatchObject({ password: 'no-key', key: 'no-key' })
    expect(await facts(1, [key, other])).toMatchObject({ key: 'opens', keyFacts: { isEncrypted: true } })
    await store(2, 'x'.repeat(40).slice(0, 20), 'no key at all')
    await test.sql('UPDATE virtual_machines SET password = left(password, 99) WHERE id = 2')
    expect(await facts(2)).toMatchObject({ password: 'cut-short', key: 'opens', keyFault: 'not-a-key' })
    expect(await failure(reveal(2, 'password'))).toMatchObject({
      message: words.unopened.password['cut-short'],
    })
    expect(await failure(reveal(1, 'key'))).toMatchObject({ message: words.unopened.key['other-key'] })
    expect(await failure(reveal(3, 'key'))).toMatchObject({ message: words.unopened.key.none })
    expect(await failure(reveal(99, 'key'))).toMatchObject({ code: 'not_found' })
  })

  it('copes with what the portal leaves: a megabyte of no text, empty tokens', async () => {
    await test.clear()
    await test.sql(dirtyRows)
    expect(await facts(1)).toMatchObject({ password: 'none', key: 'not-a-token' })
    expect(await facts(2)).toMatchObject({ password: 'not-a-token', key: 'none' })
    const check = await session((inside) => checkCipherKey(inside, { keys: [key], fault: null }))
    expect(check).toMatchObject({ state: 'unproved', tried: 0 })
    await test.sql('UPDATE virtual_machines SET ssh_key = $1 WHERE id = 1', [
      Buffer.from(encrypt(key, Buffer.from([0xff, 0xfe, 0x00])), 'latin1'),
    ])
    expect(await failure(reveal(1, 'key'))).toMatchObject({ message: words.notText })
  })

  it('shows a secret, and notes in the same transaction that it did, never what', async () => {
    await store(1, 'pässword-Ω', keyText('pem-rsa-2048'))
    const noted = await session(async (inside) => {
      expect(await revealSecret(inside, admin, { id: 1, secret: 'password' }, [key])).toBe('pässword-Ω')
      expect(await revealSecret(inside, admin, { id: 1, secret: 'key' }, [other, key])).toBe(
        keyText('pem-rsa-2048'),
      )
      return workOf(inside).operation.changes.slice()
    })
    expect(noted).toEqual([
      { entity: 'vm', rowId: 1, label: 'lab-01', kind: 'reveal', old: null, new: { password: true } },
      { entity: 'vm', rowId: 1, label: 'lab-01', kind: 'reveal', old: null, new: { sshKey: true } },
    ])
  })

  it('replaces a password on the version that was looked at, and on no later one', async () => {
    const version = async () => {
      const [row] = await test.sql<{ version: string }>(
        'SELECT xmin::text AS version FROM virtual_machines WHERE id = 1',
      )
      return row?.version ?? ''
    }
    const before = await version()
    const replacing = (password: string) =>
      session((inside) => replacePassword(inside, admin, { id: 1, version: before, password }, keysOf(key)))
    expect(await replacing('first')).toEqual({ operation: expect.any(String) })
    expect(await failure(replacing('second'))).toMatchObject({ code: 'stale', fields: ['password'] })
    expect(await reveal(1, 'password')).toBe('first')
    expect(
      await failure(
        session((inside) =>
          replacePassword(inside, admin, { id: 1, version: before, password: 'x' }, keysOf()),
        ),
      ),
    ).toMatchObject({ fields: { password: text.services.noCipherKey } })
  })

  it('tells by a sample whether the cipher key is the right one', async () => {
    const check = (keys: FernetKey[], fault: 'missing' | 'malformed' | null = null) =>
      session((inside) => checkCipherKey(inside, { keys, fault }), { readOnly: true })
    expect(await check([key])).toMatchObject({ state: 'unproved', tried: 0 })
    for (let id = 1; id <= 12; id += 1) await store(id, id % 3 === 0 ? null : 'x', id % 3 === 0 ? 'k' : null)
    expect(await check([key])).toEqual({
      state: 'right',
      tried: 12,
      opened: 12,
      openedByOlder: 0,
      olderKeys: 0,
    })
    await store(5, 'x', null, older)
    await store(6, null, 'k', older)
    expect(await check([key])).toMatchObject({ state: 'partly', tried: 12, opened: 10 })
    expect(await check([key, older])).toMatchObject({ state: 'right', openedByOlder: 2, olderKeys: 1 })
    expect(await check([other])).toMatchObject({ state: 'wrong', tried: 12, opened: 0 })
    expect(await check([], 'missing')).toMatchObject({ state: 'missing' })
    expect(await check([], 'malformed')).toMatchObject({ state: 'malformed' })
  })

  it('takes its sample from all over the table, and few of many', async () => {
    await test.sql(`INSERT INTO virtual_machines (name, host, port, username, shared, user_id, password)
SELECT 'm', 'h', 22, 'u', true, 2, CASE WHEN n > 4000 THEN '${encrypt(key, Buffer.from('x'))}' END FROM generate_series(1, 5000) n`)
    const check = await session((inside) => checkCipherKey(inside, { keys: [key], fault: null }))
    expect(check.state).toBe('right')
    // A fifth of the table has secrets, and so a fifth of the parts.
    expect(check.tried).toBeGreaterThan(35)
    expect(check.tried).toBeLessThan(45)
  })

  it('believes oneself by one’s own password, slows wrong ones, and forgets after five minutes or a sign-out', async () => {
    let now = 1_000_000
    let signOuts = 0
    const backOff = createBackOff(() => now)
    const confirmations = createConfirmations(
      () => signOuts,
      () => now,
    )
    const prove = (password: string) =>
      proveOneself(password, admin, { backOff, session: (fn, options) => session(fn, options) })
    const asks = () => failure(Promise.resolve().then(() => requireConfirmed(confirmations, 1, ids.ada)))
    expect(await asks()).toMatchObject({ code: 'forbidden', message: words.confirmFirst })
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await failure(prove('wrong'))).toMatchObject({ fields: { ownPassword: words.wrongOwnPassword } })
    }
    expect(await failure(prove('abc'))).toMatchObject({ fields: { ownPassword: text.services.wait(2) } })
    now += 2000
    await prove(' abc ')
    const until = confirmations.confirm(1, ids.ada)
    expect(until).toBe(now + 300_000)
    requireConfirmed(confirmations, 1, ids.ada)
    // Nobody else, and no other window.
    expect(confirmations.until(1, ids.tobe)).toBeNull()
    confirmations.confirm(1, ids.ada)
    now = until
    expect(await asks()).toMatchObject({ code: 'forbidden' })
    confirmations.confirm(1, ids.ada)
    signOuts += 1
    expect(await asks()).toMatchObject({ code: 'forbidden' })
    confirmations.confirm(1, ids.ada)
    confirmations.end()
    expect(await asks()).toMatchObject({ code: 'forbidden' })
  })
})
