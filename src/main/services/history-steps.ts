// What taking an operation back comes to: its changes drawn together row by row, and the steps that reverse them.
import type { EntityName } from '@shared/entity'
import type { Change, Logged } from '../db/history'

/** What one row went through in an operation, as if it had been done at once. */
export type Net = Change & { kind: 'add' | 'update' | 'remove' }

/** Rows of one entity to which the same was done, one after the other. */
export interface Step {
  entity: EntityName
  kind: Net['kind']
  rows: Net[]
}

/** The steps to be reversed, the last one first; what cancels itself out, and mere looks at secrets, are left out. */
export function stepsBack(changes: readonly Change[]): Step[] {
  const steps: Step[] = []
  for (const row of netOf(changes).reverse()) {
    const last = steps.at(-1)
    if (last?.entity === row.entity && last.kind === row.kind) last.rows.push(row)
    else steps.push({ entity: row.entity, kind: row.kind, rows: [row] })
  }
  return steps
}

/** All whom reversing these steps is about: who is written, and who owns things or is assigned machines again. */
export function peopleOf(steps: readonly Step[]) {
  const ids = new Set<number>()
  const usernames = new Set<string>()
  for (const { entity, rowId, old } of steps.flatMap(({ rows }) => rows)) {
    if (entity === 'user') ids.add(rowId)
    if (typeof old?.['ownerId'] === 'number') ids.add(old['ownerId'])
    if (typeof old?.['assignedTo'] === 'string') usernames.add(old['assignedTo'])
  }
  const admins = steps.some(({ entity }) => entity === 'user')
  return { ids: [...ids], usernames: [...usernames], admins }
}

function netOf(changes: readonly Change[]): Net[] {
  const rows = new Map<string, Net>()
  for (const change of changes) {
    if (change.kind === 'reveal' || change.kind === 'rekey') continue
    const key = `${change.entity} ${change.rowId}`
    const before = rows.get(key)
    // A row's place in the order is that of the last thing done to it.
    rows.delete(key)
    const net = before ? joined(before, change) : ({ ...change } as Net)
    if (net) rows.set(key, net)
  }
  return [...rows.values()]
}

function joined(first: Net, then: Change): Net | null {
  if (then.kind === 'remove') {
    if (first.kind === 'add') return null
    return { ...then, kind: 'remove', old: overlaid(then.old, first.kind === 'update' ? first.old : null) }
  }
  if (first.kind === 'remove') return { ...first }
  const after = { ...first.new, ...then.new }
  if (first.kind === 'add') return { ...first, label: then.label, new: after }
  const before: Logged = { ...then.old, ...first.old }
  const fields = Object.keys(after).filter((field) => before[field] !== after[field] || after[field] === true)
  if (fields.length === 0) return null
  return { ...first, label: then.label, old: only(before, fields), new: only(after, fields) }
}

function overlaid(row: Logged | null, earlier: Logged | null): Logged {
  return { ...row, ...earlier }
}

function only(values: Logged, fields: readonly string[]): Logged {
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? null]))
}
