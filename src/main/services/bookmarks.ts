// What may be done with bookmarks.
import type { z } from 'zod'
import type { bookmarkAdd, bookmarkChanges, BookmarkRow } from '@shared/entities/bookmark'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { add, find, update, type Values } from '../db/repository'
import type { Session } from '../db/session'
import { requireHolders } from './people-rules'
import { definedOf, type Edit } from './edit'

const words = text.services

export async function addBookmark(
  session: Session,
  values: z.output<typeof bookmarkAdd>,
): Promise<BookmarkRow> {
  await requireHolders(session, { ownerId: values.ownerId })
  return add(session, 'bookmark', values)
}

export async function updateBookmark(
  session: Session,
  edit: Edit<z.output<typeof bookmarkChanges>>,
): Promise<BookmarkRow> {
  const seen = await find(session, 'bookmark', edit.id)
  if (!seen) throw new AppError({ code: 'not_found', message: words.gone(words.bookmark) })
  const { ownerId } = edit.changes
  await requireHolders(session, { ownerId: ownerId === seen.ownerId ? undefined : ownerId })
  return update(session, 'bookmark', edit.id, {
    version: edit.version,
    base: edit.base,
    changes: definedOf<Partial<Values['bookmark']>>(edit.changes),
  })
}
