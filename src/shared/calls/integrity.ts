// Calls about finding and repairing what breaks the portal’s rules.
import { z } from 'zod'
import type { Spec } from '../call'
import {
  findingSchema,
  kindSchema,
  maxChosen,
  pageSize,
  plannedRow,
  repairInput,
  skippedSchema,
} from '../integrity'

const count = z.object({ kind: kindSchema, count: z.int() })
const done = z.object({ done: z.int(), total: z.int() })
/** Of what a preview showed, so that nothing else is written. */
const digest = z.string().regex(/^[0-9a-f]{64}$/u)
const ids = z.array(z.int()).max(maxChosen)

// One plain line for each call, however long.
// prettier-ignore
export const integrityCalls = {
  'integrity.check': { access: 'admin', scope: 'none', input: z.strictObject({ since: z.string().max(200).nullable() }), output: z.object({ stamp: z.string(), counts: z.array(count).nullable(), sharing: z.boolean() }), progress: z.array(count) },
  'integrity.checkSecrets': { access: 'admin', scope: 'none', input: z.undefined(), output: z.object({ count: z.int(), read: z.int(), ids }), progress: done },
  'integrity.rows': { access: 'admin', scope: 'read', input: z.strictObject({ kind: kindSchema, after: z.int(), ids: ids.nullable() }), output: z.object({ rows: z.array(findingSchema).max(pageSize), more: z.boolean() }) },
  'integrity.preview': { access: 'admin', scope: 'read', input: repairInput, output: z.object({ rows: z.array(plannedRow), changed: z.int(), skipped: skippedSchema, more: z.boolean(), digest }) },
  'integrity.repair': { access: 'admin', scope: 'write', input: repairInput.extend({ previewed: digest }), output: z.object({ repaired: z.int(), skipped: skippedSchema, more: z.boolean(), operation: z.string() }), progress: done },
} as const satisfies Record<string, Spec>
