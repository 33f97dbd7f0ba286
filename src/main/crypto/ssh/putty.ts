// PuTTY's key files (.ppk, versions 2 and 3): read as far as they go without a passphrase.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { KeyReading } from './private-key'
import {
  curveNamed,
  dsaNumbers,
  ecdsaNumbers,
  ed25519Numbers,
  publicFacts,
  rsaNumbers,
  type KeyNumbers,
} from './numbers'
import { fromBase64, Malformed, readWire, wireString } from './wire'

export function isPutty(text: string): boolean {
  return /^\s*PuTTY-User-Key-File-\d/u.test(text)
}

export function readPutty(text: string): KeyReading {
  const lines = text
    .trim()
    .split(/\r\n|\r|\n/u)
    .map((line) => line.trimEnd())
  let at = 0
  const value = (name: RegExp): string => {
    const found = new RegExp(`^${name.source}: (.*)$`, 'u').exec(`${lines[at++] ?? ''}`)?.[1]
    if (found === undefined) throw new Malformed()
    return found
  }
  const block = (name: RegExp): Buffer => {
    const count = Number(value(name))
    // No key has more lines; and a number that is none must not read the whole file.
    if (!Number.isInteger(count) || count < 1 || count > 2000 || at + count > lines.length) {
      throw new Malformed()
    }
    at += count
    return fromBase64(lines.slice(at - count, at).join(''))
  }
  const version = /^PuTTY-User-Key-File-([23]): /u.exec(lines[0] ?? '')?.[1]
  if (version === undefined) throw new Malformed()
  const type = value(/PuTTY-User-Key-File-[23]/u)
  const encryption = value(/Encryption/u)
  // An empty comment leaves nothing but the colon of its line.
  if (lines[at] === 'Comment:') lines[at] = 'Comment: '
  const comment = value(/Comment/u)
  const publicBlob = block(/Public-Lines/u)
  while (/^(?:Key-Derivation|Argon2-\w+): /u.test(lines[at] ?? '')) at += 1
  const secret = block(/Private-Lines/u)
  const mac = value(/Private-MAC/u)
  const isEncrypted = encryption !== 'none'
  if (isEncrypted && encryption !== 'aes256-cbc') throw new Malformed()
  if (readWire(publicBlob).text() !== type) throw new Malformed()
  const facts = publicFacts(publicBlob, comment || null)
  const known = { format: 'putty' as const, comment: comment || null, isEncrypted, ...facts }
  if (isEncrypted) return { facts: known, numbers: null }
  const signed = [type, encryption, comment, publicBlob, secret].map(wireString)
  if (!isSigned(version, Buffer.concat(signed), mac)) throw new Malformed()
  const numbers = numbersOf(type, publicBlob, secret)
  if (!numbers.publicBlob.equals(publicBlob)) throw new Malformed()
  return { facts: known, numbers }
}

/** Without a passphrase the signature only tells damage; it holds for everybody. */
function isSigned(version: string, bytes: Buffer, mac: string): boolean {
  const [hash, key] =
    version === '2'
      ? ['sha1', createHash('sha1').update('putty-private-key-file-mac-key').digest()]
      : ['sha256', Buffer.alloc(0)]
  const expected = createHmac(String(hash), key).update(bytes).digest()
  const given = Buffer.from(mac, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function numbersOf(type: string, publicBlob: Buffer, secret: Buffer): KeyNumbers {
  const shown = readWire(publicBlob)
  shown.string()
  const hidden = readWire(secret)
  switch (type) {
    case 'ssh-rsa': {
      const [e, n] = [shown.string(), shown.string()]
      const [d, p, q, iqmp] = [hidden.string(), hidden.string(), hidden.string(), hidden.string()]
      return rsaNumbers({ n, e, d, p, q, iqmp })
    }
    case 'ssh-dss': {
      const [p, q, g, y] = [shown.string(), shown.string(), shown.string(), shown.string()]
      return dsaNumbers({ p, q, g, y, x: hidden.string() })
    }
    case 'ssh-ed25519':
      return ed25519Numbers(hidden.string())
    default:
      return ecdsaNumbers(curveNamed(type), hidden.string())
  }
}
