// A database connection as the window may name it, and the steps in which it is tested.
import { z } from 'zod'
import { problemSchema } from './problem'
import { text } from './text'
import { tlsModes, tlsSchema } from './tls'

const rules = text.rules
const value = (max: number) => z.string().min(1, rules.required).max(max, rules.tooLong(max))

/** Typed connection fields. The password may be any text; no URL is ever built from it. */
export const connectionFields = z.object({
  address: value(255),
  port: z.int(rules.port).min(1, rules.port).max(65535, rules.port),
  database: value(63),
  username: value(63),
  password: z.string().max(1024),
  cipherKey: z.string().max(200).optional(),
  /** Absent means: as `defaultTlsMode` has it for the address. */
  tls: tlsSchema.optional(),
})

/** What a profile says differently from the portal's file. Absent means: as in the file. */
export const overridesSchema = z.object({
  address: value(255).optional(),
  port: z.int(rules.port).min(1, rules.port).max(65535, rules.port).optional(),
  database: value(63).optional(),
  username: value(63).optional(),
  password: z.string().max(1024).optional(),
  /** The portal's file says nothing of it. Absent means: as `defaultTlsMode` has it for the address. */
  tls: tlsSchema.optional(),
})
export type Overrides = z.infer<typeof overridesSchema>

export const sourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: z.string().min(1), overrides: overridesSchema }),
  z.object({ kind: z.literal('fields'), fields: connectionFields }),
])
export type ConnectionSource = z.infer<typeof sourceSchema>

/** A source without anything secret: what the guide may begin with. */
export const openSource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('file'),
    path: z.string(),
    overrides: overridesSchema.omit({ password: true }),
  }),
  z.object({ kind: z.literal('fields'), fields: connectionFields.omit({ password: true, cipherKey: true }) }),
])
export type OpenSource = z.infer<typeof openSource>

/** What a secrets file says, without its secrets. */
export const secretsReport = z.object({
  path: z.string(),
  problems: z.array(problemSchema),
  warnings: z.array(z.string()),
  /** Null while there are problems in the keys it comes from. */
  connection: z
    .object({ address: z.string(), port: z.int(), database: z.string(), username: z.string() })
    .nullable(),
  /** The address only means something inside the portal's containers (`db`). */
  insideOnly: z.boolean(),
})
export type SecretsReport = z.infer<typeof secretsReport>

export const testSteps = ['name', 'port', 'encryption', 'signIn', 'database', 'tables', 'rights'] as const
export const testStep = z.object({
  step: z.enum(testSteps),
  ok: z.boolean(),
  /** What was found ("not encrypted", "3 tables, 48,210 users"), or why it failed. */
  detail: z.string(),
  /** What to do about a failure; empty where it passed. */
  remedy: z.string(),
  /** The encryption with which the connection would come about, where the failure is one of encryption. */
  offer: z.enum(tlsModes).optional(),
})
export type TestStep = z.infer<typeof testStep>

/** One person of a first users' file, as shown before it is loaded. No password. */
export const firstUserPreview = z.object({
  username: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  role: z.string(),
})
export const firstUsersReport = z.object({
  path: z.string(),
  problems: z.array(problemSchema),
  warnings: z.array(z.string()),
  people: z.array(firstUserPreview),
})
export type FirstUsersReport = z.infer<typeof firstUsersReport>
