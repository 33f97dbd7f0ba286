// The numbers of a private key, whichever file they came from: its public half, and what OpenSSH's form holds of them.
import { createECDH, createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import type { KeyFacts } from '@shared/ssh-key'
import { bitLength, bytesOf, Malformed, numberOf, readWire, wireNumber, wireString } from './wire'

export interface KeyNumbers {
  /** As on the wire: what a fingerprint is made of. */
  publicBlob: Buffer
  /** What follows the type in an OpenSSH file. */
  privateFields: Buffer
}

interface Curve {
  name: string
  bits: number
  /** As node:crypto calls it. */
  node: string
  oid: string
}

/** `oid` in hex, as DER has it. */
const curves: readonly Curve[] = [
  { name: 'nistp256', bits: 256, node: 'prime256v1', oid: '2a8648ce3d030107' },
  { name: 'nistp384', bits: 384, node: 'secp384r1', oid: '2b81040022' },
  { name: 'nistp521', bits: 521, node: 'secp521r1', oid: '2b81040023' },
]

export function curveOf(oid: Buffer): Curve {
  const curve = curves.find((known) => known.oid === oid.toString('hex'))
  if (!curve) throw new Malformed()
  return curve
}

export function rsaNumbers(of: Record<'n' | 'e' | 'd' | 'p' | 'q' | 'iqmp', Buffer>): KeyNumbers {
  const [n, e, d, p, q, iqmp] = [of.n, of.e, of.d, of.p, of.q, of.iqmp].map(numberOf)
  // Bytes that were damaged on their way would otherwise be noticed at the first sign-in.
  if (n === undefined || !e || !d || !p || !q || !iqmp || p < 2n || q < 2n || p * q !== n)
    throw new Malformed()
  if ((e * d) % (p - 1n) !== 1n || (e * d) % (q - 1n) !== 1n || (iqmp * q) % p !== 1n) throw new Malformed()
  return {
    publicBlob: Buffer.concat([wireString('ssh-rsa'), wireNumber(of.e), wireNumber(of.n)]),
    privateFields: Buffer.concat([of.n, of.e, of.d, of.iqmp, of.p, of.q].map(wireNumber)),
  }
}

/** `y` may be left out: it follows from the others. */
export function dsaNumbers(of: Record<'p' | 'q' | 'g' | 'x', Buffer> & { y?: Buffer }): KeyNumbers {
  const p = numberOf(of.p)
  if (p === 0n || bitLength(of.p) > 8192 || bitLength(of.x) > bitLength(of.q)) throw new Malformed()
  const y = bytesOf(power(numberOf(of.g), numberOf(of.x), p))
  if (of.y && numberOf(of.y) !== numberOf(y)) throw new Malformed()
  const shown = [of.p, of.q, of.g, y].map(wireNumber)
  return {
    publicBlob: Buffer.concat([wireString('ssh-dss'), ...shown]),
    privateFields: Buffer.concat([...shown, wireNumber(of.x)]),
  }
}

export function ecdsaNumbers(curve: Curve, secret: Buffer): KeyNumbers {
  let point: Buffer
  try {
    const half = createECDH(curve.node)
    half.setPrivateKey(fill(secret, Math.ceil(curve.bits / 8)))
    point = half.getPublicKey()
  } catch {
    throw new Malformed()
  }
  const shown = Buffer.concat([wireString(curve.name), wireString(point)])
  return {
    publicBlob: Buffer.concat([wireString(`ecdsa-sha2-${curve.name}`), shown]),
    privateFields: Buffer.concat([shown, wireNumber(secret)]),
  }
}

/** PKCS#8's frame around the 32 bytes of an Ed25519 key: the form in which node:crypto takes them. */
const ed25519Frame = Buffer.from('302e020100300506032b657004220420', 'hex')

export function ed25519Numbers(seed: Buffer): KeyNumbers {
  if (seed.length !== 32) throw new Malformed()
  const key = createPrivateKey({ key: Buffer.concat([ed25519Frame, seed]), format: 'der', type: 'pkcs8' })
  const shown = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  return {
    publicBlob: Buffer.concat([wireString('ssh-ed25519'), wireString(shown)]),
    privateFields: Buffer.concat([wireString(shown), wireString(Buffer.concat([seed, shown]))]),
  }
}

export function curveNamed(type: string): Curve {
  const curve = curves.find(({ name }) => type === `ecdsa-sha2-${name}`)
  if (!curve) throw new Malformed()
  return curve
}

/** What everybody may know of a key. @throws Malformed for a type that is none of the four */
export function publicFacts(
  blob: Buffer,
  comment: string | null,
): Pick<KeyFacts, 'type' | 'bits' | 'fingerprint' | 'publicKey'> {
  const wire = readWire(blob)
  const name = wire.text()
  const line = `${name} ${blob.toString('base64')}`
  return {
    ...typeOf(name, wire),
    fingerprint: `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/u, '')}`,
    publicKey: comment ? `${line} ${comment.replace(/[\r\n]+/gu, ' ')}` : line,
  }
}

function typeOf(name: string, wire: ReturnType<typeof readWire>): Pick<KeyFacts, 'type' | 'bits'> {
  switch (name) {
    case 'ssh-rsa':
      wire.string()
      return { type: 'RSA', bits: bitLength(wire.string()) }
    case 'ssh-dss':
      return { type: 'DSA', bits: bitLength(wire.string()) }
    case 'ssh-ed25519':
      if (wire.string().length !== 32) throw new Malformed()
      return { type: 'Ed25519', bits: 256 }
    default:
      return { type: 'ECDSA', bits: curveNamed(name).bits }
  }
}

function fill(bytes: Buffer, length: number): Buffer {
  const short = bytes.subarray(
    Math.max(
      0,
      bytes.findIndex((byte) => byte !== 0),
    ),
  )
  if (short.length > length) throw new Malformed()
  return Buffer.concat([Buffer.alloc(length - short.length), short])
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = base % modulus
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}
