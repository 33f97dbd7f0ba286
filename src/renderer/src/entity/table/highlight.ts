// Where a searched text occurs in a shown one, capitals and accents ignored.
import { foldAccents } from '@shared/fold'

/** Text as the database compares it: without accents, in lower case. */
export function fold(text: string): string {
  return foldAccents(text).toLowerCase()
}

// Printable ASCII needs no folding but to lower case, and keeps its places.
const ascii = /^[ -~]*$/u

/** Ranges [from, to) of `text` in which `needle`, already folded, occurs. */
export function findHits(text: string, needle: string): [from: number, to: number][] {
  if (needle === '') return []
  const hits: [number, number][] = []
  let folded: string
  /** For each character of the folded text, where it began in the original; null: the same. */
  let origin: number[] | null = null
  if (ascii.test(text)) folded = text.toLowerCase()
  else {
    folded = ''
    origin = []
    let at = 0
    for (const character of text) {
      const part = fold(character)
      for (let i = 0; i < part.length; i++) origin.push(at)
      folded += part
      at += character.length
    }
    origin.push(at)
  }
  for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + needle.length)) {
    const end = at + needle.length
    hits.push(origin ? [origin[at] ?? 0, origin[end] ?? text.length] : [at, end])
  }
  return hits
}
