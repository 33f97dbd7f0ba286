// What may be done with people: the portal's rules, enforced inside the session that writes.
import type { z } from 'zod'
import type { userAdd, userChanges, UserRow } from '@shared/entities/user'
import { AppError } from '@shared/errors'
import { mayDo, parseRole, type Act, type Operator } from '@shared/roles'
import { text } from '@shared/text'
import { adminsAmong, lockPeople } from '../db/lock-people'
import { consequencesOfRemoving, removeUsers, renameAssignments } from '../db/people'
import { add, find, update, type Values } from '../db/repository'
import type { Session } from '../db/session'
import { definedOf, type Edit } from './edit'
import { lockChosen, passLocked } from './leavers'
import {
  fieldError,
  requireAdminLeft,
  requireGrant,
  requireManage,
  requireMeansNobody,
  requireNewUnclaimed,
  requireTypedForAdmin,
  requireUnclaimed,
} from './people-rules'
import { requireExpected, type Counts } from './selection'

const words = text.services

/**
 * Add a person. `hash` is the bcrypt hash of the password in `values`; `confirmedName` what was typed to make an admin.
 */
export async function addUser(
  session: Session,
  operator: Operator,
  values: z.output<typeof userAdd>,
  hash: string,
  confirmedName?: string,
): Promise<UserRow> {
  requireGrant(operator, values.role)
  requireTypedForAdmin([{ username: values.username, before: null }], values.role, confirmedName)
  await requireMeansNobody(session, values, null)
  const added = await add(session, 'user', { ...values, password: hash })
  await requireUnclaimed(session, added.username)
  return added
}

/**
 * Change a person; a new username is carried through to the machines assigned to the old one. `confirmedName`: the
 * username as it was, typed where they are made an admin.
 */
export async function updateUser(
  session: Session,
  operator: Operator,
  edit: Edit<z.output<typeof userChanges>>,
  hash: string | null,
  confirmedName?: string,
): Promise<UserRow> {
  const { role, disabled } = edit.changes
  const changesAdmins = role !== undefined || disabled !== undefined
  const admins = adminsAmong(await lockPeople(session, { ids: [edit.id], admins: changesAdmins }))
  const before = await find(session, 'user', edit.id)
  if (!before) throw new AppError({ code: 'not_found', message: words.gone(words.user) })
  requireManage(operator, [before])
  const { password: _, ...fields } = edit.changes
  requireActs(operator, before, fields, hash)
  if (role !== undefined && role !== parseRole(before.role)) {
    requireGrant(operator, role)
    requireTypedForAdmin([{ username: before.username, before: before.role }], role, confirmedName)
    if (parseRole(before.role) === 'new_user') await requireNewUnclaimed(session, [before.username])
  }
  if ((role !== undefined && role !== 'admin') || disabled === true) requireAdminLeft(admins, [edit.id])
  await requireMeansNobody(
    session,
    {
      username: fields.username === before.username ? undefined : fields.username,
      email: fields.email === before.email ? undefined : fields.email,
    },
    edit.id,
  )
  const changes = definedOf<Partial<Values['user']>>({ ...fields, password: hash ?? undefined })
  const after = await update(session, 'user', edit.id, { version: edit.version, base: edit.base, changes })
  if (after.username !== before.username) {
    await requireUnclaimed(session, after.username)
    await renameAssignments(session, before.username, after.username)
  }
  return after
}

/** Every act that an edit amounts to is allowed; a refusal belongs to its field. */
function requireActs(
  operator: Operator,
  before: UserRow,
  { role, disabled, username }: Omit<z.output<typeof userChanges>, 'password'>,
  hash: string | null,
): void {
  const isNew = parseRole(before.role) === 'new_user'
  const acts: [Act, string, boolean][] = [
    ['rename', 'username', username !== undefined && username !== before.username],
    ['password', 'password', hash !== null],
    // The same role written as the portal writes it is no other role.
    [isNew ? 'approve' : 'role', 'role', role !== undefined && role !== parseRole(before.role)],
    ['disable', 'disabled', disabled === true && !before.disabled],
    ['enable', 'disabled', disabled === false && before.disabled],
  ]
  for (const [act, field, isDone] of acts) {
    const refusal = isDone ? mayDo(operator, act, before) : null
    if (refusal !== null) throw fieldError(field, text.rights.refused[refusal]([before.username]))
  }
}

/**
 * Delete people who are disabled, with what they own; or what they own goes to `passTo` first. Machines assigned to
 * them go to `reassignTo`, or to nobody.
 */
export async function deleteUsers(
  session: Session,
  operator: Operator,
  ids: readonly number[],
  expected: Counts,
  reassignTo: string | null,
  passTo: string | null = null,
): Promise<{ users: number; vms: number; bookmarks: number }> {
  const { people, admins, heir } = await lockChosen(session, operator, ids, 'delete', {
    heirs: [passTo, reassignTo],
    admins: true,
  })
  // Only who was there to be locked and judged: somebody may be brought back at this moment.
  const going = people.map(({ id }) => id)
  requireAdminLeft(admins, going)
  const enabled = people.filter(({ disabled }) => !disabled).map(({ username }) => username)
  if (enabled.length > 0) throw new AppError({ code: 'in_use', message: text.leavers.stillEnabled(enabled) })
  requireExpected(expected, await consequencesOfRemoving(session, going))
  await passLocked(session, people, heir, { passTo, assignTo: reassignTo }, 'reassignTo')
  return removeUsers(session, going, reassignTo)
}
