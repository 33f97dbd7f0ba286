// How the system writes numbers and dates, as each of the three systems says it.
import { afterEach, describe, expect, it } from 'vitest'
import { followFormats } from '@shared/formats'
import { dateTime, paper } from '@shared/text/dates'
import { number } from '@shared/text/plural'
import {
  accentOf,
  hour12OfGnome,
  hour12OfWindows,
  localeOfPosix,
  localesOf,
} from '../../../../src/main/formats/system-locales'

const when = new Date(2026, 10, 4, 15, 4)
/** Some locales put a narrow space before the day's half. */
const plainSpaces = (text: string) => text.replaceAll(/\s/gu, ' ')

afterEach(() => followFormats({ numbers: 'en-GB', dates: 'en-GB', hour12: null, accent: null }))

describe('the locale', () => {
  it.each([
    ['de_DE.UTF-8', 'de-DE'],
    ['de_CH.UTF-8@euro', 'de-CH'],
    ['es_419', 'es-419'],
    ['fr', 'fr'],
    ['C', null],
    ['C.UTF-8', null],
    ['POSIX', null],
    ['', null],
    [undefined, null],
    ['../../etc', null],
  ])('%s is %s', (value, tag) => expect(localeOfPosix(value)).toBe(tag))

  it('is asked of each category on Linux, where LC_ALL goes before all', () => {
    const env = { LANG: 'en_US.UTF-8', LC_TIME: 'de_DE.UTF-8', LC_NUMERIC: 'fr_FR.UTF-8' }
    expect(localesOf('linux', env, 'ja')).toEqual({ numbers: 'fr-FR', dates: 'de-DE' })
    expect(localesOf('linux', { ...env, LC_ALL: 'sv_SE.UTF-8' }, 'ja')).toEqual({
      numbers: 'sv-SE',
      dates: 'sv-SE',
    })
    expect(localesOf('linux', { LANG: 'C.UTF-8' }, 'ja')).toEqual({ numbers: 'en-GB', dates: 'en-GB' })
  })

  it('is the region’s elsewhere, and the product’s own where it makes no sense', () => {
    expect(localesOf('win32', { LANG: 'fr_FR' }, 'de-CH')).toEqual({ numbers: 'de-CH', dates: 'de-CH' })
    expect(localesOf('darwin', {}, 'en-US@posix').dates).toBe('en-US')
    expect(localesOf('win32', {}, 'not a tag').dates).toBe('en-GB')
  })
})

describe('the clock', () => {
  it('is read from GNOME and Windows', () => {
    expect(hour12OfGnome("'24h'\n")).toBe(false)
    expect(hour12OfGnome("'12h'\n")).toBe(true)
    expect(hour12OfGnome('')).toBeNull()
    const windows = (pattern: string) =>
      `\r\nHKEY_CURRENT_USER\\...\r\n    sShortTime    REG_SZ    ${pattern}\r\n`
    expect(hour12OfWindows(windows('HH:mm'))).toBe(false)
    expect(hour12OfWindows(windows('h:mm tt'))).toBe(true)
    expect(hour12OfWindows(windows("H' h 'mm"))).toBe(false)
    expect(hour12OfWindows('ERROR')).toBeNull()
  })

  it.each([
    ['en-GB', null, '04/11/2026, 15:04'],
    ['en-US', null, '11/04/2026, 03:04 PM'],
    ['en-US', false, '11/04/2026, 15:04'],
    ['de-DE', null, '04.11.2026, 15:04'],
    ['de-DE', true, '04.11.2026, 03:04 PM'],
  ])('%s with 12 hours %s writes %s', (dates, hour12, written) => {
    followFormats({ numbers: dates, dates, hour12, accent: null })
    expect(plainSpaces(dateTime(when))).toBe(written)
  })
})

it('numbers have the system’s marks and the text’s digits', () => {
  const written = (numbers: string) => {
    followFormats({ numbers, dates: 'en-GB', hour12: null, accent: null })
    return plainSpaces(number(1_234_567))
  }
  expect(written('en-US')).toBe('1,234,567')
  expect(written('de-DE')).toBe('1.234.567')
  expect(written('fr-FR')).toBe('1 234 567')
  expect(written('ar-EG')).toMatch(/^1.234.567$/u)
})

it('paper is Letter where printers have that', () => {
  const of = (dates: string) => {
    followFormats({ numbers: 'en-GB', dates, hour12: null, accent: null })
    return paper()
  }
  expect([of('en-US'), of('en'), of('fr-CA'), of('de-DE'), of('en-GB'), of('es-MX')]).toEqual([
    'Letter',
    'Letter',
    'Letter',
    'A4',
    'A4',
    'Letter',
  ])
})

it('the accent colour is read with and without its opacity', () => {
  expect(accentOf('0078D7ff')).toBe('#0078d7')
  expect(accentOf('#0078d7')).toBe('#0078d7')
  expect(accentOf('blue')).toBeNull()
  expect(accentOf(undefined)).toBeNull()
})
