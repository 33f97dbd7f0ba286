// Who is signed in proves once more that it is them: to unlock the window, and before what asks for it twice.
import { AppError } from '@shared/errors'
import { parseRole, type Operator } from '@shared/roles'
import { text } from '@shared/text'
import { findWithHash } from '../db/own-password'
import type { Session } from '../db/session'
import { verifyPassword, type SignInBackOff } from './password'

const words = text.services

/**
 * Prove the operator's own password, slowed by the same back-off as sign-in. Answers who they are now.
 * @throws AppError `not_signed_in` where they may no longer use the console, whatever the password; `invalid_input`
 * at `password` (wrong, or to be tried later).
 */
export async function proveOwnPassword(
  input: { id: number; password: string },
  parts: {
    session<T>(fn: (session: Session) => Promise<T>, options: { readOnly: true }): Promise<T>
    backOff: SignInBackOff
  },
): Promise<Operator> {
  const { backOff } = parts
  const person = await parts.session((open) => findWithHash(open, input.id), { readOnly: true })
  const role = person && parseRole(person.role)
  if (!person) throw ended(text.errors.operatorGone)
  if (person.disabled) throw ended(text.errors.operatorDisabled)
  if (role !== 'manager' && role !== 'admin') throw ended(text.errors.operatorDemoted)
  const name = person.username.toLowerCase()
  const wait = backOff.waitFor(name)
  if (wait > 0) throw refused(words.wait(Math.ceil(wait / 1000)))
  // Counted before it is known, so that many at the same time count too.
  backOff.failed(name)
  // bcrypt thinks for a quarter of a second: no connection is held meanwhile.
  if (!(await verifyPassword(input.password.trim(), person.hash))) throw refused(text.lock.wrong)
  backOff.succeeded(name)
  const { id, username, firstName, lastName } = person
  return { id, username, firstName, lastName, role }
}

function ended(message: string): AppError {
  return new AppError({ code: 'not_signed_in', message })
}

function refused(message: string): AppError {
  return new AppError({ code: 'invalid_input', message, fields: { password: message } })
}
