// Approving and denying those who wait: each is looked at again, locked, in the session that writes.
import type { Operator } from '@shared/roles'
import { parseRole } from '@shared/roles'
import { namedSkips, type ApprovalRole, type Skipped, type SkipReason } from '@shared/waiting'
import { operationOf } from '../db/history'
import { lockPeople, type LockedPerson } from '../db/lock-people'
import type { Session } from '../db/session'
import { assigneesAmong, ownersAmong, removeWithReason, setRoles } from '../db/waiting'
import { requireGrant, requireManage } from './people-rules'

export interface Chosen {
  ids: readonly number[]
  /** Versions of those that were looked at: who was edited since is skipped. */
  seen: readonly { id: number; version: string }[]
}

export interface Judged {
  /** For taking it back; null where nothing was written. */
  operation: string | null
  done: number
  /** Usernames of the first few. */
  names: string[]
  /** The first of those that were left alone, and how many there were. */
  skipped: Skipped[]
  skippedCount: number
}

/**
 * Give those who still wait a role. Somebody whose name has machines already is skipped: the portal leaves such
 * behind at every renaming and deletion (its fault 1), and approving would hand them over unseen.
 * @throws AppError on field `role` where this operator may not give it
 */
export async function approve(
  session: Session,
  operator: Operator,
  chosen: Chosen,
  role: ApprovalRole,
): Promise<Judged> {
  requireGrant(operator, role)
  const { waiting, skipped } = await judge(session, operator, chosen)
  const claimed = await assigneesAmong(
    session,
    waiting.map(({ username }) => username),
  )
  const fit = take(waiting, skipped, ({ username }) => (claimed.has(username) ? 'claimed' : null))
  if (fit.length > 0) await setRoles(session, fit, role)
  return judged(session, fit, skipped)
}

/** Delete those who still wait; nobody on whom machines or bookmarks hang, or are assigned to. */
export async function deny(
  session: Session,
  operator: Operator,
  chosen: Chosen,
  reason: string,
): Promise<Judged> {
  const { waiting, skipped } = await judge(session, operator, chosen)
  const owners = await ownersAmong(
    session,
    waiting.map(({ id }) => id),
  )
  const assignees = await assigneesAmong(
    session,
    waiting.map(({ username }) => username),
  )
  const fit = take(waiting, skipped, ({ id, username }) =>
    owners.has(id) || assignees.has(username) ? 'owns' : null,
  )
  if (fit.length > 0) await removeWithReason(session, fit, reason)
  return judged(session, fit, skipped)
}

/** Lock those chosen, and tell apart who still waits as they were looked at. */
async function judge(
  session: Session,
  operator: Operator,
  { ids, seen }: Chosen,
): Promise<{ waiting: LockedPerson[]; skipped: Skipped[] }> {
  const people = await lockPeople(session, { ids })
  const versions = new Map(seen.map(({ id, version }) => [id, version]))
  const found = new Set(people.map(({ id }) => id))
  const skipped: Skipped[] = [...new Set(ids)]
    .filter((id) => !found.has(id))
    .map((id) => ({ id, username: null, why: 'gone' }))
  const waiting = take(people, skipped, ({ id, version, role, disabled }) => {
    if (parseRole(role) !== 'new_user') return 'approved'
    if (disabled) return 'disabled'
    return (versions.get(id) ?? version) === version ? null : 'changed'
  })
  // They all wait, so that anybody here may judge them; said by the same rule as everywhere all the same.
  requireManage(operator, waiting)
  return { waiting, skipped }
}

/** Those with no reason against them; the others are added to `skipped`. */
function take(
  people: readonly LockedPerson[],
  skipped: Skipped[],
  against: (person: LockedPerson) => SkipReason | null,
): LockedPerson[] {
  return people.filter((person) => {
    const why = against(person)
    if (why !== null) skipped.push({ id: person.id, username: person.username, why })
    return why === null
  })
}

function judged(session: Session, done: readonly LockedPerson[], skipped: readonly Skipped[]): Judged {
  return {
    operation: done.length > 0 ? operationOf(session) : null,
    done: done.length,
    names: done.slice(0, 5).map(({ username }) => username),
    skipped: skipped.slice(0, namedSkips),
    skippedCount: skipped.length,
  }
}
