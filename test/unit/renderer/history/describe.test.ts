// The change log's plain words: what each kind of operation is called, and that no secret is among them.
import { describe as group, expect, it } from 'vitest'
import type { HistoryChange, HistoryOperation } from '@shared/calls/history'
import type { EntityName } from '@shared/entity'
import { describe, fieldsOf } from '../../../../src/renderer/src/history/describe'
import { filterInput, noFilter } from '../../../../src/renderer/src/history/filter'

const change = (rest: Partial<HistoryChange>): HistoryChange => ({
  entity: 'user',
  rowId: 3,
  label: 'lina',
  kind: 'update',
  old: null,
  new: null,
  ...rest,
})

function operation(
  changes: HistoryChange[],
  counts: HistoryOperation['counts'],
  undoes: string | null = null,
): HistoryOperation {
  const about = { actorId: 1, actor: 'ada', computer: 'desk', action: 'x', takenBack: false, at: 0 }
  return { ...about, operation: '5a0f2b8e-6c1d-4e7a-9b3f-0d2c4e6f8a1b', undoes, counts, changes }
}

const single = (one: HistoryChange, undoes: string | null = null) =>
  describe(operation([one], [{ entity: one.entity, kind: one.kind, count: 1 }], undoes), { 3: 'lina' })

group('an operation in words', () => {
  it.each([
    [change({ old: { username: 'lina' }, new: { username: 'lina2' } }), 'renamed lina to lina2'],
    [change({ old: { disabled: false }, new: { disabled: true } }), 'disabled lina'],
    [change({ old: { role: 'new_user' }, new: { role: 'regular' } }), 'approved lina as regular'],
    [
      change({ old: { role: 'regular' }, new: { role: 'sidekick' } }),
      'changed the role of lina from Regular to Sidekick',
    ],
    [change({ old: { password: true }, new: { password: true } }), 'gave lina a new password'],
    [
      change({ entity: 'vm', label: 'web', old: { assignedTo: null }, new: { assignedTo: 'raul' } }),
      'assigned web to raul',
    ],
    [
      change({ entity: 'vm', label: 'web', old: { assignedTo: 'raul' }, new: { assignedTo: null } }),
      'took web back from raul',
    ],
    [change({ entity: 'vm', label: 'web', old: { ownerId: 9 }, new: { ownerId: 3 } }), 'passed web to lina'],
    [
      change({ entity: 'vm', label: 'web', old: { host: 'a', port: 1 }, new: { host: 'b', port: 2 } }),
      'changed host and port of web',
    ],
    [change({ kind: 'remove', old: {} }), 'deleted user lina'],
    [
      change({ entity: 'vm', label: '#12 (out of your sight)' }),
      'changed virtual machine #12 (out of your sight)',
    ],
    [change({ kind: 'remove', old: {}, new: { reason: 'spam' } }), 'denied lina: spam'],
    [
      change({ entity: 'vm', rowId: 0, kind: 'rekey', label: 'key', new: { renewed: 412, closed: 3 } }),
      're-keyed 412 secrets; 3 opened with no key',
    ],
    [change({ entity: 'vm', rowId: 0, kind: 'rekey', new: { renewed: 1, closed: 0 } }), 're-keyed 1 secret'],
    [change({ kind: 'reveal', entity: 'vm', label: 'web' }), 'looked at secrets of virtual machine web'],
  ])('%#', (one, said) => {
    expect(single(one)).toBe(said)
  })

  it('counts what goes with a person, whose name is told wherever it stands', () => {
    const machine = change({ entity: 'vm', kind: 'remove', label: 'web', old: {} })
    const counts: HistoryOperation['counts'] = [
      { entity: 'vm', kind: 'remove', count: 6 },
      { entity: 'bookmark', kind: 'remove', count: 1 },
      { entity: 'user', kind: 'remove', count: 1 },
    ]
    const person = change({ kind: 'remove', old: {} })
    expect(describe(operation([machine, person], counts), {})).toBe(
      'deleted user lina with 6 virtual machines and 1 bookmark',
    )
    const back = counts.map((count) => ({ ...count, kind: 'add' as const }))
    expect(describe(operation([{ ...person, kind: 'add' }], back, 'x'), {})).toBe(
      'brought back user lina with 6 virtual machines and 1 bookmark',
    )
  })

  it('tells a renaming with the machines that followed', () => {
    const renamed = change({ old: { username: 'lina' }, new: { username: 'lina2' } })
    const counts: HistoryOperation['counts'] = [
      { entity: 'user', kind: 'update', count: 1 },
      { entity: 'vm', kind: 'update', count: 3 },
    ]
    expect(describe(operation([renamed], counts), {})).toBe('renamed lina to lina2 with 3 virtual machines')
  })

  it('counts many of a kind', () => {
    const counts: HistoryOperation['counts'] = [{ entity: 'vm', kind: 'add', count: 30 }]
    expect(describe(operation([change({ entity: 'vm', kind: 'add' })], counts), {})).toBe(
      'added 30 virtual machines',
    )
  })

  const machine = change({ entity: 'vm', label: 'web', new: { assignedTo: 'raul' } })
  const became = (fields: HistoryChange['new']) => [change({ new: fields })]
  it.each<[string, HistoryChange[], [EntityName, HistoryChange['kind'], number][], string]>([
    [
      'waiting.approve',
      became({ role: 'regular' }),
      [['user', 'update', 500]],
      'approved 500 people as regular',
    ],
    ['waiting.deny', became({ reason: 'spam' }), [['user', 'remove', 108]], 'denied 108 newcomers: spam'],
    ['passwords.reset', became({ password: true }), [['user', 'update', 20]], 'gave 20 people new passwords'],
    [
      'people.giveRole',
      became({ role: 'sidekick' }),
      [['user', 'update', 2]],
      'gave 2 people the role sidekick',
    ],
    [
      'people.disable',
      became({ disabled: true }),
      [
        ['user', 'update', 1],
        ['vm', 'update', 6],
      ],
      'disabled lina, and changed 6 virtual machines',
    ],
    ['people.enable', became({ disabled: false }), [['user', 'update', 3]], 'enabled 3 people'],
    [
      'people.passOn',
      [machine],
      [
        ['vm', 'update', 6],
        ['bookmark', 'update', 1],
      ],
      'passed on 6 virtual machines and 1 bookmark',
    ],
    ['machines.assign', [machine], [['vm', 'update', 30]], 'assigned 30 virtual machines'],
    [
      'machines.assign',
      [{ ...machine, new: { assignedTo: null } }],
      [['vm', 'update', 2]],
      'took 2 virtual machines back',
    ],
    ['machines.assign', [{ ...machine, new: null }], [['vm', 'update', 2]], 'changed 2 virtual machines'],
    ['machines.transfer', [machine], [['vm', 'update', 4]], 'passed on 4 virtual machines'],
    [
      'machines.clone',
      [{ ...machine, kind: 'add' }],
      [['vm', 'add', 30]],
      'added 30 copies of a virtual machine',
    ],
    ['integrity.repair', [machine], [['vm', 'update', 12]], 'repaired 12 virtual machines'],
  ])('tells what was done to many by %s', (action, changes, counted, said) => {
    const counts = counted.map(([entity, kind, count]) => ({ entity, kind, count }))
    expect(describe({ ...operation(changes, counts), action }, {})).toBe(said)
    // What was taken back is told by what became of the rows.
    expect(describe({ ...operation(changes, counts, 'x'), action: 'history.undo' }, {})).not.toBe(said)
  })

  it('says of a secret that it is there or changed, and of an owner the name', () => {
    const fields = fieldsOf(
      change({
        entity: 'vm',
        old: { password: true, sshKey: null, ownerId: 3, shared: true },
        new: { password: true, sshKey: true, ownerId: 8, shared: false },
      }),
      { 3: 'lina' },
    )
    expect(fields.map(({ label, before, after }) => [label, before, after])).toEqual([
      ['Password', 'set (not shown)', 'changed (not shown)'],
      ['SSH key', 'nothing', 'changed (not shown)'],
      ['Owner', 'lina', 'person 8 (deleted)'],
      ['Shared', 'Yes', 'No'],
    ])
  })
})

group('a row that is gone', () => {
  it('shows what it was, and the reason of a denial on a line of its own', () => {
    const old = { username: 'lina', email: 'l@x.org', disabled: false, password: true, assignedTo: null }
    const fields = fieldsOf(change({ kind: 'remove', old, new: { reason: 'spam' } }), {})
    expect(fields.map(({ label, after }) => [label, after])).toEqual([
      ['Username', 'lina'],
      ['Email', 'l@x.org'],
      ['State', 'Enabled'],
      ['Password', 'set (not shown)'],
      ['Reason', 'spam'],
    ])
  })
})

group('the filter', () => {
  it('takes whole days of this computer, and nothing where a box holds no date', () => {
    const { from, until } = filterInput({ ...noFilter, from: '2026-03-01', until: '2026-03-01' })
    expect(from).toBe(new Date(2026, 2, 1).getTime())
    expect(until).toBe(new Date(2026, 2, 2).getTime())
    expect(filterInput({ ...noFilter, from: '0002-01-01' })).toMatchObject({ from: null, until: null })
  })
})
