// Plurals in the language of the text; numbers as the computer's own settings write them.

const language = 'en-GB'
const rules = new Intl.PluralRules(language)
let numbers = new Intl.NumberFormat(language)

/** Write numbers as this locale does, in the digits 0 to 9: the sentences around them are English. */
export function setNumberFormat(locale: string): void {
  numbers = new Intl.NumberFormat(locale, { numberingSystem: 'latn' })
}

/** A number with its thousands marked: 48,210. */
export function number(value: number): string {
  return numbers.format(value)
}

/** "1 row", "48,210 rows": the form for the number, with `#` replaced by it. Forms missing fall back to `other`. */
export function plural(
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
): string {
  return (forms[rules.select(count)] ?? forms.other).replaceAll('#', number(count))
}

/** "a, b and c" */
export function list(items: readonly string[]): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(items)
}
