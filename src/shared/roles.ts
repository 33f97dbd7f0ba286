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

/** Roles this operator may give: a manager up to sidekick, an admin any. */
export function grantableRoles(operator: Pick<Operator, 'role'>): readonly Role[] {
  return operator.role === 'admin' ? roles : roles.filter((role) => rank(role) < rank('manager'))
}

/** May this operator change that person? An admin anyone; a manager those below, and themselves. */
export function mayManage(
  operator: Pick<Operator, 'role' | 'id'>,
  person: { id: number; role: string },
): boolean {
  if (operator.role === 'admin' || person.id === operator.id) return true
  return rank(parseRole(person.role)) < rank('manager')
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
