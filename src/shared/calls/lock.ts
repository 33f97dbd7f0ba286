// Calls about locking the window. None needs more than a sign-in that is there: a locked window makes them too.
import { z } from 'zod'
import type { Spec } from '../call'
import { lockMinutes, lockSettings, lockState } from '../lock'
import { operatorSchema } from '../roles'

const nothing = z.undefined()

// One plain line for each call, however long.
// prettier-ignore
export const lockCalls = {
  'lock.state': { access: 'anyone', scope: 'none', input: nothing, output: z.object({ locked: lockState }) },
  'lock.now': { access: 'anyone', scope: 'none', input: nothing, output: nothing },
  'lock.unlock': { access: 'anyone', scope: 'none', input: z.strictObject({ password: z.string().max(1024) }), output: operatorSchema },
  'lock.settings': { access: 'anyone', scope: 'none', input: nothing, output: lockSettings },
  'lock.setMinutes': { access: 'anyone', scope: 'none', input: z.strictObject({ minutes: lockMinutes }), output: lockSettings },
} as const satisfies Record<string, Spec>
