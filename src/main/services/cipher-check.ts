// Whether the cipher key is the one that the stored secrets were made with, by a sample of them.
import type { KeyCheck } from '@shared/credentials'
import { decrypt, type FernetKey } from '../crypto/fernet'
import { openToken } from '../crypto/keyring'
import { sampleTokens } from '../db/credentials'
import type { Session } from '../db/session'

/** So many tell a wrong key for sure, and take some milliseconds. */
const sampleSize = 200

export interface LabKeys {
  /** The first one encrypts. */
  keys: readonly FernetKey[]
  /** Why the lab's own key is none, or null. */
  fault: 'missing' | 'malformed' | null
}

export async function checkCipherKey(session: Session, { keys, fault }: LabKeys): Promise<KeyCheck> {
  const none = { tried: 0, opened: 0, openedByOlder: 0, olderKeys: Math.max(0, keys.length - 1) }
  const [first] = keys
  if (!first) return { ...none, state: fault ?? 'missing' }
  // What is cut or never was a token says nothing about the key.
  const tokens = (await sampleTokens(session, sampleSize)).filter((token) => {
    const tried = decrypt(first, token)
    return tried.ok || tried.reason === 'other key or damaged'
  })
  let opened = 0
  let openedByOlder = 0
  for (const token of tokens) {
    const found = openToken(keys, token)
    if (!found.ok) continue
    opened += 1
    if (found.place > 0) openedByOlder += 1
  }
  const state =
    tokens.length === 0 ? 'unproved' : opened === tokens.length ? 'right' : opened === 0 ? 'wrong' : 'partly'
  return { ...none, tried: tokens.length, opened, openedByOlder, state }
}
