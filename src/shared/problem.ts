// One thing that is wrong with a file the admin gave, told so that it can be mended.
import { z } from 'zod'

/** `line` counts from 1 and is null where there is none (a key that is missing). Never holds a value. */
export const problemSchema = z.object({
  file: z.string(),
  line: z.int().positive().nullable(),
  key: z.string().nullable(),
  what: z.string(),
  fix: z.string(),
})
export type Problem = z.infer<typeof problemSchema>
