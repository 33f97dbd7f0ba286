// Patterns for names and hosts: what they stand for, and where they are wrong.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expandPattern, combineTexts, patternLimit } from '@shared/name-pattern'

const texts = (pattern: string) => {
  const expanded = expandPattern(pattern)
  return expanded.ok ? expanded.texts : expanded.problem
}
const literal = fc.string({ unit: fc.constantFrom(...'abz-._ 019é') })

describe('expandPattern', () => {
  it.each([
    ['lab', ['lab']],
    ['', ['']],
    ['lab-{1..3}', ['lab-1', 'lab-2', 'lab-3']],
    ['lab-{08..11}', ['lab-08', 'lab-09', 'lab-10', 'lab-11']],
    ['{099..100}', ['099', '100']],
    ['{8..010}', ['008', '009', '010']],
    ['{3..1}x', ['3x', '2x', '1x']],
    ['10.1.2.{11..12}', ['10.1.2.11', '10.1.2.12']],
    ['{5..5}', ['5']],
    ['r{1..2}-{01..02}', ['r1-01', 'r2-02']],
    ['{7..7}-{1..2}', ['7-1', '7-2']],
    ['{0..1}', ['0', '1']],
  ])('%s', (pattern, expected) => {
    expect(texts(pattern)).toEqual(expected)
  })

  it.each([
    ['lab-{1..3', { kind: 'open', at: 5, found: '{1..3' }],
    ['lab-1}', { kind: 'close', at: 6, found: '}' }],
    ['a{x}', { kind: 'range', at: 2, found: '{x}' }],
    ['a{1.3}', { kind: 'range', at: 2, found: '{1.3}' }],
    ['{-1..3}', { kind: 'range', at: 1, found: '{-1..3}' }],
    ['{1..{2..3}}', { kind: 'range', at: 1, found: '{1..{2..3}' }],
    ['{1..501}', { kind: 'tooMany', at: 1, found: '501' }],
    ['{0..999999999}', { kind: 'tooMany', at: 1, found: '1000000000' }],
    ['{1..2} {1..3}', { kind: 'unequal', at: 8, found: '2 3' }],
  ])('refuses %s and says where', (pattern, expected) => {
    expect(texts(pattern)).toEqual(expected)
  })

  it('counts from one end to the other, each number once and in between its texts', () => {
    fc.assert(
      fc.property(literal, literal, fc.nat(99_999), fc.integer({ min: -499, max: 499 }), (a, b, from, by) => {
        fc.pre(from + by >= 0)
        const all = texts(`${a}{${from}..${from + by}}${b}`)
        expect(all).toHaveLength(Math.abs(by) + 1)
        if (!Array.isArray(all)) return
        expect(all[0]).toBe(`${a}${from}${b}`)
        expect(all.at(-1)).toBe(`${a}${from + by}${b}`)
        expect(new Set(all).size).toBe(all.length)
        for (const one of all) expect(one.startsWith(a) && one.endsWith(b)).toBe(true)
      }),
    )
  })

  it('keeps padded numbers equally long, and as numbers the same as without', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(99), fc.integer({ min: 4, max: 8 }), (from, by, width) => {
        const padded = texts(`{${String(from).padStart(width, '0')}..${from + by}}`)
        const plain = texts(`{${from}..${from + by}}`)
        if (!Array.isArray(padded) || !Array.isArray(plain)) throw new Error('refused')
        expect(new Set(padded.map((one) => one.length))).toEqual(new Set([width]))
        expect(padded.map(Number)).toEqual(plain.map(Number))
      }),
    )
  })

  it('takes any text: what it stands for, or a place inside it', () => {
    const nasty = fc.string({ unit: fc.constantFrom(...'{}..0129a-') })
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string()), (pattern) => {
        const expanded = expandPattern(pattern)
        if (expanded.ok) {
          expect(expanded.texts.length).toBeGreaterThan(0)
          expect(expanded.texts.length).toBeLessThanOrEqual(patternLimit)
          for (const one of expanded.texts) expect(one).not.toMatch(/[{}]/u)
        } else {
          expect(expanded.problem.at).toBeGreaterThan(0)
          expect(expanded.problem.at).toBeLessThanOrEqual(pattern.length)
          expect('{}').toContain(pattern[expanded.problem.at - 1])
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('leaves texts without braces as they are', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/[{}]/u.test(text))
        expect(texts(text)).toEqual([text])
      }),
    )
  })
})

describe('combineTexts', () => {
  it('goes along with both, or repeats the one that stands alone', () => {
    expect(combineTexts(['a', 'b'], ['1', '2'])).toEqual([
      { name: 'a', host: '1' },
      { name: 'b', host: '2' },
    ])
    expect(combineTexts(['a'], ['1', '2'])?.map(({ name }) => name)).toEqual(['a', 'a'])
    expect(combineTexts(['a', 'b'], ['1'])?.map(({ host }) => host)).toEqual(['1', '1'])
  })

  it('pairs nothing where they are not equally many', () => {
    expect(combineTexts(['a', 'b'], ['1', '2', '3'])).toBeNull()
  })
})
