// Counts the rows that others inserted, changed or deleted since a list was made, without any trigger or extra column.
import type { EntityName } from '@shared/entity'
import { tables } from './columns'
import { self } from './rows'
import type { Session } from './session'
import { andInSight } from './sight'
import { read } from './statements'
import type { Removed } from './work'

/** How an entity's table was when a list was made. */
export interface Baseline {
  /** pg_current_snapshot(): which transactions had been committed. */
  snapshot: string
  count: number
  maxId: number
  /** How many rows this program had deleted by then. */
  removed: number
}

/** What this program itself committed: not news to its own operator. */
export interface OwnWrites {
  has(xid: number): boolean
  removed(entity: EntityName): number
  note(xid: string, removed: Removed): void
}

/** More than anybody writes between two refreshes. */
const kept = 5_000

export function createOwnWrites(): OwnWrites {
  const xids = new Set<number>()
  const counts: Record<EntityName, number> = { user: 0, vm: 0, bookmark: 0 }
  return {
    has: (xid) => xids.has(xid),
    removed: (entity) => counts[entity],
    note(xid, removed) {
      xids.add(low(Number(xid)))
      const [oldest] = xids
      if (xids.size > kept && oldest !== undefined) xids.delete(oldest)
      for (const [entity, count] of Object.entries(removed) as [EntityName, number][]) counts[entity] += count
    },
  }
}

/** How the table was at the moment `snapshot`, where a list that leaves out nothing has all ids of that moment. */
export function baselineOf(entity: EntityName, ids: Int32Array, snapshot: string, own: OwnWrites): Baseline {
  const maxId = ids.reduce((highest, id) => Math.max(highest, id), 0)
  return { snapshot, count: ids.length, maxId, removed: own.removed(entity) }
}

/** How the table is now; `snapshot`: the earlier moment since which changes are news. */
export async function takeBaseline(
  session: Session,
  entity: EntityName,
  snapshot: string | null,
  own: OwnWrites,
): Promise<Baseline> {
  const removed = own.removed(entity)
  const values: unknown[] = []
  const seen = andInSight(session, entity, self, values)
  const [row] = await read<{ snapshot: string; count: number; maxId: number }>(session, {
    text: `SELECT pg_current_snapshot()::text AS snapshot, count(*)::int AS count, coalesce(max(id), 0) AS "maxId" FROM ${tables[entity]} ${self} WHERE true${seen}`,
    values,
  })
  if (!row) throw new Error('A count without an answer')
  return { ...row, snapshot: snapshot ?? row.snapshot, removed }
}

/** A cheap look: as long as it is the same, no transaction anywhere on the server has begun to write. */
export async function currentSnapshot(session: Session): Promise<string> {
  const [row] = await read<{ snapshot: string }>(session, {
    text: 'SELECT pg_current_snapshot()::text AS snapshot',
    prepare: true,
  })
  return row?.snapshot ?? ''
}

/** One scan of the table: rows written by transactions that the baseline had not seen, and rows that are missing. */
export async function countChanges(
  session: Session,
  entity: EntityName,
  baseline: Baseline,
  own: OwnWrites,
): Promise<number> {
  const before = parseSnapshot(baseline.snapshot)
  const values: unknown[] = [before.xmin, baseline.maxId]
  const seen = andInSight(session, entity, self, values)
  const groups = await read<{ xid: string | null; above: boolean; count: number }>(session, {
    // `age` counts transactions backwards from now: nothing is younger than the oldest one then under way, but those.
    text: `SELECT CASE WHEN age(xmin) BETWEEN 0 AND pg_snapshot_xmax(pg_current_snapshot())::text::bigint - $1::bigint + 1 THEN xmin::text END AS xid,
  id > $2::int AS above, count(*)::int AS count
FROM ${tables[entity]} ${self} WHERE true${seen} GROUP BY 1, 2`,
    values,
  })
  let total = 0
  let inserted = 0
  let others = 0
  for (const group of groups) {
    total += group.count
    if (group.above) inserted += group.count
    if (group.xid === null || before.saw(Number(group.xid))) continue
    if (!own.has(Number(group.xid))) others += group.count
  }
  const missing = baseline.count + inserted - total - (own.removed(entity) - baseline.removed)
  return others + Math.max(0, missing)
}

/** The lower half of a transaction's full number: what `xmin` holds. */
function low(xid: number): number {
  return xid % 0x1_0000_0000
}

function parseSnapshot(snapshot: string): { xmin: number; saw(xid: number): boolean } {
  const [xmin = '0', xmax = '0', running = ''] = snapshot.split(':')
  const open = new Set(running === '' ? [] : running.split(',').map((xid) => low(Number(xid))))
  const next = low(Number(xmax))
  // Numbers go round after four billion: before and after are a matter of the signed distance.
  return { xmin: Number(xmin), saw: (xid) => ((xid - next) | 0) < 0 && !open.has(xid) }
}
