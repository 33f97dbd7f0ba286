// Handlers of the calls about stored passwords, keys and the cipher key.
import type { credentialsCalls } from '@shared/calls/credentials'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { prepareKey } from '../../crypto/ssh/private-key'
import { checkCipherKey } from '../../services/cipher-check'
import { proveOneself, requireConfirmed, type Confirmations } from '../../services/confirmations'
import { replacePassword, revealSecret, secretFactsOf } from '../../services/credentials'
import type { SignInBackOff } from '../../services/password'
import type { Handlers } from '../context'
import { rekeyHandlers, type RekeyParts } from './rekey'

export interface CredentialParts extends RekeyParts {
  confirmations: Confirmations
  backOff: SignInBackOff
  /** Keep the window out of what others record of the screen; false where the system has no such thing. */
  protectContent(): boolean
  releaseContent(): void
  /** Onto the clipboard, for a while. */
  copySecret(value: string): Promise<void>
}

type CredentialCalls = Extract<keyof typeof credentialsCalls, keyof Handlers>

export function credentialsHandlers(parts: CredentialParts): Pick<Handlers, CredentialCalls> {
  const { confirmations, backOff } = parts
  const keys = () => parts.labKeyring.current().keys
  return {
    'credentials.facts': ({ id }, { session, operator }) => secretFactsOf(session, operator, id, keys()),
    'credentials.readKey': (input) => {
      const prepared = prepareKey(input.text)
      if (!prepared.ok) return { kind: 'refused', reason: prepared.reason }
      return { kind: 'key', facts: prepared.facts, isConverted: prepared.isConverted }
    },
    'credentials.confirm': async ({ ownPassword }, { session, operator, window, signal }) => {
      await proveOneself(ownPassword, operator, { backOff, session })
      // Whoever gave up meanwhile, or was signed out, is not confirmed behind their back.
      if (signal.aborted) throw new AppError({ code: 'cancelled', message: text.errors.cancelled })
      return { until: confirmations.confirm(window, operator.id) }
    },
    'credentials.confirmed': (_, { operator, window }) => ({
      until: confirmations.until(window, operator.id),
    }),
    'credentials.reveal': async (request, { session, operator, window }) => {
      requireConfirmed(confirmations, window, operator.id)
      const value = await session((open) => revealSecret(open, operator, request, keys()))
      // It is noted by now, and the window does not have it yet.
      return { value, isProtected: parts.protectContent() }
    },
    'credentials.copy': async (request, { session, operator, window }) => {
      requireConfirmed(confirmations, window, operator.id)
      // What could not be noted is not copied: the session has ended by then.
      await parts.copySecret(await session((open) => revealSecret(open, operator, request, keys())))
    },
    'credentials.hidden': () => parts.releaseContent(),
    'credentials.replace': (request, { session, operator }) =>
      replacePassword(session, operator, request, parts.labKeyring.settled),
    'credentials.check': (_, { session }) => checkCipherKey(session, parts.labKeyring.current()),
    ...rekeyHandlers(parts),
  }
}
