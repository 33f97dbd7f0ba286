// The two encodings inside of private keys, read strictly: SSH's strings and numbers (RFC 4251), and DER.

/** Thrown inside this folder alone: the bytes are not what they should be. Carries nothing of them. */
export class Malformed extends Error {}

export interface WireReader {
  u32(): number
  string(): Buffer
  text(): string
  rest(): Buffer
  isDone(): boolean
}

export function readWire(bytes: Buffer): WireReader {
  let at = 0
  const take = (length: number) => {
    if (length > bytes.length - at) throw new Malformed()
    at += length
    return bytes.subarray(at - length, at)
  }
  const string = () => take(take(4).readUInt32BE())
  return {
    u32: () => take(4).readUInt32BE(),
    string,
    text: () => string().toString('utf8'),
    rest: () => take(bytes.length - at),
    isDone: () => at === bytes.length,
  }
}

export function wireString(value: Buffer | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** A positive number, given by its bytes: as short as it can be, with a zero before a first bit that is set. */
export function wireNumber(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0)
  if (first < 0) return wireString(Buffer.alloc(0))
  const short = bytes.subarray(first)
  return wireString((short[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), short]) : short)
}

export function numberOf(bytes: Buffer): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`)
}

export function bytesOf(number: bigint): Buffer {
  const hex = number.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
}

export function bitLength(bytes: Buffer): number {
  const first = bytes.findIndex((byte) => byte !== 0)
  return first < 0 ? 0 : (bytes.length - first - 1) * 8 + (32 - Math.clz32(bytes[first] ?? 0))
}

export const derTags = { integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, sequence: 0x30 } as const

export interface DerReader {
  /** The content of the next element. @throws Malformed where it has another tag */
  take(tag: number): Buffer
  /** The same, or null where the next one has another tag or nothing is left. */
  optional(tag: number): Buffer | null
  isDone(): boolean
}

export function readDer(bytes: Buffer): DerReader {
  let at = 0
  const byte = () => {
    const value = bytes[at]
    if (value === undefined) throw new Malformed()
    at += 1
    return value
  }
  const length = () => {
    const first = byte()
    if (first < 0x80) return first
    let value = 0
    // Four bytes of length are more than any key has.
    if (first === 0x80 || first > 0x84) throw new Malformed()
    for (let left = first & 0x7f; left > 0; left -= 1) value = value * 256 + byte()
    return value
  }
  const take = (tag: number) => {
    if (byte() !== tag) throw new Malformed()
    const size = length()
    if (size > bytes.length - at) throw new Malformed()
    at += size
    return bytes.subarray(at - size, at)
  }
  return {
    take,
    optional: (tag) => (bytes[at] === tag ? take(tag) : null),
    isDone: () => at === bytes.length,
  }
}

/** Strict where Buffer is not; line breaks and blanks are the text's form. */
export function fromBase64(text: string): Buffer {
  const joined = text.replace(/\s+/gu, '')
  if (joined === '' || joined.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/u.test(joined)) {
    throw new Malformed()
  }
  return Buffer.from(joined, 'base64')
}
