// Which cipher key encrypts and which are tried: the lab's own, older ones, and a new one that the portal lacks yet.
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLabKeys } from '../../../../src/main/config/lab-keys'
import { generateKey, type FernetKey } from '../../../../src/main/crypto/fernet'
import { keyOf } from '../../../../src/main/crypto/keyring'
import { failure } from '../../../support/failure'

const [own, older, next] = [generateKey(), generateKey(), generateKey()]
const parsed = (text: string): FernetKey => {
  const key = keyOf(text)
  if (!key) throw new Error('no key')
  return key
}

function setUp(options: { folder?: string; available?: boolean } = {}) {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'vmlab-keys-'))
  const state = { own: own as string | null, profile: 'lab' as string | null, isMalformed: false }
  const keyring = openLabKeys({
    folder,
    keyStore: {
      available: () => options.available ?? true,
      encrypt: (plain) => Buffer.from(plain, 'utf8').toString('hex'),
      decrypt: (sealed) => Buffer.from(sealed, 'hex').toString('utf8'),
    },
    plan: () => ({
      cipherKey: state.own === null ? null : parsed(state.own),
      isKeyMalformed: state.isMalformed,
    }),
    profileId: () => state.profile,
  })
  return { folder, state, keyring, keys: () => keyring.current().keys }
}
const [k, o, n] = [parsed(own), parsed(older), parsed(next)]

it('is the lab’s own, with older ones behind it, of that lab alone', async () => {
  const { keyring, keys, state } = setUp()
  expect(keys()).toEqual([k])
  await keyring.addOlder(` ${older} `, 'session')
  await keyring.addOlder(own, 'session')
  expect(keys()).toEqual([k, o])
  state.profile = 'other'
  expect(keys()).toEqual([k])
  state.profile = null
  expect(keys()).toEqual([k])
})

it('says why there is none', async () => {
  const { keyring, state } = setUp()
  state.own = null
  expect(keyring.current()).toEqual({ keys: [], fault: 'missing' })
  state.isMalformed = true
  expect(keyring.current()).toEqual({ keys: [], fault: 'malformed' })
})

it('after re-keying is the new one, until the secrets file has it or another, and the one before is still tried', async () => {
  const { keyring, keys, state } = setUp()
  await keyring.replaceWith(next)
  expect(keys()).toEqual([n, k])
  state.own = next
  expect(keys()).toEqual([n, k])
  // Somebody else gave the portal a third key since: that one counts.
  state.own = older
  expect(keys()).toEqual([o, n, k])
})

it('is remembered sealed where that is wished, and else for this run only', async () => {
  const first = setUp()
  await first.keyring.addOlder(older, 'session')
  expect(setUp({ folder: first.folder }).keys()).toEqual([k])
  await first.keyring.addOlder(older, 'key-store')
  await first.keyring.replaceWith(next)
  const file = readFileSync(join(first.folder, 'lab-keys.json'), 'utf8')
  for (const key of [own, older, next]) expect(file).not.toContain(key)
  expect(setUp({ folder: first.folder }).keys()).toEqual([n, k, o])
})

it('without a key store refuses to remember, and goes on for this run after re-keying', async () => {
  const { keyring, keys, folder } = setUp({ available: false })
  expect(await failure(keyring.addOlder(older, 'key-store'))).toMatchObject({ code: 'invalid_input' })
  expect(keys()).toEqual([k])
  await keyring.replaceWith(next)
  expect(keys()).toEqual([n, k])
  expect(setUp({ folder, available: false }).keys()).toEqual([k])
})

it('lets whoever stores wait until it is decided which key that is', async () => {
  const { keyring } = setUp()
  expect(await keyring.settled()).toEqual([k])
  let end = () => {}
  const committed = new Promise<void>((resolve) => {
    end = resolve
  })
  const change = async () => {
    await committed
    await keyring.replaceWith(next)
  }
  keyring.decidedBy(change())
  const settled = keyring.settled()
  end()
  expect((await settled)[0]).toEqual(n)
  // One that failed holds nobody up.
  keyring.decidedBy(Promise.reject(new Error('not committed')))
  expect((await keyring.settled())[0]).toEqual(n)
})
