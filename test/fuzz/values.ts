// Values that no call expects, written as JSON so that they can be printed, sent into a page and made there.

/** JSON, with what JSON can't say as `{ $: kind, … }`. */
export type Written =
  null | boolean | number | string | readonly Written[] | { readonly [key: string]: Written }

/** What must be refused wherever it stands, as plain data holds none of it or not so much. */
export const foreignKinds = [
  'bigint',
  'date',
  'map',
  'set',
  'regexp',
  'error',
  'symbol',
  'function',
  'promise',
  'buffer',
  'detached',
  'typed',
  'cycle',
  'ownProto',
] as const

/** What crosses as plain data, or as nothing: the call decides. */
export const oddKinds = [
  'undefined',
  'nan',
  'infinity',
  'negativeZero',
  'instance',
  'inherited',
  'getter',
  'thenable',
  'nullPrototype',
  'toJSON',
  'proxy',
] as const

/** What is too much, with its measure: units of text, places of a list, depth. */
export const heavyKinds = { text: 100_000_000, wide: 1_200_000, sparse: 1_200_000, deep: 500 } as const

/**
 * The value that is meant. It is also sent into pages as its own source, so it uses nothing of this file.
 * @throws RangeError for what the engine itself refuses
 */
export function make(written: Written): unknown {
  if (Array.isArray(written)) return written.map((part: Written) => make(part))
  if (typeof written !== 'object' || written === null) return written
  const fields = written as Readonly<Record<string, Written>>
  if (!('$' in fields)) {
    return Object.fromEntries(Object.entries(fields).map(([key, part]) => [key, make(part)]))
  }
  const size = Number(fields['size'] ?? 0)
  switch (fields['$']) {
    case 'bigint':
      return BigInt(2) ** BigInt(70)
    case 'date':
      return new Date(0)
    case 'map':
      return new Map([['__proto__', { admin: true }]])
    case 'set':
      return new Set([1])
    case 'regexp':
      return /(a+)+$/u
    case 'error':
      return new Error('not an input')
    case 'symbol':
      return Symbol('id')
    case 'function':
      return () => ({ admin: true })
    case 'promise':
      return Promise.resolve({ id: 1 })
    case 'buffer':
      return new ArrayBuffer(64)
    case 'detached': {
      const buffer = new ArrayBuffer(64)
      structuredClone(buffer, { transfer: [buffer] })
      return buffer
    }
    case 'typed':
      return new Float64Array([1, 2, 3])
    case 'cycle': {
      const self: Record<string, unknown> = { ids: [] }
      self['self'] = self
      return self
    }
    case 'ownProto':
      return JSON.parse('{ "__proto__": { "admin": true, "role": "admin" }, "id": 1 }') as unknown
    case 'undefined':
      return undefined
    case 'nan':
      return NaN
    case 'infinity':
      return Infinity
    case 'negativeZero':
      return -0
    case 'instance':
      return new (class Operator {
        readonly id = 1
        readonly role = 'admin'
      })()
    case 'inherited':
      return Object.create({ id: 1, role: 'admin', username: 'ada', text: 'x' }) as unknown
    case 'getter':
      return Object.defineProperty({}, 'id', { enumerable: true, get: () => 1 })
    case 'thenable':
      // oxlint-disable-next-line unicorn/no-thenable -- that it is one is the point
      return { then: 1, id: 1 }
    case 'nullPrototype':
      return Object.assign(Object.create(null) as object, { id: 1 })
    case 'toJSON':
      return { toJSON: 'x', valueOf: 1, toString: 2, constructor: 3, hasOwnProperty: 4 }
    case 'proxy':
      return new Proxy({ id: 1 }, {})
    case 'text':
      return 'x'.repeat(size)
    case 'wide':
      return Array.from({ length: size }, (_, index) => index)
    case 'sparse': {
      const list: unknown[] = []
      list.length = size
      return list
    }
    case 'deep': {
      let inner: unknown = 1
      for (let depth = 0; depth < size; depth += 1) inner = depth % 2 === 0 ? [inner] : { inner }
      return inner
    }
    default:
      throw new Error(`no such kind: ${JSON.stringify(fields['$'])}`)
  }
}

/** Whether a kind of these stands anywhere in it. */
export function holds(written: Written, kinds: readonly string[]): boolean {
  if (typeof written !== 'object' || written === null) return false
  if (!Array.isArray(written) && '$' in written) {
    const kind = (written as Readonly<Record<string, Written>>)['$']
    return typeof kind === 'string' && kinds.includes(kind)
  }
  return Object.values(written as object).some((part: Written) => holds(part, kinds))
}
