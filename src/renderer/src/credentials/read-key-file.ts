// A dropped or chosen file as the text of a private key, or why it is none.
import { text } from '@shared/text'
import { call } from '../api/call'

const words = text.credentials
const largest = 65_536

export async function readKeyFile(file: File | undefined): Promise<{ text: string } | { fault: string }> {
  if (!file) return { fault: words.form.unreadable }
  if (file.size > largest) return { fault: words.keyFault['too-large'] }
  try {
    const content = await file.text()
    const read = await call('credentials.readKey', { text: content })
    return read.kind === 'key' ? { text: content } : { fault: words.keyFault[read.reason] }
  } catch {
    return { fault: words.form.unreadable }
  }
}
