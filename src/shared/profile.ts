// A profile: one lab under a name of its own, how careful to be with it, and how it is told apart.
import { z } from 'zod'
import type { EntityName } from './entity'
import { text } from './text'

const words = text.profiles.rules
const longest = 60

/** A closed set, since the window's policy allows no colour but those of its stylesheets. */
export const profileColours = ['blue', 'violet', 'pink', 'red', 'amber', 'green', 'teal', 'grey'] as const

/** Part of file names (logs) and keys (layouts, window places), hence so narrow. */
export const profileId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/u)

/** One line of visible text: it is typed again before bulk deletes, so nothing in it may be invisible. */
export const profileName = z
  .string()
  .normalize('NFC')
  .trim()
  .min(1, text.rules.required)
  .max(longest, text.rules.tooLong(longest))
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, words.invisible)

/** What a lab's state carries of its profile, and what can be changed without connecting anew (but `readOnly`). */
export const profileFacts = z.object({
  id: profileId,
  name: profileName,
  colour: z.enum(profileColours),
  /** Shown on top of the window; its name is asked for before bulk deletes. */
  production: z.boolean(),
  /** PostgreSQL itself refuses to write: every connection and transaction is opened read-only. */
  readOnly: z.boolean(),
})
export type ProfileFacts = z.infer<typeof profileFacts>
export type ProfileColour = ProfileFacts['colour']

/** What the guide may say of the lab that it connects to; the name is made from the connection where it is absent. */
export const profileWishes = profileFacts.omit({ id: true }).partial()
export type ProfileWishes = z.infer<typeof profileWishes>

/** A profile in the list of all: never with a secret, nor with what the secrets file says. */
export const profileSummary = profileFacts.extend({
  kind: z.enum(['file', 'fields', 'embedded', 'sample']),
  /** The secrets file's path, "vm-lab on 10.0.0.5:5432", or that it is on this computer. */
  place: z.string(),
  isOpen: z.boolean(),
  /** False: opened by an option or the environment, and forgotten when the program ends. */
  isKept: z.boolean(),
})
export type ProfileSummary = z.infer<typeof profileSummary>

/** What opening a profile came to: it is being connected to, or something is needed first and nothing was changed. */
export const openOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened') }),
  /** The password is not kept: ask for that of this connection. */
  z.object({ kind: z.literal('password'), place: z.string() }),
  /** There is no secrets file at this path on this computer; empty where none was ever chosen. */
  z.object({ kind: z.literal('file'), path: z.string() }),
])

/** Whether deleting this many rows asks for the profile's name: bulk deletes, and people, with whom others' rows go. */
export function asksForName(profile: ProfileFacts, entity: EntityName, rows: number): boolean {
  return profile.production && (rows > 1 || entity === 'user')
}

/** The profile's name, typed: wanted where it is production and much goes at once. */
export const typedName = z.string().max(200).optional()

/** Whether what was typed is the name: blanks around it do not count, capitals do. */
export function isName(typed: string, { name }: Pick<ProfileFacts, 'name'>): boolean {
  return typed.normalize('NFC').trim() === name
}
