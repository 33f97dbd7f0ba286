// Handlers of the three tables: reading windows of a list, adding, changing, deleting.
import { AppError } from '@shared/errors'
import type { Selection } from '@shared/paging'
import { text } from '@shared/text'
import { userRow } from '@shared/entities/user'
import type { EntityName } from '@shared/entity'
import type { ProfileFacts } from '@shared/profile'
import type { LabKeyring } from '../../config/lab-keys'
import { operationOf } from '../../db/history'
import { leavingOf } from '../../db/leavers'
import { searchEverything } from '../../db/people'
import { countExisting, find, remove, type Rows } from '../../db/repository'
import type { Lists } from '../../db/lists'
import type { Session } from '../../db/session'
import { addBookmark, updateBookmark } from '../../services/bookmarks'
import { copyRows } from '../../services/copy'
import { hashPassword } from '../../services/password'
import { peopleFor } from '../../services/people-for'
import { requireConfirmed } from '../../services/production'
import { requireExpected, selectedIds, type Counts } from '../../services/selection'
import { addUser, deleteUsers, updateUser } from '../../services/users'
import { addVm, updateVm } from '../../services/vms'
import type { Handlers } from '../context'

export interface EntityParts {
  lists(): Lists
  labKeyring: Pick<LabKeyring, 'settled'>
  copyText(text: string): void
  /** Of the lab that is open. */
  profile(): ProfileFacts | null
}

type EntityCalls = Extract<keyof Handlers, `${'users' | 'vms' | 'bookmarks' | 'lists' | 'search'}.${string}`>

const findLimit = 20
const paletteLimit = 8

/** The handlers of `users.*`, `vms.*`, `bookmarks.*`, `lists.*` and `search.*`. */
export function entityHandlers(parts: EntityParts): Pick<Handlers, EntityCalls> {
  const lists = () => parts.lists()
  /** The rows to delete, where production lets them go. */
  const confirmed = async (entity: EntityName, selection: Selection, name: string | undefined) => {
    const ids = await selectedIds(lists(), entity, selection)
    requireConfirmed(parts.profile(), entity, ids.length, name)
    return ids
  }
  return {
    'lists.total': async ({ listId }) => ({ total: await lists().total(listId) }),
    'lists.locate': async ({ listId, id }) => ({ place: await lists().locate(listId, id) }),
    'lists.close': ({ listId }) => lists().close(listId),
    'lists.copy': async ({ selection, listId, fields }, { session, signal }) => {
      const copied = await copyRows(session, lists(), { selection, listId, fields }, signal)
      parts.copyText(copied.text)
      return { rows: copied.rows }
    },
    'search.everything': (input, { session }) => searchEverything(session, input.text, paletteLimit),

    'users.list': (query, { session }) => lists().open(session, 'user', query),
    'users.rows': async ({ listId, start, count }, { session }) => ({
      rows: await lists().rows(session, 'user', listId, start, count),
    }),
    'users.get': ({ id }, { session }) => get(session, 'user', id),
    'users.find': (input, { session }) => peopleFor(session, input.text, input.purpose, findLimit),
    'users.add': async ({ confirmedName, ...values }, { session, operator }) => {
      const hash = await hashPassword(values.password)
      // Checked before the commit, as the dispatcher does where the session is its own.
      return session(async (open) =>
        saved(open, userRow.parse(await addUser(open, operator, values, hash, confirmedName))),
      )
    },
    'users.update': async ({ confirmedName, ...edit }, { session, operator }) => {
      const hash = edit.changes.password === undefined ? null : await hashPassword(edit.changes.password)
      return session(async (open) =>
        saved(open, userRow.parse(await updateUser(open, operator, edit, hash, confirmedName))),
      )
    },
    'users.consequences': async ({ selection, enabledOnly }, { session }) =>
      leavingOf(session, await selectedIds(lists(), 'user', selection), { enabledOnly }),
    'users.remove': async (
      { selection, expected, reassignTo, passTo, confirmedName },
      { session, operator },
    ) => {
      const ids = await confirmed('user', selection, confirmedName)
      const gone = await deleteUsers(session, operator, ids, expected, reassignTo, passTo)
      return { ...gone, operation: operationOf(session) }
    },

    'vms.list': (query, { session }) => lists().open(session, 'vm', query),
    'vms.rows': async ({ listId, start, count }, { session }) => ({
      rows: await lists().rows(session, 'vm', listId, start, count),
    }),
    'vms.get': ({ id }, { session }) => get(session, 'vm', id),
    'vms.add': async (values, { session }) =>
      saved(session, await addVm(session, values, parts.labKeyring.settled)),
    'vms.update': async (edit, { session }) =>
      saved(session, await updateVm(session, edit, parts.labKeyring.settled)),
    'vms.consequences': async ({ selection }, { session }) =>
      ownConsequences(session, 'vm', await selectedIds(lists(), 'vm', selection)),
    'vms.remove': async ({ selection, expected, confirmedName }, { session }) =>
      removeExpected(session, 'vm', await confirmed('vm', selection, confirmedName), expected),

    'bookmarks.list': (query, { session }) => lists().open(session, 'bookmark', query),
    'bookmarks.rows': async ({ listId, start, count }, { session }) => ({
      rows: await lists().rows(session, 'bookmark', listId, start, count),
    }),
    'bookmarks.get': ({ id }, { session }) => get(session, 'bookmark', id),
    'bookmarks.add': async (values, { session }) => saved(session, await addBookmark(session, values)),
    'bookmarks.update': async (edit, { session }) => saved(session, await updateBookmark(session, edit)),
    'bookmarks.consequences': async ({ selection }, { session }) =>
      ownConsequences(session, 'bookmark', await selectedIds(lists(), 'bookmark', selection)),
    'bookmarks.remove': async ({ selection, expected, confirmedName }, { session }) =>
      removeExpected(session, 'bookmark', await confirmed('bookmark', selection, confirmedName), expected),
  }
}

/** A row as it was stored, with the id under which that can be taken back. */
function saved<R>(session: Session, row: R): { row: R; operation: string } {
  return { row, operation: operationOf(session) }
}

async function get<E extends EntityName>(session: Session, entity: E, id: number): Promise<Rows[E]> {
  const row = await find(session, entity, id)
  if (!row) throw new AppError({ code: 'not_found', message: text.services.gone(text.services[entity]) })
  return row
}

/** How many of these still exist, and the names of the first few: nothing else hangs on a machine or bookmark. */
async function ownConsequences(session: Session, entity: 'vm' | 'bookmark', ids: readonly number[]) {
  const { count, names } = await countExisting(session, entity, ids)
  return {
    users: 0,
    vms: entity === 'vm' ? count : 0,
    bookmarks: entity === 'bookmark' ? count : 0,
    assigned: 0,
    names,
  }
}

async function removeExpected(
  session: Session,
  entity: 'vm' | 'bookmark',
  ids: readonly number[],
  expected: Counts,
) {
  const count = await remove(session, entity, ids)
  const now = { users: 0, vms: entity === 'vm' ? count : 0, bookmarks: entity === 'bookmark' ? count : 0 }
  // Thrown inside the session: where the world has moved on, the deletion is rolled back.
  requireExpected(expected, { ...now, assigned: 0 })
  return { ...now, operation: operationOf(session) }
}
