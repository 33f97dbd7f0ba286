// Which rows of an open list are chosen, as ranges of places: a million rows chosen is one range.

/** Sorted, disjoint ranges [from, to) of places in a list. */
export type Ranges = readonly (readonly [from: number, to: number])[]

export interface Chosen {
  readonly ranges: Ranges
  /** Where a range chosen with Shift begins. */
  readonly anchor: number
}

export const nothingChosen: Chosen = { ranges: [], anchor: 0 }

export function isChosen(ranges: Ranges, place: number): boolean {
  let low = 0
  let high = ranges.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const range = ranges[middle]
    if (!range) return false
    if (place < range[0]) high = middle - 1
    else if (place >= range[1]) low = middle + 1
    else return true
  }
  return false
}

export function countChosen(ranges: Ranges): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from, 0)
}

/** The ranges with [from, to) chosen too; ranges that touch become one. */
export function addRange(ranges: Ranges, from: number, to: number): Ranges {
  if (to <= from) return ranges
  const before = ranges.filter((range) => range[1] < from)
  const after = ranges.filter((range) => range[0] > to)
  const touching = ranges.slice(before.length, ranges.length - after.length)
  const merged = [Math.min(from, touching[0]?.[0] ?? from), Math.max(to, touching.at(-1)?.[1] ?? to)] as const
  return [...before, merged, ...after]
}

/** The ranges without [from, to). */
export function removeRange(ranges: Ranges, from: number, to: number): Ranges {
  return ranges.flatMap((range): Ranges => {
    if (range[1] <= from || range[0] >= to) return [range]
    const left = range[0] < from ? [[range[0], from] as const] : []
    const right = range[1] > to ? [[to, range[1]] as const] : []
    return [...left, ...right]
  })
}

/** Everything of `total` places that is not chosen. */
export function invert(ranges: Ranges, total: number): Ranges {
  return ranges.reduce<Ranges>(
    (rest, [from, to]) => removeRange(rest, from, to),
    total > 0 ? [[0, total]] : [],
  )
}

/**
 * One step of choosing. `only`: that row alone. `toggle`: that row added or taken away. `range`: from the anchor to
 * that row, and nothing else.
 */
export function choose(chosen: Chosen, place: number, mode: 'only' | 'toggle' | 'range'): Chosen {
  switch (mode) {
    case 'only':
      return { ranges: [[place, place + 1]], anchor: place }
    case 'toggle':
      return {
        ranges: isChosen(chosen.ranges, place)
          ? removeRange(chosen.ranges, place, place + 1)
          : addRange(chosen.ranges, place, place + 1),
        anchor: place,
      }
    case 'range':
      return {
        ranges: [[Math.min(chosen.anchor, place), Math.max(chosen.anchor, place) + 1]],
        anchor: chosen.anchor,
      }
  }
}

export function chooseAll(total: number): Chosen {
  return { ranges: total > 0 ? [[0, total]] : [], anchor: 0 }
}

/** How a choice is told to main with the fewest ids: those chosen, or all of the list but those not chosen. */
export type Plan = { readonly kind: 'these' | 'allBut'; readonly ranges: Ranges; readonly count: number }

export function planSelection(ranges: Ranges, total: number): Plan {
  const chosen = countChosen(ranges)
  const rest = invert(ranges, total)
  const others = countChosen(rest)
  return chosen <= others || chosen === 1
    ? { kind: 'these', ranges, count: chosen }
    : { kind: 'allBut', ranges: rest, count: others }
}
