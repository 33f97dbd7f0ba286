// Making an administrator without being signed in: for an empty lab, or by whoever holds the secrets file.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import type { userAdd } from '@shared/entities/user'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { hasUsableAdmin, lockUsers } from '../db/people'
import { add } from '../db/repository'
import type { Session } from '../db/session'
import { requireUnclaimed } from './people-rules'

type Person = Omit<z.output<typeof userAdd>, 'role' | 'disabled'>

/**
 * Add an enabled admin. Allowed where the lab has no enabled admin, or where `proof` is the database password:
 * passwords can be lost without the database knowing it. `expected` is null for an embedded lab, which has none.
 * @throws AppError `invalid_input` on field `proof`, or on `username` where machines are still assigned to a former
 * one of that name; `conflict` where the name or address is taken
 */
export async function createAdministrator(
  session: Session,
  request: { person: Person; hash: string; proof: string },
  expected: string | null,
): Promise<string> {
  await lockUsers(session)
  const proved = expected !== null && request.proof !== '' && equal(request.proof, expected)
  if (!proved && (await hasUsableAdmin(session))) {
    throw new AppError({
      code: 'invalid_input',
      message: text.services.administratorExists,
      fields: { proof: text.services.administratorExists },
    })
  }
  await requireUnclaimed(session, request.person.username)
  const { password: _, ...person } = request.person
  const row = await add(session, 'user', {
    ...person,
    role: 'admin',
    disabled: false,
    password: request.hash,
  })
  return row.username
}

function equal(left: string, right: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest()
  return timingSafeEqual(digest(left), digest(right))
}
