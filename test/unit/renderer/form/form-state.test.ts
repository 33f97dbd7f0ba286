// When an error shows on a field, and when it goes.
import { describe, expect, it } from 'vitest'
import type { VmRow } from '@shared/entities/vm'
import { text } from '@shared/text'
import {
  blocking,
  left,
  startForm,
  storedProblems,
  typed,
} from '../../../../src/renderer/src/entity/form/form-state'
import { vmForm } from '../../../../src/renderer/src/entity/form/vm-form'

const dirty: VmRow = {
  id: 7,
  version: '1',
  name: '',
  host: '10.0.0.7',
  port: -1,
  username: 'root',
  ownerId: 1,
  owner: 'ada',
  assignedTo: null,
  shared: true,
  hasPassword: false,
  hasKey: false,
}
const blank = () => startForm(vmForm.blank)

describe('a new form', () => {
  it('says nothing while one types for the first time', () => {
    expect(typed(vmForm, blank(), { port: '0' }).errors).toEqual({})
  })

  it('says nothing where an empty field is only passed', () => {
    expect(left(vmForm, blank(), 'name').errors).toEqual({})
  })

  it('checks a changed field when it is left, and from then on as one types', () => {
    const once = left(vmForm, typed(vmForm, blank(), { port: '0' }), 'port')
    expect(once.errors).toEqual({ port: text.form.portRange })
    expect(typed(vmForm, once, { port: '22' }).errors).toEqual({})
    expect(typed(vmForm, once, { port: '70000' }).errors).toEqual({ port: text.form.portRange })
  })

  it('drops the server’s word about a value with that value, and no sooner', () => {
    const state = { ...typed(vmForm, blank(), { name: 'taken', host: 'h' }), errors: { name: 'Taken.' } }
    expect(left(vmForm, state, 'name').errors).toEqual({ name: 'Taken.' })
    expect(typed(vmForm, state, { host: 'other' }).errors).toEqual({ name: 'Taken.' })
    expect(typed(vmForm, state, { name: 'free' }).errors).toEqual({})
  })

  it('is kept back by all of its fields', () => {
    expect(Object.keys(blocking(vmForm, blank(), true)).sort()).toEqual([
      'host',
      'name',
      'ownerId',
      'username',
    ])
  })
})

describe('a row as the portal left it', () => {
  const start = () => startForm(vmForm.fromRow(dirty))

  it('is marked, and mended field by field', () => {
    expect(Object.keys(storedProblems(vmForm, start())).sort()).toEqual(['name', 'port'])
    expect(storedProblems(vmForm, typed(vmForm, start(), { port: '22' }))).toEqual({
      name: text.rules.required,
    })
  })

  it('may be saved while another bad field stays', () => {
    expect(blocking(vmForm, typed(vmForm, start(), { host: 'h' }), false)).toStrictEqual({})
    expect(blocking(vmForm, typed(vmForm, start(), { port: '0' }), false)).toEqual({
      port: text.form.portRange,
    })
  })

  it('asks for Shared where an assignment makes it wrong, though it was not touched', () => {
    const unshared = startForm(vmForm.fromRow({ ...dirty, shared: false }))
    const assigned = typed(vmForm, unshared, { assignedTo: { id: 3, username: 'grace' } })
    expect(blocking(vmForm, assigned, false)).toEqual({ shared: text.rules.assignedShared })
    expect(blocking(vmForm, typed(vmForm, assigned, { shared: true }), false)).toEqual({})
  })
})
