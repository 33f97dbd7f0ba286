// How each table was left, kept as a preference of this lab.
import type { EntityName } from '@shared/entity'
import { preference, setPreference } from '../../api/preferences'
import { entities } from './calls'
import { readLayout, type TableLayout } from './layout'

const keys = { user: 'table.users', vm: 'table.vms', bookmark: 'table.bookmarks' } as const

export function keptLayout(entity: EntityName): TableLayout {
  return readLayout(preference(keys[entity]), entities[entity])
}

export function keepLayout(entity: EntityName, layout: TableLayout): void {
  setPreference(keys[entity], layout)
}
