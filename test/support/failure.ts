// What an awaited promise fails with, for tests that look closely at errors.
import { AppError, type ErrorBody } from '@shared/errors'

/** The body of the AppError that a promise rejects with; any other outcome is an error of the test. */
export async function failure(promise: Promise<unknown>): Promise<ErrorBody> {
  const thrown = await promise.then(
    () => new Error('It did not fail'),
    (error: unknown) => error,
  )
  if (thrown instanceof AppError) return thrown.body
  throw thrown
}
