// Fills an empty users table from a first users' file: all of its people or none, whoever else starts or dies.
import { availableParallelism } from 'node:os'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { addUsers, hasUsers, lockUsers } from '../db/people'
import type { Database } from '../db/session'
import { hashPassword } from '../services/password'
import type { ParsedPerson } from './schema'

export { loadFirstUsers } from './first-users'

export interface SeedOptions {
  signal?: AbortSignal
  /** Passwords hashed so far, of how many. */
  progress?: (done: number, total: number) => void
}

/**
 * Add the people where the users table is empty, and answer their usernames; an empty list where it isn't. All
 * passwords are hashed first, so that the lock on the table is held for one insert only. The portal knows no lock
 * of ours: the lock is on its table. Killed at any point, all people are there or none.
 * @throws AppError `cancelled` by the signal, and what the database answers.
 */
export async function seed(
  database: Database,
  people: readonly ParsedPerson[],
  { signal, progress }: SeedOptions = {},
): Promise<string[]> {
  const options = signal ? { signal } : {}
  if (await database.session(hasUsers, { ...options, readOnly: true })) return []
  const hashes = await hashAll(people, signal, progress)
  return database.session(async (session) => {
    await lockUsers(session)
    if (await hasUsers(session)) return []
    const values = people.map(({ username, email, firstName, lastName, role }, index) => {
      const password = hashes[index]
      if (password === undefined) throw new Error('a first user has no password hash')
      return { username, email, firstName, lastName, role, disabled: false, password }
    })
    return (await addUsers(session, values)).map((row) => row.username)
  }, options)
}

/** In the file's order. A few at a time: each keeps a thread busy, and the window's work needs some too. */
async function hashAll(
  people: readonly ParsedPerson[],
  signal: AbortSignal | undefined,
  progress: SeedOptions['progress'],
): Promise<string[]> {
  const hashes: string[] = []
  const waiting = people.entries()
  let done = 0
  progress?.(0, people.length)
  const work = async () => {
    for (const [index, person] of waiting) {
      if (signal?.aborted === true) throw new AppError({ code: 'cancelled', message: text.errors.cancelled })
      hashes[index] = await hashPassword(person.password)
      done += 1
      progress?.(done, people.length)
    }
  }
  const workers = Math.min(Math.max(2, availableParallelism()), 4)
  await Promise.all(Array.from({ length: workers }, work))
  return hashes
}
