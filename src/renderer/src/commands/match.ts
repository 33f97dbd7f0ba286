// Which commands a typed text means: every word of it begins a word of the label, or is found in it.
import type { Command } from './commands'

/** Lower case without accents: "Zoë" and "zoe" are the same to someone who types. */
export function fold(value: string): string {
  return value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** 0: no match; more is better. A text of blanks matches everything alike. */
export function matchScore(label: string, typed: string): number {
  const target = fold(label)
  const wanted = fold(typed).split(/\s+/u).filter(Boolean)
  let score = 1
  for (const word of wanted) {
    const at = target.indexOf(word)
    if (at === -1) return 0
    if (at === 0) score += 3
    else if (new RegExp(`[^\\p{L}\\p{N}]${escape(word)}`, 'u').test(target)) score += 2
  }
  return score
}

function escape(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
}

/** Commands for the palette, the best match first, else as they were registered. */
export function matchingCommands(commands: readonly Command[], typed: string): Command[] {
  return commands
    .filter((command) => command.hidden !== true)
    .map((command) => ({ command, score: matchScore(command.label, typed) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score)
    .map(({ command }) => command)
}
