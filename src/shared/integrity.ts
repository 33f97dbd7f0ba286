// What can be wrong with a lab's rows by the portal's rules, and which repairs each kind of it has.
import { z } from 'zod'
import { link as linkSchema } from './entities/rules'
import type { EntityName } from './entity'
import { roleSchema } from './roles'

/** The first is offered first. `open` is not among them: any row can be opened and mended by hand. */
export const repairs = [
  'free',
  'give',
  'share',
  'pass',
  'assign-owner',
  'role-form',
  'role-choose',
  'name-form',
  'name-new',
  'clear-secret',
  'port',
  'link',
] as const
export const repairSchema = z.enum(repairs)
export type Repair = z.infer<typeof repairSchema>

export const findingKinds = [
  'assigned-nobody',
  'assigned-disabled',
  'assigned-role',
  'assigned-unshared',
  'unreachable',
  'owner-blind',
  'vm-blank',
  'vm-port',
  'secret-cut',
  'secret-closed',
  'role-form',
  'role-unknown',
  'name-form',
  'name-twin',
  'email-twin',
  'person-blank',
  'link-broken',
  'bookmark-blank',
] as const
export const kindSchema = z.enum(findingKinds)
export type FindingKind = z.infer<typeof kindSchema>

/** Which rows a kind is about, and what mends them; kinds without a repair are mended by opening the row. */
export const kindFacts: Readonly<
  Record<FindingKind, { entity: EntityName; area: Area; repairs: readonly Repair[] }>
> = {
  'assigned-nobody': { entity: 'vm', area: 'machines', repairs: ['free', 'give'] },
  'assigned-disabled': { entity: 'vm', area: 'machines', repairs: ['free', 'give'] },
  'assigned-role': { entity: 'vm', area: 'machines', repairs: ['free', 'give'] },
  'assigned-unshared': { entity: 'vm', area: 'machines', repairs: ['share'] },
  unreachable: { entity: 'vm', area: 'machines', repairs: ['pass', 'share'] },
  'owner-blind': { entity: 'vm', area: 'machines', repairs: ['pass', 'assign-owner'] },
  'vm-blank': { entity: 'vm', area: 'machines', repairs: [] },
  'vm-port': { entity: 'vm', area: 'machines', repairs: ['port'] },
  'secret-cut': { entity: 'vm', area: 'credentials', repairs: ['clear-secret'] },
  'secret-closed': { entity: 'vm', area: 'credentials', repairs: ['clear-secret'] },
  'role-form': { entity: 'user', area: 'people', repairs: ['role-form'] },
  'role-unknown': { entity: 'user', area: 'people', repairs: ['role-choose'] },
  'name-form': { entity: 'user', area: 'people', repairs: ['name-form'] },
  'name-twin': { entity: 'user', area: 'people', repairs: ['name-new'] },
  'email-twin': { entity: 'user', area: 'people', repairs: [] },
  'person-blank': { entity: 'user', area: 'people', repairs: [] },
  'link-broken': { entity: 'bookmark', area: 'bookmarks', repairs: ['link'] },
  'bookmark-blank': { entity: 'bookmark', area: 'bookmarks', repairs: [] },
}

export const areas = ['people', 'machines', 'credentials', 'bookmarks'] as const
export type Area = (typeof areas)[number]

/** The kind whose check opens every stored secret: too dear to be made unasked. */
export const onDemand = 'secret-closed' satisfies FindingKind

/** Rows of one page. */
export const pageSize = 50
/** Rows that can be chosen one by one, or listed by the check of secrets. */
export const maxChosen = 10_000
/** Rows that one repair writes at most: it holds them all locked, and can take them all back. */
export const maxRepaired = 50_000

/** Which findings of a kind a repair is for. */
export const chosenSchema = z.union([
  z.strictObject({ ids: z.array(z.int()).min(1).max(maxChosen) }),
  z.strictObject({ except: z.array(z.int()).max(maxChosen) }),
])
export type Chosen = z.infer<typeof chosenSchema>

/** A repair with what it needs: `give` and `pass` a person, `role-choose` a role. */
export const repairInput = z.strictObject({
  kind: kindSchema,
  repair: repairSchema,
  chosen: chosenSchema,
  personId: z.int().nullable(),
  // Nobody becomes an admin by a repair: the Users page asks for more.
  role: roleSchema.exclude(['admin']).nullable(),
})
export type RepairInput = z.infer<typeof repairInput>

/** Why a row is left as it is. */
export const skipReasons = [
  'mended',
  'name-taken',
  'name-claimed',
  'link-unclear',
  'assigned-other',
  'owner-role',
  'sharing-off',
] as const
export const skipSchema = z.enum(skipReasons)
export type SkipReason = z.infer<typeof skipSchema>

const value = z.union([z.string(), z.number(), z.boolean(), z.null()])
/** One row as the window shows it: what is wrong with it, in words. */
export const findingSchema = z.object({ id: z.int(), title: z.string(), says: z.string() })
export type Finding = z.infer<typeof findingSchema>
/** What a repair would do to one row; `to` of a secret is null, `from` true: it is there. */
export const plannedRow = z.object({
  id: z.int(),
  title: z.string(),
  changes: z.array(z.object({ field: z.string(), from: value, to: value })),
  skipped: skipSchema.nullable(),
})
export type PlannedRow = z.infer<typeof plannedRow>
export const skippedSchema = z.array(z.object({ reason: skipSchema, count: z.int() }))

/** A link that the portal opens, out of one that it doesn't, where there is no doubt what was meant; else null. */
export function mendLink(stored: string): string | null {
  const trimmed = stored.trim()
  const slashed = trimmed.replace(/^(https?)[:;]?\/{1,}(?=[^/])/iu, '$1://')
  // A host with a dot, as in lab.example.edu/wiki or localhost.lab:8080.
  const isBare = /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?([/?#]\S*)?$/iu.test(trimmed)
  for (const candidate of isBare ? [trimmed, `https://${trimmed}`] : [slashed]) {
    const parsed = linkSchema.safeParse(candidate)
    if (parsed.success) return parsed.data
  }
  return null
}

/** Usernames near to a wanted one, the nearest first: ada2, ada3; of an address, the part before @ is numbered. */
export function namesBeside(wanted: string): string[] {
  const at = wanted.indexOf('@')
  const [base, rest] = at === -1 ? [wanted, ''] : [wanted.slice(0, at), wanted.slice(at)]
  const room = at === -1 ? 20 : 50
  const ends = Array.from({ length: 30 }, (_, index) => `${index + 2}${rest}`)
  return ends.filter((end) => end.length < room).map((end) => `${base.slice(0, room - end.length)}${end}`)
}
