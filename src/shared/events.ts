// Every event that the main process may push to the window.
import { z } from 'zod'
import { databaseStateSchema } from './database-state'

export const events = {
  'database.state': databaseStateSchema,
  'operator.ended': z.object({ reason: z.string() }),
  'list.changed': z.object({ listId: z.string(), count: z.int() }),
  'call.progress': z.object({ id: z.string(), value: z.unknown() }),
  command: z.object({ id: z.string() }),
} as const satisfies Record<string, z.ZodType>
