// Ids out of what the server sends.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeIds } from '../../../../src/main/db/snapshot'

describe('decodeIds', () => {
  it('reads big-endian numbers out of base64, with the line breaks that PostgreSQL puts into it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -0x80000000, max: 0x7fffffff })), (ids) => {
        const bytes = Buffer.alloc(ids.length * 4)
        ids.forEach((id, index) => bytes.writeInt32BE(id, index * 4))
        const lines = bytes.toString('base64').replaceAll(/.{76}/gu, '$&\n')
        expect(Array.from(decodeIds(lines))).toEqual(ids)
      }),
    )
  })
})
