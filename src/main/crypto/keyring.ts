// Several cipher keys at once: the first one encrypts, all of them are tried on what is stored.
import { createHash } from 'node:crypto'
import { decrypt, parseKey, type FernetKey, type TokenFailure } from './fernet'

export type Opened = { ok: true; bytes: Buffer; place: number } | { ok: false; reason: TokenFailure }

/** `place`: which of the keys opened it. Without any key it is told as another one's. */
export function openToken(keys: readonly FernetKey[], token: string): Opened {
  let reason: TokenFailure = 'other key or damaged'
  for (const [place, key] of keys.entries()) {
    const opened = decrypt(key, token)
    if (opened.ok) return { ...opened, place }
    reason = opened.reason
  }
  return { ok: false, reason }
}

export function sameKey(left: FernetKey, right: FernetKey): boolean {
  return left.signing.equals(right.signing) && left.encryption.equals(right.encryption)
}

/** Which keys the lab has, once it is certain: a re-key by this program that is about to end has ended. */
export type KeySource = () => Promise<readonly FernetKey[]>

/** Tells keys apart and gives none away: a guess at the key is as hard to try on it as on a stored token. */
export function fingerprintOf(key: FernetKey): string {
  return createHash('sha256').update(key.signing).update(key.encryption).digest('hex').slice(0, 16)
}

/** Each key once, in their order. */
export function distinct(keys: readonly FernetKey[]): FernetKey[] {
  return keys.filter((key, index) => keys.findIndex((other) => sameKey(other, key)) === index)
}

/** What `keyOf` makes the same key of. */
export function textOf({ signing, encryption }: FernetKey): string {
  return Buffer.concat([signing, encryption]).toString('base64')
}

/** Null where the text is no key. */
export function keyOf(text: string | null): FernetKey | null {
  const parsed = text === null ? null : parseKey(text)
  return parsed?.ok === true ? parsed.key : null
}
