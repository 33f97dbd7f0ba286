// Patterns for names and hosts of many machines: `lab-{01..30}` stands for thirty texts.

/** Texts that patterns may stand for. */
export const patternLimit = 500

export interface PatternProblem {
  kind: 'open' | 'close' | 'range' | 'tooMany' | 'unequal'
  /** The character it is about, counted from 1. */
  at: number
  /** As far as it helps: what stands there, how many it would be. */
  found: string
}

export type Expanded = { ok: true; texts: string[] } | { ok: false; problem: PatternProblem }

interface Range {
  /** In front of it. */
  before: string
  at: number
  from: number
  to: number
  /** Digits each number has at least: leading zeros make up for them. */
  width: number
}

/** Longer numbers are no counters, and beyond 15 digits they would not be exact. */
const rangePattern = /^(\d{1,9})\.\.(\d{1,9})$/u

/**
 * The texts a pattern stands for: each `{from..to}` counts up or down, a leading zero on either side keeps all numbers
 * as long as the longer one. Several ranges go along together and must be equally long; one of a single number stays
 * as it is. A text without braces stands for itself.
 */
export function expandPattern(pattern: string): Expanded {
  const ranges: Range[] = []
  let rest = 0
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] === '}') return fail('close', at, '}')
    if (pattern[at] !== '{') continue
    const end = pattern.indexOf('}', at)
    if (end < 0) return fail('open', at, pattern.slice(at))
    const [, from = '', to = ''] = rangePattern.exec(pattern.slice(at + 1, end)) ?? []
    if (from === '' || to === '') return fail('range', at, pattern.slice(at, end + 1))
    const isPadded = [from, to].some((digits) => digits.length > 1 && digits.startsWith('0'))
    ranges.push({
      before: pattern.slice(rest, at),
      at,
      from: Number(from),
      to: Number(to),
      width: isPadded ? Math.max(from.length, to.length) : 1,
    })
    rest = end + 1
    at = end
  }
  let count = 1
  for (const range of ranges) {
    const length = lengthOf(range)
    if (length > patternLimit) return fail('tooMany', range.at, String(length))
    if (length === 1) continue
    if (count > 1 && count !== length) return fail('unequal', range.at, `${count} ${length}`)
    count = length
  }
  const end = pattern.slice(rest)
  return {
    ok: true,
    texts: Array.from(
      { length: count },
      (_, index) => ranges.map((range) => range.before + numberAt(range, index)).join('') + end,
    ),
  }
}

/**
 * The pairs that two patterns stand for together: equally many, or one of them a single text that all pairs have.
 * Null where they are not.
 */
export function combineTexts(
  names: readonly string[],
  hosts: readonly string[],
): { name: string; host: string }[] | null {
  const count = Math.max(names.length, hosts.length)
  if (![1, count].includes(names.length) || ![1, count].includes(hosts.length)) return null
  return Array.from({ length: count }, (_, index) => ({
    name: names[names.length === 1 ? 0 : index] ?? '',
    host: hosts[hosts.length === 1 ? 0 : index] ?? '',
  }))
}

function lengthOf({ from, to }: Range): number {
  return Math.abs(to - from) + 1
}

function numberAt(range: Range, index: number): string {
  const { from, to, width } = range
  const value = lengthOf(range) === 1 ? from : from + (to < from ? -index : index)
  return String(value).padStart(width, '0')
}

function fail(kind: PatternProblem['kind'], at: number, found: string): Expanded {
  return { ok: false, problem: { kind, at: at + 1, found } }
}
