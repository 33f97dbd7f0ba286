// The copies that two patterns stand for, and what is wrong with each; pure.
import { cloneLimit } from '@shared/calls/machines'
import * as rules from '@shared/entities/rules'
import { combineTexts, expandPattern, type PatternProblem } from '@shared/name-pattern'
import { text } from '@shared/text'

const words = text.machines.clone

export interface Copy {
  name: string
  host: string
  /** It cannot be added like this. */
  problem: string | null
  /** It can, but should be looked at. */
  warning: string | null
}

export interface Copies {
  rows: Copy[]
  /** What is wrong with the patterns themselves; then there are no rows. */
  nameError: string | undefined
  hostError: string | undefined
}

/** What machines of the lab have already. */
export interface InUse {
  names: ReadonlySet<string>
  /** In lower case, with the machine's name. */
  hosts: ReadonlyMap<string, string>
}

export const nothingInUse: InUse = { names: new Set(), hosts: new Map() }

export function copiesOf(name: string, host: string, used: InUse): Copies {
  const names = expandPattern(name.trim())
  const hosts = expandPattern(host.trim())
  const none = { rows: [], nameError: undefined, hostError: undefined }
  if (!names.ok || !hosts.ok) {
    return {
      ...none,
      nameError: names.ok ? undefined : problemText(names.problem),
      hostError: hosts.ok ? undefined : problemText(hosts.problem),
    }
  }
  const pairs = combineTexts(names.texts, hosts.texts)
  if (!pairs) return { ...none, hostError: words.unpaired(names.texts.length, hosts.texts.length) }
  const seen = new Set<string>()
  const rows = pairs.map((pair) => {
    const key = pair.host.toLowerCase()
    const owner = used.hosts.get(key)
    const warnings = [
      ...(used.names.has(pair.name) ? [words.nameUsed] : []),
      ...(seen.has(key) ? [words.hostTwice] : owner === undefined ? [] : [words.hostUsed(owner)]),
    ]
    seen.add(key)
    return { ...pair, problem: problemOf(pair), warning: warnings.length > 0 ? warnings.join(' ') : null }
  })
  return { ...none, rows }
}

function problemOf(pair: { name: string; host: string }): string | null {
  const name = rules.line(50).safeParse(pair.name)
  if (!name.success) return words.nameProblem(name.error.issues[0]?.message ?? '')
  const host = rules.host.safeParse(pair.host)
  return host.success ? null : words.hostProblem(host.error.issues[0]?.message ?? '')
}

function problemText({ kind, at, found }: PatternProblem): string {
  switch (kind) {
    case 'open':
      return words.problems.open(at, found)
    case 'close':
      return words.problems.close(at)
    case 'range':
      return words.problems.range(at, found)
    case 'tooMany':
      return words.problems.tooMany(at, Number(found), cloneLimit)
    case 'unequal': {
      const [first, second] = found.split(' ').map(Number)
      return words.problems.unequal(at, first ?? 0, second ?? 0)
    }
  }
}
