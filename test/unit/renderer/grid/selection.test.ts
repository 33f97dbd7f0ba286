import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as selection from '../../../../src/renderer/src/entity/table/selection'

const total = 60
const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom('only' as const, 'toggle' as const, 'range' as const),
    place: fc.integer({ min: 0, max: total - 1 }),
  }),
  fc.record({ kind: fc.constant('all' as const), place: fc.constant(0) }),
)

/** The same, the plain way: a set of places. */
function naive(steps: readonly { kind: string; place: number }[]): Set<number> {
  let chosen = new Set<number>()
  let anchor = 0
  for (const { kind, place } of steps) {
    if (kind === 'all') {
      chosen = new Set(Array.from({ length: total }, (_, i) => i))
      anchor = 0
    } else if (kind === 'only') {
      chosen = new Set([place])
      anchor = place
    } else if (kind === 'toggle') {
      if (!chosen.delete(place)) chosen.add(place)
      anchor = place
    } else {
      chosen = new Set()
      for (let i = Math.min(anchor, place); i <= Math.max(anchor, place); i++) chosen.add(i)
    }
  }
  return chosen
}

function run(steps: readonly { kind: 'only' | 'toggle' | 'range' | 'all'; place: number }[]) {
  return steps.reduce(
    (chosen, { kind, place }) =>
      kind === 'all' ? selection.chooseAll(total) : selection.choose(chosen, place, kind),
    selection.nothingChosen,
  )
}

const places = (ranges: selection.Ranges) =>
  ranges.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i))

describe('choosing rows', () => {
  it('is what a plain set of places would be, whatever the steps', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const { ranges } = run(steps)
        const expected = naive(steps)
        expect(places(ranges)).toEqual([...expected].sort((a, b) => a - b))
        expect(selection.countChosen(ranges)).toBe(expected.size)
        for (let i = 0; i < total; i++) expect(selection.isChosen(ranges, i)).toBe(expected.has(i))
      }),
    )
  })

  it('keeps ranges apart, sorted and never touching', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const { ranges } = run(steps)
        ranges.forEach(([from, to], i) => {
          expect(from).toBeLessThan(to)
          expect(from).toBeGreaterThan(ranges[i - 1]?.[1] ?? -1)
        })
      }),
    )
  })

  it('is one range for a million rows', () => {
    const { ranges } = selection.chooseAll(1_000_000)
    expect(ranges).toEqual([[0, 1_000_000]])
  })

  it('extends from where choosing began, also upwards', () => {
    const from = selection.choose(selection.nothingChosen, 10, 'only')
    expect(selection.choose(from, 12, 'range').ranges).toEqual([[10, 13]])
    expect(selection.choose(selection.choose(from, 12, 'range'), 8, 'range').ranges).toEqual([[8, 11]])
  })
})

describe('telling main what is chosen', () => {
  it('names the chosen where they are few', () => {
    const { ranges } = run([
      { kind: 'only', place: 3 },
      { kind: 'toggle', place: 7 },
    ])
    expect(selection.planSelection(ranges, total)).toEqual({
      kind: 'these',
      ranges: [
        [3, 4],
        [7, 8],
      ],
      count: 2,
    })
  })

  it('names those left out where all but a few are chosen', () => {
    const all = selection.chooseAll(1_000_000)
    const { ranges } = selection.choose(all, 500_000, 'toggle')
    expect(selection.planSelection(ranges, 1_000_000)).toEqual({
      kind: 'allBut',
      ranges: [[500_000, 500_001]],
      count: 1,
    })
  })

  it('means the same rows either way', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const { ranges } = run(steps)
        const plan = selection.planSelection(ranges, total)
        const meant =
          plan.kind === 'these' ? places(plan.ranges) : places(selection.invert(plan.ranges, total))
        expect(meant).toEqual(places(ranges))
        expect(plan.count).toBeLessThanOrEqual(total / 2)
      }),
    )
  })

  it('names the only row of a list of one', () => {
    expect(selection.planSelection([[0, 1]], 1).kind).toBe('these')
  })
})
