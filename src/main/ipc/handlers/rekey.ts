// Handlers of what is done about the cipher key: another one is tried, or all secrets are re-keyed.
import { readFile, rm } from 'node:fs/promises'
import type { rekeyPlan } from '@shared/credentials'
import { AppError, isAppError } from '@shared/errors'
import { text } from '@shared/text'
import writeFileAtomic from 'write-file-atomic'
import type { z } from 'zod'
import type { LabKeyring } from '../../config/lab-keys'
import { writeSecretsCopy } from '../../config/secrets-copy'
import { generateKey, type FernetKey } from '../../crypto/fernet'
import { keyOf } from '../../crypto/keyring'
import type { Renewer } from '../../crypto/renewer'
import { sealHistoryWith } from '../../db/history-state'
import { countSecrets } from '../../db/rekey'
import { checkCipherKey } from '../../services/cipher-check'
import { fieldError } from '../../services/people-rules'
import { rekeySecrets } from '../../services/rekey'
import type { Handlers } from '../context'

export interface RekeyParts {
  labKeyring: LabKeyring
  /** Where the lab's key is kept. */
  keyPlace(): Pick<z.infer<typeof rekeyPlan>, 'place' | 'file'>
  /** A save dialog; null where it was closed without a choice. */
  chooseCopy(beside: string | null): Promise<string | null>
  startRenewer(old: readonly FernetKey[], next: FernetKey): Renewer
  /** For a lab that keeps its own key: both keys, before and after the change. */
  writeOwnKeys(keys: readonly string[]): Promise<void>
  ownKeys(): Promise<readonly string[]>
}

type RekeyCalls = `credentials.${'tryKey' | 'rekeyPlan' | 'chooseCopy' | 'rekey'}`

const words = text.credentials.rekey

export function rekeyHandlers(parts: RekeyParts): Pick<Handlers, RekeyCalls> {
  const { labKeyring } = parts
  return {
    'credentials.tryKey': async ({ key, keep }, { session }) => {
      if (!keyOf(key)) throw fieldError('key', words.keyWrong)
      await labKeyring.addOlder(key, keep)
      return session((open) => checkCipherKey(open, labKeyring.current()), { readOnly: true })
    },
    'credentials.rekeyPlan': async (_, { session }) => ({
      secrets: await countSecrets(session),
      ...parts.keyPlace(),
    }),
    'credentials.chooseCopy': async () => ({ path: await parts.chooseCopy(parts.keyPlace().file) }),
    'credentials.rekey': async (request, { session, signal, progress }) => {
      const { place, file } = parts.keyPlace()
      if (place === 'fixed') throw new AppError({ code: 'forbidden', message: words.fixed })
      const path = place === 'own' ? null : request.path
      if (place !== 'own' && path === null) throw fieldError('path', words.choosePlace)
      const keyText = request.key?.trim() ?? generateKey()
      const next = keyOf(keyText)
      if (!next) throw fieldError('key', words.keyWrong)
      const before = place === 'own' ? await parts.ownKeys() : []
      let takeCopyBack = () => Promise.resolve()
      const keepKey = async () => {
        if (path === null) return parts.writeOwnKeys([...before, keyText])
        // The copy of an earlier change may be the only file with the key that counts until then.
        const earlier = await readFile(path).catch(() => null)
        await writeSecretsCopy(file, path, keyText)
        takeCopyBack = () =>
          earlier === null ? rm(path, { force: true }) : writeFileAtomic(path, earlier, { mode: 0o600 })
      }
      let isCommitted = false
      const renewer = parts.startRenewer(labKeyring.current().keys, next)
      try {
        const done = await session((open) =>
          rekeySecrets(open, {
            renewer,
            signal,
            progress: (count, total) => progress({ done: count, total }),
            keepKey,
          }),
        )
        isCommitted = true
        await labKeyring.replaceWith(keyText)
        // Hashes put aside from now on; where this fails they are only sealed under the key before.
        await session((open) => Promise.resolve(sealHistoryWith(open, next)), { readOnly: true }).catch(
          () => undefined,
        )
        if (path === null) await parts.writeOwnKeys([keyText, ...before])
        return { ...done, path }
      } catch (error) {
        // Once it is committed, or where nobody knows, the new key is the one that counts: its copy stays.
        const counts = isCommitted || isAppError(error, 'outcome_unknown')
        if (!counts) await takeCopyBack()
        throw error
      } finally {
        await renewer.stop()
      }
    },
  }
}
