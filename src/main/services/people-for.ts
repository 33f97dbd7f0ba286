// Whom a text means where somebody is to be chosen, and who is called so and can't be, with the reason.
import { unfitFor, type Purpose } from '@shared/roles'
import { findPeople, findUnfit } from '../db/people'
import type { Session } from '../db/session'

/** So many of those who can't be chosen are named. */
const named = 5

export async function peopleFor(session: Session, typed: string, purpose: Purpose, limit: number) {
  const people = await findPeople(session, typed, purpose, limit)
  const unfit = (await findUnfit(session, typed, purpose, named)).map((person) => ({
    ...person,
    why: unfitFor(purpose, person) ?? ('role' as const),
  }))
  return { people, unfit }
}
