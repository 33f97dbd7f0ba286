// What keeps a form from being sent, and what is sent.
import { describe, expect, it } from 'vitest'
import type { UserRow } from '@shared/entities/user'
import type { VmRow } from '@shared/entities/vm'
import { text } from '@shared/text'
import { bookmarkForm } from '../../../../src/renderer/src/entity/form/bookmark-form'
import { changedFields, changesOf, checkValues } from '../../../../src/renderer/src/entity/form/check-form'
import { userForm } from '../../../../src/renderer/src/entity/form/user-form'
import { vmForm } from '../../../../src/renderer/src/entity/form/vm-form'

const vm: VmRow = {
  id: 7,
  version: '1',
  name: 'lab-07',
  host: '10.0.0.7',
  port: 22,
  username: 'root',
  ownerId: 1,
  owner: 'ada',
  assignedTo: null,
  shared: true,
  hasPassword: true,
  hasKey: false,
}
const user: UserRow = {
  id: 3,
  version: '1',
  username: 'grace',
  firstName: 'Grace',
  lastName: 'Hopper',
  email: 'grace@lab.example.edu',
  role: 'sidekick',
  disabled: false,
  vmCount: 2,
}

describe('checkValues', () => {
  it('finds nothing wrong with a good row, whose password is not looked at', () => {
    expect(checkValues(vmForm, vmForm.fromRow(vm))).toEqual({})
    expect(checkValues(userForm, userForm.fromRow(user))).toEqual({})
  })

  it('names every field of an empty form that must be filled in', () => {
    expect(Object.keys(checkValues(userForm, userForm.blank)).sort()).toEqual(
      ['email', 'firstName', 'lastName', 'password', 'role', 'username'].sort(),
    )
    expect(Object.keys(checkValues(vmForm, vmForm.blank)).sort()).toEqual([
      'host',
      'name',
      'ownerId',
      'username',
    ])
    expect(Object.keys(checkValues(bookmarkForm, bookmarkForm.blank)).sort()).toEqual([
      'link',
      'name',
      'ownerId',
    ])
  })

  it.each(['0', '-1', '65536', '22.5', '', 'ssh', '1e3', '0x16'])(
    'refuses the port "%s" in words',
    (port) => {
      expect(checkValues(vmForm, { ...vmForm.fromRow(vm), port })).toEqual({ port: text.form.portRange })
    },
  )

  it.each(['1', ' 2222 ', '65535'])('takes the port "%s"', (port) => {
    expect(checkValues(vmForm, { ...vmForm.fromRow(vm), port })).toEqual({})
  })

  it('marks the role the portal does not know, with the text as it is stored', () => {
    const errors = checkValues(userForm, userForm.fromRow({ ...user, role: 'Admin' }))
    expect(errors).toEqual({ role: text.form.unknownRole('Admin') })
  })

  it('wants an assigned machine shared, also while another field is wrong', () => {
    const values = vmForm.fromRow({ ...vm, assignedTo: 'grace', shared: false, name: ' ' })
    expect(checkValues(vmForm, values)).toEqual({
      name: text.rules.required,
      shared: text.rules.assignedShared,
    })
  })
})

describe('changesOf', () => {
  const initial = vmForm.fromRow(vm)

  it('holds the changed fields only', () => {
    const values = { ...initial, port: '2200', ownerId: { id: 9, username: 'tim' } }
    expect(changesOf(vmForm, initial, values)).toEqual({ port: 2200, ownerId: 9 })
  })

  it('is empty where something was typed and taken back', () => {
    expect(changedFields(vmForm, initial, { ...initial, port: '22 ' })).toEqual([])
    expect(changesOf(vmForm, initial, { ...initial })).toEqual({})
  })

  it('leaves a kept secret out, clears with null, and sends a typed one', () => {
    expect(changesOf(vmForm, initial, { ...initial, password: { kind: 'clear' } })).toEqual({
      password: null,
    })
    expect(changesOf(vmForm, initial, { ...initial, sshKey: { kind: 'set', value: 'key' } })).toEqual({
      sshKey: 'key',
    })
    expect(changesOf(vmForm, initial, { ...initial, password: { kind: 'keep' } })).toEqual({})
  })

  it('knows an assignee by name alone', () => {
    const before = vmForm.fromRow({ ...vm, assignedTo: 'grace' })
    expect(changesOf(vmForm, before, { ...before, assignedTo: { id: 3, username: 'grace' } })).toEqual({})
    expect(changesOf(vmForm, before, { ...before, assignedTo: null })).toEqual({ assignedTo: null })
  })

  it('sends no password that was not asked for', () => {
    const before = userForm.fromRow(user)
    expect(changesOf(userForm, before, { ...before, lastName: 'Murray' })).toEqual({ lastName: 'Murray' })
  })
})

describe('asNew', () => {
  it('keeps what was typed and forgets what can no longer be kept or cleared', () => {
    const values = { ...vmForm.fromRow(vm), name: 'typed', password: { kind: 'clear' as const } }
    expect(vmForm.asNew(values)).toMatchObject({
      name: 'typed',
      password: { kind: 'keep' },
      host: '10.0.0.7',
    })
    expect(userForm.asNew(userForm.fromRow(user)).password).toBe('')
  })
})

describe('show', () => {
  it('never shows a secret', () => {
    const values = vmForm.fromRow(vm)
    const shown = vmForm.show('password', { ...values, password: { kind: 'set', value: 'canary-7' } })
    expect(shown).toBe(text.form.secretShown)
    expect(userForm.show('password', { ...userForm.fromRow(user), password: 'canary-7' })).not.toContain(
      'canary',
    )
  })
})
