// The calls of the change log and of taking changes back.
import { z } from 'zod'
import type { Spec } from '../call'
import { typedName } from '../profile'

const entity = z.enum(['user', 'vm', 'bookmark'])
const kind = z.enum(['add', 'update', 'remove', 'reveal', 'rekey'])
const logged = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
const operationId = z.uuid()
const id = z.int().min(-0x80000000).max(0x7fffffff)
/** Milliseconds since the epoch. */
const moment = z.number().min(0).max(8.64e15)

const change = z.object({
  entity,
  rowId: z.int(),
  label: z.string(),
  kind,
  /** By the entity's fields; an update has only those that changed. Of a secret `true`: it was there. */
  old: logged.nullable(),
  new: logged.nullable(),
})
export type HistoryChange = z.infer<typeof change>

/** Usernames now, by the ids that `ownerId` has in changes; who is gone is missing. */
const names = z.record(z.string(), z.string())

const operation = z.object({
  operation: operationId,
  at: moment,
  actorId: z.int().nullable(),
  /** Empty: the program itself, as at first launch. */
  actor: z.string(),
  computer: z.string(),
  /** The call by which it was done, such as `users.update`. */
  action: z.string(),
  undoes: operationId.nullable(),
  takenBack: z.boolean(),
  counts: z.array(z.object({ entity, kind, count: z.int() })),
  /** The first three. */
  changes: z.array(change),
})
export type HistoryOperation = z.infer<typeof operation>

/** Whether a change of this kind can be taken back: the others wrote nobody's data. */
export function mayTakeBack(kind: HistoryChange['kind']): boolean {
  return kind !== 'reveal' && kind !== 'rekey'
}

const rowChange = change.extend({
  id: z.string(),
  operation: operationId,
  at: moment,
  actor: z.string(),
  computer: z.string(),
  action: z.string(),
  undoes: operationId.nullable(),
  takenBack: z.boolean(),
})
export type HistoryRowChange = z.infer<typeof rowChange>

const cursor = z
  .string()
  .regex(/^[0-9]{1,19}$/u)
  .nullable()
const place = z.strictObject({ at: z.iso.datetime({ precision: 6 }), operation: operationId })

const filter = z.strictObject({
  person: id.nullable().default(null),
  machine: id.nullable().default(null),
  actor: id.nullable().default(null),
  from: moment.nullable().default(null),
  /** The first moment that no longer counts. */
  until: moment.nullable().default(null),
  text: z.string().max(200).default(''),
})

// One plain line for each call, however long.
// prettier-ignore
export const historyCalls = {
  'history.list': { access: 'manager', scope: 'read', input: z.strictObject({ filter, after: place.nullable() }), output: z.object({ operations: z.array(operation), names, next: place.nullable() }) },
  'history.ofRow': { access: 'manager', scope: 'read', input: z.strictObject({ entity, id, before: cursor }), output: z.object({ changes: z.array(rowChange), names, isMore: z.boolean() }) },
  'history.ofOperation': { access: 'manager', scope: 'read', input: z.strictObject({ operation: operationId, after: cursor }), output: z.object({ about: operation, changes: z.array(rowChange), names, isMore: z.boolean() }) },
  'history.last': { access: 'manager', scope: 'read', input: z.strictObject({ seconds: z.number().min(0).max(31_536_000) }), output: z.object({ operation: operation.nullable(), names }) },
  'history.check': { access: 'manager', scope: 'none', input: z.strictObject({ operation: operationId }), output: z.object({ refused: z.string().nullable(), notes: z.array(z.string()) }) },
  'history.undo': { access: 'manager', scope: 'write', input: z.strictObject({ operation: operationId, confirmedName: typedName }), output: z.object({ operation: operationId, rows: z.int(), notes: z.array(z.string()) }) },
  'history.lastWriter': { access: 'manager', scope: 'read', input: z.strictObject({ entity, id }), output: z.object({ actor: z.string().nullable() }) },
  'history.freedName': { access: 'manager', scope: 'read', input: z.strictObject({ username: z.string().max(50) }), output: z.object({ freed: z.object({ at: moment, kind: z.enum(['remove', 'update']) }).nullable() }) },
  'history.retention': { access: 'manager', scope: 'read', input: z.undefined(), output: z.object({ days: z.int() }) },
  'history.setRetention': { access: 'admin', scope: 'none', input: z.strictObject({ days: z.int().min(0).max(36_500) }), output: z.object({ days: z.int() }) },
} as const satisfies Record<string, Spec>
