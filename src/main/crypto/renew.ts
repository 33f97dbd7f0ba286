// One token from its old key to the new one, opened again before it counts.
import { decrypt, encrypt, type FernetKey } from './fernet'
import { openToken } from './keyring'

export type Renewed =
  { kind: 'renewed'; token: string } | { kind: 'already' } | { kind: 'closed' } | { kind: 'none' }

/** `closed`: it opens with no key, and is left alone. A token keeps its length, so that it fits where it was. */
export function renewToken(old: readonly FernetKey[], next: FernetKey, token: string | null): Renewed {
  if (token === null || token === '') return { kind: 'none' }
  const opened = openToken([...old, next], token)
  if (!opened.ok) return { kind: 'closed' }
  if (opened.place === old.length) return { kind: 'already' }
  const made = encrypt(next, opened.bytes)
  const again = decrypt(next, made)
  if (!again.ok || !again.bytes.equals(opened.bytes)) throw new Error('A new token does not open')
  return { kind: 'renewed', token: made }
}
