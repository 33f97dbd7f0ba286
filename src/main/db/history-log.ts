// Reads the change log: operations newest first, what each did, and who may see which.
import type { EntityName } from '@shared/entity'
import type { Operator } from '@shared/roles'
import { text } from '@shared/text'
import { tables } from './columns'
import type { Change } from './history'
import { self } from './rows'
import { contains, pattern } from './search-expressions'
import type { Session } from './session'
import { andInSight, sightOf } from './sight'
import { execute, read, returningXid, write } from './statements'

/** Days are given as moments in milliseconds; `until` is the first that no longer counts. */
export interface HistoryFilter {
  person: number | null
  machine: number | null
  actor: number | null
  from: number | null
  until: number | null
  text: string
}

/** Where a page of operations ends. */
export interface Cursor {
  at: string
  operation: string
}

export interface LoggedOperation {
  operation: string
  /** Milliseconds. */
  at: number
  cursor: string
  actorId: number | null
  actor: string
  computer: string
  action: string
  undoes: string | null
  takenBack: boolean
  counts: { entity: EntityName; kind: Change['kind']; count: number }[]
  /** The first few of them, as far as the operator may see them. */
  changes: Change[]
}

/** Changes that come with each operation of a list, people first: what they own comes and goes with them. */
const head = 3
export const operationsPerPage = 50

const change = `json_build_object('entity', c.entity, 'rowId', c.row_id, 'label', c.label, 'kind', c.kind, 'old', c.old, 'new', c.new)`

/**
 * The log as an operator sees it, to be read from as `c`. An admin: all. A manager: what they did themselves; changes
 * of people they may manage and of those people's bookmarks; machines that they see now, and those that were theirs or
 * assigned to them. People who are gone are judged by the role they were deleted with. Their own changes of machines
 * that they never saw, as those of somebody they deleted, have neither name nor values, so that nothing finds them by
 * these. The values that the statement needs go to the end of `values`.
 */
function logFor(session: Session, operator: Pick<Operator, 'id' | 'role'>, values: unknown[]): string {
  if (operator.role === 'admin') return 'console_changes c'
  const me = `$${values.push(operator.id)}::int`
  const hidden = `$${values.push(text.history.outOfSight)}::text`
  const sight = sightOf(session)
  // The row as it was tells that the manager saw it then; what they added is what they typed.
  const was = (field: string) => `coalesce(c.old, c.new) ->> '${field}'`
  const seenThen = [
    "c.kind = 'add' AND c.undoes IS NULL",
    `${was('assignedTo')} <> ''`,
    ...(sight === null || sight.shared ? [`${was('shared')} = 'true'`] : []),
  ]
  const seen = `CASE WHEN c.entity = 'vm' THEN c.people @> ARRAY[${me}] OR EXISTS (
    SELECT FROM ${tables.vm} v WHERE v.id = c.row_id${andInSight(session, 'vm', 'v', values)})
    OR c.actor_id = ${me} AND coalesce(${seenThen.join(' OR ')}, false)
  ELSE c.actor_id = ${me} OR c.people <> '{}' AND lower(btrim(coalesce(c.old ->> 'role', ''))) NOT IN ('manager', 'admin')
  AND lower(btrim(coalesce(c.new ->> 'role', ''))) NOT IN ('manager', 'admin')
  AND NOT EXISTS (SELECT FROM unnest(c.people) p LEFT JOIN users u ON u.id = p WHERE p <> ${me}
    AND (lower(btrim(u.role)) IN ('manager', 'admin') OR u.id IS NULL AND NOT (c.entity = 'user' AND c.kind = 'remove')))
END`
  return `(SELECT id, operation, at, actor_id, actor, computer, action, undoes, entity, row_id, kind, people,
    CASE WHEN seen THEN label ELSE concat('#', row_id, ' ', ${hidden}) END AS label,
    CASE WHEN seen THEN old END AS old, CASE WHEN seen THEN new END AS new
  FROM (SELECT c.*, ${seen} AS seen FROM console_changes c) judged WHERE seen OR actor_id = ${me}) c`
}

/** `log`: see `logFor`. */
const summaryOf = (log: string) => `SELECT p.operation, (extract(epoch FROM p.at) * 1000)::float8 AS at,
  to_char(p.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS cursor,
  one.actor_id AS "actorId", one.actor, one.computer, one.action, one.undoes,
  EXISTS (SELECT FROM console_changes u WHERE u.undoes = p.operation) AS "takenBack",
  (SELECT json_agg(json_build_object('entity', entity, 'kind', kind, 'count', count) ORDER BY first) FROM (
    SELECT c.entity, c.kind, count(*)::int AS count, min(c.id) AS first FROM ${log}
    WHERE c.operation = p.operation GROUP BY c.entity, c.kind) counted) AS counts,
  (SELECT json_agg(${change} ORDER BY c.entity <> 'user', c.id) FROM (
    SELECT * FROM ${log} WHERE c.operation = p.operation
    ORDER BY c.entity <> 'user', c.id LIMIT ${head}) c) AS changes
FROM page p CROSS JOIN LATERAL (SELECT * FROM console_changes c WHERE c.operation = p.operation ORDER BY c.id LIMIT 1) one
ORDER BY p.at DESC, p.operation DESC`

/** One page of operations, newest first, after the cursor; one more than a page where there are more. */
export function listOperations(
  session: Session,
  operator: Operator,
  filter: HistoryFilter,
  after: Cursor | null,
): Promise<LoggedOperation[]> {
  const values: unknown[] = []
  const log = logFor(session, operator, values)
  const conditions: string[] = []
  const when = (value: unknown, condition: (place: string) => string) => {
    if (value !== null && value !== '') conditions.push(condition(`$${values.push(value)}`))
  }
  when(filter.person, (place) => `c.people @> ARRAY[${place}::int]`)
  when(filter.machine, (place) => `c.entity = 'vm' AND c.row_id = ${place}::int`)
  when(filter.actor, (place) => `c.actor_id = ${place}::int`)
  when(filter.from, (place) => `c.at >= to_timestamp(${place}::float8 / 1000)`)
  when(filter.until, (place) => `c.at < to_timestamp(${place}::float8 / 1000)`)
  const searched = "concat_ws(' ', c.label, c.actor, c.computer, c.old::text, c.new::text)"
  when(filter.text === '' ? null : pattern(filter.text, false), (place) =>
    contains(`lower(${searched})`, place),
  )
  if (after) {
    const at = `$${values.push(after.at)}::timestamptz`
    conditions.push(`(c.at, c.operation) < (${at}, $${values.push(after.operation)}::uuid)`)
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
  const page = `SELECT DISTINCT c.at, c.operation FROM ${log} ${where}
  ORDER BY c.at DESC, c.operation DESC LIMIT ${operationsPerPage + 1}`
  return read(session, { text: `WITH page AS (${page}) ${summaryOf(log)}`, values })
}

/** One operation, or null where there is none that the operator may see. */
export async function findOperation(
  session: Session,
  operator: Operator,
  operation: string,
): Promise<LoggedOperation | null> {
  const values: unknown[] = [operation]
  const log = logFor(session, operator, values)
  const page = `SELECT c.at, c.operation FROM ${log} WHERE c.operation = $1::uuid LIMIT 1`
  const rows = await read<LoggedOperation>(session, {
    text: `WITH page AS (${page}) ${summaryOf(log)}`,
    values,
  })
  return rows[0] ?? null
}

/** The operator's own last operation of so many seconds that wrote something and was not taken back, nor does so. */
export async function findLast(
  session: Session,
  operator: Operator,
  seconds: number,
): Promise<LoggedOperation | null> {
  const values: unknown[] = [operator.id, seconds]
  const log = logFor(session, operator, values)
  const page = `SELECT c.at, c.operation FROM console_changes c
  WHERE c.actor_id = $1::int AND c.at > now() - make_interval(secs => $2::float8) AND c.undoes IS NULL AND c.kind NOT IN ('reveal', 'rekey')
    AND NOT EXISTS (SELECT FROM console_changes u WHERE u.undoes = c.operation)
  ORDER BY c.at DESC, c.operation DESC LIMIT 1`
  const rows = await read<LoggedOperation>(session, {
    text: `WITH page AS (${page}) ${summaryOf(log)}`,
    values,
  })
  return rows[0] ?? null
}

export interface RowChange extends Change {
  id: string
  operation: string
  at: number
  actor: string
  computer: string
  action: string
  undoes: string | null
  takenBack: boolean
}

const rowChange = `c.id::text AS id, c.operation, (extract(epoch FROM c.at) * 1000)::float8 AS at, c.actor, c.computer, c.action,
  c.undoes, c.entity, c.row_id AS "rowId", c.label, c.kind, c.old, c.new,
  EXISTS (SELECT FROM console_changes u WHERE u.undoes = c.operation) AS "takenBack"`

/** What was done to one row, of a person also to what they own or owned and are or were assigned; newest first. */
export function listOfRow(
  session: Session,
  operator: Operator,
  row: { entity: EntityName; id: number },
  before: string | null,
  limit: number,
): Promise<RowChange[]> {
  const values: unknown[] = [row.entity, row.id, before, limit]
  const itself = 'c.entity = $1 AND c.row_id = $2::int'
  const concerned = row.entity === 'user' ? `(${itself} OR c.people @> ARRAY[$2::int])` : itself
  return read(session, {
    text: `SELECT ${rowChange} FROM ${logFor(session, operator, values)}
  WHERE ${concerned} AND ($3::bigint IS NULL OR c.id < $3::bigint) ORDER BY c.id DESC LIMIT $4::int`,
    values,
  })
}

/** What an operation did, in its order, after the change of that id. */
export function listOfOperation(
  session: Session,
  operator: Operator,
  operation: string,
  after: string | null,
  limit: number,
): Promise<RowChange[]> {
  const values: unknown[] = [operation, after, limit]
  return read(session, {
    text: `SELECT ${rowChange} FROM ${logFor(session, operator, values)}
  WHERE c.operation = $1::uuid AND ($2::bigint IS NULL OR c.id > $2::bigint) ORDER BY c.id LIMIT $3::int`,
    values,
  })
}

/**
 * Who wrote a row as it is now, through a console; null where it was the portal, or before the log, or where the row is
 * out of the session's sight. A row and its entry in the log were written by the same transaction: both have its number.
 */
export async function findLastWriter(
  session: Session,
  entity: EntityName,
  id: number,
): Promise<string | null> {
  const values: unknown[] = [entity, id]
  const seen = andInSight(session, entity, self, values)
  const rows = await read<{ actor: string }>(session, {
    text: `SELECT c.actor FROM console_changes c JOIN ${tables[entity]} ${self} ON ${self}.id = c.row_id AND ${self}.xmin = c.xmin
WHERE c.entity = $1 AND c.row_id = $2::int${seen} ORDER BY c.id DESC LIMIT 1`,
    values,
  })
  return rows[0]?.actor ?? null
}

/** The usernames of people who are gone, as they were deleted with, by their ids; as far as the log knows. */
export async function namesOfGone(session: Session, ids: readonly number[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {}
  const rows = await read<{ id: number; label: string }>(session, {
    text: `SELECT DISTINCT ON (row_id) row_id AS id, label FROM console_changes
WHERE entity = 'user' AND kind = 'remove' AND row_id = ANY($1::int[]) ORDER BY row_id, id DESC`,
    values: [ids],
  })
  return Object.fromEntries(rows.map(({ id, label }) => [id, label]))
}

/** Until when a username was somebody else's, within so many days: they were deleted, or renamed away from it. */
export async function findFreedName(
  session: Session,
  username: string,
  days: number,
): Promise<{ at: number; kind: 'remove' | 'update' } | null> {
  const rows = await read<{ at: number; kind: 'remove' | 'update' }>(session, {
    text: `SELECT (extract(epoch FROM c.at) * 1000)::float8 AS at, c.kind FROM console_changes c
WHERE c.entity = 'user' AND c.at > now() - make_interval(days => $2::int) AND c.kind IN ('remove', 'update')
  AND c.old ->> 'username' = $1 AND NOT EXISTS (SELECT FROM users u WHERE u.username = $1)
ORDER BY c.at DESC LIMIT 1`,
    values: [username, days],
  })
  return rows[0] ?? null
}

/**
 * Delete the oldest of the changes older than so many days: about so many, and at least so many where there are, since
 * an operation goes whole or stays, with what was put aside for it. Answers how many went.
 */
export async function pruneSome(session: Session, days: number, limit: number): Promise<number> {
  const rows = await write<{ count: number }>(session, {
    text: `WITH old AS (SELECT operation FROM console_changes WHERE at < now() - make_interval(days => $1::int) ORDER BY at, operation LIMIT $2::int),
gone AS (DELETE FROM console_changes WHERE operation IN (SELECT operation FROM old) RETURNING operation),
kept AS (DELETE FROM console_kept k WHERE k.operation IN (SELECT operation FROM gone))
SELECT count(*)::int AS count, ${returningXid} FROM gone`,
    values: [days, limit],
  })
  return rows[0]?.count ?? 0
}

const retention = 'Kept for so many days by VM Lab Console (0: for ever): '

/** For how many days the lab keeps its log; 0: for ever, null: nobody has said. All its consoles read the same. */
export async function findRetention(session: Session): Promise<number | null> {
  const [row] = await read<{ comment: string | null }>(session, {
    text: `SELECT obj_description('console_changes'::regclass, 'pg_class') AS comment`,
  })
  const days = row?.comment?.startsWith(retention) === true ? row.comment.slice(retention.length) : ''
  return /^\d{1,5}$/u.test(days) ? Number(days) : null
}

/** @throws AppError `forbidden` where the table is another role's */
export async function setRetention(session: Session, days: number): Promise<void> {
  // A comment takes no values.
  await execute(session, `COMMENT ON TABLE console_changes IS '${retention}${Math.trunc(days)}'`)
}
