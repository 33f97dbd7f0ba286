// Who uses other people's shared machines: the portal's setting `vm_sharing_minimum_permissions`.
import { parseRole, rank, roleSchema, type Role } from './roles'

/** The least role that uses other people's shared, unassigned machines; null is off. */
export type Sharing = Role | null
export const sharingSchema = roleSchema.nullable()

/** Of labs that have no secrets file of the portal, embedded and sample: what the portal's own template says. */
export const defaultSharing: Sharing = 'manager'

/** A role name in any capitals; any other text, `disabled` above all, means off. Source: the portal. */
export function parseSharing(setting: string): Sharing {
  return parseRole(setting)
}

/** Does the setting let somebody of this role? New users get nowhere in the portal, whatever it says. */
export function sharingLets(sharing: Sharing, role: Role | null): boolean {
  return sharing !== null && rank(role) >= rank('regular') && rank(role) >= rank(sharing)
}
