// What the window knows of newer versions and of the program's own settings.
import { z } from 'zod'

/** What a person does where the program may not replace itself; `command` is for a terminal. */
const step = z.object({ text: z.string(), command: z.string().nullable() })
export type UpdateStep = z.infer<typeof step>

const offer = z.object({
  version: z.string(),
  /** Plain text; null where the feed has none. */
  notes: z.string().nullable(),
  /** Of the download, in bytes; null where the feed does not say. */
  size: z.number().nullable(),
  /** Null: the program replaces itself. */
  byHand: z.array(step).nullable(),
})
export type Offer = z.infer<typeof offer>

/** `off` and `none` say why in `message`; `failed` too, and `offer` is what can be tried again. */
export const updateState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.literal('off'), message: z.string() }),
  z.object({ kind: z.literal('checking') }),
  z.object({ kind: z.literal('none'), message: z.string() }),
  z.object({ kind: z.literal('offered'), offer }),
  z.object({ kind: z.literal('downloading'), offer, done: z.number(), total: z.number().nullable() }),
  z.object({ kind: z.literal('ready'), offer }),
  z.object({ kind: z.literal('failed'), message: z.string(), offer: offer.nullable() }),
])
export type UpdateState = z.infer<typeof updateState>

/** Where the address comes from that is asked for newer versions. */
const feedOrigin = z.enum(['policy', 'settings', 'build', 'none'])

export const programSettings = z.object({
  checkForUpdates: z.boolean(),
  /** Without any credentials; null where there is none. */
  feed: z.string().nullable(),
  feedOrigin,
  /** The sentence why the person can't change it: an administrator's policy. */
  locked: z.string().nullable(),
  /** When a feed last answered, ISO 8601. */
  lastCheck: z.string().nullable(),
  dataFolder: z.string(),
})
