// Stores what a session noted: in the change log's table before the commit, or in a local file after it.
import { hostname } from 'node:os'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { codeOf } from './errors'
import type { Change, Kept } from './history'
import type { Session } from './session'
import { write } from './statements'
import { workOf, type Work } from './work'

/** Changes that go in one statement: a deletion of many rows is stored piece by piece. */
const batch = 2_000
/** The table was dropped, or taken from this role: the next try does without. */
const lost = new Set(['42P01', '42501', '42703'])

/** Whom a change concerns: the person, the owners before and after, and whom a machine is or was assigned to. */
const people = `ARRAY(SELECT DISTINCT p FROM (
    SELECT CASE WHEN c.entity = 'user' THEN c.row_id END AS p
    UNION ALL SELECT (c.old ->> 'ownerId')::int UNION ALL SELECT (c.new ->> 'ownerId')::int
    UNION ALL SELECT v.user_id FROM virtual_machines v WHERE c.entity = 'vm' AND v.id = c.row_id
    UNION ALL SELECT b.user_id FROM bookmarks b WHERE c.entity = 'bookmark' AND b.id = c.row_id
    UNION ALL SELECT u.id FROM users u WHERE c.entity = 'vm' AND u.username IN (c.old ->> 'assignedTo', c.new ->> 'assignedTo')
  ) concerned WHERE p IS NOT NULL)`

const keeping = `WITH kept AS (
  INSERT INTO console_kept AS k (operation, entity, row_id, field, kept, mark)
  SELECT $1::uuid, * FROM unnest($8::text[], $9::int[], $10::text[], $11::bytea[], $12::bytea[])
  ON CONFLICT (operation, entity, row_id, field) DO UPDATE SET mark = excluded.mark, kept = coalesce(k.kept, excluded.kept)
), `

const logging = `done AS (
  INSERT INTO console_changes (operation, actor_id, actor, computer, action, undoes, entity, row_id, label, kind, people, old, new)
  SELECT $1::uuid, $2::int, $3::text, $4::text, $5::text, $6::uuid, c.entity, c.row_id, c.label, c.kind, ${people}, c.old, c.new
  FROM ROWS FROM (jsonb_to_recordset($7::jsonb) AS (entity text, "rowId" int, label text, kind text, old jsonb, new jsonb))
    WITH ORDINALITY AS c(entity, row_id, label, kind, old, new, place)
  ORDER BY c.place RETURNING 1
)
SELECT pg_current_xact_id()::text AS xid`

/** Store what was noted so far, where the database has the tables. `atLeast`: only once there is so much. */
export async function flushChanges(session: Session, atLeast = 1): Promise<void> {
  const { operation, parts } = workOf(session)
  const { changes, kept } = operation
  if (operation.silent) changes.length = kept.length = 0
  if (!parts.history.on || changes.length < atLeast) return
  await withoutLostTable(session, async () => {
    while (changes.length > 0) {
      // All that was put aside goes with the first piece.
      await store(session, changes.splice(0, batch), kept.splice(0))
    }
  })
}

/** Where the tables turn out to be gone, say so: the next try does without. @throws AppError `in_use` */
export async function withoutLostTable<T>(session: Session, fn: () => Promise<T>): Promise<T> {
  try {
    return await fn()
  } catch (error) {
    if (!lost.has(codeOf(error))) throw error
    workOf(session).parts.history.on = false
    throw new AppError({ code: 'in_use', message: text.history.tableLost }, { cause: error })
  }
}

/** Where much was noted, store it now: a deletion of very many rows must not fill the memory. */
export function flushIfMany(session: Session): Promise<void> {
  return flushChanges(session, batch)
}

async function store(session: Session, changes: readonly Change[], kept: readonly Kept[]): Promise<void> {
  const { id, author, undoes } = workOf(session).operation
  const secrets = [
    kept.map(({ entity }) => entity),
    kept.map(({ rowId }) => rowId),
    kept.map(({ field }) => field),
    kept.map((one) => one.kept),
    kept.map(({ mark }) => mark),
  ]
  await write(session, {
    text: kept.length > 0 ? `${keeping}${logging}` : `WITH ${logging}`,
    values: [
      id,
      author.id,
      author.username,
      hostname(),
      author.action,
      undoes,
      JSON.stringify(changes.map(plain)),
      ...(kept.length > 0 ? secrets : []),
    ],
  })
}

/** Without what is null, and without characters that no PostgreSQL text holds. */
function plain({ entity, rowId, label, kind, old, new: after }: Change) {
  return {
    entity,
    rowId,
    label: clean(label),
    kind,
    ...(old && { old: cleaned(old) }),
    ...(after && { new: cleaned(after) }),
  }
}

function cleaned(logged: NonNullable<Change['old']>): NonNullable<Change['old']> {
  return Object.fromEntries(
    Object.entries(logged).map(([field, value]) => [field, typeof value === 'string' ? clean(value) : value]),
  )
}

function clean(value: string): string {
  return value.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\ufffd')
}

/** After the commit of a session whose database has no change log: into the local file, if there is one. */
export async function recordElsewhere({ operation, parts }: Work): Promise<void> {
  const { changes, id, author, undoes } = operation
  const { elsewhere } = parts.history
  if (changes.length === 0 || !elsewhere || operation.silent) return
  const at = new Date().toISOString()
  const who = { actorId: author.id, actor: author.username, computer: hostname(), action: author.action }
  try {
    await elsewhere(
      changes.map((change) => JSON.stringify({ at, operation: id, ...who, undoes, ...plain(change) })),
    )
  } catch (error) {
    // It was written and committed: that the log misses it must not make anybody write it again.
    parts.log.error('the local change log could not be written', error)
    // What only showed a secret wrote nothing: it is not shown where that cannot be noted.
    if (changes.every(({ kind }) => kind === 'reveal')) {
      throw new AppError({ code: 'unavailable', message: text.history.notNoted }, { cause: error })
    }
  }
}
