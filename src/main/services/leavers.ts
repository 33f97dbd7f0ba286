// Disabling, enabling and handing on: what becomes of people who leave and of what hangs on them, in one transaction.
import { AppError } from '@shared/errors'
import { mayBeAssigned, mayOwn, type Operator } from '@shared/roles'
import { text } from '@shared/text'
import { assignBack, disablingsOf, hasChangeLog, unshareMachines, type PutBack } from '../db/disablings'
import { leavingOf, passBookmarks, setDisabled, settleMachines } from '../db/leavers'
import { adminsAmong, lockPeople, type LockedPerson } from '../db/lock-people'
import type { Session } from '../db/session'
import { sightOf } from '../db/sight'
import { checkAssignee, fieldError, requireAdminLeft, requireManage } from './people-rules'

const words = text.leavers

/** Whom what people have goes to, by username; null: it stays, or is freed. */
export interface Heirs {
  /** Who gets the machines and bookmarks that they own. */
  passTo: string | null
  /** Whom the machines that are assigned to them are assigned to. */
  assignTo: string | null
}

export interface DisableRequest {
  ids: readonly number[]
  /** The machines they own become shared, as in the portal, or stay as they are. */
  machines: 'share' | 'keep'
  /** The machines assigned to them stay so, are freed, or go to `assignTo`. */
  assigned: 'keep' | 'free' | 'pass'
  assignTo: string | null
  /** What the operator agreed to. */
  expected: { enabled: number; unshared: number; assignedAny: number }
}

/**
 * Disable people, and settle their machines. Those who are disabled already stay as they are, with their machines.
 * @throws AppError `forbidden`, `in_use` (last admin), `stale`, `invalid_input` on field `assignTo`
 */
export async function disablePeople(
  session: Session,
  operator: Operator,
  request: DisableRequest,
): Promise<{ disabled: number; shared: number; assigned: number }> {
  const assignTo = request.assigned === 'pass' ? request.assignTo : null
  if (request.assigned === 'pass' && assignTo === null) throw fieldError('assignTo', words.chooseHeir)
  const { people, admins, heir } = await lockChosen(session, operator, request.ids, 'disable', {
    heirs: [assignTo],
    admins: true,
  })
  const leaving = people.filter(({ disabled }) => !disabled)
  const ids = leaving.map(({ id }) => id)
  requireAdminLeft(admins, ids)
  if (assignTo !== null) requireAssignable(heir(assignTo), assignTo, ids, 'assignTo')
  await requireAgreed(
    session,
    people.map(({ id }) => id),
    request.expected,
  )
  const disabled = await setDisabled(session, ids, true)
  const { shared, assigned } = await settleMachines(session, {
    ids,
    usernames: leaving.map(({ username }) => username),
    share: request.machines === 'share',
    assignTo: request.assigned === 'keep' ? undefined : assignTo,
  })
  return { disabled, shared, assigned }
}

/** What enabling could put back; see `enablePeople`. All is counted, named is what the operator sees. */
export async function restorableOf(
  session: Session,
  ids: readonly number[],
): Promise<{ logged: boolean; unshare: number; assign: number; names: string[] }> {
  const found = await disablingsOf(session, ids)
  return {
    logged: await hasChangeLog(session),
    unshare: found.filter(({ unshare }) => unshare).length,
    assign: found.filter(({ assign }) => assign).length,
    names: [...new Set(found.filter(({ shown }) => shown).map(({ name }) => name))].toSorted().slice(0, 5),
  }
}

/**
 * Enable people; with `putBack`, machines that disabling them had shared or taken away are theirs again, where nobody
 * has changed them since and the person's role still allows it.
 */
export async function enablePeople(
  session: Session,
  operator: Operator,
  request: { ids: readonly number[]; putBack: boolean },
): Promise<{ enabled: number; unshared: number; assigned: number }> {
  const { people } = await lockChosen(session, operator, request.ids, 'enable')
  const ids = people.filter(({ disabled }) => disabled).map(({ id }) => id)
  const found = request.putBack ? await disablingsOf(session, ids, { lock: true }) : []
  const enabled = await setDisabled(session, ids, false)
  const byId = new Map(people.map((person) => [person.id, person]))
  const assignable = found.filter(
    ({ person, assign }) => assign && mayBeAssigned(byId.get(person)?.role ?? ''),
  )
  const nameOf = ({ person }: PutBack) => byId.get(person)?.username ?? ''
  return {
    enabled,
    unshared: await unshareMachines(
      session,
      found.filter(({ unshare }) => unshare),
    ),
    assigned: await assignBack(session, assignable, assignable.map(nameOf)),
  }
}

/** Hand on what people own and what is assigned to them, whether or not they leave. */
export async function passOn(
  session: Session,
  operator: Operator,
  ids: readonly number[],
  heirs: Heirs,
): Promise<{ vms: number; bookmarks: number; assigned: number }> {
  if (heirs.passTo === null && heirs.assignTo === null) throw fieldError('passTo', words.chooseHeir)
  const { people, heir } = await lockChosen(session, operator, ids, 'pass', {
    heirs: [heirs.passTo, heirs.assignTo],
  })
  return passLocked(session, people, heir, heirs, 'assignTo')
}

/** The same for people who are locked and may be managed; `assignField`: where the form asks for the assignee. */
export async function passLocked(
  session: Session,
  people: readonly LockedPerson[],
  heir: (username: string) => LockedPerson | undefined,
  { passTo, assignTo }: Heirs,
  assignField: 'assignTo' | 'reassignTo',
): Promise<{ vms: number; bookmarks: number; assigned: number }> {
  const ids = people.map(({ id }) => id)
  const sight = sightOf(session)
  // They would come to machines that are kept from them.
  if (sight !== null && passTo !== null && heir(passTo)?.id === sight.ownerId) {
    throw fieldError('passTo', words.notToYourself)
  }
  const owner = passTo === null ? undefined : requireHeir(heir(passTo), passTo, ids)
  if (assignTo !== null) requireAssignable(heir(assignTo), assignTo, ids, assignField)
  const { passed, assigned } = await settleMachines(session, {
    ids,
    usernames: people.map(({ username }) => username),
    ownerId: owner?.id,
    assignTo: assignTo ?? undefined,
  })
  return { vms: passed, bookmarks: owner ? await passBookmarks(session, ids, owner.id) : 0, assigned }
}

/**
 * The chosen people and the heirs, and all enabled admins where one of them may go, locked together; all of the chosen
 * are theirs to act on.
 */
export async function lockChosen(
  session: Session,
  operator: Operator,
  ids: readonly number[],
  act: Parameters<typeof requireManage>[2],
  { heirs = [], admins = false }: { heirs?: readonly (string | null)[]; admins?: boolean } = {},
): Promise<{
  people: LockedPerson[]
  admins: number[]
  heir(username: string): LockedPerson | undefined
}> {
  const locked = await lockPeople(session, {
    ids,
    usernames: heirs.filter((name) => name !== null),
    admins,
  })
  const chosen = new Set(ids)
  const people = locked.filter(({ id }) => chosen.has(id))
  if (people.length === 0) throw new AppError({ code: 'not_found', message: words.allGone })
  requireManage(operator, people, act)
  return {
    people,
    admins: adminsAmong(locked),
    heir: (username) => locked.find((person) => person.username === username),
  }
}

function requireHeir(
  person: LockedPerson | undefined,
  username: string,
  leaving: readonly number[],
): LockedPerson {
  if (!person) throw fieldError('passTo', text.services.ownerGone)
  if (leaving.includes(person.id)) throw fieldError('passTo', words.heirLeaves(username))
  if (person.disabled) throw fieldError('passTo', text.services.assigneeDisabled(username))
  if (!mayOwn(person.role)) throw fieldError('passTo', text.services.ownerRole)
  return person
}

function requireAssignable(
  person: LockedPerson | undefined,
  username: string,
  leaving: readonly number[],
  field: 'assignTo' | 'reassignTo',
): void {
  if (person && leaving.includes(person.id)) throw fieldError(field, words.heirLeaves(username))
  checkAssignee(person, username, field)
}

/** @throws AppError `stale` with what it is now, where that is not what the operator was shown. */
async function requireAgreed(
  session: Session,
  ids: readonly number[],
  expected: DisableRequest['expected'],
): Promise<void> {
  const now = await leavingOf(session, ids, { enabledOnly: true })
  const kinds = ['enabled', 'unshared', 'assignedAny'] as const
  if (kinds.every((kind) => now[kind] === expected[kind])) return
  throw new AppError({ code: 'stale', message: words.movedOn, fields: [], theirs: now })
}
