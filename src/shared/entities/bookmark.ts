// A bookmark: its fields, how a row is read, what may be written.
import { z } from 'zod'
import type { Entity } from '../entity'
import { text } from '../text'
import * as rules from './rules'

const label = text.fields

export const bookmarkEntity = {
  name: 'bookmark',
  label: label.bookmark.label,
  plural: label.bookmark.plural,
  title: 'name',
  defaultSort: 'name',
  fields: {
    name: { label: label.name, kind: 'text', width: 240, sortable: true, search: true },
    link: { label: label.link, kind: 'text', width: 420, sortable: true, search: true },
    owner: { label: label.owner, kind: 'person', width: 160, sortable: true, search: true },
  },
} as const satisfies Entity

/** A stored row, read leniently. */
export const bookmarkRow = z.object({
  id: z.int(),
  version: z.string(),
  name: z.string(),
  link: z.string(),
  ownerId: z.int(),
  owner: z.string(),
})
export type BookmarkRow = z.infer<typeof bookmarkRow>

/** A new bookmark, checked strictly. */
export const bookmarkAdd = z.object({
  name: rules.line(50),
  link: rules.link,
  ownerId: z.int(text.rules.owner),
})
/** Only the fields that were changed. */
export const bookmarkChanges = z.object({
  name: rules.line(50).optional(),
  link: rules.link.optional(),
  ownerId: z.int(text.rules.owner).optional(),
})
