// The rules of changing rows by hand, held against what taking something back has made of them.
import { AppError } from '@shared/errors'
import {
  asksForUsername,
  grantableRoles,
  mayBeAssigned,
  mayManage,
  mayOwn,
  parseRole,
  type Operator,
} from '@shared/roles'
import { text } from '@shared/text'
import { findNamed } from '../db/assign'
import type { Logged } from '../db/history'
import { findPersonByUsername, hasUsableAdmin } from '../db/people'
import { findMany } from '../db/repository'
import type { Session } from '../db/session'
import { assigneesAmong } from '../db/waiting'
import { createObstacles, type Obstacles } from './history-obstacles'

const words = text.history
const rules = text.services

/** What was written; `before` and `after` are null where there was, or is, no such person. */
export interface Touched {
  users: { id: number; username: string; before: Logged | null; after: Logged | null }[]
  owned: { label: string; ownerId: number }[]
  assigned: { id: number; label: string; username: string }[]
  /** Usernames of people who came back: what they had was theirs whatever they are now. */
  restored: Set<string>
}

/**
 * Hold the rules against rows as they are now, inside the session that wrote them and holds their people. `lenient`: machines may be
 * assigned as they were, whatever is wrong with it.
 * @throws AppError `forbidden` or `in_use`
 */
export async function requireRules(
  session: Session,
  operator: Operator,
  touched: Touched,
  { lenient }: { lenient: boolean },
): Promise<void> {
  for (const person of touched.users) requireMayWrite(operator, person)
  const isAdminTouched = touched.users.some(({ before }) => isEnabledAdmin(before))
  if (isAdminTouched && !(await hasUsableAdmin(session))) {
    throw new AppError({ code: 'in_use', message: rules.lastAdmin })
  }
  const obstacles = createObstacles()
  const owners = [...new Set(touched.owned.map(({ ownerId }) => ownerId))]
  const found = await findMany(session, 'user', owners)
  for (const [index, ownerId] of owners.entries()) {
    const owner = found[index]
    const label = touched.owned.find((one) => one.ownerId === ownerId)?.label ?? ''
    if (!owner) obstacles.add(words.ownerGone(label))
    else if (!mayOwn(owner.role) && !touched.restored.has(owner.username)) {
      obstacles.add(words.ownerRole(label, owner.username))
    }
  }
  if (!lenient) {
    for (const username of new Set(touched.assigned.map((one) => one.username))) {
      if (touched.restored.has(username)) continue
      const label = touched.assigned.find((one) => one.username === username)?.label ?? ''
      const person = await findPersonByUsername(session, username)
      if (!person) obstacles.add(words.assigneeGone(label, username))
      else if (person.disabled) obstacles.add(words.assigneeDisabled(label, username))
      else if (!mayBeAssigned(person.role)) obstacles.add(words.assigneeRole(label, username))
    }
    const machines = await findMany(
      session,
      'vm',
      touched.assigned.map(({ id }) => id),
    )
    for (const machine of machines) {
      const own = machine?.assignedTo
      if (machine && own != null && !machine.shared && !touched.restored.has(own)) {
        obstacles.add(words.assignedUnshared(machine.name, own))
      }
    }
  }
  if (!lenient) await requireMeantAlone(session, obstacles, touched)
  await requireNames(session, obstacles, touched)
  obstacles.refuse()
}

/** What comes back of usernames and addresses means nobody else at sign-in, as where it is typed into a form. */
async function requireMeantAlone(session: Session, obstacles: Obstacles, touched: Touched): Promise<void> {
  const back = touched.users.flatMap(({ before, after }) =>
    ['username', 'email'].flatMap((field) => {
      const value = after?.[field]
      return typeof value === 'string' && value !== before?.[field] ? [value.toLowerCase()] : []
    }),
  )
  if (back.length === 0) return
  const names = new Set(back)
  const own = new Set(touched.users.map(({ id }) => id))
  for (const { id, username, email } of await findNamed(session, [...names])) {
    const name = [username, email].find((value) => names.has(value.toLowerCase()))
    if (name !== undefined && !own.has(id)) obstacles.add(words.meansAnother(name.toLowerCase(), username))
  }
}

/**
 * Whoever takes a name back gets no machines that others had under it meanwhile, and whoever gives one up leaves none
 * behind: what is assigned to such names was put back here.
 */
async function requireNames(session: Session, obstacles: Obstacles, touched: Touched): Promise<void> {
  const nameOf = (person: Logged | null) => (person === null ? null : String(person['username'] ?? ''))
  const returning = new Set<string>()
  const givenUp = new Set<string>()
  for (const { before, after } of touched.users) {
    const [from, to] = [nameOf(before), nameOf(after)]
    if (to === null || from === to) continue
    returning.add(to)
    if (from !== null) givenUp.add(from)
  }
  if (returning.size === 0) return
  const back = touched.assigned.map(({ id }) => id)
  for (const name of await assigneesAmong(session, [...returning, ...givenUp], back)) {
    obstacles.add(returning.has(name) ? words.claimed(name) : words.hangsOn([name]))
  }
}

function requireMayWrite(operator: Operator, person: Touched['users'][number]): void {
  const { id, username, before, after } = person
  const refuse = (message: string) => new AppError({ code: 'forbidden', message })
  for (const state of [before, after]) {
    if (state && !mayManage(operator, { id, role: String(state['role'] ?? '') })) {
      throw refuse(rules.mayNotManage([username]))
    }
  }
  const role = after ? parseRole(String(after['role'] ?? '')) : null
  // Who was approved or denied waits again: taking that back gives nothing.
  const isGiven = after !== null && after['role'] !== before?.['role'] && role !== null && role !== 'new_user'
  if (isGiven && !grantableRoles(operator).includes(role)) throw refuse(rules.mayNotGrant)
  // Admin rights are given by typing the person's username, which nobody does here.
  // Who was deleted as a disabled admin is not raised: they come back as they went.
  const isRaised = before
    ? role !== null && asksForUsername(String(before['role'] ?? ''), role)
    : isEnabledAdmin(after)
  if (isRaised) {
    throw new AppError({ code: 'in_use', message: words.adminByHand(username) })
  }
  if (id !== operator.id) return
  if (!after) throw refuse(rules.ownDelete)
  if (after['disabled'] === true) throw refuse(rules.ownDisable)
  if (before && after['role'] !== before['role']) throw refuse(rules.ownRole)
}

function isEnabledAdmin(person: Logged | null): boolean {
  return (
    person !== null && person['disabled'] === false && parseRole(String(person['role'] ?? '')) === 'admin'
  )
}
