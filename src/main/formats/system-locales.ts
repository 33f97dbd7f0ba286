// Which locales write this computer's numbers and dates, and whether its clock has 12 hours: read from what the system says.

const fallback = 'en-GB'

/** "de_DE.UTF-8@euro" as "de-DE"; null for "C", "POSIX" and whatever names no language. */
export function localeOfPosix(value: string | undefined): string | null {
  const match = /^([a-z]{2,3})(?:[_-]([A-Z]{2}|\d{3}))?(?:[.@]|$)/u.exec(value ?? '')
  return match ? [match[1], match[2]].filter(Boolean).join('-') : null
}

/** A tag that Intl knows, or null. */
function supported(tag: string | null): string | null {
  if (tag === null) return null
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag)[0] ?? null
  } catch {
    return null
  }
}

/**
 * On Linux LC_ALL, LC_NUMERIC and LC_TIME, LANG decide, as for every other program there; `systemLocale` (the region's
 * settings, not the language of the texts) elsewhere.
 */
export function localesOf(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  systemLocale: string,
): { numbers: string; dates: string } {
  if (platform === 'win32' || platform === 'darwin') {
    const tag = supported(systemLocale.split('@')[0] ?? null) ?? fallback
    return { numbers: tag, dates: tag }
  }
  const of = (category: string) =>
    supported(localeOfPosix(env.LC_ALL || env[category] || env.LANG)) ?? fallback
  return { numbers: of('LC_NUMERIC'), dates: of('LC_TIME') }
}

/** GNOME's own clock setting, as `gsettings get` prints it: `'24h'` or `'12h'`. */
export function hour12OfGnome(printed: string): boolean | null {
  const clock = /^'(12|24)h'/u.exec(printed.trim())?.[1]
  return clock === undefined ? null : clock === '12'
}

/** Windows' short time, as `reg query` prints it: "H:mm" has 24 hours, "h:mm tt" has 12. */
export function hour12OfWindows(printed: string): boolean | null {
  const pattern = /sShortTime\s+REG_SZ\s+(.+)/u.exec(printed)?.[1]
  // Words in the pattern stand between apostrophes.
  const signs = pattern?.replaceAll(/'[^']*'/gu, '') ?? ''
  if (signs.includes('H')) return false
  return signs.includes('h') ? true : null
}

/** "rrggbbaa", as Electron tells it, as "#rrggbb". */
export function accentOf(rgba: string | undefined): string | null {
  const hex = /^#?([0-9a-f]{6})(?:[0-9a-f]{2})?$/iu.exec(rgba ?? '')?.[1]
  return hex === undefined ? null : `#${hex.toLowerCase()}`
}
