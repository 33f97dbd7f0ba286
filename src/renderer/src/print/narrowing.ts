// What narrows a table down and in which order it stands, in words for the paper.
import type { Entity } from '@shared/entity'
import type { Filter, Query } from '@shared/paging'
import { text } from '@shared/text'
import { list } from '@shared/text/plural'

const words = text.print

/** One part for the search, one for each filter, one for the order. */
export function narrowingOf(entity: Entity, { search, filters, sort }: Query): string[] {
  const labelOf = (field: string) => entity.fields[field]?.label ?? field
  const parts: string[] = []
  if (search.trim() !== '') parts.push(words.search(search.trim()))
  for (const [field, filter] of Object.entries(filters)) {
    if (filter) parts.push(filterIn(labelOf(field), field, filter))
  }
  const order = sort.map(({ field, direction }) => words[direction](labelOf(field)))
  if (order.length > 0) parts.push(words.sorted(list(order)))
  return parts
}

function filterIn(column: string, field: string, filter: Filter): string {
  const { filter: say } = words
  switch (filter.kind) {
    case 'text':
      return say.text(column, filter.contains)
    case 'range': {
      const { min, max } = filter
      if (min !== null && max !== null) {
        return min === max ? say.is(column, String(min)) : say.range(column, String(min), String(max))
      }
      return min === null ? say.to(column, String(max ?? '')) : say.from(column, String(min))
    }
    case 'choice':
      return say.is(column, list(filter.values.map((role) => text.fields.roles[role] ?? role)))
    case 'flag': {
      const { disabledState, enabled, yes, no } = text.fields
      if (field === 'disabled') return say.is(column, filter.value ? disabledState : enabled)
      return say.is(column, filter.value ? yes : no)
    }
    case 'person':
      return say.is(column, filter.person?.username ?? text.fields.nobody)
  }
}
