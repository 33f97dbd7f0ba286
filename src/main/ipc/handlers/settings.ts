// Handlers about the program's own settings.
import type { Output } from '@shared/call'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import type { ProgramSettings } from '../../config/program-settings'
import { parseFeed, shownAddress, type FeedFailure } from '../../updates/feed'
import type { Rules } from '../../updates/rules'
import type { Handlers } from '../context'

const words = text.settings

export interface SettingsParts {
  programSettings: ProgramSettings
  updates: { rules(): Promise<Rules>; forget(): void }
  /** Shows the whole address outside the window; true where the person agrees to take programs from it. */
  confirmFeed(address: string): Promise<boolean>
  dataFolder: string
}

type SettingsCalls = Extract<keyof Handlers, `settings.${string}`>

export function settingsHandlers(parts: SettingsParts): Pick<Handlers, SettingsCalls> {
  const { programSettings, updates } = parts
  const view = async (): Promise<Output<'settings.get'>> => {
    const rules = await updates.rules()
    const { check, lastCheck } = programSettings.get().updates
    return {
      checkForUpdates: check,
      feed: rules.on ? shownAddress(rules.feed) : null,
      feedOrigin: rules.on ? rules.from : 'none',
      locked: lockedBy(rules),
      lastCheck,
      dataFolder: parts.dataFolder,
    }
  }
  return {
    'settings.get': view,
    'settings.set': async ({ checkForUpdates }) => {
      await programSettings.set('updates', { check: checkForUpdates })
      return view()
    },
    'settings.setFeed': async ({ feed }) => {
      const locked = lockedBy(await updates.rules())
      if (locked !== null) throw new AppError({ code: 'forbidden', message: locked })
      const address = feed === null ? null : checked(feed)
      // The window alone must not be able to choose what replaces this program.
      if (address !== null && !(await parts.confirmFeed(address))) return view()
      updates.forget()
      await programSettings.set('updates', { feed: address, lastCheck: null })
      return view()
    },
  }
}

function lockedBy(rules: Rules): string | null {
  if (rules.on) return rules.from === 'policy' ? words.updates.policyFeed : null
  return rules.byPolicy ? rules.message : null
}

const failures: Record<FeedFailure, string> = {
  'not-address': words.notAddress,
  'not-secure': words.notSecure,
  credentials: words.hasCredentials,
  'too-long': words.tooLong,
}

/** The address as it will be asked. @throws AppError `invalid_input` at `feed` */
function checked(address: string): string {
  const parsed = parseFeed(address, { credentials: false })
  if (parsed.ok) return parsed.feed.url
  const message = failures[parsed.failure]
  throw new AppError({ code: 'invalid_input', message, fields: { feed: message } })
}
