// The program's log: a file with what happened, stacks and statements, never values or secrets.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import logger from 'electron-log/node'

/** Where main writes what happened. Callers never hand over values of rows, passwords, hashes or tokens. */
export interface Log {
  info(message: string, details?: Readonly<Record<string, unknown>>): void
  warn(message: string, details?: Readonly<Record<string, unknown>>): void
  /** Writes the error with its stack and answers a short reference to find it by. */
  error(message: string, error: unknown, details?: Readonly<Record<string, unknown>>): string
}

export interface FileLog extends Log {
  readonly file: string
}

/** Open the log `main.log` in a folder; it is turned over at 5 MB, one old file is kept. */
export function openLog(folder: string): FileLog {
  const file = join(folder, 'main.log')
  logger.transports.file.resolvePathFn = () => file
  logger.transports.file.maxSize = 5 * 1024 * 1024
  logger.transports.file.format = '{iso} {level} {text}'
  logger.transports.console.level = false
  return {
    file,
    info: (message, details) => logger.info(line(message, details)),
    warn: (message, details) => logger.warn(line(message, details)),
    error(message, error, details) {
      const reference = randomBytes(4).toString('hex')
      logger.error(line(`[${reference}] ${message}`, { ...details, ...describeError(error) }))
      return reference
    },
  }
}

function line(message: string, details?: Readonly<Record<string, unknown>>): string {
  return details && Object.keys(details).length > 0 ? `${message} ${JSON.stringify(details)}` : message
}

// A driver's message quotes values ("invalid input syntax: ..."), and so does a parser's; class, code,
// statement and frames say as much without them.
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { thrown: typeof error }
  const fromDatabase = 'sql' in error || 'severity' in error || 'parent' in error
  const quotesInput = fromDatabase || error instanceof SyntaxError
  const frames = (error.stack ?? '').split('\n').filter((frame) => /^\s+at /u.test(frame))
  const pick = (key: string) =>
    key in error ? { [key]: (error as unknown as Record<string, unknown>)[key] } : {}
  return {
    name: error.name,
    ...(quotesInput ? {} : { message: error.message }),
    ...pick('code'),
    ...pick('constraint'),
    ...pick('table'),
    ...pick('sql'),
    stack: frames,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}
