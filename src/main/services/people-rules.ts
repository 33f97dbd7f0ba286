// Rules on people that hold inside the writing session: who may manage whom, own what, be assigned what.
import { AppError } from '@shared/errors'
import {
  areUsernames,
  asksForUsername,
  grantableRoles,
  mayBeAssigned,
  mayDo,
  mayOwn,
  type Act,
  type Operator,
  type Role,
} from '@shared/roles'
import { text } from '@shared/text'
import { lockPeople } from '../db/lock-people'
import { countAssignedTo, findForSignIn } from '../db/people'
import type { Session } from '../db/session'
import { assigneesAmong } from '../db/waiting'

const words = text.services

/** A refusal that belongs to one field of the form. */
export function fieldError(field: string, message: string): AppError {
  return new AppError({
    code: 'invalid_input',
    message: text.errors.invalidInput,
    fields: { [field]: message },
  })
}

/**
 * May this operator do that to all of these people?
 * @throws AppError `forbidden`, naming those to whom they may not
 */
export function requireManage(
  operator: Operator,
  people: readonly { id: number; role: string; username: string }[],
  act: Act = 'details',
): void {
  const refusals = people.map((person) => ({ person, why: mayDo(operator, act, person) }))
  const first = refusals.find(({ why }) => why !== null)?.why
  if (first == null) return
  const names = refusals.filter(({ why }) => why === first).map(({ person }) => person.username)
  throw new AppError({ code: 'forbidden', message: text.rights.refused[first](names) })
}

/** @throws AppError on field `role` where this operator may not give that role. */
export function requireGrant(operator: Operator, role: Role): void {
  if (!grantableRoles(operator).includes(role)) throw fieldError('role', words.mayNotGrant)
}

/**
 * Admin rights are given by typing the usernames of those who get them; `before` null: somebody new.
 * @throws AppError on field `confirmedName`
 */
export function requireTypedForAdmin(
  people: readonly { username: string; before: string | null }[],
  role: string,
  typed: string | undefined,
): void {
  const raised = people.filter(({ before }) => asksForUsername(before, role)).map(({ username }) => username)
  if (raised.length === 0 || areUsernames(typed ?? '', raised)) return
  throw fieldError('confirmedName', text.rights.adminUnconfirmed(raised))
}

/** @throws AppError `in_use` where these were the last enabled admins. `admins`: all of them, locked; see `lockPeople`. */
export function requireAdminLeft(admins: readonly number[], going: readonly number[]): void {
  if (admins.some((id) => going.includes(id)) && admins.every((id) => going.includes(id))) {
    throw new AppError({ code: 'in_use', message: words.lastAdmin })
  }
}

/**
 * A new owner exists, is enabled and may own things; an assignee exists, is enabled and sees assigned machines. Held
 * against all that would change it until the session ends.
 * @throws AppError on field `ownerId` or `assignedTo`
 */
export async function requireHolders(
  session: Session,
  { ownerId, assignedTo }: { ownerId?: number | undefined; assignedTo?: string | null | undefined },
): Promise<void> {
  const wanted = {
    ids: ownerId === undefined ? [] : [ownerId],
    usernames: assignedTo == null ? [] : [assignedTo],
  }
  if (wanted.ids.length + wanted.usernames.length === 0) return
  const people = await lockPeople(session, wanted, 'share')
  if (ownerId !== undefined) {
    const owner = people.find(({ id }) => id === ownerId)
    if (!owner) throw fieldError('ownerId', words.ownerGone)
    if (owner.disabled) throw fieldError('ownerId', words.assigneeDisabled(owner.username))
    if (!mayOwn(owner.role)) throw fieldError('ownerId', words.ownerRole)
  }
  if (assignedTo == null) return
  checkAssignee(
    people.find(({ username }) => username === assignedTo),
    assignedTo,
    'assignedTo',
  )
}

/** The rule itself, for somebody who is locked already; null: there is nobody of that name. */
export function checkAssignee<P extends { disabled: boolean; role: string }>(
  person: P | null | undefined,
  username: string,
  field: string,
): P {
  if (!person) throw fieldError(field, words.assigneeGone(username))
  if (person.disabled) throw fieldError(field, words.assigneeDisabled(username))
  if (!mayBeAssigned(person.role)) throw fieldError(field, words.assigneeRole(username))
  return person
}

/**
 * What is new of a username and an email address means nobody else at sign-in: it takes both, in any capitals. One
 * that somebody else has to the letter is told as taken by the database.
 * @throws AppError on field `username` or `email`
 */
export async function requireMeansNobody(
  session: Session,
  names: { username?: string | undefined; email?: string | undefined },
  ownId: number | null,
): Promise<void> {
  for (const field of ['username', 'email'] as const) {
    const name = names[field]
    const other = name === undefined ? null : await findForSignIn(session, name.toLowerCase())
    if (name === undefined || !other || other.id === ownId || other[field] === name) continue
    throw fieldError(field, words.meansAnother(name, other.username))
  }
}

/**
 * Renames and deletions in the portal leave machines assigned to names that nobody has. Whoever takes such a name
 * would inherit them. Asked once the name is written: that may have waited for whoever had it to be deleted.
 * @throws AppError on field `username`
 */
export async function requireUnclaimed(session: Session, username: string): Promise<void> {
  const machines = await countAssignedTo(session, username)
  if (machines > 0) throw fieldError('username', words.claimed(username, machines))
}

/**
 * The same of people who wait to be approved: in the portal they took such names unseen.
 * @throws AppError on field `role`
 */
export async function requireNewUnclaimed(session: Session, usernames: readonly string[]): Promise<void> {
  const claimed = usernames.length > 0 ? await assigneesAmong(session, usernames) : []
  const names = [...claimed].toSorted()
  if (names.length > 0) throw fieldError('role', words.claimedWaiting(names))
}
