// Who gets which machine: pairs, what is said about them, and what is written.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { text } from '@shared/text'
import type { Person } from '../../../../src/renderer/src/entity/form/people'
import {
  allTo,
  assignmentsOf,
  byName,
  moved,
  namesIn,
  notesOf,
  pairUp,
  refusalOf,
} from '../../../../src/renderer/src/machines/pairs'

const words = text.machines.assign
const person = (id: number, rest: Partial<Person> = {}): Person => ({
  id,
  username: `p${id}`,
  firstName: 'P',
  lastName: String(id),
  email: `p${id}@x.example`,
  role: 'regular',
  disabled: false,
  ...rest,
})
const machine = (id: number, rest: object = {}) => ({
  id,
  name: `m${id}`,
  host: `h${id}`,
  ownerId: 1,
  owner: 'ada',
  assignedTo: null,
  shared: true,
  ...rest,
})

describe('pairs', () => {
  it('go in both orders, and leave over what has no other half', () => {
    const more = pairUp([machine(1), machine(2)], [person(7)])
    expect(more.map((pair) => [pair.machine?.id, pair.person?.id])).toEqual([
      [1, 7],
      [2, undefined],
    ])
    expect(assignmentsOf(more).map(({ id }) => id)).toEqual([1])
    const fewer = pairUp([machine(1)], [person(7), person(8)])
    expect(fewer.map(notesOf)).toEqual(['', words.noMachine])
    expect(assignmentsOf(fewer)).toHaveLength(1)
  })

  it('say whose a machine was, and that it becomes shared', () => {
    const [taken, same, opened, both] = allTo(
      [
        machine(1, { assignedTo: 'old' }),
        machine(2, { assignedTo: 'p7' }),
        machine(3, { shared: false }),
        machine(4, { assignedTo: 'p7', shared: false }),
      ],
      person(7),
    )
    expect([taken, same, opened, both].map((pair) => pair && notesOf(pair))).toEqual([
      words.takenFrom('old'),
      words.already,
      words.becomesShared,
      `${words.already}, ${words.becomesShared}`,
    ])
  })

  it('write only what is another than it is, with what it is expected to be', () => {
    const pairs = allTo(
      [machine(1, { assignedTo: 'p7' }), machine(2, { assignedTo: '', shared: false })],
      person(7),
    )
    expect(assignmentsOf(pairs)).toEqual([
      { id: 2, to: { id: 7, username: 'p7' }, expected: { assignedTo: '', shared: false } },
    ])
    expect(pairs.map(notesOf)).toEqual([words.already, words.becomesShared])
  })
})

describe('the order of people', () => {
  it('keeps everybody, and moves one to just there', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(), { minLength: 1 }), fc.nat(), fc.nat(), (items, one, other) => {
        const [from, to] = [one % items.length, other % items.length]
        const after = moved(items, from, to)
        expect(after[to]).toBe(items[from])
        expect(after.filter((_, index) => index !== to)).toEqual(items.filter((_, index) => index !== from))
      }),
    )
  })

  it('by name is that of a class list', () => {
    const sorted = byName([
      person(1, { lastName: 'Öberg', firstName: 'Z' }),
      person(2, { lastName: 'zimmer' }),
      person(3, { lastName: 'Oberg', firstName: 'A' }),
      person(4, { lastName: 'Number10' }),
      person(5, { lastName: 'Number9' }),
    ])
    expect(sorted.map(({ id }) => id)).toEqual([5, 4, 3, 1, 2])
  })
})

describe('a pasted list', () => {
  it('has names on lines or parted by commas, semicolons and tabs, each once', () => {
    expect(namesIn('a\r\n b ;c,d\te\n\n a ')).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(namesIn(' \n')).toEqual([])
    expect(namesIn('one person')).toEqual(['one person'])
  })

  it('says of each whom machines are not assigned to', () => {
    expect(refusalOf(person(1, { role: ' Regular' }))).toBeNull()
    expect(refusalOf(person(1, { role: 'sidekick' }))).toBeNull()
    expect(refusalOf(person(1, { role: 'admin' }))).toBe(text.machines.personRole('p1'))
    expect(refusalOf(person(1, { role: 'wizard' }))).toBe(text.machines.personRole('p1'))
    expect(refusalOf(person(1, { disabled: true }))).toBe(text.machines.personDisabled('p1'))
  })
})
