// What may be done with people: the portal's rules, enforced inside the session that writes.
import type { z } from 'zod'
import type { userAdd, userChanges, UserRow } from '@shared/entities/user'
import { AppError } from '@shared/errors'
import type { Operator } from '@shared/roles'
import { parseRole } from '@shared/roles'
import { text } from '@shared/text'
import { consequencesOfRemoving, lockAdmins, removeUsers, renameAssignments } from '../db/people'
import { add, find, findMany, update, type Values } from '../db/repository'
import type { Session } from '../db/session'
import { definedOf, type Edit } from './edit'
import { fieldError, requireAssignee, requireGrant, requireManage, requireUnclaimed } from './people-rules'
import { requireExpected, type Counts } from './selection'

const words = text.services

/** Add a person. `hash` is the bcrypt hash of the password in `values`. */
export async function addUser(
  session: Session,
  operator: Operator,
  values: z.output<typeof userAdd>,
  hash: string,
): Promise<UserRow> {
  requireGrant(operator, values.role)
  await requireUnclaimed(session, values.username)
  return add(session, 'user', { ...values, password: hash })
}

/** Change a person; a new username is carried through to the machines assigned to the old one. */
export async function updateUser(
  session: Session,
  operator: Operator,
  edit: Edit<z.output<typeof userChanges>>,
  hash: string | null,
): Promise<UserRow> {
  const { role, disabled, username } = edit.changes
  const admins = role === undefined && disabled === undefined ? null : await lockAdmins(session)
  const before = await find(session, 'user', edit.id, { lock: 'update' })
  if (!before) throw new AppError({ code: 'not_found', message: words.gone(words.user) })
  requireManage(operator, [before])
  const { password: _, ...fields } = edit.changes
  if (fields.role !== undefined && fields.role !== before.role) {
    if (edit.id === operator.id && fields.role !== parseRole(before.role))
      throw fieldError('role', words.ownRole)
    requireGrant(operator, fields.role)
  }
  if (fields.disabled === true && edit.id === operator.id) throw fieldError('disabled', words.ownDisable)
  if (admins && ((role !== undefined && role !== 'admin') || disabled === true))
    requireAdminLeft(admins, [edit.id])
  if (username !== undefined && username !== before.username) await requireUnclaimed(session, username)
  const changes = definedOf<Partial<Values['user']>>({ ...fields, password: hash ?? undefined })
  const after = await update(session, 'user', edit.id, { version: edit.version, base: edit.base, changes })
  if (after.username !== before.username) await renameAssignments(session, before.username, after.username)
  return after
}

/** Delete people with what they own; machines assigned to them go to `reassignTo`, or to nobody. */
export async function deleteUsers(
  session: Session,
  operator: Operator,
  ids: readonly number[],
  expected: Counts,
  reassignTo: string | null,
): Promise<{ users: number; vms: number; bookmarks: number }> {
  if (ids.includes(operator.id)) throw new AppError({ code: 'forbidden', message: words.ownDelete })
  const admins = await lockAdmins(session)
  const people = await findMany(session, 'user', ids)
  requireManage(
    operator,
    people.filter((person) => person !== null),
  )
  requireAdminLeft(admins, ids)
  if (reassignTo !== null) {
    const heir = await requireAssignee(session, reassignTo, 'reassignTo')
    if (ids.includes(heir.id)) throw fieldError('reassignTo', words.heirGoes(reassignTo))
  }
  requireExpected(expected, await consequencesOfRemoving(session, ids))
  return removeUsers(session, ids, reassignTo)
}

/** @throws AppError `in_use` where these were the last enabled admins. */
function requireAdminLeft(admins: readonly number[], going: readonly number[]): void {
  if (admins.some((id) => going.includes(id)) && admins.every((id) => going.includes(id))) {
    throw new AppError({ code: 'in_use', message: words.lastAdmin })
  }
}
