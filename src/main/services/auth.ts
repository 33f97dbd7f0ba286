// Sign-in: who comes in, what everyone else is told, and how wrong passwords slow the next try.
import { AppError } from '@shared/errors'
import { parseRole, type Operator } from '@shared/roles'
import { text } from '@shared/text'
import { findAdminContact, findForSignIn } from '../db/people'
import type { Session } from '../db/session'
import { verifyAbsent, verifyPassword, type SignInBackOff } from './password'

const words = text.services

interface SignInParts {
  session<T>(fn: (session: Session) => Promise<T>, options: { readOnly: true }): Promise<T>
  backOff: SignInBackOff
}

/**
 * Prove name and password. The name is a username or an email address, trimmed and lower-cased, the password
 * trimmed: as the portal's own sign-in does. An unknown name takes as long as a wrong password.
 * @throws AppError `invalid_input` (wrong, or to be tried later) or `forbidden` (right, but no way in here).
 */
export async function signIn(
  input: { username: string; password: string },
  { session, backOff }: SignInParts,
): Promise<Operator> {
  const name = input.username.trim().toLowerCase()
  const wait = backOff.waitFor(name)
  if (wait > 0) throw refused(words.wait(Math.ceil(wait / 1000)))
  // Counted before it is known, so that many at the same time count too.
  backOff.failed(name)
  const { person, whom } = await session(
    async (open) => ({ person: await findForSignIn(open, name), whom: await findAdminContact(open) }),
    { readOnly: true },
  ).catch((error: unknown) => {
    // An outage is no wrong password.
    backOff.untried(name)
    throw error
  })
  // bcrypt thinks for a quarter of a second: no connection is held meanwhile.
  const proved = person
    ? await verifyPassword(input.password.trim(), person.hash)
    : await verifyAbsent(input.password.trim())
  if (!person || !proved) throw refused(words.wrongSignIn)
  backOff.succeeded(name)
  const { id, username, firstName, lastName } = person
  const role = parseRole(person.role)
  const contact = whom ?? words.anAdmin
  if (person.disabled) throw denied(words.disabledAccountAsk(firstName, contact))
  if (role !== 'manager' && role !== 'admin') throw denied(words.noConsoleRoleAsk(firstName, contact))
  return { id, username, firstName, lastName, role }
}

function refused(message: string): AppError {
  return new AppError({ code: 'invalid_input', message, fields: {} })
}

function denied(message: string): AppError {
  return new AppError({ code: 'forbidden', message })
}
