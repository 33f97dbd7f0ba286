// The database is a state that the window shows, not a step the program waits for.
import { z } from 'zod'
import { problemSchema } from './problem'
import { profileFacts } from './profile'
import { sharingSchema } from './sharing'

/** Which database, without any secret. `label` is what title and status bar show: "vm-lab on 10.0.0.5:5432". */
export const targetSchema = z.object({
  kind: z.enum(['server', 'embedded', 'sample']),
  label: z.string(),
  address: z.string(),
  port: z.int().nullable(),
  database: z.string(),
  username: z.string(),
  /** Which of the labs this is, under its own name. */
  profile: profileFacts,
})
export type Target = z.infer<typeof targetSchema>

/** What the console can do here beyond the portal's own tables; what is off comes with what that costs. */
export const capabilitySchema = z.object({
  id: z.enum(['records', 'history', 'long-secrets', 'fast-search', 'fast-sort', 'fast-owner']),
  label: z.string(),
  on: z.boolean(),
  /** What is missed while it is off, in one sentence. */
  costs: z.string(),
  /** Whether this database role may switch it on. */
  allowed: z.boolean(),
})
export type Capability = z.infer<typeof capabilitySchema>

/** A statement that an improvement would run, shown before the admin consents; without its semicolon. */
export const plannedStatement = z.object({ capability: capabilitySchema.shape.id, sql: z.string() })
export type PlannedStatement = z.infer<typeof plannedStatement>

export const databaseStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unconfigured'), problems: z.array(problemSchema) }),
  z.object({
    kind: z.literal('connecting'),
    target: targetSchema,
    step: z.enum(['connecting', 'preparing', 'seeding']),
    done: z.int().optional(),
    total: z.int().optional(),
  }),
  z.object({
    kind: z.literal('ready'),
    target: targetSchema,
    /** A sentence why nothing can be written, or null. */
    readOnly: z.string().nullable(),
    capabilities: z.array(capabilitySchema),
    /** The least role that uses other people's shared machines; null: nobody does. */
    sharing: sharingSchema,
    /** No user at all: the window offers to create the first administrator. */
    empty: z.boolean(),
    /** Usernames added from the first users' file at this launch. */
    seeded: z.array(z.string()),
    /** Things to know, such as a secrets file others can read, or a first users' file that was refused. */
    warnings: z.array(z.string()),
    /** Problems of a first users' file that was found but not loaded. */
    problems: z.array(problemSchema),
  }),
  z.object({
    kind: z.literal('unavailable'),
    target: targetSchema,
    reason: z.string(),
    remedy: z.string(),
    /** Milliseconds since the epoch of the next try by itself. */
    nextTryAt: z.number(),
  }),
  z.object({ kind: z.literal('incompatible'), target: targetSchema, reason: z.string(), remedy: z.string() }),
])
export type DatabaseState = z.infer<typeof databaseStateSchema>
