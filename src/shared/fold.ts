// Letters without their accents, by one rule that program and database share.

/** Letters with a stroke or without a dot, which Unicode does not take apart, and the sigma at a word's end. */
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
  ς: 'σ',
}

/** The marks that letters of Latin, Greek and Cyrillic script come apart into: U+0300 to U+030F and a few more. */
const marks = Array.from({ length: 16 }, (_, offset) => 0x0300 + offset)
  .concat([0x0311, 0x0313, 0x0314, 0x031b, 0x0323, 0x0324, 0x0325, 0x0326, 0x0327, 0x0328])
  .concat([0x032d, 0x032e, 0x0330, 0x0331, 0x0342, 0x0345])
  .map((code) => String.fromCodePoint(code))

/**
 * For SQL's translate(normalize(value, NFD), from, to): each letter of `from` becomes its counterpart in `to`; marks
 * have none and vanish.
 */
export const folding = {
  from: Object.keys(strokes).join('') + marks.join(''),
  to: Object.values(strokes).join(''),
}

/** The text without accents, its capitals kept: "Zoë Müller" becomes "Zoe Muller". */
export function foldAccents(value: string): string {
  return Array.from(value.normalize('NFD'), (character) =>
    marks.includes(character) ? '' : (strokes[character] ?? character),
  ).join('')
}
