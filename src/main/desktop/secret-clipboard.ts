// Secrets on the clipboard: for 45 seconds, and not beyond the program's end, unless something else is there by then.
import { createHash } from 'node:crypto'
import { clipboardFor } from '@shared/credentials'

export interface SecretClipboard {
  copy(secret: string): Promise<void>
  /** Clear it now where it still holds the secret: at the program's end, at locking. */
  clear(): Promise<void>
}

/** Keeps a hash of what it copied, not the secret. */
export function createSecretClipboard(clipboard: {
  write(text: string): Promise<void>
  read(): Promise<string>
  clear(): void | Promise<void>
}): SecretClipboard {
  let copied: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const clear = async () => {
    clearTimeout(timer)
    const expected = copied
    copied = null
    if (expected !== null && hashOf(await clipboard.read()) === expected) await clipboard.clear()
  }
  return {
    async copy(secret) {
      clearTimeout(timer)
      await clipboard.write(secret)
      copied = hashOf(secret)
      timer = setTimeout(() => void clear(), clipboardFor)
    },
    clear,
  }
}

// Some clipboards turn line ends into the system's own.
function hashOf(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}
