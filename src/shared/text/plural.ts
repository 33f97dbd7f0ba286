// Numbers and plurals in the language of the text.

const locale = 'en-GB'
const rules = new Intl.PluralRules(locale)
const numbers = new Intl.NumberFormat(locale)

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
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(items)
}
