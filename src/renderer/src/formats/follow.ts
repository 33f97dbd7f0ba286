// Follows how the system writes numbers and dates, and its accent colour.
import { followFormats, type Formats } from '@shared/formats'
import { call, onEvent } from '../api/call'
import { accentTokens } from './accent'

/** Before the first number is shown; without an answer everything stays as the product has it. */
export async function startFormats(): Promise<void> {
  onEvent('formats.changed', follow)
  const formats = await call('app.formats').catch(() => null)
  if (formats) follow(formats)
}

function follow(formats: Formats): void {
  followFormats(formats)
  showAccent(document.documentElement, formats.accent)
}

const set = new Set<string>()

function showAccent(root: HTMLElement, accent: string | null): void {
  for (const name of set) root.style.removeProperty(name)
  set.clear()
  for (const [name, value] of Object.entries((accent && accentTokens(accent)) || {})) {
    root.style.setProperty(name, value)
    set.add(name)
  }
}
