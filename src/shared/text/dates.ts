// Dates and times as the computer's own settings write them: order, separators, 24-hour clock or not.

let dates = make('en-GB', null)
let region = 'GB'

function make(locale: string, hour12: boolean | null): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    // In figures: a month's name would be a foreign word in an English sentence.
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    numberingSystem: 'latn',
    ...(hour12 === null ? {} : { hour12 }),
  })
}

/** `hour12` null: as the locale does it. */
export function setDateFormat(locale: string, hour12: boolean | null): void {
  dates = make(locale, hour12)
  region = new Intl.Locale(locale).maximize().region ?? ''
}

/** A day and time in the computer's time zone: "24/11/2026, 15:04". */
export function dateTime(when: Date): string {
  return dates.format(when)
}

/** Where paper is Letter; everywhere else it is A4. */
const letterRegions = new Set(['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'VE', 'CR', 'GT', 'PA', 'SV', 'PR'])

/** The paper that printers have where this computer's dates are from. */
export function paper(): 'A4' | 'Letter' {
  return letterRegions.has(region) ? 'Letter' : 'A4'
}
