// The one gate of all calls: sender, sign-in, role, input, session, service, output, envelope. Knows no Electron.
import { z } from 'zod'
import type { CallName, Envelope, Spec } from '@shared/call'
import { contract } from '@shared/contract'
import { AppError, isAppError } from '@shared/errors'
import { isSmallData } from '@shared/request-size'
import { parseRole, type Operator } from '@shared/roles'
import { text } from '@shared/text'
import type { Sharing } from '@shared/sharing'
import { signChanges } from '../db/history'
import type { Database, Session } from '../db/session'
import { seeAs } from '../db/sight'
import type { Log } from '../log'
import type { Context, Handlers } from './context'
import type { SignIns } from './sign-ins'

export interface Caller {
  readonly window: number
  /** Whether the message came from the window's own main frame and origin. */
  readonly own: boolean
}

export interface Dispatcher {
  dispatch(caller: Caller, request: unknown): Promise<Envelope>
  cancel(caller: Caller, id: unknown): void
  /** Cancels what a window has under way: on reload, crash or close. */
  drop(window: number): void
}

type StoredOperator = Omit<Operator, 'role'> & { role: string; disabled: boolean }

export interface DispatchParts {
  handlers: Handlers
  signIns: SignIns
  log: Log
  /** The database to work on. Throws `unavailable` where there is none yet. */
  database(): { database: Database; readOnly: string | null; sharing: Sharing }
  /** The person who signed in, as the database has them now. */
  findOperator(session: Session, id: number): Promise<StoredOperator | null>
  /** Hears how each use of the database ended, so that the state follows. */
  outcome(error: unknown, database: Database): void
  progress(window: number, id: string, value: unknown): void
  operatorEnded(window: number, reason: string): void
}

const requestSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().max(64),
  input: z.unknown(),
})
const errors = text.errors
/** Calls under way at once, from all windows: far more than a window has reason for. */
const maxRunning = 256

/** Build the dispatcher over the whole contract. */
export function createDispatcher(parts: DispatchParts): Dispatcher {
  const running = new Map<string, AbortController>()
  const keyOf = (window: number, id: string) => `${window}/${id}`

  async function run(caller: Caller, request: unknown): Promise<unknown> {
    if (!caller.own) throw new AppError({ code: 'forbidden', message: errors.foreignFrame })
    // Before any schema looks at it: the preload's own check binds only who comes by it.
    if (!isSmallData(request)) throw invalidCall(text.requests.tooLarge)
    const parsed = requestSchema.safeParse(request)
    if (!parsed.success || !Object.hasOwn(contract, parsed.data.name)) throw invalidCall()
    const { id, input } = parsed.data
    const name = parsed.data.name as CallName
    const key = keyOf(caller.window, id)
    if (running.has(key)) throw invalidCall()
    if (running.size >= maxRunning) throw invalidCall(text.requests.tooMany)
    const controller = new AbortController()
    running.set(key, controller)
    try {
      return await perform(name, input, caller, id, controller.signal)
    } finally {
      running.delete(key)
    }
  }

  async function perform(name: CallName, input: unknown, caller: Caller, id: string, signal: AbortSignal) {
    const spec: Spec = contract[name]
    const { window } = caller
    const userId = spec.access === 'anyone' ? null : parts.signIns.get(window)
    if (spec.access !== 'anyone' && userId === null) {
      throw new AppError({ code: 'not_signed_in', message: errors.notSignedIn })
    }
    // What is under way goes on; nothing new begins before the operator has proved to be there.
    if ((spec.access !== 'anyone' || endsWork(name)) && parts.signIns.isLocked(window)) {
      throw new AppError({ code: 'forbidden', message: text.lock.refused })
    }
    const progress = (value: unknown) => parts.progress(window, id, value)

    const inSession = async <T>(
      fn: (session: Session, operator: Operator | null) => Promise<T>,
      options: { readOnly?: boolean },
    ): Promise<T> => {
      const { database, readOnly, sharing } = parts.database()
      if (readOnly !== null && options.readOnly !== true) {
        throw new AppError({ code: 'forbidden', message: readOnly })
      }
      try {
        const result = await database.session(
          async (session) => {
            const operator = userId === null ? null : await operatorNow(session, userId, window, spec)
            if (operator) {
              signChanges(session, { id: operator.id, username: operator.username, action: name })
              seeAs(session, operator, sharing)
            }
            const value = await fn(session, operator)
            // Before the commit: it may have waited for locks, and the operator lost their rights meanwhile.
            if (operator && options.readOnly !== true) {
              requireSame(operator, await operatorNow(session, operator.id, window, spec))
            }
            return value
          },
          { ...options, signal },
        )
        parts.outcome(null, database)
        return result
      } catch (error) {
        parts.outcome(error, database)
        throw error
      }
    }
    const answer = async (operator: Operator | null, rest: object) => {
      const handler = parts.handlers[name] as (input: unknown, context: Context<CallName>) => unknown
      const context = { signal, progress, operator, window, ...rest } as unknown as Context<CallName>
      const output = await handler(parseInput(spec, input), context)
      // Before the commit: a failure after it would make people repeat what was done.
      return spec.output.parse(output)
    }

    if (spec.scope !== 'none') {
      return inSession((session, operator) => answer(operator, { session }), {
        readOnly: spec.scope === 'read',
      })
    }
    const operator = userId === null ? null : await inSession(async (_, found) => found, { readOnly: true })
    return answer(operator, {
      session: (fn: (session: Session) => Promise<unknown>, options: { readOnly?: boolean } = {}) =>
        inSession((session, now) => {
          // What the handler was told of its operator may be minutes old: a sheet of passwords takes long.
          requireSame(operator, now)
          return fn(session)
        }, options),
    })
  }

  async function operatorNow(
    session: Session,
    userId: number,
    window: number,
    spec: Spec,
  ): Promise<Operator> {
    const person = await parts.findOperator(session, userId)
    const role = person && parseRole(person.role)
    const reason = !person
      ? errors.operatorGone
      : person.disabled
        ? errors.operatorDisabled
        : role !== 'manager' && role !== 'admin'
          ? errors.operatorDemoted
          : null
    if (reason !== null || !person || (role !== 'manager' && role !== 'admin')) {
      // Somebody else may have signed in since this call began.
      if (parts.signIns.get(window) === userId) {
        parts.signIns.end(window)
        parts.operatorEnded(window, reason ?? errors.notSignedIn)
      }
      throw new AppError({ code: 'not_signed_in', message: reason ?? errors.notSignedIn })
    }
    if (spec.access === 'admin' && role !== 'admin') {
      throw new AppError({ code: 'forbidden', message: errors.adminOnly })
    }
    const { id, username, firstName, lastName } = person
    return { id, username, firstName, lastName, role }
  }

  return {
    async dispatch(caller, request) {
      try {
        return { ok: true, value: await run(caller, request) }
      } catch (error) {
        if (error instanceof AppError && !isAppError(error, 'internal'))
          return { ok: false, error: error.body }
        const name = nameOf(request)
        const reference = parts.log.error(
          `call ${name} failed`,
          error instanceof AppError ? error.cause : error,
        )
        return { ok: false, error: { code: 'internal', message: errors.internal(reference), reference } }
      }
    },
    cancel(caller, id) {
      if (caller.own && typeof id === 'string') running.get(keyOf(caller.window, id))?.abort()
    },
    drop(window) {
      for (const [key, controller] of running) if (key.startsWith(`${window}/`)) controller.abort()
    },
  }
}

/** Calls that need no sign-in, and would all the same change or leave what a locked window keeps. */
const endingWork: ReadonlySet<string> = new Set<CallName>([
  'app.copyText',
  'auth.signIn',
  'desktop.accept',
  'lock.setMinutes',
  'settings.set',
  'settings.setFeed',
  'setup.connect',
  'setup.exploreSample',
  'setup.startEmbedded',
  'setup.loadFirstUsers',
  'setup.createAdministrator',
  'setup.leave',
  'profiles.open',
  'profiles.save',
  'profiles.correct',
  'profiles.remove',
  'profiles.exportTo',
  'profiles.importFrom',
])
const endsWork = (name: CallName) => endingWork.has(name)

function requireSame(before: Operator | null, now: Operator | null): void {
  if (before?.role !== now?.role) throw new AppError({ code: 'forbidden', message: errors.roleChanged })
}

function parseInput(spec: Spec, input: unknown): unknown {
  const parsed = spec.input.safeParse(input)
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    // Forms send their fields at the top or under `changes`/`person`; the last name on the path is the field's.
    const field = issue.path.findLast((part) => typeof part === 'string')
    if (field !== undefined) fields[String(field)] ??= issue.message
  }
  throw new AppError({ code: 'invalid_input', message: errors.invalidInput, fields })
}

function invalidCall(message: string = errors.invalidCall): AppError {
  return new AppError({ code: 'invalid_input', message, fields: {} })
}

function nameOf(request: unknown): string {
  const parsed = requestSchema.safeParse(request)
  return parsed.success && Object.hasOwn(contract, parsed.data.name) ? parsed.data.name : 'unknown'
}
