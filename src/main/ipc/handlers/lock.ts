// Handlers of the calls about locking the window.
import { AppError, isAppError } from '@shared/errors'
import { text } from '@shared/text'
import type { lockCalls } from '@shared/calls/lock'
import type { ProgramSettings } from '../../config/program-settings'
import type { LockWatch } from '../../lock/watch-lock'
import type { WindowLock } from '../../lock/window-lock'
import { proveOwnPassword } from '../../services/own-password'
import type { SignInBackOff } from '../../services/password'
import type { Handlers } from '../context'
import type { SignIns } from '../sign-ins'

export interface LockParts {
  windowLock: WindowLock
  lockWatch: LockWatch
  signIns: SignIns
  backOff: SignInBackOff
  programSettings: ProgramSettings
  /** Ends the window's sign-in with its lists; what is under way goes on. */
  endSignIn(window: number): void
}

export function lockHandlers(parts: LockParts): Pick<Handlers, keyof typeof lockCalls> {
  const { windowLock, lockWatch, signIns, backOff, programSettings } = parts
  return {
    'lock.state': () => ({ locked: windowLock.state() }),
    // Possible without the database: whoever leaves during an outage locks the window all the same.
    'lock.now': () => windowLock.lock({ cause: 'asked' }),
    'lock.unlock': async ({ password }, { session, window }) => {
      const id = signIns.get(window)
      if (id === null) throw new AppError({ code: 'not_signed_in', message: text.errors.notSignedIn })
      try {
        const operator = await proveOwnPassword({ id, password }, { session, backOff })
        // Somebody else may have signed in meanwhile.
        if (signIns.get(window) !== id) {
          throw new AppError({ code: 'cancelled', message: text.errors.cancelled })
        }
        windowLock.unlock()
        return operator
      } catch (error) {
        if (isAppError(error, 'not_signed_in') && signIns.get(window) === id) parts.endSignIn(window)
        if (isAppError(error, 'unavailable')) {
          throw new AppError({ code: 'unavailable', message: text.lock.unavailable }, { cause: error })
        }
        throw error
      }
    },
    'lock.settings': () => lockWatch.rules(),
    'lock.setMinutes': async ({ minutes }) => {
      const { fixed } = await lockWatch.rules()
      if (fixed !== null) throw new AppError({ code: 'forbidden', message: fixed })
      await programSettings.set('lock', { minutes }).finally(lockWatch.settingsChanged)
      return lockWatch.rules()
    },
  }
}
