// The closed set of errors that may cross from the main process to the window.
import { z } from 'zod'

const message = z.string()

/**
 * What the window may learn of a failure. `message` says what happened, to what, and what to do next.
 * `fields` maps a form's field name to its own sentence. `theirs` is the row as the database has it now.
 */
export const errorBody = z.discriminatedUnion('code', [
  z.object({ code: z.literal('invalid_input'), message, fields: z.record(z.string(), z.string()) }),
  z.object({ code: z.literal('not_signed_in'), message }),
  z.object({ code: z.literal('forbidden'), message }),
  z.object({ code: z.literal('not_found'), message }),
  z.object({ code: z.literal('conflict'), message, field: z.string() }),
  z.object({ code: z.literal('in_use'), message }),
  z.object({ code: z.literal('stale'), message, fields: z.array(z.string()), theirs: z.unknown() }),
  z.object({ code: z.literal('cancelled'), message }),
  z.object({ code: z.literal('unavailable'), message }),
  z.object({ code: z.literal('outcome_unknown'), message }),
  z.object({ code: z.literal('internal'), message, reference: z.string() }),
])
export type ErrorBody = z.infer<typeof errorBody>
export type ErrorCode = ErrorBody['code']

/** An error meant for people: main throws it, the envelope carries its body, the window's `call` rethrows it. */
export class AppError extends Error {
  override readonly name = 'AppError'
  constructor(
    readonly body: ErrorBody,
    options?: { cause?: unknown },
  ) {
    super(body.message, options)
  }
}

/** Narrow an unknown thrown value to one code of the closed set. */
export function isAppError<C extends ErrorCode>(
  error: unknown,
  code: C,
): error is AppError & { body: Extract<ErrorBody, { code: C }> } {
  return error instanceof AppError && error.body.code === code
}
