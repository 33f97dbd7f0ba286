// Counts and reads findings, in few scans and short statements; holds the rows that a repair is about to write.
import type { EntityName } from '@shared/entity'
import { kindFacts, type Chosen, type FindingKind } from '@shared/integrity'
import { column, tables } from './columns'
import { conditions, cutKey, cutPassword, fromMachines, needsPeople, scans } from './integrity-conditions'
import { lockPeople } from './lock-people'
import { isId, self } from './rows'
import type { Session } from './session'
import { read } from './statements'

export { scans }

/** Milliseconds that one scan may take: on a server under load the page says so, and leaves it alone. */
const scanLimit = 20_000

export interface MachineFinding {
  id: number
  name: string
  host: string
  port: number
  username: string
  shared: boolean
  assignedTo: string | null
  ownerId: number
  /** Usernames and roles are as stored. */
  owner: string
  ownerRole: string
  ownerDisabled: boolean
  assigneeRole: string | null
  cutPassword: boolean
  cutKey: boolean
}
export interface PersonFinding {
  id: number
  username: string
  email: string
  firstName: string
  lastName: string
  role: string
  disabled: boolean
}
export interface BookmarkFinding {
  id: number
  name: string
  link: string
  ownerId: number
  owner: string
}
export interface FindingRows {
  vm: MachineFinding
  user: PersonFinding
  bookmark: BookmarkFinding
}

/** How many rows each kind of one scan finds. `sharingOff`: the portal shows nobody other people's shared machines. */
export async function countFindings(
  session: Session,
  kinds: readonly FindingKind[],
  sharingOff: boolean,
): Promise<{ kind: FindingKind; count: number }[]> {
  const [first] = kinds
  if (first === undefined) return []
  // Room for a hundred thousand people in memory: in the usual 4 MB they would be sorted out on disk.
  await read(session, { text: `SET LOCAL statement_timeout = ${scanLimit}; SET LOCAL work_mem = '32MB'` })
  const { entity } = kindFacts[first]
  const joined = needsPeople(first) ? fromMachines('once') : { with: '', from: `${tables[entity]} ${self}` }
  const [only] = kinds.length === 1 ? kinds : []
  const counts = kinds.map((kind) =>
    only === undefined
      ? `(count(*) FILTER (WHERE ${conditions[kind]}))::int AS "${kind}"`
      : `count(*)::int AS "${kind}"`,
  )
  // Alone, a condition may become a join: looking for twins one by one would take their square.
  const where = only === undefined ? '' : ` WHERE ${conditions[only]}`
  const [row] = await read<Partial<Record<FindingKind, number>>>(session, {
    text: `${joined.with} SELECT ${counts.join(', ')} FROM ${joined.from}${where}`,
    ...(needsPeople(first) && { values: [sharingOff] }),
  })
  return kinds.map((kind) => ({ kind, count: row?.[kind] ?? 0 }))
}

const fields: Readonly<Record<EntityName, readonly string[]>> = {
  vm: ['id', 'name', 'host', 'port', 'username', 'shared', 'assignedTo', 'ownerId'],
  user: ['id', 'username', 'email', 'firstName', 'lastName', 'role', 'disabled'],
  bookmark: ['id', 'name', 'link', 'ownerId'],
}
const own = (entity: EntityName) =>
  fields[entity].map((field) => `${column(entity, field, self)} AS "${field}"`).join(', ')

export interface Part {
  /** Only ids above this one. */
  after: number
  limit: number
  chosen: Chosen
  sharingOff: boolean
}

/** The findings of a kind in the order of their ids. `entity` is the kind's own. */
export async function readFindings<E extends EntityName>(
  session: Session,
  entity: E,
  kind: FindingKind,
  part: Part,
): Promise<FindingRows[E][]> {
  const { chosen } = part
  const ids = 'ids' in chosen ? chosen.ids : chosen.except
  const values: unknown[] = [part.sharingOff, part.after, part.limit, ids.filter(isId)]
  const choose = 'ids' in chosen ? `= ANY($4::int[])` : `<> ALL($4::int[])`
  const { select, from, before } = sourceOf(entity)
  return read<FindingRows[E]>(session, {
    text: `${before} SELECT ${own(entity)}${select} FROM ${from}
WHERE ${conditions[kind]} AND $1::boolean IS NOT NULL AND ${self}.id > $2::int AND ${self}.id ${choose}
ORDER BY ${self}.id LIMIT $3::int`,
    values,
  })
}

function sourceOf(entity: EntityName): { select: string; from: string; before: string } {
  if (entity === 'user') return { select: '', from: `users ${self}`, before: '' }
  if (entity === 'bookmark') {
    const owner = `coalesce((SELECT o.username FROM users o WHERE o.id = ${self}.user_id), '') AS owner`
    return { select: `, ${owner}`, from: `bookmarks ${self}`, before: '' }
  }
  const machines = fromMachines('looked-up')
  const select = `, o.username AS owner, o.role AS "ownerRole", o.disabled AS "ownerDisabled", a.role AS "assigneeRole", ${cutPassword} AS "cutPassword", ${cutKey} AS "cutKey"`
  return { select, from: machines.from, before: machines.with }
}

/**
 * Findings that are held until the session ends, with the people whom machines stand by, and `others`. `seen`: the ids there were
 * before waiting for those who write them too; those of them that are mended now are not among the rows.
 */
export async function holdFindings<E extends EntityName>(
  session: Session,
  entity: E,
  kind: FindingKind,
  part: Part,
  others: readonly number[],
): Promise<{ rows: FindingRows[E][]; seen: number[] }> {
  const before = await readFindings(session, entity, kind, part)
  const seen = before.map(({ id }) => id)
  if (seen.length === 0) return { rows: [], seen }
  const machines: FindingRows[EntityName][] = before
  const stood = new Map(machines.filter(isMachine).map((row) => [row.id, row]))
  // People before machines, as whoever deletes or renames them locks them.
  if (stood.size > 0) await holdPeople(session, [...stood.values()], others)
  await read(session, {
    text: `SELECT id FROM ${tables[entity]} WHERE id = ANY($1::int[]) ORDER BY id FOR UPDATE`,
    values: [seen],
  })
  // In a statement of its own: one that waits for a row goes on with the people it had found for it before.
  const now = await readFindings(session, entity, kind, { ...part, chosen: { ids: seen } })
  const rows = now.filter((row) => {
    const machine: FindingRows[EntityName] = row
    if (!isMachine(machine)) return true
    const earlier = stood.get(row.id)
    // Where it stands by other people now, nobody holds those: as good as mended.
    return machine.assignedTo === earlier?.assignedTo && machine.ownerId === earlier.ownerId
  })
  return { rows, seen }
}

function isMachine(row: FindingRows[EntityName]): row is MachineFinding {
  return 'assignedTo' in row
}

async function holdPeople(
  session: Session,
  machines: readonly Pick<MachineFinding, 'ownerId' | 'assignedTo'>[],
  others: readonly number[],
): Promise<void> {
  const names = new Set(machines.flatMap(({ assignedTo }) => (assignedTo === null ? [] : [assignedTo])))
  const ids = new Set([...machines.map(({ ownerId }) => ownerId), ...others])
  await lockPeople(session, { ids: [...ids], usernames: [...names] }, 'share')
}

/** Which of these names, in lower case and without blanks around, somebody has, and which a machine is assigned to. */
export async function namesInUse(
  session: Session,
  names: readonly string[],
): Promise<{ taken: Set<string>; claimed: Set<string> }> {
  const [row] = await read<{ taken: string[]; claimed: string[] }>(session, {
    text: `SELECT array(SELECT DISTINCT lower(btrim(username, E' \\t\\n\\r\\f\\v')) FROM users WHERE lower(btrim(username, E' \\t\\n\\r\\f\\v')) = ANY($1::text[])) AS taken,
  array(SELECT DISTINCT assigned_to FROM virtual_machines WHERE assigned_to = ANY($1::text[])) AS claimed`,
    values: [names],
  })
  return { taken: new Set(row?.taken ?? []), claimed: new Set(row?.claimed ?? []) }
}
