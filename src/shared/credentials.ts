// What the window may know of a machine's stored secrets and of the lab's cipher key, without any of them.
import { z } from 'zod'
import { keyFacts, keyFaults } from './ssh-key'

export const secretKinds = ['password', 'key'] as const
export type SecretKind = (typeof secretKinds)[number]

/** `opens`: with one of the lab's keys. `no-key`: there is none to try. */
export const secretState = z.enum(['none', 'opens', 'no-key', 'other-key', 'cut-short', 'not-a-token'])
export type SecretState = z.infer<typeof secretState>

export const secretFacts = z.object({
  password: secretState,
  key: secretState,
  /** Null where there is no key that opens, or it is no key; `keyFault` says why then. */
  keyFacts: keyFacts.nullable(),
  keyFault: z.enum(keyFaults).nullable(),
})
export type SecretFacts = z.infer<typeof secretFacts>

/** What would become of a key that is typed or dropped. */
export const typedKey = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('key'), facts: keyFacts, isConverted: z.boolean() }),
  z.object({ kind: z.literal('refused'), reason: z.enum(keyFaults) }),
])
export type TypedKey = z.infer<typeof typedKey>

export const keyCheck = z.object({
  /** `unproved`: nothing is stored that it could be tried on. */
  state: z.enum(['right', 'partly', 'wrong', 'unproved', 'missing', 'malformed']),
  /** Tokens of the sample; those that open with any key; those of them that the first key does not open. */
  tried: z.int(),
  opened: z.int(),
  openedByOlder: z.int(),
  /** Keys beside the first one. */
  olderKeys: z.int(),
})
export type KeyCheck = z.infer<typeof keyCheck>

/** What re-keying would be about. */
export const rekeyPlan = z.object({
  secrets: z.int(),
  /** `file`: the portal's secrets file is known; `fields`: the connection was typed; `own`: the lab keeps its own key. */
  place: z.enum(['file', 'fields', 'own', 'fixed']),
  /** Of the portal's secrets file. */
  file: z.string().nullable(),
})
export type RekeyPlan = z.infer<typeof rekeyPlan>

export const rekeyed = z.object({
  renewed: z.int(),
  already: z.int(),
  closed: z.int(),
  /** The first of those that open with no key. */
  closedNames: z.array(z.object({ id: z.int(), name: z.string(), secret: z.enum(secretKinds) })),
  /** Of the copy of the secrets file that has the new key. */
  path: z.string().nullable(),
})
export type Rekeyed = z.infer<typeof rekeyed>

/** Milliseconds: how long a secret is shown, and how long a copied one stays on the clipboard. */
export const shownFor = 30_000
export const clipboardFor = 45_000
/** Milliseconds for which one's own password counts, once typed. */
export const confirmedFor = 5 * 60_000
