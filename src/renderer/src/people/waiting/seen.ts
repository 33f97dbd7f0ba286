// The versions of rows that somebody looked at when choosing them: who was edited since is left alone.
import { seenRows } from '@shared/waiting'
import type { AnyRow } from '../../entity/table/calls'

export function seenOf(rows: readonly AnyRow[]): { id: number; version: string }[] {
  return rows.slice(0, seenRows).map(({ id, version }) => ({ id, version }))
}
