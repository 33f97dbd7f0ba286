import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as scale from '../../../../src/renderer/src/grid/scale'

const rows = fc.integer({ min: 0, max: 2_000_000 })
const body = fc.integer({ min: 40, max: 2400 })
const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('the scaled scrollbar', () => {
  it('never makes an element that Chromium would cut at 200 % zoom on a double-density screen', () => {
    fc.assert(
      fc.property(rows, (count) => {
        expect(scale.sizerHeight(count) * 4).toBeLessThan(33_550_000)
      }),
    )
  })

  it('meets both ends: the top is the first row, the bottom the last', () => {
    fc.assert(
      fc.property(rows, body, (count, height) => {
        expect(scale.toOffset(0, count, height)).toBe(0)
        const bottom = Math.max(0, scale.sizerHeight(count) - height)
        const offset = scale.toOffset(bottom, count, height)
        expect(offset).toBe(scale.maxOffset(count, height))
        expect(scale.visibleAt(offset, count, height).end).toBe(count)
      }),
    )
  })

  it('reaches the last row where the browser stops up to a device pixel early', () => {
    const bottom = scale.sizerHeight(1_000_000) - 700 - 0.8
    expect(scale.toOffset(bottom, 1_000_000, 700)).toBe(scale.maxOffset(1_000_000, 700))
  })

  it('there and back is the same place, to a fraction of a row', () => {
    fc.assert(
      fc.property(rows, body, share, (count, height, part) => {
        const offset = part * scale.maxOffset(count, height)
        const back = scale.toOffset(scale.toScrollTop(offset, count, height), count, height)
        // Within a pixel of the very end the thumb stands for the end itself.
        expect(Math.abs(back - offset)).toBeLessThan(20)
      }),
    )
  })

  it('is monotonous: further down the scrollbar is never further up the rows', () => {
    fc.assert(
      fc.property(rows, body, share, share, (count, height, a, b) => {
        const range = Math.max(0, scale.sizerHeight(count) - height)
        const [low, high] = [Math.min(a, b) * range, Math.max(a, b) * range]
        expect(scale.toOffset(low, count, height)).toBeLessThanOrEqual(scale.toOffset(high, count, height))
      }),
    )
  })

  it('is the plain position while the rows fit', () => {
    expect(scale.isScaled(125_000)).toBe(false)
    expect(scale.toOffset(31_999, 125_000, 600)).toBe(31_999)
    expect(scale.toScrollTop(31_999, 125_000, 600)).toBe(31_999)
    expect(scale.isScaled(125_001)).toBe(true)
  })
})

describe('what is drawn', () => {
  it('covers what is visible and little more', () => {
    fc.assert(
      fc.property(rows, body, share, (count, height, part) => {
        const offset = part * scale.maxOffset(count, height)
        const drawn = scale.spanAt(offset, count, height)
        const seen = scale.visibleAt(offset, count, height)
        expect(drawn.first).toBeLessThanOrEqual(seen.first)
        expect(drawn.end).toBeGreaterThanOrEqual(seen.end)
        expect(seen.first - drawn.first).toBeLessThanOrEqual(scale.overscan)
        expect(drawn.end - seen.end).toBeLessThanOrEqual(scale.overscan)
        expect(drawn.end - drawn.first).toBeLessThanOrEqual(Math.ceil(height / 32) + 18)
        expect(drawn.first).toBeGreaterThanOrEqual(0)
        expect(drawn.end).toBeLessThanOrEqual(count)
      }),
    )
  })
})

describe('bringing a row into view', () => {
  it('shows it wholly, and moves nothing where it is shown already', () => {
    const taller = fc.integer({ min: 64, max: 2400 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000 }), taller, share, share, (count, height, at, row) => {
        const offset = at * scale.maxOffset(count, height)
        const index = Math.floor(row * (count - 1))
        for (const place of ['nearest', 'center'] as const) {
          const next = scale.reveal(offset, index, count, height, place)
          expect(index * 32).toBeGreaterThanOrEqual(next)
          expect((index + 1) * 32).toBeLessThanOrEqual(next + height)
        }
        const shown = index * 32 >= offset && (index + 1) * 32 <= offset + height
        if (shown) expect(scale.reveal(offset, index, count, height)).toBe(offset)
      }),
    )
  })

  it('moves by a page less one row, so that one row stays for orientation', () => {
    expect(scale.pageRows(320)).toBe(9)
    expect(scale.pageRows(10)).toBe(1)
  })
})
