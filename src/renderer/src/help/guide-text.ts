// The guide's text as parts to show: its light markup read, searched, and cut into hits.
import { foldAccents } from '@shared/fold'
import type { Block, GuideSection } from '@shared/text/en/guide-kinds'

/** `[words](section)`, `**words**` and `{mod+n}` in a line of the guide. */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'strong'; text: string }
  | { kind: 'key'; keys: string }
  | { kind: 'link'; text: string; to: string }

const markup = /\[([^\]]+)\]\(([a-z-]+)\)|\*\*([^*]+)\*\*|\{([^}]+)\}/gu

export function partsOf(line: string): Part[] {
  const parts: Part[] = []
  let at = 0
  const plain = (to: number) => {
    if (to > at) parts.push({ kind: 'text', text: line.slice(at, to) })
  }
  for (const match of line.matchAll(markup)) {
    plain(match.index)
    const [all, linked, to, strong, keys] = match
    if (linked !== undefined && to !== undefined) parts.push({ kind: 'link', text: linked, to })
    else if (strong !== undefined) parts.push({ kind: 'strong', text: strong })
    else if (keys !== undefined) parts.push({ kind: 'key', keys })
    at = match.index + all.length
  }
  plain(line.length)
  return parts
}

/** A line as it is read, without its markup; keys as they are written in the guide's text. */
function plainText(line: string): string {
  return partsOf(line)
    .map((part) => (part.kind === 'key' ? part.keys : part.text))
    .join('')
}

export function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'text':
    case 'note':
      return [block.text]
    case 'list':
    case 'steps':
      return [...block.items]
    case 'terms':
      return block.items.flatMap(({ term, text }) => [term, text])
  }
}

/** For comparing: small letters without accents. */
export function foldText(text: string): string {
  return foldAccents(text).toLowerCase()
}

export function wordsOf(typed: string): string[] {
  return foldText(typed).split(/\s+/u).filter(Boolean)
}

/** Sections that hold every word typed: those with a word in their title first, else in their own order. */
export function findSections(sections: readonly GuideSection[], typed: string): GuideSection[] {
  const wanted = wordsOf(typed)
  if (wanted.length === 0) return [...sections]
  const matching = sections.flatMap((section) => {
    const title = foldText(section.title)
    const whole = foldText([section.title, ...section.blocks.flatMap(linesOf).map(plainText)].join('\n'))
    if (!wanted.every((word) => whole.includes(word))) return []
    return [{ section, inTitle: wanted.some((word) => title.includes(word)) }]
  })
  return [...matching.filter(({ inTitle }) => inTitle), ...matching.filter(({ inTitle }) => !inTitle)].map(
    ({ section }) => section,
  )
}

/** A text cut where a typed word is found in it; every second piece is a hit. */
export function cutAtHits(text: string, wanted: readonly string[]): { text: string; isHit: boolean }[] {
  // Letter by letter, since a folded text may be shorter or longer than it was.
  const letters = [...text]
  const folded = letters.map(foldText)
  const starts: number[] = []
  let whole = ''
  for (const letter of folded) {
    starts.push(whole.length)
    whole += letter
  }
  const hit = letters.map(() => false)
  for (const word of wanted) {
    for (let found = whole.indexOf(word); found >= 0; found = whole.indexOf(word, found + 1)) {
      const end = found + word.length
      letters.forEach((_, index) => {
        const start = starts[index] ?? 0
        const stop = start + (folded[index]?.length ?? 0)
        if (start < end && stop > found) hit[index] = true
      })
    }
  }
  const pieces: { text: string; isHit: boolean }[] = []
  letters.forEach((letter, index) => {
    const isHit = hit[index] ?? false
    const last = pieces.at(-1)
    if (last && last.isHit === isHit) last.text += letter
    else pieces.push({ text: letter, isHit })
  })
  return pieces
}
