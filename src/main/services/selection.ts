// Which rows an action works on, and the check that the world has not moved on since the admin was asked.
import { AppError } from '@shared/errors'
import type { Selection } from '@shared/paging'
import { text } from '@shared/text'
import type { Lists } from '../db/lists'

/** The ids of a selection: those named, or all of an open list but some. */
export async function selectedIds(lists: Lists, selection: Selection): Promise<readonly number[]> {
  return 'ids' in selection ? selection.ids : lists.ids(selection.listId, selection.except)
}

interface Counts {
  users: number
  vms: number
  bookmarks: number
}

/** @throws AppError `stale` with the counts as they are now, where they differ from what the admin agreed to. */
export function requireExpected(expected: Counts, now: Counts): void {
  const same =
    expected.users === now.users && expected.vms === now.vms && expected.bookmarks === now.bookmarks
  if (!same) throw new AppError({ code: 'stale', message: text.services.movedOn, fields: [], theirs: now })
}
