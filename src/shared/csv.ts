// Lines of a CSV file as RFC 4180 has them, that no spreadsheet runs as formulas.

/** Before the first line: by it Excel knows the file as UTF-8. */
export const byteOrderMark = '\uFEFF'

// Full-width signs count where the language's keyboard has them. Excel parts cells at its own list separator, which is
// a semicolon in half of the world and which quotes don't stop in the middle of a line.
const formulas = /^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])(?=[=+\-@＝＋－＠])/gu

/** The text with an apostrophe wherever a spreadsheet might take what follows for a formula. */
export function withoutFormulas(value: string): string {
  return value.replace(formulas, "'")
}

/**
 * One cell. A text that a spreadsheet might run gets an apostrophe; a number, negative ones too, is no text.
 * Quoted where it holds a comma, a quote or a line break, or blanks at its ends that some readers cut off.
 */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = withoutFormulas(value)
  return /[",\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Cells as one line, with its line break. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}
