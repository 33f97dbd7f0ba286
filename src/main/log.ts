// The program's log: a file with what happened, stacks and statements, never values or secrets.

/** Where main writes what happened. Implementations must not be given values of rows, passwords, hashes or tokens. */
export interface Log {
  info(message: string, details?: Readonly<Record<string, unknown>>): void
  warn(message: string, details?: Readonly<Record<string, unknown>>): void
  /** Writes the error with its stack and answers a short reference to find it by. */
  error(message: string, error: unknown, details?: Readonly<Record<string, unknown>>): string
}
