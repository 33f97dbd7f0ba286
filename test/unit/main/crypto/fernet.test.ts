// Fernet against the portal's own library: its tokens open here, its bad ones and bad keys are refused.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decrypt, encrypt, generateKey, parseKey, type FernetKey } from '../../../../src/main/crypto/fernet'
import { text } from '@shared/text'
import portal from '../../../support/vectors/portal.json'

const { fernet, badKeys } = portal

function keyOf(stored: string): FernetKey {
  const parsed = parseKey(stored)
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.key
}
const key = keyOf(fernet.key)

describe('tokens of the portal', () => {
  it.each(fernet.text)('opens a token of $tokenLength characters', ({ plain, token, tokenLength }) => {
    expect(token).toHaveLength(tokenLength)
    const opened = decrypt(key, token)
    expect(opened).toEqual({ ok: true, bytes: Buffer.from(plain) })
  })

  it('opens a key and bytes that are no text', () => {
    for (const { plainBase64, tokenUtf8 } of [fernet.sshKey, fernet.blob]) {
      expect(decrypt(key, tokenUtf8)).toEqual({ ok: true, bytes: Buffer.from(plainBase64, 'base64') })
    }
  })

  it('opens with the key in the standard alphabet, and with blanks around it', () => {
    const [sample] = fernet.text
    for (const stored of [fernet.keyStandardAlphabet, `  ${fernet.key}\n`]) {
      expect(decrypt(keyOf(stored), sample?.token ?? '').ok).toBe(true)
    }
  })

  it('tells a token of another key from one of this', () => {
    const { plain, token, opensWith } = fernet.rotated
    expect(decrypt(key, token)).toEqual({ ok: false, reason: 'other key or damaged' })
    expect(decrypt(keyOf(opensWith), token)).toEqual({ ok: true, bytes: Buffer.from(plain) })
  })

  const reasons: Record<string, string> = {
    'one bit changed': 'other key or damaged',
    'made with another key': 'other key or damaged',
    'cut short': 'cut short',
    'not base64': 'not a token',
    empty: 'empty',
    'wrong version byte': 'other version',
  }
  it.each(fernet.bad)('refuses one that is bad: $why', ({ why, token }) => {
    const opened = decrypt(key, token)
    expect(opened).toEqual({ ok: false, reason: reasons[why] })
    expect(opened.ok || text.secrets.token[opened.reason]).toMatch(/\.$/u)
  })

  it('says what a token cut at any place is, and never throws', () => {
    const token = fernet.text[3]?.token ?? ''
    for (let length = 0; length < token.length; length += 1) {
      const opened = decrypt(key, token.slice(0, length))
      expect(opened.ok || opened.reason).toMatch(/^(empty|cut short|not a token|other key or damaged)$/u)
    }
  })
})

describe('tokens for the portal', () => {
  it('is the portal’s token to the byte, given its time and vector', () => {
    for (const { plain, token } of fernet.text) {
      const bytes = Buffer.from(token, 'base64url')
      const at = new Date(Number(bytes.readBigUInt64BE(1)) * 1000)
      expect(encrypt(key, Buffer.from(plain), { at, iv: bytes.subarray(9, 25) })).toBe(token)
    }
  })

  it.each([
    [0, 100],
    [15, 100],
    [16, 120],
    [31, 120],
    [32, 140],
    [47, 140],
    [48, 164],
  ])('of %i bytes has %i characters', (bytes, characters) => {
    expect(encrypt(key, Buffer.alloc(bytes, 0x61))).toHaveLength(characters)
  })

  it('never makes the same token twice', () => {
    expect(encrypt(key, Buffer.from('x'))).not.toBe(encrypt(key, Buffer.from('x')))
  })

  it('gives back any bytes, under any key', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 5000 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (plain, raw) => {
          const any = keyOf(Buffer.from(raw).toString('base64'))
          expect(decrypt(any, encrypt(any, plain))).toEqual({ ok: true, bytes: Buffer.from(plain) })
        },
      ),
    )
  })

  it('is refused after any one bit of it was changed', () => {
    const token = Buffer.from(encrypt(key, Buffer.from('secret')), 'base64url')
    fc.assert(
      fc.property(fc.nat({ max: token.length * 8 - 1 }), (bit) => {
        const changed = Buffer.from(token)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const opened = decrypt(key, changed.toString('base64url') + '='.repeat((3 - (token.length % 3)) % 3))
        expect(opened.ok).toBe(false)
      }),
    )
  })
})

describe('keys', () => {
  const reasons = ['empty', 'not base64', 'wrong length', 'wrong length', 'not base64']
  it.each(badKeys.map((stored, index) => ({ stored, reason: reasons[index] })))(
    'refuses a bad one: $reason',
    ({ stored, reason }) => {
      expect(parseKey(stored)).toEqual({ ok: false, reason })
    },
  )

  it('makes new ones in the portal’s form', () => {
    const made = generateKey()
    expect(made).toMatch(/^[A-Za-z0-9_-]{43}=$/u)
    expect(parseKey(made).ok).toBe(true)
    expect(generateKey()).not.toBe(made)
  })
})
