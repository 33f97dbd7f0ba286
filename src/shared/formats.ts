// How numbers, dates and colours look on this computer, as main tells the window.
import { z } from 'zod'
import { setDateFormat } from './text/dates'
import { setNumberFormat } from './text/plural'

/**
 * `numbers` and `dates` are BCP 47 tags. `hour12` is null where the locale's own habit counts. `accent` is the
 * system's accent colour, or null where it has none to tell.
 */
export const formatsSchema = z.object({
  numbers: z.string().max(40),
  dates: z.string().max(40),
  hour12: z.boolean().nullable(),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/u)
    .nullable(),
})
export type Formats = z.infer<typeof formatsSchema>

/** From now on numbers and dates are written so in this process. */
export function followFormats({ numbers, dates, hour12 }: Formats): void {
  setNumberFormat(numbers)
  setDateFormat(dates, hour12)
}
