// Which machine goes to whom, and what is to be said about it before; pure.
import type { Assignment, ChosenMachine } from '@shared/calls/machines'
import { mayBeAssigned } from '@shared/roles'
import { text } from '@shared/text'
import type { Person } from '../entity/form/people'

const words = text.machines

/** One line of the preview: a machine without a person stays as it is, a person without a machine gets none. */
export interface Pair {
  machine: ChosenMachine | null
  person: Pick<Person, 'id' | 'username'> | null
  /** Whose it is until then. */
  takenFrom: string | null
  isAlready: boolean
  becomesShared: boolean
}

function pairOf(machine: ChosenMachine | null, person: Pair['person']): Pair {
  const isGiven = machine !== null && person !== null
  const before = machine?.assignedTo ?? ''
  return {
    machine,
    person,
    takenFrom: isGiven && before !== '' && before !== person.username ? before : null,
    isAlready: isGiven && before === person.username,
    becomesShared: isGiven && !machine.shared,
  }
}

/** The first machine to the first person, and so on; as many lines as there are of the more numerous. */
export function pairUp(machines: readonly ChosenMachine[], people: readonly Person[]): Pair[] {
  const count = Math.max(machines.length, people.length)
  return Array.from({ length: count }, (_, index) => pairOf(machines[index] ?? null, people[index] ?? null))
}

/** All machines to one person. */
export function allTo(machines: readonly ChosenMachine[], person: Pair['person']): Pair[] {
  return machines.map((machine) => pairOf(machine, person))
}

/** What is left to write: who has a shared machine already needs nothing. */
export function assignmentsOf(pairs: readonly Pair[]): Assignment[] {
  return pairs.flatMap(({ machine, person, isAlready, becomesShared }) => {
    if (!machine || !person || (isAlready && !becomesShared)) return []
    const { id, assignedTo, shared } = machine
    return { id, to: { id: person.id, username: person.username }, expected: { assignedTo, shared } }
  })
}

/** What a line says beside its names; empty where there is nothing to say. */
export function notesOf(pair: Pair): string {
  if (!pair.machine) return words.assign.noMachine
  const notes = [
    pair.takenFrom === null ? '' : words.assign.takenFrom(pair.takenFrom),
    pair.isAlready ? words.assign.already : '',
    pair.becomesShared ? words.assign.becomesShared : '',
  ]
  return notes.filter(Boolean).join(', ')
}

/** The list with one item at another place; those between make room. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const others = items.filter((_, index) => index !== from)
  return [...others.slice(0, to), ...items.slice(from, from + 1), ...others.slice(to)]
}

/** By last name, then first name, then username, as a class list is. */
export function byName(people: readonly Person[]): Person[] {
  const order = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })
  return [...people].sort(
    (one, other) =>
      order.compare(one.lastName, other.lastName) ||
      order.compare(one.firstName, other.firstName) ||
      order.compare(one.username, other.username),
  )
}

/** Why machines may not be assigned to this person, or null. */
export function refusalOf(person: Pick<Person, 'username' | 'role' | 'disabled'>): string | null {
  if (person.disabled) return words.personDisabled(person.username)
  return mayBeAssigned(person.role) ? null : words.personRole(person.username)
}

/** The lines or parts of a pasted list; one part only is no list. */
export function namesIn(pasted: string): string[] {
  const names = pasted.split(/[\r\n\t,;]+/u).map((name) => name.trim())
  return [...new Set(names.filter((name) => name !== ''))]
}
