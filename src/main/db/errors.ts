// Turns what the driver or Sequelize throw into the program's closed set of errors.
import type { EntityName } from '@shared/entity'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { limits } from './driver'

const words = text.database

/** What is known about the statement that failed, beyond what the server says. */
export interface FailureContext {
  entity?: EntityName
  /** A violated reference means something else for a row that is deleted than for one that is written. */
  removing?: boolean
  /** The field of a violated uniqueness, from the catalogue. */
  field?: string | null
  /** Lengths of the text values written, by field: the server names no column when one is too long. */
  lengths?: Readonly<Record<string, number>>
  /** The session's own limit for a statement, in milliseconds. */
  statementTimeout?: number
  /** Statement text without values, for the log. */
  statement?: string
}

/** The driver's own error inside what Sequelize wraps around it. */
export function driverError(error: unknown): unknown {
  if (error instanceof Error && 'parent' in error && error.parent instanceof Error) return error.parent
  return error
}

/** SQLSTATE of an error from the server, or the name of a failed system call (`ECONNREFUSED`), or ''. */
export function codeOf(error: unknown): string {
  const cause = driverError(error)
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
}

/** Whether the server itself said so: then the connection works, and the statement had no effect. */
export function isServerError(error: unknown): boolean {
  const cause = driverError(error)
  return cause instanceof Error && 'severity' in cause
}

const ending = /^(08...|57P0[1-5]|25P03|53300)$/u

/** Whether the connection is lost or could not be made. Only then is it unknown what the server did. */
export function isConnectionError(error: unknown): boolean {
  const cause = driverError(error)
  if (isServerError(cause)) return ending.test(codeOf(cause)) || severityOf(cause) === 'FATAL'
  if (!(cause instanceof Error)) return false
  return (
    /^Sequelize(Connection|HostNot|AccessDenied|InvalidConnection)/u.test(nameOf(error)) ||
    /^E[A-Z_]+$/u.test(codeOf(cause)) ||
    /^(Connection terminated|Query read timeout|Client (has encountered|was closed)|timeout expired|ConnectionManager\.getConnection|pool is draining)/u.test(
      cause.message,
    )
  )
}

function severityOf(cause: unknown): string {
  return cause instanceof Error && 'severity' in cause && typeof cause.severity === 'string'
    ? cause.severity
    : ''
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}

/** A failure of the database that people cannot help: for the log, without the server's words, which quote values. */
function internal(cause: Error, context: FailureContext): Error {
  const failure = new Error(`The database answered ${codeOf(cause) || 'with an error'}`)
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line))
  failure.stack = [failure.message, ...frames].join('\n')
  const pick = (key: string) => (key in cause ? { [key]: cause[key as keyof Error] } : {})
  return Object.assign(
    failure,
    { name: 'DatabaseFailure', sql: context.statement ?? '' },
    ...['code', 'constraint', 'table', 'column', 'routine'].map(pick),
  )
}

/**
 * The error to throw on: an AppError of the closed set where people can do something about it, the same error
 * where it isn't the database's, and else one that is safe to log (the dispatcher makes it `internal`).
 */
export function toAppError(error: unknown, context: FailureContext = {}): Error {
  if (error instanceof AppError) return error
  const cause = driverError(error)
  if (!(cause instanceof Error)) return new Error('Something that is no error was thrown')
  if (isConnectionError(error)) {
    return new AppError(
      { code: 'unavailable', message: connectionMessage(error) },
      { cause: internal(cause, context) },
    )
  }
  if (!isServerError(cause)) return cause
  return serverError(cause, context) ?? internal(cause, context)
}

function serverError(cause: Error, context: FailureContext): AppError | null {
  const options = { cause: internal(cause, context) }
  const invalid = (message: string, fields: Record<string, string> = {}) =>
    new AppError({ code: 'invalid_input', message, fields }, options)
  const code = codeOf(cause)
  switch (code) {
    case '23505': {
      const field = context.field ?? ''
      return new AppError(
        { code: 'conflict', field, message: words.taken[field] ?? words.takenOther },
        options,
      )
    }
    case '23503':
      return context.removing === true
        ? new AppError({ code: 'in_use', message: words.stillReferred }, options)
        : new AppError({ code: 'conflict', field: 'ownerId', message: words.ownerGone }, options)
    case '23502':
      return invalid(text.errors.invalidInput, context.field ? { [context.field]: words.missingValue } : {})
    case '22001':
      return tooLong(cause, context, invalid)
    case '23514':
    case '22003':
    case '22021':
    case '22P02':
    case '22P05':
      return invalid(words.refusedValue)
    case '25006':
      return new AppError({ code: 'forbidden', message: words.readOnly }, options)
    case '42501':
      return new AppError({ code: 'forbidden', message: words.notPermitted }, options)
    case '40001':
    case '40P01':
    case '55P03':
      return new AppError({ code: 'in_use', message: words.busy }, options)
    case '57014': {
      const seconds = Math.round((context.statementTimeout ?? limits.statement) / 1000)
      return new AppError({ code: 'in_use', message: words.slow(seconds) }, options)
    }
    case '0A000':
    case '26000':
      // A prepared statement whose table was altered meanwhile; the connection is thrown away with it.
      return isStalePlan(cause)
        ? new AppError({ code: 'in_use', message: words.changedTables }, options)
        : null
    default:
      return null
  }
}

/** A prepared statement that the server no longer runs, because a table was altered or a pooler forgot it. */
export function isStalePlan(error: unknown): boolean {
  const cause = driverError(error)
  if (codeOf(cause) === '26000') return true
  return (
    codeOf(cause) === '0A000' &&
    cause instanceof Error &&
    'routine' in cause &&
    cause.routine === 'RevalidateCachedQuery'
  )
}

function tooLong(
  cause: Error,
  context: FailureContext,
  invalid: (message: string, fields?: Record<string, string>) => AppError,
): AppError {
  // "value too long for type character varying(50)": the number stands there in every language.
  const limit = Number(/\((\d+)\)/u.exec(cause.message)?.[1] ?? Number.NaN)
  const fields = Object.entries(context.lengths ?? {}).filter(([, length]) => length > limit)
  return invalid(
    text.errors.valueTooLong,
    Object.fromEntries(fields.map(([field]) => [field, words.tooLong(limit)])),
  )
}

function connectionMessage(error: unknown): string {
  const code = codeOf(error)
  if (nameOf(error) === 'SequelizeConnectionAcquireTimeoutError') return words.crowded
  switch (code) {
    case '28P01':
      return words.wrongPassword
    case '28000':
      return words.notAdmitted
    case '3D000':
      return words.noDatabase
    case '53300':
      return words.tooMany
    case '57P03':
      return words.starting
    case 'ECONNREFUSED':
    case 'ENOENT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return words.noServer
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return words.noName
    case 'ETIMEDOUT':
      return words.timedOut
    default: {
      const cause = driverError(error)
      return cause instanceof Error && /timeout|timed out/iu.test(cause.message)
        ? words.timedOut
        : text.errors.unavailable
    }
  }
}
