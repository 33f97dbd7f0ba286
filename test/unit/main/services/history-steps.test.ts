// An operation's changes drawn together row by row, in the order that takes them back.
import { describe, expect, it } from 'vitest'
import type { Change } from '../../../../src/main/db/history'
import { stepsBack } from '../../../../src/main/services/history-steps'

const change = (rowId: number, kind: Change['kind'], rest: Partial<Change> = {}): Change => ({
  entity: 'vm',
  rowId,
  label: `m${rowId}`,
  kind,
  old: null,
  new: null,
  ...rest,
})
const short = (changes: Change[]) =>
  stepsBack(changes).map(({ entity, kind, rows }) => [entity, kind, rows.map((row) => row.rowId)])

describe('the steps back', () => {
  it('are the other way round, and go together where they are alike', () => {
    const changes = [
      change(1, 'update', { old: { port: 1 }, new: { port: 2 } }),
      change(2, 'remove', { old: {} }),
      change(3, 'remove', { old: {} }),
      change(9, 'remove', { entity: 'user', old: {} }),
    ]
    expect(short(changes)).toEqual([
      ['user', 'remove', [9]],
      ['vm', 'remove', [3, 2]],
      ['vm', 'update', [1]],
    ])
  })

  it('draw a row’s changes together, and leave out what cancels itself out and mere looks', () => {
    const [step, ...others] = stepsBack([
      change(1, 'update', { old: { host: 'a', port: 1 }, new: { host: 'b', port: 2 } }),
      change(2, 'add', { new: { host: 'x' } }),
      change(1, 'update', { old: { port: 2 }, new: { port: 1 } }),
      change(1, 'update', { old: { host: 'b' }, new: { host: 'c' } }),
      change(2, 'remove', { old: { host: 'x' } }),
      change(3, 'reveal'),
      change(0, 'rekey', { new: { renewed: 2, closed: 0 } }),
    ])
    expect(others).toEqual([])
    expect(step?.rows).toMatchObject([{ rowId: 1, old: { host: 'a' }, new: { host: 'c' } }])
  })

  it('bring a changed and then deleted row back as it was at first', () => {
    const [step] = stepsBack([
      change(1, 'update', { old: { host: 'a' }, new: { host: 'b' } }),
      change(1, 'remove', { old: { host: 'b', port: 22 } }),
    ])
    expect(step).toMatchObject({ kind: 'remove', rows: [{ old: { host: 'a', port: 22 } }] })
  })
})
