// Giving many machines to people at once, by the portal's rules, all or nothing.
import type { Assignment } from '@shared/calls/machines'
import { AppError } from '@shared/errors'
import { mayBeAssigned } from '@shared/roles'
import { text } from '@shared/text'
import { findNamed, lockMachines, writeAssignments, type LockedMachine } from '../db/assign'
import { noteChanges } from '../db/history'
import { lockPeople } from '../db/lock-people'
import type { Person } from '../db/people'
import type { Session } from '../db/session'
import { peopleFor } from './people-for'

const words = text.machines

/** Enabled people to whom machines may be assigned and whom the text means; `more`: there are others. */
export async function peopleMatching(session: Session, typed: string, limit: number) {
  const { people, unfit } = await peopleFor(session, typed, 'assignee', limit + 1)
  return { people: people.slice(0, limit), more: people.length > limit, unfit }
}

/**
 * Whom each of these lines means: a username, else an address, in any capitals; null where it means nobody. People
 * who may not be given a machine are among them: the window says why.
 */
export async function peopleNamed(session: Session, names: readonly string[]): Promise<(Person | null)[]> {
  const wanted = names.map((name) => name.trim())
  const found = await findNamed(session, [...new Set(wanted.map((name) => name.toLowerCase()))])
  const maps = [
    new Map<string, Person>(),
    new Map<string, Person>(),
    new Map<string, Person>(),
    new Map<string, Person>(),
  ] as const
  for (const person of found) {
    const keys = [
      person.username,
      person.username.toLowerCase(),
      person.email,
      person.email.toLowerCase(),
    ] as const
    keys.forEach((key, index) => {
      if (!maps[index]?.has(key)) maps[index]?.set(key, person)
    })
  }
  const [username, anyUsername, email, anyEmail] = maps
  return wanted.map((name) => {
    const lower = name.toLowerCase()
    return username.get(name) ?? anyUsername.get(lower) ?? email.get(name) ?? anyEmail.get(lower) ?? null
  })
}

/**
 * Assign or take back machines, each where it is still as it was shown. People are locked before machines, as
 * everywhere. An assigned machine is shared, as the portal wants it.
 * @throws AppError `stale` with a line for each machine or person that is not as expected: nothing is written then
 */
export async function assignMachines(session: Session, assignments: readonly Assignment[]): Promise<number> {
  const ids = assignments.map(({ id }) => id)
  if (new Set(ids).size < ids.length) {
    throw new AppError({ code: 'invalid_input', message: words.twice, fields: {} })
  }
  const people = new Map<number, string>()
  const problems: string[] = []
  for (const { to } of assignments) {
    if (!to) continue
    const named = people.get(to.id)
    if (named !== undefined && named !== to.username) problems.push(words.personGone(to.username))
    people.set(to.id, to.username)
  }
  const held = await lockPeople(session, { ids: [...people.keys()] }, 'share')
  const locked = new Map(held.map((one) => [one.id, one]))
  for (const [id, username] of people) {
    const problem = personProblem(username, locked.get(id))
    if (problem !== null) problems.push(problem)
  }
  const machines = new Map((await lockMachines(session, ids)).map((one) => [one.id, one]))
  for (const assignment of assignments) {
    const problem = machineProblem(assignment, machines.get(assignment.id))
    if (problem !== null) problems.push(problem)
  }
  refuse(problems)

  const changed = await writeAssignments(
    session,
    assignments.map(({ id, to }) => ({ id, username: to?.username ?? null })),
  )
  const wanted = new Map(assignments.map(({ id, to }) => [id, to?.username ?? null]))
  noteChanges(
    session,
    changed.flatMap((id) => {
      const before = machines.get(id)
      const assignedTo = wanted.get(id) ?? null
      if (!before) return []
      const isShared = assignedTo !== null && !before.shared
      return {
        entity: 'vm',
        rowId: id,
        label: before.name,
        kind: 'update',
        old: {
          ...(before.assignedTo === assignedTo ? {} : { assignedTo: before.assignedTo }),
          ...(isShared ? { shared: false } : {}),
        },
        new: {
          ...(before.assignedTo === assignedTo ? {} : { assignedTo }),
          ...(isShared ? { shared: true } : {}),
        },
      } as const
    }),
  )
  return changed.length
}

/** @throws AppError `stale` that says what is no longer as it was shown */
export function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return
  throw new AppError({ code: 'stale', message: words.movedOn(problems), fields: [], theirs: { problems } })
}

function personProblem(username: string, person: Person | undefined): string | null {
  // The portal compares names to the letter.
  if (person?.username !== username) return words.personGone(username)
  if (person.disabled) return words.personDisabled(username)
  return mayBeAssigned(person.role) ? null : words.personRole(username)
}

function machineProblem(wanted: Assignment, machine: LockedMachine | undefined): string | null {
  if (!machine) return words.machineGone
  const { to, expected } = wanted
  if (machine.assignedTo !== expected.assignedTo) return words.assignedNow(machine.name, machine.assignedTo)
  // It would be shared although nobody was told.
  return to && expected.shared && !machine.shared ? words.unsharedNow(machine.name) : null
}
