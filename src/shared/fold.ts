// Latin letters without their accents, in one table that program and database share.

/** Letters with a mark or stroke that Unicode does not take apart. */
const strokes: Readonly<Record<string, string>> = {
  Ø: 'O',
  ø: 'o',
  Đ: 'D',
  đ: 'd',
  Ħ: 'H',
  ħ: 'h',
  ı: 'i',
  Ł: 'L',
  ł: 'l',
  Ŧ: 'T',
  ŧ: 't',
}

/** The marks that people's keyboards leave behind a letter where it is stored in two parts: U+0300 to U+030C, cedilla, ogonek. */
const marks = [
  ...Array.from({ length: 0x0d }, (_, offset) => String.fromCodePoint(0x0300 + offset)),
  '\u0327',
  '\u0328',
].join('')

const pairs = Array.from({ length: 0x0180 - 0x00c0 }, (_, offset) =>
  String.fromCodePoint(0x00c0 + offset),
).flatMap((letter): [string, string][] => {
  const base = strokes[letter] ?? letter.normalize('NFD').charAt(0)
  return /^[A-Za-z]$/u.test(base) ? [[letter, base]] : []
})
const bases = new Map(pairs)

/** For SQL's translate(value, from, to): each letter of `from` becomes its counterpart in `to`; marks have none and vanish. */
export const folding = {
  from: pairs.map(([letter]) => letter).join('') + marks,
  to: pairs.map(([, base]) => base).join(''),
}

/** The text without accents, capitals kept: "Zoë Müller" becomes "Zoe Muller". Covers Latin-1 and Latin Extended-A. */
export function foldAccents(value: string): string {
  return Array.from(
    value,
    (character) => bases.get(character) ?? (marks.includes(character) ? '' : character),
  ).join('')
}
