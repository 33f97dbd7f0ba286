// Puts a secret on the clipboard, from where main takes it off after a while, and says so.
import { clipboardFor } from '@shared/credentials'
import { text } from '@shared/text'
import { notify } from '../ui/notices'
import { call } from './call'

/** Answers whether it was copied. */
export async function copySecret(
  value: string,
  said: { copied: string; notCopied: string },
): Promise<boolean> {
  try {
    await call('app.copyText', { text: value, isSecret: true })
  } catch {
    notify({ tone: 'error', text: said.notCopied })
    return false
  }
  notify({ tone: 'info', text: `${said.copied} ${text.shell.takenOff(clipboardFor / 1000)}` })
  return true
}
