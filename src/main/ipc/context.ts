// What a handler is given, and what shape the table of all handlers must have.
import type { CallName, Contract, Output, ParsedInput, Progress } from '@shared/call'
import type { Operator } from '@shared/roles'
import type { Session } from '../db/session'

type ScopeOf<N extends CallName> = Contract[N]['scope']
type OperatorOf<N extends CallName> = Contract[N]['access'] extends 'anyone' ? null : Operator

interface Common<N extends CallName> {
  readonly signal: AbortSignal
  readonly progress: (value: Progress<N>) => void
  /** As the database had it at this call; null where the call may be made before sign-in. */
  readonly operator: OperatorOf<N>
  /** The window the call came from. */
  readonly window: number
}

/** A session of the handler's own, for calls that think before they write; the role is read again in it. */
interface OwnSessions {
  session<T>(fn: (session: Session) => Promise<T>, options?: { readOnly?: boolean }): Promise<T>
}

export type Context<N extends CallName> = Common<N> &
  (ScopeOf<N> extends 'none' ? OwnSessions : { readonly session: Session })

/** A call that answers nothing may be handled by a function that returns nothing. */
type Result<N extends CallName> =
  Output<N> extends undefined ? void | Promise<void> : Output<N> | Promise<Output<N>>

export type Handlers = {
  [N in CallName]: (input: ParsedInput<N>, context: Context<N>) => Result<N>
}
