// Finds machines by their whole host, which has an index of its own where the lab's tables are improved.
import type { VmRow } from '@shared/entities/vm'
import { column } from './columns'
import { complete, fromRows, rowColumns, self } from './rows'
import type { Session } from './session'
import { andInSight } from './sight'
import { read } from './statements'

/** Machines whose host is just this, as typed or in lower case; a port behind it is left out of account. */
export async function findByHost(session: Session, typed: string, limit: number): Promise<VmRow[]> {
  const host = typed
    .trim()
    .replaceAll('\0', '')
    .replace(/:\d{1,5}$/u, '')
  // No host has blanks, and none is longer than its column: nothing is asked for a name of somebody.
  if (host === '' || host.length > 50 || /\s/u.test(host)) return []
  const values: unknown[] = [[...new Set([host, host.toLowerCase()])], limit]
  const seen = andInSight(session, 'vm', self, values)
  const rows = await read<VmRow>(session, {
    text: `SELECT ${rowColumns('vm')} FROM ${fromRows('vm')} WHERE ${column('vm', 'host', self)} = ANY($1::text[])${seen} ORDER BY ${column('vm', 'name', self)}, ${self}.id LIMIT $2::int`,
    values,
  })
  return complete(session, 'vm', rows)
}
