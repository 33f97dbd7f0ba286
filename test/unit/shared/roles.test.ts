// The table of rights: what holds for all of it, and that docs/roles.md says the same.
import { describe, expect, it } from 'vitest'
import {
  acts,
  areUsernames,
  asksForUsername,
  grantableRoles,
  mayDo,
  mayManage,
  roles,
  type Operator,
} from '@shared/roles'
import { rolesPage } from '../../support/roles-page'

const operators: Pick<Operator, 'id' | 'role'>[] = [
  { id: 1, role: 'manager' },
  { id: 1, role: 'admin' },
]
const [manager, admin] = operators as [Pick<Operator, 'id' | 'role'>, Pick<Operator, 'id' | 'role'>]
const other = (role: string) => ({ id: 2, role })

describe('rights', () => {
  it('are printed in docs/roles.md', async () => {
    await expect(rolesPage()).toMatchFileSnapshot('../../../docs/roles.md')
  })

  it.each(operators)('let nobody change their own role or do away with themselves: $role', (operator) => {
    const self = { id: operator.id, role: operator.role }
    expect(mayDo(operator, 'role', self)).toBe('ownRole')
    expect(mayDo(operator, 'disable', self)).toBe('ownDisable')
    expect(mayDo(operator, 'delete', self)).toBe('ownDelete')
    for (const act of ['see', 'details', 'rename', 'password'] as const) {
      expect(mayDo(operator, act, self)).toBeNull()
    }
  })

  it('let a manager only look at managers and admins, in whatever spelling', () => {
    for (const role of ['manager', 'admin', ' Manager ', 'ADMIN']) {
      for (const act of acts) expect(mayDo(manager, act, other(role))).toBe(act === 'see' ? null : 'above')
      expect(mayManage(manager, other(role))).toBe(false)
    }
    for (const role of ['new_user', 'regular', 'sidekick', 'SideKick', 'wizard', '']) {
      for (const act of acts) expect(mayDo(manager, act, other(role))).toBeNull()
    }
    expect(mayDo(manager, 'pass', { id: 1, role: 'manager' })).toBe('ownRest')
  })

  it('let an admin do everything to everybody else, and give every role', () => {
    for (const role of [...roles, 'wizard', ' ADMIN']) {
      for (const act of acts) expect(mayDo(admin, act, other(role))).toBeNull()
    }
    expect(grantableRoles(admin)).toEqual(roles)
    expect(grantableRoles(manager)).toEqual(['regular', 'sidekick'])
  })
})

describe('admin rights', () => {
  it('ask for the username of who has none', () => {
    expect(asksForUsername(null, 'admin')).toBe(true)
    expect(asksForUsername('manager', 'admin')).toBe(true)
    expect(asksForUsername(' Admin', 'admin')).toBe(false)
    expect(asksForUsername('admin', 'manager')).toBe(false)
  })

  it('take all usernames in any order, and nothing less', () => {
    for (const typed of ['ada lina', 'lina,ada', ' lina ,  ada ', 'lina\nada']) {
      expect(areUsernames(typed, ['ada', 'lina'])).toBe(true)
    }
    for (const typed of ['', 'ada', 'Ada lina', 'ada lina raul', 'adalina', 'ada ada']) {
      expect(areUsernames(typed, ['ada', 'lina'])).toBe(false)
    }
    expect(areUsernames('José', ['Jose\u0301'])).toBe(true)
    expect(areUsernames('a b', ['a b'])).toBe(true)
  })
})
