// Every event that the main process may push to the window.
import { z } from 'zod'
import { databaseStateSchema } from './database-state'
import { arrivalSchema } from './desktop'
import { formatsSchema } from './formats'
import { lockState } from './lock'
import { profileSummary } from './profile'
import { updateState } from './updates'

export const events = {
  'database.state': databaseStateSchema,
  'profiles.changed': z.object({ profiles: z.array(profileSummary) }),
  'operator.ended': z.object({ reason: z.string() }),
  'list.changed': z.object({ listId: z.string(), count: z.int() }),
  'waiting.count': z.object({ count: z.int() }),
  'call.progress': z.object({ id: z.string(), value: z.unknown() }),
  'formats.changed': formatsSchema,
  'desktop.arrived': arrivalSchema,
  'updates.state': updateState,
  'lock.state': z.object({ locked: lockState }),
  command: z.object({ id: z.string() }),
} as const satisfies Record<string, z.ZodType>
