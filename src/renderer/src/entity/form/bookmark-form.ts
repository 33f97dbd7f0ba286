// The form of a bookmark.
import { bookmarkAdd, bookmarkChanges, bookmarkRow, type BookmarkRow } from '@shared/entities/bookmark'
import { text } from '@shared/text'
import { call } from '../../api/call'
import type { EntityForm, PersonRef } from './entity-form'

export interface BookmarkValues {
  name: string
  link: string
  ownerId: PersonRef | null
}

export const bookmarkForm: EntityForm<BookmarkRow, BookmarkValues> = {
  entity: 'bookmark',
  blank: { name: '', link: '', ownerId: null },
  fromRow: (row) => ({
    name: row.name,
    link: row.link,
    ownerId: { id: row.ownerId, username: row.owner },
  }),
  toInput: (values) => ({ ...values, ownerId: values.ownerId?.id ?? null }),
  schema: bookmarkAdd,
  labels: { name: text.fields.name, link: text.fields.link, ownerId: text.fields.owner },
  show: (field, values) =>
    (field === 'ownerId' ? values.ownerId?.username : values[field]) || text.form.blank,
  asNew: (values) => values,
  parseRow: (value) => bookmarkRow.safeParse(value).data ?? null,
  title: (row) => row.name,
  load: (id, signal) => call('bookmarks.get', { id }, signal ? { signal } : {}),
  add: (values) => call('bookmarks.add', bookmarkAdd.parse(bookmarkForm.toInput(values))),
  update: ({ row, changes }) =>
    call('bookmarks.update', {
      id: row.id,
      version: row.version,
      base: { ...row },
      changes: bookmarkChanges.parse(changes),
    }),
}
