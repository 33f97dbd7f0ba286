// Puts a secret on the clipboard, from where main takes it off after a while, and says so.
import { clipboardFor } from '@shared/credentials'
import { text } from '@shared/text'
import { notify } from '../ui/notices'
import { call } from './call'

export async function copySecret(value: string, said: { copied: string; notCopied: string }): Promise<void> {
  try {
    await call('app.copyText', { text: value, isSecret: true })
  } catch {
    notify({ tone: 'error', text: said.notCopied })
    return
  }
  notify({ tone: 'info', text: `${said.copied} ${text.shell.takenOff(clipboardFor / 1000)}` })
}
