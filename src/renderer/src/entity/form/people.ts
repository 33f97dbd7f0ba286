// Looking people up on the server for the pickers.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Output } from '@shared/call'
import { mayBeAssigned, mayOwn } from '@shared/roles'
import { text } from '@shared/text'
import { call } from '../../api/call'

const words = text.form.person

export type Person = Output<'users.find'>[number]
export type Purpose = 'any' | 'owner' | 'assignee'

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

/** The person of exactly this username; null where there is none. */
export async function findByUsername(username: string, signal?: AbortSignal): Promise<Person | null> {
  const found = await call('users.find', { text: username, purpose: 'any' }, signal ? { signal } : {})
  return found.find((person) => person.username === username) ?? null
}

/** What is wrong with a stored owner or assignee, in a sentence; null where nothing is. */
export function personProblem(username: string, person: Person | null, purpose: Purpose): string | null {
  if (purpose === 'any') return null
  if (person === null) return words.orphan(username)
  if (purpose === 'owner') return mayOwn(person.role) ? null : words.notOwner(username)
  if (person.disabled) return words.disabled(username)
  return mayBeAssigned(person.role) ? null : words.notAssignable(username)
}
