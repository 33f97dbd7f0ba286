// How the window asks for a table: search, sort, filters, and windows out of a list that main holds.
import { z } from 'zod'

export const directionSchema = z.enum(['ascending', 'descending'])
export type Direction = z.infer<typeof directionSchema>

/** A filter by the kind of its column. Bounds of a range are inclusive. `person: null` means nobody. */
export const filterSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), contains: z.string().max(200) }),
  z.object({ kind: z.literal('range'), min: z.int().nullable(), max: z.int().nullable() }),
  z.object({ kind: z.literal('choice'), values: z.array(z.string().max(50)).max(20) }),
  z.object({ kind: z.literal('flag'), value: z.boolean() }),
  z.object({
    kind: z.literal('person'),
    person: z.object({ id: z.int(), username: z.string().max(50) }).nullable(),
  }),
])
export type Filter = z.infer<typeof filterSchema>

/** The most rows one window may have; a screen shows some 30 to 120. */
export const maxWindow = 500

/** The query of one table. Only these fields may be sorted or filtered by: nothing else reaches the database. */
export function querySchema<S extends string, F extends string>(
  sortable: readonly S[],
  filterable: readonly F[],
) {
  return z.object({
    search: z.string().max(200).default(''),
    sort: z
      .array(z.object({ field: z.enum(sortable), direction: directionSchema }))
      .max(2)
      .default([]),
    filters: z.partialRecord(z.enum(filterable), filterSchema).default({}),
  })
}
export interface Query {
  search: string
  sort: readonly { field: string; direction: Direction }[]
  filters: Readonly<Record<string, Filter | undefined>>
}

export const listId = z.string().min(1).max(40)

/** Rows by their places in an open list; a place whose row was deleted since comes back as null. */
export const windowInput = z.object({
  listId,
  start: z.int().nonnegative(),
  count: z.int().positive().max(maxWindow),
})

/** What an action works on: some ids, or all of an open list but some. */
export const selectionSchema = z.union([
  z.object({ ids: z.array(z.int()).min(1).max(100_000) }),
  z.object({ listId, except: z.array(z.int()).max(100_000) }),
])
export type Selection = z.infer<typeof selectionSchema>
