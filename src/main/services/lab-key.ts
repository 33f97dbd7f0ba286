// Which of the keys that this console knows is the lab's: another console may have re-keyed it.
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import type { FernetKey } from '../crypto/fernet'
import { fingerprintOf, type KeySource } from '../crypto/keyring'
import { holdOffRekeying, knownFingerprints } from '../db/rekey'
import type { Session } from '../db/session'

/** The key to store a secret with, which stays the lab's until the session ends; null: there is none. @throws as `labKeyOf` */
export async function keyToStoreWith(session: Session, keys: KeySource): Promise<FernetKey | null> {
  await holdOffRekeying(session)
  return labKeyOf(session, await keys())
}

/**
 * The first key, but for one that the lab was re-keyed from: then the key it was re-keyed to. A key that no re-key ever
 * met counts, since the portal may have been given it.
 * @throws AppError `invalid_input` where that one is not known here
 */
export async function labKeyOf(session: Session, keys: readonly FernetKey[]): Promise<FernetKey | null> {
  const [first] = keys
  if (!first) return null
  const known = await knownFingerprints(session)
  if (!known.includes(fingerprintOf(first))) return first
  const lab = keys.find((key) => fingerprintOf(key) === known.at(-1))
  if (!lab) throw new AppError({ code: 'invalid_input', message: text.services.keyReplaced, fields: {} })
  return lab
}
