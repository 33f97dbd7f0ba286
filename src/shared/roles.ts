// The portal's roles, their order, and who may do what to whom.
import { z } from 'zod'

/** From the least to the most powerful. Source: the portal. */
export const roles = ['new_user', 'regular', 'sidekick', 'manager', 'admin'] as const
export const roleSchema = z.enum(roles)
export type Role = z.infer<typeof roleSchema>

/** Who is signed in at this program, as the database had it at the last call. */
export const operatorSchema = z.object({
  id: z.int(),
  username: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  role: z.enum(['manager', 'admin']),
})
export type Operator = z.infer<typeof operatorSchema>

/** The role a stored text means: exact, trimmed and in lower case; null where the portal knows no such role. */
export function parseRole(stored: string): Role | null {
  const parsed = roleSchema.safeParse(stored.trim().toLowerCase())
  return parsed.success ? parsed.data : null
}

/** Position in the order of roles; an unknown role ranks below all. */
export function rank(role: Role | null): number {
  return role === null ? -1 : roles.indexOf(role)
}

/** What can be done to a person. `details`: names and email address; `pass`: hand what they have to somebody else. */
export const acts = [
  'see',
  'details',
  'rename',
  'password',
  'role',
  'approve',
  'deny',
  'disable',
  'enable',
  'pass',
  'delete',
] as const
export type Act = (typeof acts)[number]

/** How a person stands to the operator. A role the portal doesn't know ranks below all. */
export const standings = ['self', 'below', 'level', 'above'] as const
type Standing = (typeof standings)[number]

/**
 * The whole of who may do what to whom: enforced in main, shown in the window, printed in docs/roles.md. Nobody changes
 * their own role, disables or deletes themselves: a lab could be left without anybody who can undo it.
 */
export const rights: Readonly<Record<Operator['role'], Readonly<Record<Standing, readonly Act[]>>>> = {
  manager: {
    self: ['see', 'details', 'rename', 'password', 'enable'],
    below: acts,
    level: ['see'],
    above: ['see'],
  },
  admin: {
    self: ['see', 'details', 'rename', 'password', 'enable', 'pass'],
    below: acts,
    level: acts,
    above: acts,
  },
}

/**
 * The roles each operator may give, to new people and to those whose role they may change. Only an admin makes somebody
 * wait again: whoever waits may be denied, which deletes people who were never disabled.
 */
export const grants: Readonly<Record<Operator['role'], readonly Role[]>> = {
  manager: ['regular', 'sidekick'],
  admin: roles,
}

/** Why something may not be done to a person; the words are in text.rights. */
export type Refusal = 'above' | 'ownRole' | 'ownDisable' | 'ownDelete' | 'ownRest'

const ownRefusals: Partial<Record<Act, Refusal>> = {
  role: 'ownRole',
  approve: 'ownRole',
  disable: 'ownDisable',
  delete: 'ownDelete',
  deny: 'ownDelete',
}

/** How that person stands to this operator. */
function standingOf(operator: Pick<Operator, 'role' | 'id'>, person: { id: number; role: string }): Standing {
  if (person.id === operator.id) return 'self'
  const difference = rank(parseRole(person.role)) - rank(operator.role)
  return difference < 0 ? 'below' : difference === 0 ? 'level' : 'above'
}

/** Whether this operator may do that to this person: null, or why not. */
export function mayDo(
  operator: Pick<Operator, 'role' | 'id'>,
  act: Act,
  person: { id: number; role: string },
): Refusal | null {
  const standing = standingOf(operator, person)
  if (rights[operator.role][standing].includes(act)) return null
  return standing === 'self' ? (ownRefusals[act] ?? 'ownRest') : 'above'
}

/** Roles this operator may give: a manager regular and sidekick, an admin any. */
export function grantableRoles(operator: Pick<Operator, 'role'>): readonly Role[] {
  return grants[operator.role]
}

/** May this operator change anything of that person? Each act is judged by `mayDo`. */
export function mayManage(
  operator: Pick<Operator, 'role' | 'id'>,
  person: { id: number; role: string },
): boolean {
  return mayDo(operator, 'details', person) === null
}

/** Whether giving this role wants the person's username typed: admin rights, to who has none. */
export function asksForUsername(before: string | null, role: string): boolean {
  return role === 'admin' && (before === null || parseRole(before) !== 'admin')
}

/**
 * Whether what was typed are these usernames: all of them, in any order, parted by blanks or commas. Capitals count, as
 * usernames may differ in them alone.
 */
export function areUsernames(typed: string, usernames: readonly string[]): boolean {
  const parts = (value: string) =>
    value
      .normalize('NFC')
      .split(/[\s,]+/u)
      .filter((part) => part !== '')
      .toSorted()
      .join(' ')
  return parts(typed) === parts(usernames.join(' '))
}

/** What people are looked for: for anything, to own machines, to have machines assigned to them. */
export const purposes = ['any', 'owner', 'assignee'] as const
export type Purpose = (typeof purposes)[number]

/** Why somebody can't be chosen for that, or null; the words are in text.form.person. */
export const unfits = ['disabled', 'waiting', 'role'] as const
export function unfitFor(
  purpose: Purpose,
  person: { role: string; disabled: boolean },
): (typeof unfits)[number] | null {
  if (purpose === 'any') return null
  if (person.disabled) return 'disabled'
  if ((purpose === 'owner' ? mayOwn : mayBeAssigned)(person.role)) return null
  return parseRole(person.role) === 'new_user' ? 'waiting' : 'role'
}

/** May someone of this role own machines and bookmarks? In the portal: sidekicks, managers and admins. */
export function mayOwn(role: string): boolean {
  return rank(parseRole(role)) >= rank('sidekick')
}

/** May machines be assigned to someone of this role? In the portal: regular users and sidekicks. */
export function mayBeAssigned(role: string): boolean {
  const parsed = parseRole(role)
  return parsed === 'regular' || parsed === 'sidekick'
}
