// The small lab for the services' tests: who is in it, edits as the window sends them, and what is stored.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Operator } from '@shared/roles'
import type { FernetKey } from '../../../src/main/crypto/fernet'
import type { KeySource } from '../../../src/main/crypto/keyring'
import { find, type Rows } from '../../../src/main/db/repository'
import type { TestDatabase } from '../../support/database'

const smallLab = readFileSync(resolve('test/support/fixtures/small-lab.sql'), 'utf8')

/** Ids in the small lab, in the order of its rows. */
export const ids = { ada: 1, tobe: 2, lina: 3, raul: 4, yui: 5, gone: 6 } as const

export const admin: Operator = {
  id: ids.ada,
  username: 'ada',
  firstName: 'Ada',
  lastName: 'Novák',
  role: 'admin',
}
export const manager: Operator = {
  id: ids.tobe,
  username: 'tobe',
  firstName: 'Tobe',
  lastName: 'Okafor',
  role: 'manager',
}

/** A person to add. */
export const newcomer = {
  username: 'mia',
  email: 'mia@lab.example.edu',
  firstName: 'Mia',
  lastName: 'Wong',
  password: 'Correct-Horse-9',
  role: 'regular',
  disabled: false,
} as const

/** What a lab's keyring answers that has these keys. */
export function keysOf(...keys: FernetKey[]): KeySource {
  return () => Promise.resolve(keys)
}

/** Only the small lab, and nothing else. */
export async function fill(test: TestDatabase): Promise<void> {
  await test.clear()
  await test.sql(smallLab)
}

type Entity = 'user' | 'vm' | 'bookmark'

/** Changes made on the row as it is now. */
export async function editOf<E extends Entity, C>(test: TestDatabase, entity: E, id: number, changes: C) {
  const row: Rows[E] | null = await test.database.session((session) => find(session, entity, id))
  if (!row) throw new Error(`There is no ${entity} ${id}`)
  return { id, version: row.version, base: { ...row }, changes }
}

/** Everything that is stored, to tell that nothing was written. */
export async function everything(test: TestDatabase): Promise<unknown> {
  const [row] = await test.sql<{ all: unknown }>(`SELECT json_build_object(
  'users', (SELECT json_agg(u ORDER BY id) FROM users u),
  'vms', (SELECT json_agg(v ORDER BY id) FROM virtual_machines v),
  'bookmarks', (SELECT json_agg(b ORDER BY id) FROM bookmarks b)) AS all`)
  return row?.all
}

/** Waits until so many have come, then lets all of them go on. */
export function meeting(count: number): () => Promise<void> {
  let open: () => void = () => undefined
  const all = new Promise<void>((done) => (open = done))
  let come = 0
  return () => {
    come += 1
    if (come === count) open()
    return all
  }
}
