// Calls that act on many machines at once: assign, transfer, clone, and writing a table to a file.
import { z } from 'zod'
import { personRow, unfitRow } from '../entities/user'
import type { Spec } from '../call'
import * as rules from '../entities/rules'
import { listId, selectionSchema } from '../paging'

/** Machines one action may be taken on; each pair is shown before it is written. */
export const machineLimit = 5000
/** Copies one clone may make. */
export const cloneLimit = 500
/** People that one search for assignees answers. */
export const peopleLimit = 1000

const name = z.string().max(50)
const machine = z.object({
  id: z.int(),
  name: z.string(),
  host: z.string(),
  ownerId: z.int(),
  owner: z.string(),
  assignedTo: z.string().nullable(),
  shared: z.boolean(),
})
export type ChosenMachine = z.infer<typeof machine>

/** `expected`: the machine as it was shown; where it is another now, nothing is written. `to: null` takes it back. */
const assignment = z.strictObject({
  id: z.int(),
  to: z.strictObject({ id: z.int(), username: name }).nullable(),
  expected: z.strictObject({ assignedTo: name.nullable(), shared: z.boolean() }),
})
export type Assignment = z.infer<typeof assignment>

const copy = z.strictObject({ name: rules.line(50), host: rules.host })
const done = z.object({ done: z.int(), total: z.int() })
const operation = z.string()

// One plain line for each call, however long.
// prettier-ignore
export const machinesCalls = {
  'machines.chosen': { access: 'manager', scope: 'read', input: z.strictObject({ selection: selectionSchema }), output: z.object({ machines: z.array(machine) }) },
  'machines.peopleMatching': { access: 'manager', scope: 'read', input: z.strictObject({ text: z.string().max(200) }), output: z.object({ people: z.array(personRow), more: z.boolean(), unfit: z.array(unfitRow) }) },
  'machines.peopleNamed': { access: 'manager', scope: 'read', input: z.strictObject({ names: z.array(z.string().max(200)).min(1).max(machineLimit) }), output: z.object({ people: z.array(personRow.nullable()) }) },
  'machines.inUse': { access: 'manager', scope: 'read', input: z.strictObject({ names: z.array(name).max(cloneLimit), hosts: z.array(name).max(cloneLimit) }), output: z.object({ names: z.array(z.string()), hosts: z.array(z.object({ host: z.string(), name: z.string() })) }) },
  'machines.assign': { access: 'manager', scope: 'write', input: z.strictObject({ assignments: z.array(assignment).min(1).max(machineLimit) }), output: z.object({ changed: z.int(), operation }) },
  'machines.transfer': { access: 'manager', scope: 'write', input: z.strictObject({ machines: z.array(z.strictObject({ id: z.int(), ownerId: z.int() })).min(1).max(machineLimit), ownerId: z.int() }), output: z.object({ changed: z.int(), operation }) },
  'machines.clone': { access: 'manager', scope: 'write', input: z.strictObject({ id: z.int(), version: z.string().max(20), copies: z.array(copy).min(1).max(cloneLimit), ownerId: z.int(), assignedTo: name.min(1).nullable(), shared: z.boolean(), secrets: z.boolean() }), output: z.object({ added: z.int(), operation }) },
  'export.table': { access: 'manager', scope: 'none', input: z.strictObject({ listId, selection: selectionSchema.nullable() }), output: z.object({ outcome: z.enum(['saved', 'cancelled']), rows: z.int(), neutralised: z.int(), path: z.string().nullable(), file: z.string().nullable() }), progress: done },
  'export.showInFolder': { access: 'manager', scope: 'none', input: z.strictObject({ file: z.string().max(40) }), output: z.undefined() },
} as const satisfies Record<string, Spec>
