// Reads private keys as people have them: what may be told of one, and the form in which the portal can use it.
import type { KeyFacts, KeyFault } from '@shared/ssh-key'
import { readOpenSsh, writeOpenSsh } from './openssh'
import type { KeyNumbers } from './numbers'
import { readPem } from './pem'
import { isPutty, readPutty } from './putty'
import { Malformed } from './wire'

export interface KeyReading {
  facts: KeyFacts
  /** Null where a passphrase protects them. Never log them, never send them to the window. */
  numbers: KeyNumbers | null
}

type Read = { ok: true; key: KeyReading } | { ok: false; reason: KeyFault }

/** Characters; the largest keys have some ten thousand. The portal stored files of a megabyte that are none. */
const longest = 131_072

/** Reads a key of any kind that the console knows. Never throws, whatever it is given. */
export function readPrivateKey(text: string): Read {
  const trimmed = text.replaceAll('\0', '').trim()
  if (trimmed === '') return { ok: false, reason: 'empty' }
  if (trimmed.length > longest) return { ok: false, reason: 'not-a-key' }
  try {
    if (isPutty(trimmed)) return { ok: true, key: readPutty(trimmed) }
    // What stands before it, as OpenSSL likes to tell, is no part of it.
    const block = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/u.exec(trimmed)
    if (!block) return { ok: false, reason: faultOf(trimmed) }
    const [, label = '', body = ''] = block
    const key = label === 'OPENSSH PRIVATE KEY' ? readOpenSsh(body) : readPem(label, body)
    return key ? { ok: true, key } : { ok: false, reason: faultOf(trimmed) }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    return { ok: false, reason: 'damaged' }
  }
}

const publicLine =
  /^(?:[^\n]*\s)?(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d+|sk-(?:ssh|ecdsa)[\w.@-]*)\s+AAAA/u

function faultOf(text: string): KeyFault {
  if (/-cert-v0\d@openssh\.com\s+AAAA|-----BEGIN (?:TRUSTED )?CERTIFICATE/u.test(text)) return 'certificate'
  if (publicLine.test(text) || /BEGIN (?:[A-Z0-9]+ )?PUBLIC KEY/u.test(text)) return 'public'
  if (/BEGIN SSH2 ENCRYPTED PRIVATE KEY|BEGIN PGP PRIVATE KEY|SSH PRIVATE KEY FILE FORMAT 1/u.test(text)) {
    return 'unsupported'
  }
  return /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/u.test(text) ? 'damaged' : 'not-a-key'
}

export type Prepared =
  | {
      ok: true
      facts: KeyFacts
      /** What is stored. */
      text: string
      isConverted: boolean
    }
  | { ok: false; reason: KeyFault }

/**
 * The form of a key that is stored. The portal's library reads OpenSSH's form and the PEM of RSA, DSA and EC; PuTTY's
 * and PKCS#8 are turned into OpenSSH's where no passphrase is in the way. OpenSSH wants its lines ended by line feeds.
 */
export function prepareKey(text: string): Prepared {
  const read = readPrivateKey(text)
  if (!read.ok) return read
  const { facts, numbers } = read.key
  const needsConversion = facts.format === 'putty' || facts.format === 'pkcs8'
  if (needsConversion && numbers) {
    return { ok: true, facts, text: writeOpenSsh(numbers, facts.comment ?? ''), isConverted: true }
  }
  if (facts.format === 'putty') return { ok: false, reason: 'putty-encrypted' }
  const lines = text
    .replaceAll('\0', '')
    .trim()
    .split(/\r\n|\r|\n/u)
  return { ok: true, facts, text: `${lines.map((line) => line.trim()).join('\n')}\n`, isConverted: false }
}
