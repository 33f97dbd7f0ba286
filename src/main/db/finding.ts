// What a step of the connection test found.
import type { TlsMode } from '@shared/tls'

/** With a remedy it has failed. `offer`: see `testStep`. */
export interface Finding {
  detail: string
  remedy?: string
  offer?: TlsMode
}

/** Of an error of the system or the server; of several tried addresses, the first's. */
export function codeOf(error: unknown): string {
  const one = error instanceof AggregateError ? (error.errors[0] as unknown) : error
  return one instanceof Error && 'code' in one && typeof one.code === 'string' ? one.code : ''
}
