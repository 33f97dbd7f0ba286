// OpenSSH's own form of a private key (PROTOCOL.key): read without its passphrase, and written without one.
import { randomBytes } from 'node:crypto'
import type { KeyReading } from './private-key'
import { publicFacts, rsaNumbers, type KeyNumbers } from './numbers'
import { fromBase64, Malformed, readWire, wireString } from './wire'

const magic = Buffer.from('openssh-key-v1\0', 'latin1')

export function readOpenSsh(body: string): KeyReading {
  const bytes = fromBase64(body)
  if (!bytes.subarray(0, magic.length).equals(magic)) throw new Malformed()
  const wire = readWire(bytes.subarray(magic.length))
  const isEncrypted = wire.text() !== 'none'
  wire.string()
  wire.string()
  if (wire.u32() !== 1) throw new Malformed()
  const publicBlob = wire.string()
  const secret = wire.string()
  const opened = isEncrypted ? null : readSecret(secret, publicBlob)
  if (isEncrypted && (secret.length === 0 || secret.length % 8 !== 0)) throw new Malformed()
  const comment = opened?.comment ?? null
  return {
    facts: { format: 'openssh', comment, isEncrypted, ...publicFacts(publicBlob, comment) },
    numbers: opened && { publicBlob, privateFields: opened.privateFields },
  }
}

/** Two equal numbers, the key's type and fields, its comment, and 1, 2, 3… up to a whole block. */
function readSecret(secret: Buffer, publicBlob: Buffer): { privateFields: Buffer; comment: string } {
  const wire = readWire(secret)
  if (wire.u32() !== wire.u32()) throw new Malformed()
  const type = wire.text()
  if (type !== readWire(publicBlob).text()) throw new Malformed()
  const fields = Array.from({ length: fieldCount(type) }, () => wire.string())
  if (type === 'ssh-rsa') {
    const [n, e, d, iqmp, p, q] = fields
    if (n && e && d && iqmp && p && q) rsaNumbers({ n, e, d, iqmp, p, q })
  }
  const comment = wire.text()
  if (wire.rest().some((byte, index) => byte !== index + 1)) throw new Malformed()
  return { privateFields: Buffer.concat(fields.map(wireString)), comment }
}

function fieldCount(type: string): number {
  if (type === 'ssh-rsa') return 6
  if (type === 'ssh-dss') return 5
  return type === 'ssh-ed25519' ? 2 : 3
}

/** A key file as ssh-keygen writes it without a passphrase: what the portal reads of every kind of key. */
export function writeOpenSsh({ publicBlob, privateFields }: KeyNumbers, comment: string): string {
  const check = randomBytes(4)
  const open = Buffer.concat([
    check,
    check,
    wireString(readWire(publicBlob).string()),
    privateFields,
    wireString(comment),
  ])
  const padding = Buffer.from(Array.from({ length: (8 - (open.length % 8)) % 8 }, (_, index) => index + 1))
  const one = Buffer.from([0, 0, 0, 1])
  const whole = Buffer.concat([
    magic,
    wireString('none'),
    wireString('none'),
    wireString(''),
    one,
    wireString(publicBlob),
    wireString(Buffer.concat([open, padding])),
  ])
  const lines = whole.toString('base64').match(/.{1,70}/gu) ?? []
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n')
}
