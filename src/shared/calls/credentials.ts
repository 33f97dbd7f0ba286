// Calls about stored passwords, keys and the cipher key.
import { z } from 'zod'
import type { Spec } from '../call'
import { keyCheck, rekeyed, rekeyPlan, secretFacts, secretKinds, typedKey } from '../credentials'
import { vmPassword } from '../entities/rules'

const nothing = z.undefined()
const path = z.string().min(1).max(4096)
const one = z.strictObject({ id: z.int() })
const secret = z.strictObject({ id: z.int(), secret: z.enum(secretKinds) })

// One plain line for each call, however long.
// prettier-ignore
export const credentialsCalls = {
  'credentials.facts': { access: 'manager', scope: 'read', input: one, output: secretFacts },
  'credentials.readKey': { access: 'manager', scope: 'none', input: z.strictObject({ text: z.string().max(131_072) }), output: typedKey },
  'credentials.confirm': { access: 'manager', scope: 'none', input: z.strictObject({ ownPassword: z.string().max(1024) }), output: z.object({ until: z.number() }) },
  'credentials.confirmed': { access: 'manager', scope: 'none', input: nothing, output: z.object({ until: z.number().nullable() }) },
  'credentials.reveal': { access: 'manager', scope: 'none', input: secret, output: z.object({ value: z.string(), isProtected: z.boolean() }) },
  'credentials.copy': { access: 'manager', scope: 'none', input: secret, output: nothing },
  'credentials.hidden': { access: 'anyone', scope: 'none', input: nothing, output: nothing },
  'credentials.replace': { access: 'manager', scope: 'write', input: z.strictObject({ id: z.int(), version: z.string().max(20), password: vmPassword.unwrap() }), output: z.object({ operation: z.string() }) },
  'credentials.check': { access: 'manager', scope: 'read', input: nothing, output: keyCheck },
  'credentials.tryKey': { access: 'admin', scope: 'none', input: z.strictObject({ key: z.string().min(1).max(200), keep: z.enum(['session', 'key-store']) }), output: keyCheck },
  'credentials.rekeyPlan': { access: 'admin', scope: 'read', input: nothing, output: rekeyPlan },
  'credentials.chooseCopy': { access: 'admin', scope: 'none', input: nothing, output: z.object({ path: path.nullable() }) },
  'credentials.rekey': { access: 'admin', scope: 'none', input: z.strictObject({ key: z.string().max(200).nullable(), path: path.nullable() }), output: rekeyed, progress: z.object({ done: z.int(), total: z.int() }) },
} as const satisfies Record<string, Spec>
