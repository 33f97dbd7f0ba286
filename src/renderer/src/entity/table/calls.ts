// The calls behind one table, by entity, so that everything else here is written once.
import { call } from '../../api/call'
import type { Input } from '@shared/call'
import { bookmarkEntity, type BookmarkRow } from '@shared/entities/bookmark'
import { userEntity, type UserRow } from '@shared/entities/user'
import { vmEntity, type VmRow } from '@shared/entities/vm'
import type { Entity, EntityName } from '@shared/entity'
import type { Query } from '@shared/paging'

export type AnyRow = UserRow | VmRow | BookmarkRow

export const entities: Readonly<Record<EntityName, Entity>> = {
  user: userEntity,
  vm: vmEntity,
  bookmark: bookmarkEntity,
}

export interface OpenedList {
  listId: string
  /** Null while main is still counting. */
  total: number | null
  rows: AnyRow[]
}

export interface TableCalls {
  open(query: Query, signal: AbortSignal): Promise<OpenedList>
  rows(
    window: { listId: string; start: number; count: number },
    signal?: AbortSignal,
  ): Promise<(AnyRow | null)[]>
}

const options = (signal?: AbortSignal) => (signal ? { signal } : {})

// Fields of a query are checked by main; here they come from the entity's own description.
export const tableCalls: Readonly<Record<EntityName, TableCalls>> = {
  user: {
    open: (query, signal) => call('users.list', query as Input<'users.list'>, { signal }),
    rows: async (window, signal) => (await call('users.rows', window, options(signal))).rows,
  },
  vm: {
    open: (query, signal) => call('vms.list', query as Input<'vms.list'>, { signal }),
    rows: async (window, signal) => (await call('vms.rows', window, options(signal))).rows,
  },
  bookmark: {
    open: (query, signal) => call('bookmarks.list', query as Input<'bookmarks.list'>, { signal }),
    rows: async (window, signal) => (await call('bookmarks.rows', window, options(signal))).rows,
  },
}

/** The name that stands for a row in sentences. */
export function titleOf(entity: EntityName, row: AnyRow): string {
  return String(valueOf(row, entities[entity].title) ?? '')
}

/** A row's value by the name of its field. */
export function valueOf(row: AnyRow, field: string): string | number | boolean | null | undefined {
  return (row as unknown as Record<string, string | number | boolean | null | undefined>)[field]
}
