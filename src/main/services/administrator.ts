// Making an administrator without being signed in: for an empty lab, or by whoever holds the secrets file.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import type { userAdd } from '@shared/entities/user'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { hasUsableAdmin, lockUsers } from '../db/people'
import { add } from '../db/repository'
import type { Session } from '../db/session'
import type { SignInBackOff } from './password'
import { fieldError, requireMeansNobody, requireUnclaimed } from './people-rules'

type Person = Omit<z.output<typeof userAdd>, 'role' | 'disabled'>

/** Guesses at the database password are counted under a name that nobody can have. */
const holder = 'the database password\n'

/**
 * Whether `proof` is the database password, `expected`; null for an embedded lab, which has none. Wrong ones are slowed
 * like wrong passwords at sign-in.
 * @throws AppError `invalid_input` on field `proof` where it must be waited
 */
export function holdsSecrets(proof: string, expected: string | null, backOff: SignInBackOff): boolean {
  if (expected === null || proof === '') return false
  const wait = backOff.waitFor(holder)
  if (wait > 0) throw fieldError('proof', text.services.wait(Math.ceil(wait / 1000)))
  const isRight = equal(proof, expected)
  if (isRight) backOff.succeeded(holder)
  else backOff.failed(holder)
  return isRight
}

/**
 * Add an enabled admin. Allowed where the lab has no enabled admin, or to whoever `proved` to hold the secrets:
 * passwords can be lost without the database knowing it.
 * @throws AppError `invalid_input` on field `proof`, or on `username` where machines are still assigned to a former
 * one of that name; `conflict` where the name or address is taken
 */
export async function createAdministrator(
  session: Session,
  request: { person: Person; hash: string; proved: boolean },
): Promise<string> {
  await lockUsers(session)
  if (!request.proved && (await hasUsableAdmin(session))) {
    throw new AppError({
      code: 'invalid_input',
      message: text.services.administratorExists,
      fields: { proof: text.services.administratorExists },
    })
  }
  const { password: _, ...person } = request.person
  await requireMeansNobody(session, person, null)
  const row = await add(session, 'user', {
    ...person,
    role: 'admin',
    disabled: false,
    password: request.hash,
  })
  await requireUnclaimed(session, row.username)
  return row.username
}

function equal(left: string, right: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest()
  return timingSafeEqual(digest(left), digest(right))
}
