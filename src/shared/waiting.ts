// What window and main agree on about people who wait to be approved.
import { z } from 'zod'
import { grantableRoles, type Operator } from './roles'

/** The roles somebody can be approved with. Source: the portal, where nobody is made an admin by approving. */
export const approvalRoles = ['regular', 'sidekick', 'manager'] as const
export const approvalRole = z.enum(approvalRoles)
export type ApprovalRole = z.infer<typeof approvalRole>

/** Those that this operator may give: a manager regular and sidekick, an admin manager too. */
export function offeredRoles(operator: Pick<Operator, 'role'>): readonly ApprovalRole[] {
  const grantable = grantableRoles(operator)
  return approvalRoles.filter((role) => grantable.includes(role))
}

/**
 * Why somebody chosen was left alone. `gone`: denied or deleted; `approved`: has another role by now; `changed`: was
 * edited since they were looked at; `claimed`: machines are assigned to their name already; `owns`: machines or
 * bookmarks hang on them.
 */
export const skipReasons = ['gone', 'approved', 'disabled', 'changed', 'claimed', 'owns'] as const
export const skipped = z.object({
  id: z.int(),
  /** Null where they are gone. */
  username: z.string().nullable(),
  why: z.enum(skipReasons),
})
export type Skipped = z.infer<typeof skipped>
export type SkipReason = Skipped['why']

/** So many of those skipped are named. */
export const namedSkips = 100
/** Versions of the rows that were looked at, sent along with a choice. */
export const seenRows = 5000
/** The most people whose passwords are reset in one go: hashing takes about an eighth of a second each on two cores. */
export const resetLimit = 500
