// Private keys in PEM: PKCS#1 (RSA), the old DSA form, SEC 1 (EC) and PKCS#8.
import type { KeyFacts } from '@shared/ssh-key'
import type { KeyReading } from './private-key'
import {
  curveOf,
  dsaNumbers,
  ecdsaNumbers,
  ed25519Numbers,
  publicFacts,
  rsaNumbers,
  type KeyNumbers,
} from './numbers'
import { derTags as tag, fromBase64, Malformed, readDer, type DerReader } from './wire'

const readers: Readonly<Record<string, { type: KeyFacts['type']; read(der: Buffer): KeyNumbers }>> = {
  'RSA PRIVATE KEY': { type: 'RSA', read: readRsa },
  'DSA PRIVATE KEY': { type: 'DSA', read: readDsa },
  'EC PRIVATE KEY': { type: 'ECDSA', read: (der) => readEc(der, null) },
}

/** `label`: what stands behind BEGIN. Null where it is none of these. */
export function readPem(label: string, body: string): KeyReading | null {
  if (label === 'ENCRYPTED PRIVATE KEY') {
    fromBase64(body)
    return closed('pkcs8', null)
  }
  if (label === 'PRIVATE KEY') return opened('pkcs8', readPkcs8(fromBase64(body)))
  const reader = readers[label]
  if (!reader) return null
  // RFC 1421's headers, which only a passphrase brings along.
  const [headers, rest] = split(body)
  if (/^Proc-Type:\s*4,ENCRYPTED/mu.test(headers)) {
    fromBase64(rest)
    return closed('pem', reader.type)
  }
  return opened('pem', reader.read(fromBase64(rest)))
}

function split(body: string): [string, string] {
  const end = /^[\w-]+:[\s\S]*?\n\s*\n/u.exec(body.trimStart())?.[0] ?? ''
  return [end, body.trimStart().slice(end.length)]
}

function opened(format: 'pem' | 'pkcs8', numbers: KeyNumbers): KeyReading {
  const facts = publicFacts(numbers.publicBlob, null)
  return { facts: { format, comment: null, isEncrypted: false, ...facts }, numbers }
}

/** Not even its public half can be read without the passphrase. */
function closed(format: 'pem' | 'pkcs8', type: KeyFacts['type']): KeyReading {
  const facts = { type, bits: null, fingerprint: null, comment: null, publicKey: null }
  return { facts: { format, isEncrypted: true, ...facts }, numbers: null }
}

function sequence(der: Buffer): DerReader {
  return readDer(readDer(der).take(tag.sequence))
}

function readRsa(der: Buffer): KeyNumbers {
  const parts = sequence(der)
  parts.take(tag.integer)
  const next = () => parts.take(tag.integer)
  const [n, e, d, p, q] = [next(), next(), next(), next(), next()]
  next()
  next()
  return rsaNumbers({ n, e, d, p, q, iqmp: next() })
}

function readDsa(der: Buffer): KeyNumbers {
  const parts = sequence(der)
  parts.take(tag.integer)
  const next = () => parts.take(tag.integer)
  return dsaNumbers({ p: next(), q: next(), g: next(), y: next(), x: next() })
}

/** `oid`: the curve, where it stands outside, as in PKCS#8. */
function readEc(der: Buffer, oid: Buffer | null): KeyNumbers {
  const parts = sequence(der)
  parts.take(tag.integer)
  const secret = parts.take(tag.octets)
  const named = parts.optional(0xa0)
  const curve = named === null ? oid : readDer(named).take(tag.oid)
  if (curve === null) throw new Malformed()
  return ecdsaNumbers(curveOf(curve), secret)
}

const algorithms = {
  rsa: '2a864886f70d010101',
  dsa: '2a8648ce380401',
  ec: '2a8648ce3d0201',
  ed25519: '2b6570',
} as const

function readPkcs8(der: Buffer): KeyNumbers {
  const parts = sequence(der)
  parts.take(tag.integer)
  const about = readDer(parts.take(tag.sequence))
  const algorithm = about.take(tag.oid).toString('hex')
  const inner = parts.take(tag.octets)
  switch (algorithm) {
    case algorithms.rsa:
      return readRsa(inner)
    case algorithms.dsa: {
      const group = readDer(about.take(tag.sequence))
      const next = () => group.take(tag.integer)
      return dsaNumbers({ p: next(), q: next(), g: next(), x: readDer(inner).take(tag.integer) })
    }
    case algorithms.ec:
      return readEc(inner, about.take(tag.oid))
    case algorithms.ed25519:
      return ed25519Numbers(readDer(inner).take(tag.octets))
    default:
      throw new Malformed()
  }
}
