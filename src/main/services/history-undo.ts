// Takes one operation of the change log back, in one transaction, as an operation of its own.
import { randomBytes } from 'node:crypto'
import type { EntityName } from '@shared/entity'
import { AppError } from '@shared/errors'
import type { Operator } from '@shared/roles'
import { text } from '@shared/text'
import { openToken, type KeySource } from '../crypto/keyring'
import { operationOf, signUndo, type Logged } from '../db/history'
import { listOfOperation } from '../db/history-log'
import { isSecret, loggedFields } from '../db/history-notes'
import {
  currentRows,
  keptOf,
  keptTokens,
  lockOperation,
  putBack,
  restoreBookmarks,
  restoreUsers,
  restoreVms,
  type Current,
  type Restored,
} from '../db/history-restore'
import { lockPeople } from '../db/lock-people'
import { consequencesOfRemoving } from '../db/people'
import { overwrite, remove, type Values } from '../db/repository'
import type { Session } from '../db/session'
import { createObstacles, requireFree, type Obstacles } from './history-obstacles'
import { requireRules, type Touched } from './history-rules'
import { peopleOf, stepsBack, type Net, type Step } from './history-steps'
import { hashPassword } from './password'

const words = text.history
/** Rows that are taken back at once: each is locked and looked at. */
const limit = 20_000
const batch = 1_000

export interface TakenBack {
  operation: string
  rows: number
  /** What could not come back as it was, such as a password that was not kept. */
  notes: string[]
}

interface Undo {
  session: Session
  from: string
  keys: KeySource
  obstacles: Obstacles
  touched: Touched
  /** Marks of the operation's secrets in hex, by entity, row and field; and whether one can be put back. */
  kept: Map<string, { kept: boolean; mark: string | null }>
  notes: string[]
}

/**
 * Take an operation back: what it changed is put back where it still is as the operation left it, what it added goes
 * where nothing was done to it since, what it deleted comes back under its old ids. All of it or nothing, and only
 * where the rules that hold for changing these rows by hand allow it. `requireDeletion` is asked before rows go, as
 * before any deletion.
 * @throws AppError `in_use` naming what stands in the way, `forbidden`, `not_found`, and what the database refuses
 */
export async function takeBack(
  session: Session,
  operator: Operator,
  from: string,
  keys: KeySource,
  requireDeletion: (entity: EntityName, rows: number) => void = () => {},
): Promise<TakenBack> {
  const { action, takenBack, count, ...found } = await lockOperation(session, from, limit)
  let { changes } = found
  const refuse = (message: string) => new AppError({ code: 'in_use', message })
  if (count === 0) throw new AppError({ code: 'not_found', message: words.unknown })
  if (count > limit) throw refuse(words.tooMany(limit))
  if (takenBack) throw refuse(words.alreadyBack)
  if (operator.role !== 'admin') {
    const seen = await listOfOperation(session, operator, from, null, limit)
    if (seen.length < count) throw new AppError({ code: 'forbidden', message: words.notYours })
    // Refusals and notes call a machine as the operator's history does.
    changes = changes.map((change, index) => ({ ...change, label: seen[index]?.label ?? '' }))
  }
  const steps = stepsBack(changes)
  if (steps.length === 0) throw refuse(words.nothingToTake)
  for (const { entity, rows } of steps.filter(({ kind }) => kind === 'add')) {
    requireDeletion(entity, rows.length)
  }
  signUndo(session, from)
  // Against deletions at the same moment too: some labs' tables have no constraint for it.
  const people = peopleOf(steps)
  await lockPeople(session, people, people.admins ? 'update' : 'share')
  const kept = await keptOf(session, from)
  const undo: Undo = {
    session,
    from,
    keys,
    obstacles: createObstacles(),
    touched: { users: [], owned: [], assigned: [], restored: new Set() },
    kept: new Map(kept.map((one) => [`${one.entity} ${one.rowId} ${one.field}`, one])),
    notes: [],
  }
  for (const step of steps) {
    for (let start = 0; start < step.rows.length; start += batch) {
      await reverse(undo, { ...step, rows: step.rows.slice(start, start + batch) })
      undo.obstacles.refuse()
    }
  }
  // A repair taken back brings the fault back, which no rule would let in.
  await requireRules(session, operator, undo.touched, {
    lenient: operator.role === 'admin' && action.startsWith('integrity.'),
  })
  const rows = steps.reduce((sum, step) => sum + step.rows.length, 0)
  return { operation: operationOf(session), rows, notes: undo.notes }
}

async function reverse(undo: Undo, step: Step): Promise<void> {
  const { session } = undo
  const current = await currentRows(
    session,
    step.entity,
    step.rows.map((row) => row.rowId),
  )
  const byId = new Map(current.map((row) => [row.id, row]))
  if (step.kind === 'remove') return bringBack(undo, step, byId)
  for (const row of step.rows) {
    const now = byId.get(row.rowId)
    if (!now) undo.obstacles.add(words.goneNow(words.of(row.entity, row.label)))
    else check(undo, row, now)
  }
  undo.obstacles.refuse()
  if (step.kind === 'add') await takeAway(undo, step, byId)
  else await overwriteAll(undo, step, byId)
}

/** Whether the row still is as the operation left it, as far as the operation wrote it. */
function check(undo: Undo, row: Net, now: Current): void {
  // An addition names only the secrets that it set.
  const secrets = row.kind === 'add' ? Object.keys(now.marks) : []
  const unset: Logged = Object.fromEntries(secrets.map((field) => [field, null]))
  const changed = Object.entries({ ...unset, ...row.new }).filter(([field, value]) => {
    if (isSecret(row.entity, field)) {
      const mark = undo.kept.get(`${row.entity} ${row.rowId} ${field}`)?.mark ?? null
      return value === true ? mark === null || now.marks[field] !== mark : now.marks[field] != null
    }
    return loggedFields[row.entity].includes(field) && now.fields[field] !== value
  })
  if (changed.length > 0) {
    const labels = changed.map(([field]) => words.field(row.entity, field))
    undo.obstacles.add(words.changedSince(words.of(row.entity, row.label), labels))
  }
}

async function takeAway(undo: Undo, step: Step, now: Map<number, Current>): Promise<void> {
  const { session, obstacles, touched } = undo
  const ids = step.rows.map((row) => row.rowId)
  if (step.entity === 'user') {
    const { vms, bookmarks, assigned } = await consequencesOfRemoving(session, ids)
    if (vms + bookmarks + assigned > 0) obstacles.add(words.hangsOn(step.rows.map((row) => row.label)))
    obstacles.refuse()
    for (const row of step.rows) touched.users.push(userOf(row, now.get(row.rowId)?.fields ?? null, null))
  }
  await remove(session, step.entity, ids)
}

async function bringBack(undo: Undo, { entity, rows }: Step, now: Map<number, Current>): Promise<void> {
  const { session, obstacles, touched, from } = undo
  for (const row of rows) if (now.has(row.rowId)) obstacles.add(words.idTaken(words.of(entity, row.label)))
  for (const row of rows) {
    const isWhole = loggedFields[entity].every(
      (field) => field === 'assignedTo' || row.old?.[field] !== undefined,
    )
    if (!isWhole) obstacles.add(words.notWhole(words.of(entity, row.label)))
  }
  obstacles.refuse()
  const restored = rows.map((row): Restored => ({ id: row.rowId, fields: row.old ?? {} }))
  if (entity === 'user') {
    await requireFree(session, obstacles, rows)
    const hashes = await hashesOf(undo, rows)
    await restoreUsers(
      session,
      restored.map(({ id, fields }) => ({ id, fields: plainOf('user', fields) })),
      hashes,
    )
    for (const row of rows) {
      touched.restored.add(String(row.old?.['username'] ?? ''))
      touched.users.push(userOf(row, null, row.old))
    }
    return
  }
  touched.owned.push(...rows.map((row) => ({ label: row.label, ownerId: Number(row.old?.['ownerId']) })))
  if (entity === 'bookmark') return restoreBookmarks(session, restored)
  for (const row of rows) {
    noteAssigned(touched, row, row.old?.['assignedTo'] ?? null)
    for (const field of ['password', 'sshKey']) {
      const lost = row.old?.[field] === true && undo.kept.get(`vm ${row.rowId} ${field}`)?.kept !== true
      if (lost) undo.notes.push(words.secretLost(row.label, words.field('vm', field)))
    }
  }
  await restoreVms(session, restored, from)
}

async function overwriteAll(undo: Undo, { entity, rows }: Step, now: Map<number, Current>): Promise<void> {
  const { session, touched } = undo
  const groups = new Map<string, Net[]>()
  for (const row of rows) {
    const fields = Object.keys(row.old ?? {})
    const key = fields.some((field) => isSecret(entity, field)) ? 'secret' : fields.toSorted().join(' ')
    groups.set(key, [...(groups.get(key) ?? []), row])
    if (entity === 'user') {
      const before = now.get(row.rowId)?.fields ?? {}
      touched.users.push(userOf(row, before, { ...before, ...row.old }))
    }
    const ownerId = row.old?.['ownerId']
    if (typeof ownerId === 'number') touched.owned.push({ label: row.label, ownerId })
    if (row.old?.['assignedTo'] !== undefined) noteAssigned(touched, row, row.old['assignedTo'] ?? null)
  }
  if (entity === 'user') await requireFree(session, undo.obstacles, rows, now)
  for (const [key, group] of groups) {
    if (key === 'secret') await overwriteSecrets(undo, entity, group)
    else {
      const plain = group.map((row) => ({
        id: row.rowId,
        fields: row.old ?? {},
        before: row.new ?? {},
        label: row.label,
      }))
      await putBack(session, entity, key.split(' '), plain)
    }
  }
}

/** One by one: the secret that is there now is put aside in its turn. */
async function overwriteSecrets(undo: Undo, entity: EntityName, rows: readonly Net[]): Promise<void> {
  const { session, from, obstacles } = undo
  const ids = rows.map((row) => row.rowId)
  const passwords = await keptTokens(session, from, entity, 'password', ids)
  const keys = await keptTokens(session, from, entity, 'sshKey', ids)
  for (const row of rows) {
    const changes: Record<string, unknown> = plainOf(entity, row.old ?? {})
    for (const [field, tokens] of Object.entries({ password: passwords, sshKey: keys })) {
      if (row.old?.[field] === undefined) continue
      const token = tokens.get(row.rowId) ?? null
      const stored = token === null ? null : entity === 'user' ? await opened(undo, token) : token
      const missing = row.old[field] === true && stored === null
      if (missing) obstacles.add(words.secretGone(words.of(entity, row.label), words.field(entity, field)))
      changes[field] = stored !== null && field === 'password' ? stored.toString('utf8') : stored
    }
    obstacles.refuse()
    await overwrite(session, entity, row.rowId, changes as Partial<Values[typeof entity]>)
  }
}

/** Those that were kept, and for the others one of a password that nobody knows. */
async function hashesOf(undo: Undo, rows: readonly Net[]): Promise<Map<number, string>> {
  const tokens = await keptTokens(
    undo.session,
    undo.from,
    'user',
    'password',
    rows.map((row) => row.rowId),
  )
  const hashes = new Map<number, string>()
  let unknown: string | null = null
  const lost: string[] = []
  for (const row of rows) {
    const token = tokens.get(row.rowId)
    const stored = token ? await opened(undo, token) : null
    if (stored === null) {
      unknown ??= await hashPassword(randomBytes(32).toString('base64url'))
      lost.push(row.label)
    }
    hashes.set(row.rowId, stored?.toString('utf8') ?? unknown ?? '')
  }
  if (lost.length > 0) undo.notes.push(words.passwordsLost(lost))
  return hashes
}

/** It was sealed when it was put aside, which may be before a re-key or by a console that had not heard of one. */
async function opened({ keys }: Undo, token: Buffer): Promise<Buffer | null> {
  const answer = openToken(await keys(), token.toString('ascii'))
  return answer.ok ? answer.bytes : null
}

function plainOf(entity: EntityName, fields: Logged): Logged {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !isSecret(entity, field)))
}

function userOf(row: Net, before: Logged | null, after: Logged | null): Touched['users'][number] {
  return { id: row.rowId, username: row.label, before, after }
}

function noteAssigned(touched: Touched, row: Net, assignedTo: Logged[string]): void {
  if (typeof assignedTo === 'string') {
    touched.assigned.push({ id: row.rowId, label: row.label, username: assignedTo })
  }
}
