// Rules on people that hold inside the writing session: who may manage whom, own what, be assigned what.
import { AppError } from '@shared/errors'
import { grantableRoles, mayBeAssigned, mayManage, mayOwn, type Operator, type Role } from '@shared/roles'
import { text } from '@shared/text'
import { countAssignedTo, findPersonByUsername } from '../db/people'
import { find } from '../db/repository'
import type { Session } from '../db/session'

const words = text.services

/** A refusal that belongs to one field of the form. */
export function fieldError(field: string, message: string): AppError {
  return new AppError({
    code: 'invalid_input',
    message: text.errors.invalidInput,
    fields: { [field]: message },
  })
}

/** @throws AppError `forbidden` naming those whom this operator may not change. */
export function requireManage(
  operator: Operator,
  people: readonly { id: number; role: string; username: string }[],
): void {
  const refused = people.filter((person) => !mayManage(operator, person)).map((person) => person.username)
  if (refused.length > 0) {
    throw new AppError({ code: 'forbidden', message: words.mayNotManage(refused.slice(0, 5)) })
  }
}

/** @throws AppError on field `role` where this operator may not give that role. */
export function requireGrant(operator: Operator, role: Role): void {
  if (!grantableRoles(operator).includes(role)) throw fieldError('role', words.mayNotGrant)
}

/** The owner is locked against deletion and demotion until the session ends. */
export async function requireOwner(session: Session, ownerId: number): Promise<void> {
  const owner = await find(session, 'user', ownerId, { lock: 'share' })
  if (!owner) throw fieldError('ownerId', words.ownerGone)
  if (!mayOwn(owner.role)) throw fieldError('ownerId', words.ownerRole)
}

/** The assignee exists, is enabled, and sees assigned machines; locked until the session ends. */
export async function requireAssignee(
  session: Session,
  username: string,
  field: 'assignedTo' | 'reassignTo' = 'assignedTo',
): Promise<{ id: number }> {
  const person = await findPersonByUsername(session, username, { lock: 'share' })
  if (!person) throw fieldError(field, words.assigneeGone(username))
  if (person.disabled) throw fieldError(field, words.assigneeDisabled(username))
  if (!mayBeAssigned(person.role)) throw fieldError(field, words.assigneeRole(username))
  return person
}

/**
 * Renames and deletions in the portal leave machines assigned to names that nobody has. Whoever takes such a name
 * would inherit them.
 * @throws AppError on field `username`
 */
export async function requireUnclaimed(session: Session, username: string): Promise<void> {
  // A name that is taken is told as such by the database.
  if (await findPersonByUsername(session, username)) return
  const machines = await countAssignedTo(session, username)
  if (machines > 0) throw fieldError('username', words.claimed(username, machines))
}
