// Calls about the waiting list, leavers and passwords.
import { z } from 'zod'
import type { Spec } from '../call'
import { line, password } from '../entities/rules'
import { userRow } from '../entities/user'
import { directionSchema, listId, selectionSchema } from '../paging'
import { typedName } from '../profile'
import { roleSchema } from '../roles'
import { approvalRole, seenRows, skipped } from '../waiting'

const done = z.object({ done: z.int(), total: z.int() })
/** Versions of rows that were looked at when they were chosen. */
const seen = z.array(z.strictObject({ id: z.int(), version: z.string().max(20) })).max(seenRows)
const judged = z.object({
  operation: z.string().nullable(),
  done: z.int(),
  names: z.array(z.string()),
  skipped: z.array(skipped),
  skippedCount: z.int(),
})
const waitingSort = z.strictObject({
  field: z.enum(['username', 'firstName', 'lastName', 'email']),
  direction: directionSchema,
})
const slip = z.object({
  id: z.int(),
  username: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  disabled: z.boolean(),
  password: z.string(),
})
const selection = selectionSchema
const username = z.string().min(1).max(50).nullable()
const names = z.array(z.string())
const operation = z.string()

/** What hangs on some people; lists of names hold the first five. See db/leavers.ts. */
export const leavingSchema = z.object({
  users: z.int(),
  names,
  enabled: z.int(),
  enabledNames: names,
  vms: z.int(),
  vmNames: names,
  unshared: z.int(),
  bookmarks: z.int(),
  bookmarkNames: names,
  assigned: z.int(),
  assignedAny: z.int(),
  assignedNames: names,
})
const agreed = z.strictObject({ enabled: z.int(), unshared: z.int(), assignedAny: z.int() })
/** The usernames of those who get admin rights, typed. */
export const typedUsernames = z.string().max(2000).optional()
const some = <R extends z.ZodType>(row: R) => z.object({ total: z.int(), rows: z.array(row) })
const machine = z.object({
  id: z.int(),
  name: z.string(),
  host: z.string(),
  shared: z.boolean(),
  owner: z.string(),
  assignedTo: z.string().nullable(),
})
const bookmark = z.object({ id: z.int(), name: z.string(), link: z.string() })

// One plain line for each call, however long.
// prettier-ignore
export const peopleCalls = {
  // Waiting list and passwords
  'waiting.list': { access: 'manager', scope: 'read', input: z.strictObject({ search: z.string().max(200), sort: z.array(waitingSort).max(2) }), output: z.object({ listId, total: z.int().nullable(), rows: z.array(userRow) }) },
  'waiting.approve': { access: 'manager', scope: 'write', input: z.strictObject({ selection: selectionSchema, seen, role: approvalRole }), output: judged },
  'waiting.deny': { access: 'manager', scope: 'write', input: z.strictObject({ selection: selectionSchema, seen, reason: line(200), confirmedName: typedName }), output: judged },
  'passwords.whose': { access: 'manager', scope: 'read', input: z.strictObject({ selection: selectionSchema }), output: z.object({ count: z.int(), names, admins: z.int(), disabled: z.int(), leavesOutOwn: z.boolean() }) },
  'passwords.reset': { access: 'manager', scope: 'none', input: z.strictObject({ selection: selectionSchema, password: password.nullable() }), output: z.object({ operation: z.string(), sheet: z.string(), slips: z.array(slip) }), progress: done },
  'passwords.print': { access: 'manager', scope: 'none', input: z.strictObject({ sheet: z.string().max(40) }), output: z.object({ printed: z.boolean() }) },
  'passwords.forget': { access: 'manager', scope: 'none', input: z.undefined(), output: z.undefined() },
  // Leavers and rights
  'people.disable': { access: 'manager', scope: 'write', input: z.strictObject({ selection, machines: z.enum(['share', 'keep']), assigned: z.enum(['keep', 'free', 'pass']), assignTo: username, expected: agreed }), output: z.object({ operation, disabled: z.int(), shared: z.int(), assigned: z.int() }) },
  'people.restorable': { access: 'manager', scope: 'read', input: z.strictObject({ selection }), output: z.object({ logged: z.boolean(), unshare: z.int(), assign: z.int(), names }) },
  'people.enable': { access: 'manager', scope: 'write', input: z.strictObject({ selection, putBack: z.boolean() }), output: z.object({ operation, enabled: z.int(), unshared: z.int(), assigned: z.int() }) },
  'people.passOn': { access: 'manager', scope: 'write', input: z.strictObject({ selection, passTo: username, assignTo: username }), output: z.object({ operation, vms: z.int(), bookmarks: z.int(), assigned: z.int() }) },
  'people.giveRole': { access: 'manager', scope: 'write', input: z.strictObject({ selection, role: roleSchema, confirmedName: typedUsernames }), output: z.object({ operation, changed: z.int() }) },
  'people.holdings': { access: 'manager', scope: 'read', input: z.strictObject({ id: z.int() }), output: z.object({ owned: some(machine), assigned: some(machine), bookmarks: some(bookmark) }) },
} as const satisfies Record<string, Spec>
