// How somebody arranged one table: order, widths, hidden columns, sort. Kept as a preference.
import { z } from 'zod'
import type { Entity, Field } from '@shared/entity'
import { directionSchema, type Direction } from '@shared/paging'

const sortSchema = z.object({ field: z.string().max(40), direction: directionSchema })
const layoutSchema = z.object({
  order: z.array(z.string()).catch([]),
  widths: z.record(z.string(), z.number()).catch({}),
  hidden: z.array(z.string()).catch([]),
  sort: z.array(sortSchema).max(2).catch([]),
  filters: z.boolean().catch(false),
})
export type TableLayout = z.infer<typeof layoutSchema>
export type SortBy = z.infer<typeof sortSchema>

export const plainLayout: TableLayout = { order: [], widths: {}, hidden: [], sort: [], filters: false }

/** A stored preference as a layout; whatever an older program or a hand left there that makes no sense is dropped. */
export function readLayout(stored: unknown, entity: Entity): TableLayout {
  const parsed = layoutSchema.safeParse(stored)
  if (!parsed.success) return plainLayout
  const { sort, ...rest } = parsed.data
  return { ...rest, sort: sort.filter(({ field }) => entity.fields[field]?.sortable === true) }
}

export interface TableColumn {
  id: string
  field: Field
  width: number
  fixed: boolean
  hidden: boolean
}

/** Columns in their order, hidden ones too; columns a newer program brings stand where the entity has them. */
export function columnsOf(entity: Entity, layout: TableLayout): TableColumn[] {
  const own = Object.keys(entity.fields).filter((id) => entity.fields[id]?.width !== undefined)
  const ordered = layout.order.filter((id) => own.includes(id))
  own.forEach((id, i) => {
    if (!ordered.includes(id)) ordered.splice(Math.min(i, ordered.length), 0, id)
  })
  const hidden = ordered.filter((id) => layout.hidden.includes(id))
  return ordered.flatMap((id) => {
    const field = entity.fields[id]
    if (!field) return []
    const width = layout.widths[id]
    return {
      id,
      field,
      width: width ?? field.width ?? 120,
      fixed: width !== undefined,
      // A table always has a column.
      hidden: layout.hidden.includes(id) && hidden.length < ordered.length,
    }
  })
}

/** Move a column to a place among those that are shown. */
export function moveColumn(entity: Entity, layout: TableLayout, id: string, to: number): TableLayout {
  const all = columnsOf(entity, layout)
  const shown = all.filter((column) => !column.hidden && column.id !== id).map((column) => column.id)
  shown.splice(to, 0, id)
  // Hidden columns keep their places; the shown ones fill the others in their new order.
  let next = 0
  return { ...layout, order: all.map((column) => (column.hidden ? column.id : (shown[next++] ?? column.id))) }
}

/** Give one column a width; the others are held at what they have, so that only its edge moves. */
export function resizeColumn(
  layout: TableLayout,
  id: string,
  width: number,
  present: Readonly<Record<string, number>>,
): TableLayout {
  return { ...layout, widths: { ...layout.widths, ...present, [id]: Math.round(width) } }
}

export function setHidden(layout: TableLayout, hidden: readonly string[]): TableLayout {
  return { ...layout, hidden: [...hidden] }
}

/** Sort by a column; again turns the direction. `add` keeps the first column and makes this one the second. */
export function sortBy(
  sort: readonly SortBy[],
  field: string,
  add: boolean,
  direction?: Direction,
): SortBy[] {
  const before = sort.find((each) => each.field === field)
  const turned = before?.direction === 'ascending' ? 'descending' : 'ascending'
  const next = { field, direction: direction ?? turned }
  if (!add) return [next]
  if (before) return sort.map((each) => (each.field === field ? next : each))
  return [...sort.slice(0, 1), next]
}
