// Lines of a CSV file as RFC 4180 has them, that no spreadsheet runs as formulas.

/** Before the first line: by it Excel knows the file as UTF-8. */
export const byteOrderMark = '\uFEFF'

/** Whether a spreadsheet might take the text for a formula: by its first character. */
export function isFormula(value: string): boolean {
  return /^[=+\-@\t\r]/u.test(value)
}

/**
 * One cell. A text that a spreadsheet might run begins with an apostrophe; a number, negative ones too, is no text.
 * Quoted where it holds a comma, a quote or a line break, or blanks at its ends that some readers cut off.
 */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = isFormula(value) ? `'${value}` : value
  return /[",\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Cells as one line, with its line break. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}
