// What narrows a printed table down, in words.
import { expect, it } from 'vitest'
import { userEntity } from '@shared/entities/user'
import { vmEntity } from '@shared/entities/vm'
import { narrowingOf } from '../../../../src/renderer/src/print/narrowing'

it('says search, filters of each kind, and order', () => {
  const query = {
    search: ' lab ',
    sort: [
      { field: 'name', direction: 'ascending' as const },
      { field: 'port', direction: 'descending' as const },
    ],
    filters: {
      host: { kind: 'text' as const, contains: '10.' },
      port: { kind: 'range' as const, min: 22, max: null },
      owner: { kind: 'person' as const, person: { id: 1, username: 'ada' } },
      assignedTo: { kind: 'person' as const, person: null },
      shared: { kind: 'flag' as const, value: false },
    },
  }
  expect(narrowingOf(vmEntity, query)).toEqual([
    'Search: “lab”',
    'Host contains “10.”',
    'Port from 22',
    'Owner: ada',
    'Assigned to: Nobody',
    'Shared: No',
    'Sorted by Name and Port, descending',
  ])
  const users = {
    search: '',
    sort: [],
    filters: {
      role: { kind: 'choice' as const, values: ['admin', 'sidekick'] },
      disabled: { kind: 'flag' as const, value: true },
      vmCount: { kind: 'range' as const, min: 2, max: 2 },
    },
  }
  expect(narrowingOf(userEntity, users)).toEqual([
    'Role: Admin and Sidekick',
    'State: Disabled',
    'Virtual machines: 2',
  ])
})
