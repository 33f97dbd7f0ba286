// Asks the system how it writes numbers and dates and which accent colour it has, and hears when that changes.
import { execFile } from 'node:child_process'
import { app, systemPreferences } from 'electron'
import { followFormats, type Formats } from '@shared/formats'
import { accentOf, hour12OfGnome, hour12OfWindows, localesOf } from './system-locales'

/** Milliseconds after which a system that does not say how its clock looks is not waited for any more. */
const patience = 2000

/**
 * What is known at once is answered at once: the first paint waits for it. The clock of Windows and GNOME is told by
 * a program, and comes with `changed` where it differs from the locale's habit.
 */
export function openSystemFormats(changed: (formats: Formats) => void): { now(): Formats } {
  let formats: Formats = {
    ...localesOf(process.platform, process.env, app.getSystemLocale()),
    hour12: clockOfMac(),
    accent: accent(),
  }
  followFormats(formats)
  const change = (changes: Partial<Formats>) => {
    formats = { ...formats, ...changes }
    followFormats(formats)
    changed(formats)
  }
  void askClock().then((hour12) => {
    if (hour12 !== null) change({ hour12 })
  })
  const accentChanged = () => {
    const next = accent()
    if (next !== formats.accent) change({ accent: next })
  }
  if (process.platform !== 'darwin') systemPreferences.on('accent-color-changed', accentChanged)
  else {
    systemPreferences.subscribeNotification('AppleColorPreferencesChangedNotification', accentChanged)
  }
  return { now: () => formats }
}

function accent(): string | null {
  // Not every version of Electron has it on every system, whatever its types say.
  const ask: unknown = systemPreferences.getAccentColor
  return typeof ask === 'function' ? accentOf(systemPreferences.getAccentColor()) : null
}

function clockOfMac(): boolean | null {
  if (process.platform !== 'darwin') return null
  if (systemPreferences.getUserDefault('AppleICUForce24HourTime', 'boolean')) return false
  return systemPreferences.getUserDefault('AppleICUForce12HourTime', 'boolean') ? true : null
}

async function askClock(): Promise<boolean | null> {
  if (process.platform === 'win32') {
    const key = 'HKCU\\Control Panel\\International'
    return hour12OfWindows(await printed('reg', ['query', key, '/v', 'sShortTime']))
  }
  if (
    process.platform === 'linux' &&
    /GNOME|Unity|Budgie|Cinnamon/iu.test(process.env.XDG_CURRENT_DESKTOP ?? '')
  )
    return hour12OfGnome(await printed('gsettings', ['get', 'org.gnome.desktop.interface', 'clock-format']))
  return null
}

/** What a program prints; nothing where there is no such program. */
function printed(command: string, given: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, given, { timeout: patience, windowsHide: true }, (error, stdout) =>
      resolve(error ? '' : stdout),
    )
  })
}
