// When the window is locked, and what it is told of that.
import { z } from 'zod'

/** Minutes without input after which the window is locked. */
export const lockMinutes = z.int().min(1).max(60)
export const lockMinutesByDefault = 15

/** Why the window is locked; null: it is not. */
export const lockState = z
  .discriminatedUnion('cause', [
    z.object({ cause: z.literal('idle'), minutes: z.number() }),
    z.object({ cause: z.literal('asked') }),
    z.object({ cause: z.literal('suspend') }),
    z.object({ cause: z.literal('screen') }),
  ])
  .nullable()
export type LockState = z.infer<typeof lockState>

/** `fixed` is the sentence why the person can't change it: an administrator's policy. */
export const lockSettings = z.object({ minutes: lockMinutes, fixed: z.string().nullable() })
