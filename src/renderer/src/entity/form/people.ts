// Looking people up on the server for the pickers.
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type { Output } from '@shared/call'
import { mayBeAssigned, mayOwn, type Purpose } from '@shared/roles'
import { text } from '@shared/text'
import { call } from '../../api/call'
import type { PersonRef } from './entity-form'

const words = text.form.person

export type Person = Output<'users.find'>['people'][number]
/** Somebody who is called so and can't be chosen. */
export type Unfit = Output<'users.find'>['unfit'][number]

/** People whose name, username or email holds what was typed; retyping cancels the search before. */
export function peopleQuery(typed: string, purpose: Purpose) {
  return queryOptions({
    queryKey: ['users.find', purpose, typed],
    queryFn: ({ signal }) => call('users.find', { text: typed, purpose }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 2_000,
    retry: false,
  })
}

/** The person of this username; null where there is none. Of two that differ in capitals only, the exact one. */
export async function findByUsername(
  username: string,
  purpose: Purpose,
  signal?: AbortSignal,
): Promise<Person | null> {
  const { people } = await call('users.find', { text: username, purpose }, signal ? { signal } : {})
  return calledSo(people, username)
}

function calledSo<P extends Person>(people: readonly P[], username: string): P | null {
  const exact = people.find((person) => person.username === username)
  return exact ?? people.find((person) => person.username.toLowerCase() === username.toLowerCase()) ?? null
}

/**
 * The person meant by what was typed and not picked: the one of that username, else the only one who matches; and who
 * is called so and can't be chosen.
 */
export async function findMeant(
  typed: string,
  purpose: Purpose,
): Promise<{ person: Person | null; unfit: Unfit | null }> {
  const { people, unfit } = await call('users.find', { text: typed, purpose })
  const refused = calledSo(unfit, typed)
  const exact = calledSo(people, typed)
  if (exact || typed === '' || refused) return { person: exact, unfit: refused }
  return {
    person: people.length === 1 ? (people[0] ?? null) : null,
    unfit: unfit.length === 1 ? (unfit[0] ?? null) : null,
  }
}

/** Why somebody can't be chosen, in a sentence. */
export function whyUnfit({ why }: Unfit, purpose: Purpose): string {
  return why === 'role' ? words.unfit.role[purpose === 'owner' ? 'owner' : 'assignee'] : words.unfit[why]
}

/** What is wrong with a stored owner or assignee, in a sentence; null where nothing is. */
export function personProblem(username: string, person: Person | null, purpose: Purpose): string | null {
  if (purpose === 'any') return null
  // The portal compares names to the letter.
  if (person?.username !== username) return words.orphan(username)
  if (person.disabled) return words.disabled(username)
  if (purpose === 'owner') return mayOwn(person.role) ? null : words.notOwner(username)
  return mayBeAssigned(person.role) ? null : words.notAssignable(username)
}

/** What is wrong with the person who is stored, asked of the server once per name. */
export function useStoredProblem(value: PersonRef | null, purpose: Purpose): string | null {
  const username = value?.username ?? ''
  const person = useQuery({
    queryKey: ['users.find', 'exact', username],
    queryFn: ({ signal }) => findByUsername(username, 'any', signal),
    enabled: purpose !== 'any' && username !== '',
    staleTime: 2_000,
    retry: false,
  })
  return person.data === undefined || username === '' ? null : personProblem(username, person.data, purpose)
}
