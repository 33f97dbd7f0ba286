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
  /** The program's own. */
  readonly file: string
  /** What happens in the open lab, in a file of its own; in the program's while none is open. */
  readonly lab: Log
  /** The file of the open lab, else the program's. */
  labFile(): string
  /** Turn to the log of another profile, by its id. */
  use(profile: string | null): void
}

/**
 * Open the logs in a folder: `main.log` of the program and one for each profile, after its id. Each is turned over at
 * 5 MB, one old file is kept.
 */
export function openLog(folder: string): FileLog {
  const file = join(folder, 'main.log')
  let ofLab = file
  return {
    file,
    ...writing(logger, () => file),
    lab: writing(logger.create({ logId: 'lab' }), () => ofLab),
    labFile: () => ofLab,
    use(profile) {
      ofLab = profile === null ? file : join(folder, `lab-${profile}.log`)
    },
  }
}

function writing(to: Pick<typeof logger, 'info' | 'warn' | 'error' | 'transports'>, file: () => string): Log {
  // Asked for at each message.
  to.transports.file.resolvePathFn = file
  to.transports.file.maxSize = 5 * 1024 * 1024
  to.transports.file.format = '{iso} {level} {text}'
  to.transports.console.level = false
  return {
    info: (message, details) => to.info(line(message, details)),
    warn: (message, details) => to.warn(line(message, details)),
    error(message, error, details) {
      const reference = randomBytes(4).toString('hex')
      to.error(line(`[${reference}] ${message}`, { ...details, ...describeError(error) }))
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
