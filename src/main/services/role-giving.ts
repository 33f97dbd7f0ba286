// Giving many people a role at once: the same rules as for one.
import { mayDo, parseRole, type Operator, type Role } from '@shared/roles'
import { setRole } from '../db/leavers'
import type { Session } from '../db/session'
import { lockChosen } from './leavers'
import {
  requireAdminLeft,
  requireGrant,
  requireManage,
  requireNewUnclaimed,
  requireTypedForAdmin,
} from './people-rules'

/**
 * Answers how many have another role now. New people are approved by it.
 * @throws AppError `forbidden`, `in_use` (last admin), `invalid_input` on fields `role` and `confirmedName`
 */
export async function giveRole(
  session: Session,
  operator: Operator,
  request: { ids: readonly number[]; role: Role; confirmedName?: string | undefined },
): Promise<number> {
  const { ids, role } = request
  const { people, admins } = await lockChosen(session, operator, ids, 'see', { admins: true })
  const changing = people.filter((person) => parseRole(person.role) !== role)
  const isNew = (person: { role: string }) => parseRole(person.role) === 'new_user'
  const approved = changing.filter(isNew)
  requireManage(operator, approved, 'approve')
  requireManage(
    operator,
    changing.filter((person) => !isNew(person)),
    'role',
  )
  requireGrant(operator, role)
  requireTypedForAdmin(
    changing.map(({ username, role: before }) => ({ username, before })),
    role,
    request.confirmedName,
  )
  await requireNewUnclaimed(
    session,
    approved.map(({ username }) => username),
  )
  if (role !== 'admin') requireAdminLeft(admins, ids)
  // Also those who have it already, but written otherwise than the portal does, where they are the operator's to change.
  const respelled = people.filter(
    (person) => parseRole(person.role) === role && mayDo(operator, 'details', person) === null,
  )
  return setRole(
    session,
    [...changing, ...respelled].map(({ id }) => id),
    role,
  )
}
