// Fernet tokens, as the portal stores machine credentials: AES-128-CBC and HMAC-SHA256 over node:crypto.
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Never log it or put it into an error. */
export interface FernetKey {
  readonly signing: Buffer
  readonly encryption: Buffer
}
export type KeyFailure = 'empty' | 'not base64' | 'wrong length'
export type TokenFailure = 'empty' | 'not a token' | 'cut short' | 'other version' | 'other key or damaged'

const version = 0x80
const headerLength = 1 + 8 + 16
const macLength = 32

/** A key of 32 bytes in base64; url-safe and standard alphabet are both in use, and blanks around it. */
export function parseKey(text: string): { ok: true; key: FernetKey } | { ok: false; reason: KeyFailure } {
  const trimmed = text.trim()
  if (trimmed === '') return { ok: false, reason: 'empty' }
  const bytes = fromBase64(trimmed)
  if (bytes === null) return { ok: false, reason: 'not base64' }
  if (bytes.length !== 32) return { ok: false, reason: 'wrong length' }
  return { ok: true, key: { signing: bytes.subarray(0, 16), encryption: bytes.subarray(16) } }
}

/**
 * A token that the portal opens: 100 characters up to 15 plain bytes, 120 to 31, 140 to 47. `made` is for
 * reproducible samples and tests alone; real tokens take the clock and a random vector.
 */
export function encrypt(key: FernetKey, plain: Uint8Array, made?: { at: Date; iv: Uint8Array }): string {
  const header = Buffer.alloc(headerLength)
  header.writeUInt8(version, 0)
  header.writeBigUInt64BE(BigInt(Math.floor((made?.at ?? new Date()).getTime() / 1000)), 1)
  header.set(made?.iv ?? randomBytes(16), 9)
  const cipher = createCipheriv('aes-128-cbc', key.encryption, header.subarray(9))
  const signed = Buffer.concat([header, cipher.update(plain), cipher.final()])
  const token = Buffer.concat([signed, mac(key, signed)])
  return token.toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}

/** Opens a token, of any age. Tells damage and another key apart from what was never a token, no further. */
export function decrypt(
  key: FernetKey,
  token: string,
): { ok: true; bytes: Buffer } | { ok: false; reason: TokenFailure } {
  const trimmed = token.trim()
  if (trimmed === '') return { ok: false, reason: 'empty' }
  const bytes = fromBase64(trimmed)
  if (bytes === null) return { ok: false, reason: trimmed.startsWith('gAAAA') ? 'cut short' : 'not a token' }
  if (bytes[0] !== version)
    return { ok: false, reason: bytes.length > headerLength ? 'other version' : 'not a token' }
  const secretLength = bytes.length - headerLength - macLength
  if (secretLength < 16 || secretLength % 16 !== 0) return { ok: false, reason: 'cut short' }
  const signed = bytes.subarray(0, -macLength)
  if (!timingSafeEqual(mac(key, signed), bytes.subarray(-macLength))) {
    return { ok: false, reason: 'other key or damaged' }
  }
  try {
    const decipher = createDecipheriv('aes-128-cbc', key.encryption, signed.subarray(9, headerLength))
    return {
      ok: true,
      bytes: Buffer.concat([decipher.update(signed.subarray(headerLength)), decipher.final()]),
    }
  } catch {
    return { ok: false, reason: 'other key or damaged' }
  }
}

function mac(key: FernetKey, signed: Uint8Array): Buffer {
  return createHmac('sha256', key.signing).update(signed).digest()
}

/** Strict where Buffer is not: it would skip foreign characters and take a cut text. */
function fromBase64(text: string): Buffer | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/_-]*={0,2}$/u.test(text)) return null
  return Buffer.from(text, 'base64url')
}

/** A new key as text, for a lab that has no portal: the same form as the portal's `cipher_key`. */
export function generateKey(): string {
  return randomBytes(32).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}
