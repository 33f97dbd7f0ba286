// What a picker says about the person who is stored.
import { describe, expect, it } from 'vitest'
import { text } from '@shared/text'
import { personProblem, type Person } from '../../../../src/renderer/src/entity/form/people'

const words = text.form.person
const grace: Person = {
  id: 3,
  username: 'grace',
  firstName: 'Grace',
  lastName: 'Hopper',
  email: 'g@lab.example.edu',
  role: 'regular',
  disabled: false,
}

describe('personProblem', () => {
  it('accepts an enabled regular user as assignee', () => {
    expect(personProblem('grace', grace, 'assignee')).toBeNull()
  })

  it('marks an assignee who is gone, also where only the capitals differ', () => {
    expect(personProblem('grace', null, 'assignee')).toBe(words.orphan('grace'))
    expect(personProblem('Grace', grace, 'assignee')).toBe(words.orphan('Grace'))
  })

  it('marks an assignee who is disabled or has a role that sees no assigned machines', () => {
    expect(personProblem('grace', { ...grace, disabled: true }, 'assignee')).toBe(words.disabled('grace'))
    expect(personProblem('grace', { ...grace, role: 'manager' }, 'assignee')).toBe(
      words.notAssignable('grace'),
    )
  })

  it('marks an owner who is disabled or whose role owns nothing, and takes roles in capitals for what they mean', () => {
    expect(personProblem('grace', { ...grace, role: 'admin', disabled: true }, 'owner')).toBe(
      words.disabled('grace'),
    )
    expect(personProblem('grace', grace, 'owner')).toBe(words.notOwner('grace'))
    expect(personProblem('grace', { ...grace, role: 'Admin' }, 'owner')).toBeNull()
  })

  it('has nothing to say in a filter', () => {
    expect(personProblem('grace', null, 'any')).toBeNull()
  })
})
