// Handlers of what is done about the cipher key: another one is tried, or all secrets are re-keyed.
import { rm } from 'node:fs/promises'
import type { rekeyPlan } from '@shared/credentials'
import { AppError, isAppError } from '@shared/errors'
import { text } from '@shared/text'
import type { z } from 'zod'
import type { LabKeyring } from '../../config/lab-keys'
import { isTaken, writeSecretsCopy } from '../../config/secrets-copy'
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
  /** What each window's save dialog answered last: a page must not name any file to be written. */
  const chosen = new Map<number, string>()
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
    'credentials.chooseCopy': async (_, { window }) => {
      const path = await parts.chooseCopy(parts.keyPlace().file)
      if (path !== null) chosen.set(window, path)
      return { path }
    },
    'credentials.rekey': async (request, { session, signal, progress, window }) => {
      const { place, file } = parts.keyPlace()
      if (place === 'fixed') throw new AppError({ code: 'forbidden', message: words.fixed })
      const path = place === 'own' ? null : request.path
      if (place !== 'own' && (path === null || path !== chosen.get(window))) {
        throw fieldError('path', words.choosePlace)
      }
      const keyText = request.key?.trim() ?? generateKey()
      const next = keyOf(keyText)
      if (!next) throw fieldError('key', words.keyWrong)
      // Said before all is encrypted anew; writing the copy refuses it too.
      if (path !== null && (await isTaken(path))) throw fieldError('path', words.exists(path))
      let isWritten = false
      const before = place === 'own' ? await parts.ownKeys() : []
      const keepKey = async () => {
        if (path === null) return parts.writeOwnKeys([...before, keyText])
        await writeSecretsCopy(file, path, keyText)
        isWritten = true
      }
      let isCommitted = false
      const old = labKeyring.current().keys
      const renewer = parts.startRenewer(old, next)
      const change = async () => {
        const done = await session((open) =>
          rekeySecrets(open, {
            old,
            next,
            renewer,
            signal,
            progress: (count, total) => progress({ done: count, total }),
            async keepKey() {
              await keepKey()
              labKeyring.decidedBy(changing)
            },
          }),
        ).catch(async (error: unknown) => {
          // Either key may be the one that all have now.
          if (isAppError(error, 'outcome_unknown')) await labKeyring.addOlder(keyText, 'session')
          throw error
        })
        isCommitted = true
        await labKeyring.replaceWith(keyText)
        return done
      }
      const changing = change()
      try {
        const done = await changing
        // Hashes put aside from now on; where this fails they are only sealed under the key before.
        await session((open) => Promise.resolve(sealHistoryWith(open, next)), { readOnly: true }).catch(
          () => undefined,
        )
        if (path === null) await parts.writeOwnKeys([keyText, ...before])
        return { ...done, path }
      } catch (error) {
        // Once it is committed, or where nobody knows, the new key is the one that counts: its copy stays.
        const counts = isCommitted || isAppError(error, 'outcome_unknown')
        if (path !== null && isWritten && !counts) await rm(path, { force: true })
        throw error
      } finally {
        await renewer.stop()
      }
    },
  }
}
