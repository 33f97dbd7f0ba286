// The one machine that an action is about.
import type { VmRow } from '@shared/entities/vm'
import type { AnyRow } from '../entity/table/calls'

export function machineOf(rows: readonly AnyRow[]): VmRow | null {
  const [row] = rows
  return row && 'hasKey' in row ? row : null
}
