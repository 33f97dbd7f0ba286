// Dates and times as the computer's own settings write them: order, separators, 24-hour clock or not.

/** A month's name would be a foreign word in an English sentence. */
const inFigures = { year: 'numeric', month: '2-digit', day: '2-digit', numberingSystem: 'latn' } as const

let dates = make('en-GB', null)
let days = makeDays('en-GB')
let region = 'GB'

function make(locale: string, hour12: boolean | null): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    ...inFigures,
    hour: '2-digit',
    minute: '2-digit',
    ...(hour12 === null ? {} : { hour12 }),
  })
}

function makeDays(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, inFigures)
}

/** `hour12` null: as the locale does it. */
export function setDateFormat(tag: string, hour12: boolean | null): void {
  dates = make(tag, hour12)
  days = makeDays(tag)
  region = new Intl.Locale(tag).maximize().region ?? ''
}

/** English words, with the week beginning as it does where this computer's dates are from. */
export function calendarLocale(): string {
  return new Intl.Locale('en', region === '' ? {} : { region }).toString()
}

/** A day and time in the computer's time zone: "24/11/2026, 15:04". */
export function dateTime(when: Date): string {
  return dates.format(when)
}

/** A day in the computer's time zone: "24/11/2026". */
export function dayOf(when: Date): string {
  return days.format(when)
}

/** Where paper is Letter; everywhere else it is A4. */
const letterRegions = new Set(['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'VE', 'CR', 'GT', 'PA', 'SV', 'PR'])

/** The paper that printers have where this computer's dates are from. */
export function paper(): 'A4' | 'Letter' {
  return letterRegions.has(region) ? 'Letter' : 'A4'
}
