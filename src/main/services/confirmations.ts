// That the one at the window has just typed their own password: for five minutes, and never beyond the sign-in.
import { confirmedFor } from '@shared/credentials'
import { AppError } from '@shared/errors'
import type { Operator } from '@shared/roles'
import { text } from '@shared/text'
import { findHash } from '../db/credentials'
import type { Session } from '../db/session'
import { fieldError } from './people-rules'
import { verifyPassword, type SignInBackOff } from './password'

const words = text.credentials

export interface Confirmations {
  /** Until when, in milliseconds since the epoch; null where it must be typed. */
  until(window: number, userId: number): number | null
  confirm(window: number, userId: number): number
  /** At sign-out, at locking, and when another lab is opened. */
  end(): void
}

/** In memory only. `signOuts` counts the ends of sign-ins: none outlives the one it was typed in. */
export function createConfirmations(signOuts: () => number, now: () => number = Date.now): Confirmations {
  const confirmed = new Map<number, { userId: number; until: number; signOuts: number }>()
  return {
    until(window, userId) {
      const found = confirmed.get(window)
      if (!found || found.userId !== userId || found.until <= now() || found.signOuts !== signOuts()) {
        confirmed.delete(window)
        return null
      }
      return found.until
    },
    confirm(window, userId) {
      const until = now() + confirmedFor
      confirmed.set(window, { userId, until, signOuts: signOuts() })
      return until
    },
    end: () => confirmed.clear(),
  }
}

/**
 * Prove by one's own password that it is still oneself who sits there. Wrong ones slow the next try, as at sign-in.
 * @throws AppError `invalid_input` on field `ownPassword`
 */
export async function proveOneself(
  password: string,
  operator: Operator,
  parts: {
    backOff: SignInBackOff
    session<T>(fn: (session: Session) => Promise<T>, options: { readOnly: true }): Promise<T>
  },
): Promise<void> {
  const { backOff, session } = parts
  const wait = backOff.waitFor(operator.username)
  if (wait > 0) throw fieldError('ownPassword', text.services.wait(Math.ceil(wait / 1000)))
  // Counted before it is known, so that many at the same time count too.
  backOff.failed(operator.username)
  const hash = await session((open) => findHash(open, operator.id), { readOnly: true }).catch(
    (error: unknown) => {
      backOff.untried(operator.username)
      throw error
    },
  )
  if (hash === null || !(await verifyPassword(password.trim(), hash))) {
    throw fieldError('ownPassword', words.wrongOwnPassword)
  }
  backOff.succeeded(operator.username)
}

/** @throws AppError `forbidden` where it must be typed first */
export function requireConfirmed(confirmations: Confirmations, window: number, userId: number): void {
  if (confirmations.until(window, userId) !== null) return
  throw new AppError({ code: 'forbidden', message: words.confirmFirst })
}
