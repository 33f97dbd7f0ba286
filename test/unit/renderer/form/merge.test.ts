// Two people on one row: nothing of either is lost unless it was chosen.
import { describe, expect, it } from 'vitest'
import type { VmRow } from '@shared/entities/vm'
import { changesOf } from '../../../../src/renderer/src/entity/form/check-form'
import { changedByOthers, rebase } from '../../../../src/renderer/src/entity/form/merge'
import { vmForm } from '../../../../src/renderer/src/entity/form/vm-form'

const base: VmRow = {
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
const initial = vmForm.fromRow(base)
const mine = { ...initial, host: 'mine', port: '23', password: { kind: 'set' as const, value: 's' } }
const theirs: VmRow = { ...base, version: '2', host: 'theirs', port: 44, shared: false }

describe('rebase', () => {
  it('keeps my changes where nothing else is chosen, and takes the rest of theirs', () => {
    const values = rebase(vmForm, initial, mine, theirs, {})
    expect(changesOf(vmForm, vmForm.fromRow(theirs), values)).toEqual({
      host: 'mine',
      port: 23,
      password: 's',
    })
    expect(values.shared).toBe(false)
  })

  it('takes theirs field by field', () => {
    const values = rebase(vmForm, initial, mine, theirs, { host: 'mine', port: 'theirs' })
    expect(changesOf(vmForm, vmForm.fromRow(theirs), values)).toEqual({ host: 'mine', password: 's' })
  })

  it('leaves nothing to save where all of theirs is taken', () => {
    const values = rebase(vmForm, initial, { ...initial, port: '23' }, theirs, { port: 'theirs' })
    expect(changesOf(vmForm, vmForm.fromRow(theirs), values)).toEqual({})
  })
})

describe('changedByOthers', () => {
  it('names what others changed and this form did not', () => {
    const saved: VmRow = { ...theirs, version: '3', host: 'mine' }
    expect(changedByOthers(vmForm, base, saved, ['host'])).toEqual(['Port', 'Shared'])
  })

  it('names nothing where only I changed something', () => {
    expect(changedByOthers(vmForm, base, { ...base, version: '2', port: 23 }, ['port'])).toEqual([])
  })
})
