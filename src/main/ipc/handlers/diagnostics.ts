// Handlers of diagnostics: they need neither a sign-in nor a database.
import { parseRole, type Operator } from '@shared/roles'
import { findOperator } from '../../db/people'
import type { Session } from '../../db/session'
import type { Diagnostics } from '../../diagnostics/diagnostics'
import type { Handlers } from '../context'
import type { SignIns } from '../sign-ins'

export interface DiagnosticsHandlerParts {
  diagnostics: Diagnostics
  signIns: SignIns
  copyText(text: string): void
}

type DiagnosticsCalls = Extract<keyof Handlers, `diagnostics.${string}`>
type OpenSession = <T>(fn: (session: Session) => Promise<T>, options?: { readOnly?: boolean }) => Promise<T>

export function diagnosticsHandlers(parts: DiagnosticsHandlerParts): Pick<Handlers, DiagnosticsCalls> {
  /** Whoever is signed in, so that their name can be replaced; nobody where the database can't be asked. */
  async function signedIn(window: number, session: OpenSession): Promise<Operator | null> {
    const id = parts.signIns.get(window)
    if (id === null) return null
    const person = await session((open) => findOperator(open, id), { readOnly: true }).catch(() => null)
    const role = person && parseRole(person.role)
    if (!person || (role !== 'manager' && role !== 'admin')) return null
    return { id, username: person.username, firstName: person.firstName, lastName: person.lastName, role }
  }
  return {
    'diagnostics.copy': async (_, { window, session }) =>
      parts.copyText(await parts.diagnostics.short(await signedIn(window, session))),
    'diagnostics.collect': async (_, { window, session, signal }) =>
      parts.diagnostics.collect(await signedIn(window, session), signal),
    'diagnostics.save': async ({ id }) => ({ path: await parts.diagnostics.save(id) }),
  }
}
