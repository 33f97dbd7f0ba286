// What is taken for a request's data: all that the program's own calls send, and nothing that costs more than it is worth.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSmallData } from '@shared/request-size'
import { foreignKinds, heavyKinds, make } from '../../fuzz/values'

/** One and the same pair inside itself, `levels` deep: twice as much to read at each. */
function doubled(levels: number): unknown {
  let inner: unknown = 1
  for (let level = 0; level < levels; level += 1) inner = [inner, inner]
  return inner
}

describe('small plain data', () => {
  it.each([
    ['nothing', undefined],
    ['the largest selection', { selection: { ids: Array.from({ length: 100_000 }, (_, index) => index) } }],
    ['the largest text to copy', { text: 'x'.repeat(2_000_000) }],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { a: 1 })],
    ['keys that objects have anyway', { constructor: 1, toString: 2, hasOwnProperty: 3 }],
    ['a few holes', Array.from({ length: 3 }).with(1, 1)],
    ['as deep as may be', JSON.parse('['.repeat(31) + ']'.repeat(31))],
  ])('is %s', (_, value) => {
    expect(isSmallData(value)).toBe(true)
  })

  it('is all that JSON can say in a few lines, but for its own prototype', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(isSmallData(value)).toBe(!JSON.stringify(value).includes('"__proto__":'))
      }),
    )
  })

  it.each([...foreignKinds])('is no %s, wherever it stands', ($) => {
    for (const value of [make({ $ }), make([1, { $ }]), make({ a: { b: [{ $ }] } })]) {
      expect(isSmallData(value)).toBe(false)
    }
  })

  it.each(Object.entries(heavyKinds))('is not %s of %d', ($, size) => {
    expect(isSmallData({ part: make({ $, size }) })).toBe(false)
  })

  it.each([
    ['four thousand million holes', Object.assign([], { length: 4_294_967_295 })],
    ['a list that holds itself twice, forty levels down', doubled(31)],
    ['many keys', Object.fromEntries(Array.from({ length: 600_000 }, (_, index) => [`k${index}`, 1]))],
    ['one long key', { ['k'.repeat(5_000_000)]: 1 }],
    ['many long texts that are one', Array.from({ length: 1000 }, () => 'x'.repeat(10_000))],
    ['one level too deep', JSON.parse('['.repeat(34) + ']'.repeat(34))],
  ])('is not %s', (_, value) => {
    expect(isSmallData(value)).toBe(false)
  })
})
