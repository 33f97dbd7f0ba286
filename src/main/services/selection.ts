// Which rows an action works on, and the check that the world has not moved on since the admin was asked.
import type { EntityName } from '@shared/entity'
import { AppError } from '@shared/errors'
import type { Selection } from '@shared/paging'
import { text } from '@shared/text'
import type { Lists } from '../db/lists'

/**
 * The ids of a selection of this entity's rows: those named, or all of an open list but some.
 * @throws AppError `invalid_input` for a list of other rows
 */
export async function selectedIds(
  lists: Lists,
  entity: EntityName,
  selection: Selection,
): Promise<readonly number[]> {
  if ('listId' in selection && lists.entityOf(selection.listId) !== entity) {
    throw new AppError({ code: 'invalid_input', message: text.errors.invalidCall, fields: {} })
  }
  return 'ids' in selection ? selection.ids : lists.ids(selection.listId, selection.except)
}

/** What a deletion takes with it; `assigned` machines of others only lose their assignee. */
export interface Counts {
  users: number
  vms: number
  bookmarks: number
  assigned: number
}

/** @throws AppError `stale` with the counts as they are now, where they differ from what the admin agreed to. */
export function requireExpected(expected: Counts, now: Counts): void {
  const kinds = ['users', 'vms', 'bookmarks', 'assigned'] as const
  const same = kinds.every((kind) => expected[kind] === now[kind])
  if (!same) throw new AppError({ code: 'stale', message: text.services.movedOn, fields: [], theirs: now })
}
