// Handlers about the program itself: versions, links, the clipboard, preferences.
import type { Handlers } from '../context'
import type { Formats } from '@shared/formats'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'

/** What the handlers need of Electron and the computer. */
export interface AppParts {
  info(): {
    version: string
    electron: string
    chrome: string
    node: string
    runtime: string
    platform: string
    system: string
    v8: string
    packaged: boolean
    logFile: string
    demo: { username: string; password: string } | null
  }
  formats(): Formats
  /** Shows the whole address, and opens it where the user agrees. */
  confirmAndOpen(address: string): Promise<boolean>
  openLogFolder(): Promise<void>
  copyText(text: string): void
  /** Onto the clipboard, for a while. */
  copySecret(text: string): Promise<void>
  preferences: { all(): Record<string, unknown>; set(key: string, value: unknown): void }
}

type AppCalls = Extract<keyof Handlers, `${'app' | 'preferences'}.${string}`>

export function appHandlers(parts: AppParts): Pick<Handlers, AppCalls> {
  return {
    'app.info': () => parts.info(),
    'app.formats': () => parts.formats(),
    'app.openLink': async ({ link }) => ({ opened: await parts.confirmAndOpen(openable(link)) }),
    'app.openLogFolder': async () => parts.openLogFolder(),
    'app.copyText': async ({ text, isSecret }) => (isSecret ? parts.copySecret(text) : parts.copyText(text)),
    'preferences.get': () => parts.preferences.all(),
    'preferences.set': ({ key, value }) => parts.preferences.set(key, value),
  }
}

/** The http(s) address of a link; `www.…` is opened as https. @throws AppError for anything else. */
export function openable(link: string): string {
  const address = /^www\./iu.test(link) ? `https://${link}` : link
  const protocol = URL.canParse(address) ? new URL(address).protocol : ''
  if (protocol !== 'https:' && protocol !== 'http:') {
    throw new AppError({ code: 'invalid_input', message: text.services.notALink, fields: {} })
  }
  return new URL(address).href
}
