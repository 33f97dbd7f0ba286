// Calls about who can reach which machine, and giving machines to people.
import { z } from 'zod'
import { grants, refusals } from '../access'
import type { Spec } from '../call'
import { sharingSchema } from '../sharing'

// Reach
const reach = {
  may: z.boolean(),
  sees: z.boolean(),
  by: z.enum(grants).nullable(),
  against: z.array(z.enum(refusals)),
  asks: z.boolean(),
}
/** `text`: look for anybody or any machine, reached or not; empty: those that are, with the counts of all. */
const wish = { text: z.string().max(200).default(''), limit: z.int().min(1).max(200).default(50) }
const tally = z.object({
  total: z.int(),
  listedOnly: z.int(),
  by: z.array(z.object({ rule: z.enum(grants), count: z.int() })),
  against: z.array(z.object({ rule: z.enum(refusals), count: z.int() })),
})
const reachingPerson = z.object({
  ...reach,
  person: z.object({
    id: z.int(),
    username: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    role: z.string(),
    disabled: z.boolean(),
  }),
})
const reachedMachine = z.object({
  ...reach,
  vm: z.object({
    id: z.int(),
    name: z.string(),
    host: z.string(),
    owner: z.string(),
    assignedTo: z.string().nullable(),
  }),
})
const machineFacts = z.object({
  owner: z.string(),
  assignedTo: z.string().nullable(),
  assigneeExists: z.boolean(),
  shared: z.boolean(),
})
export type ReachTally = z.infer<typeof tally>

// One plain line for each call, however long.
// prettier-ignore
export const accessCalls = {
  'access.whoReaches': { access: 'manager', scope: 'read', input: z.strictObject({ vmId: z.int(), ...wish }), output: z.object({ machine: machineFacts, sharing: sharingSchema, tally: tally.nullable(), people: z.array(reachingPerson), more: z.boolean() }) },
  'access.whatReaches': { access: 'manager', scope: 'read', input: z.strictObject({ userId: z.int(), ...wish }), output: z.object({ sharing: sharingSchema, tally: tally.nullable(), machines: z.array(reachedMachine), more: z.boolean() }) },
} as const satisfies Record<string, Spec>
