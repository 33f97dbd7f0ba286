// Handlers of sign-in and sign-out.
import { AppError, isAppError } from '@shared/errors'
import { parseRole } from '@shared/roles'
import { text } from '@shared/text'
import { findOperator } from '../../db/people'
import type { Log } from '../../log'
import { signIn } from '../../services/auth'
import type { SignInBackOff } from '../../services/password'
import type { Handlers } from '../context'
import type { SignIns } from '../sign-ins'

export interface AuthParts {
  signIns: SignIns
  backOff: SignInBackOff
  log: Log
  /** Ends the window's sign-in with its lists and running calls. */
  signOut(window: number): void
}

type AuthCalls = Extract<keyof Handlers, `auth.${string}`>

export function authHandlers({ signIns, backOff, log, signOut }: AuthParts): Pick<Handlers, AuthCalls> {
  return {
    'auth.signIn': async (input, { session, window, signal }) => {
      const accept = signIns.attempt(window)
      const operator = await signIn(input, { session, backOff })
      if (signal.aborted || !accept(operator.id)) {
        throw new AppError({ code: 'cancelled', message: text.errors.cancelled })
      }
      log.info('signed in', { user: operator.id, role: operator.role })
      return operator
    },
    // Possible without the database: whoever leaves during an outage is signed out all the same.
    'auth.signOut': (_, { window }) => {
      log.info('signed out', { user: signIns.get(window) })
      signOut(window)
    },
    'auth.current': async (_, { session, window }) => {
      const id = signIns.get(window)
      if (id === null) return null
      const person = await session((open) => findOperator(open, id), { readOnly: true }).catch(
        (error: unknown) => {
          if (isAppError(error, 'unavailable')) return null
          throw error
        },
      )
      const role = person && parseRole(person.role)
      if (!person || person.disabled || (role !== 'manager' && role !== 'admin')) return null
      const { username, firstName, lastName } = person
      return { id, username, firstName, lastName, role }
    },
  }
}
