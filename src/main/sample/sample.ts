// Fills the sample lab, which is embedded and always the same, and knows how to sign in to it.
import { parseKey } from '../crypto/fernet'
import { addMany } from '../db/bulk'
import { keepOutOfHistory } from '../db/history'
import { addUsers, hasUsers, lockUsers } from '../db/people'
import type { Values } from '../db/repository'
import type { Database } from '../db/session'
import { generateSample, sampleSize } from './generate'

/** The sample lab's account, an admin. No secret: it opens made-up data on this computer, and the window shows it. */
export const sampleSignIn = { username: 'demo', password: 'Explore!Lab1' } as const
/** Everybody in the sample has the same password, so that it can be looked at with a manager's eyes too. */
const everybodysHash = '$2b$12$nJ2nEhRyNeh2LHJ2seiXmeTgQPyi.eI7mICB4/FkSPddvEJmioKP.'
/** The cipher key of the sample's stored credentials, which open nothing. */
export const sampleCipherKey = 'c2FtcGxlIGxhYiBrZXksIG9wZW5zIG5vdGhpbmcuLi4='

const chunk = 250

/**
 * Fill an empty lab with 300 people, 500 machines and 800 bookmarks, in one session: all or nothing. Where there
 * are people already nothing is done. Progress in rows, of how many. Answers whether it was filled.
 */
export async function fillSample(
  database: Database,
  { signal, progress }: { signal?: AbortSignal; progress?: (done: number, total: number) => void } = {},
): Promise<boolean> {
  const options = signal ? { signal } : {}
  if (await database.session(hasUsers, { ...options, readOnly: true })) return false
  const key = parseKey(sampleCipherKey)
  if (!key.ok) throw new Error('the sample’s key is damaged')
  const lab = generateSample(key.key, sampleSignIn.username)
  const total = sampleSize.people + sampleSize.vms + sampleSize.bookmarks
  let done = 0
  const more = (rows: number) => progress?.((done += rows), total)
  return database.session(async (session) => {
    await lockUsers(session)
    if (await hasUsers(session)) return false
    keepOutOfHistory(session)
    more(0)
    const rows = await addUsers(
      session,
      lab.people.map((person) => ({ ...person, password: everybodysHash })),
    )
    more(rows.length)
    const ids = new Map(rows.map((row) => [row.username, row.id]))
    const ownerId = (owner: string): number => {
      const id = ids.get(owner)
      if (id === undefined) throw new Error('a sample row has no owner')
      return id
    }
    const vms = lab.vms.map(({ owner, ...vm }): Values['vm'] => ({ ...vm, ownerId: ownerId(owner) }))
    const bookmarks = lab.bookmarks.map(({ owner, ...rest }) => ({ ...rest, ownerId: ownerId(owner) }))
    // In pieces: the embedded database answers nobody else meanwhile.
    for (const part of chunks(vms)) more(await addMany(session, 'vm', part))
    for (const part of chunks(bookmarks)) more(await addMany(session, 'bookmark', part))
    return true
  }, options)
}

function chunks<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / chunk) }, (_, index) =>
    items.slice(index * chunk, (index + 1) * chunk),
  )
}
