// Throwaway keys made once with ssh-keygen and OpenSSL, and PuTTY files written by the published format.
import { createHash, createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readPrivateKey } from '../../src/main/crypto/ssh/private-key'
import { readWire, wireString } from '../../src/main/crypto/ssh/wire'

const folder = resolve('test/support/fixtures/ssh-keys')

export const keyNames = readdirSync(folder).filter((name) => !name.endsWith('.json'))
export const keyText = (name: string): string => readFileSync(resolve(folder, name), 'utf8')

/** What `ssh-keygen -lf` says of each (of those under a passphrase: of their .pub); null where it says nothing. */
export const saidOf = JSON.parse(keyText('fingerprints.json')) as Record<string, string | null>

/** The key as PuTTY would keep it. `passphrase`: only its form, for it cannot be opened anyway. */
export function asPutty(
  name: string,
  version: 2 | 3,
  options: { comment?: string; isLocked?: boolean; eol?: string } = {},
): string {
  const read = readPrivateKey(keyText(name))
  if (!read.ok || !read.key.numbers) throw new Error(`${name} cannot be read`)
  const { publicBlob, privateFields } = read.key.numbers
  return puttyText(
    { publicBlob, secret: secretOf(publicBlob, privateFields) },
    { version, comment: 'a PuTTY key', isLocked: false, eol: '\n', ...options },
  )
}

export function puttyText(
  { publicBlob, secret }: { publicBlob: Buffer; secret: Buffer },
  options: { version: 2 | 3; comment: string; isLocked: boolean; eol: string },
): string {
  const { version, comment, isLocked, eol } = options
  const type = readWire(publicBlob).text()
  const encryption = isLocked ? 'aes256-cbc' : 'none'
  const hidden = isLocked ? Buffer.alloc(Math.ceil(secret.length / 16) * 16, 0xa5) : secret
  const key =
    version === 2 ? createHash('sha1').update('putty-private-key-file-mac-key').digest() : Buffer.alloc(0)
  const mac = createHmac(version === 2 ? 'sha1' : 'sha256', key)
  for (const part of [type, encryption, comment, publicBlob, secret]) mac.update(wireString(part))
  const argon = [
    'Key-Derivation: Argon2id',
    'Argon2-Memory: 8192',
    'Argon2-Passes: 21',
    'Argon2-Parallelism: 1',
    'Argon2-Salt: 0102030405060708090a0b0c0d0e0f10',
  ]
  return [
    `PuTTY-User-Key-File-${version}: ${type}`,
    `Encryption: ${encryption}`,
    `Comment: ${comment}`,
    ...lines('Public', publicBlob),
    ...(isLocked && version === 3 ? argon : []),
    ...lines('Private', hidden),
    `Private-MAC: ${mac.digest('hex')}`,
    '',
  ].join(eol)
}

function lines(what: string, bytes: Buffer): string[] {
  const rows = bytes.toString('base64').match(/.{1,64}/gu) ?? []
  return [`${what}-Lines: ${rows.length}`, ...rows]
}

/** PuTTY's order of what is secret, out of OpenSSH's. */
function secretOf(publicBlob: Buffer, privateFields: Buffer): Buffer {
  const wire = readWire(privateFields)
  const fields: Buffer[] = []
  while (!wire.isDone()) fields.push(wire.string())
  const pick = (...places: number[]) =>
    Buffer.concat(places.map((place) => wireString(fields[place] ?? Buffer.alloc(0))))
  const type = readWire(publicBlob).text()
  if (type === 'ssh-rsa') return pick(2, 4, 5, 3)
  if (type === 'ssh-dss') return pick(4)
  if (type === 'ssh-ed25519') return wireString((fields[1] ?? Buffer.alloc(0)).subarray(0, 32))
  return pick(2)
}
