import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { vmEntity } from '@shared/entities/vm'
import { findHits, fold } from '../../../../src/renderer/src/entity/table/highlight'
import {
  columnsOf,
  moveColumn,
  plainLayout,
  readLayout,
  resizeColumn,
  setHidden,
  sortBy,
} from '../../../../src/renderer/src/entity/table/layout'
import { parsePlace } from '../../../../src/renderer/src/entity/table/place'
import { problemsOf } from '../../../../src/renderer/src/entity/table/problems'
import { templateOf } from '../../../../src/renderer/src/grid/template'

const ids = (layout = plainLayout) =>
  columnsOf(vmEntity, layout)
    .filter(({ hidden }) => !hidden)
    .map(({ id }) => id)

describe('hits of a search', () => {
  it('are found whatever the capitals and accents, at their place in the text as it is', () => {
    expect(findHits('Núñez-Ørsted', fold('nunez'))).toEqual([[0, 5]])
    expect(findHits('xGARCÍA García', fold('garcía'))).toEqual([
      [1, 7],
      [8, 14],
    ])
    expect(findHits('Rødby', fold('rodby'))).toEqual([[0, 5]])
    // Written with a combining accent: the accent belongs to its letter.
    expect(findHits('Cafe\u0301 x', 'cafe')).toEqual([[0, 5]])
  })

  it('mark exactly what was searched', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc.string({ minLength: 1, maxLength: 3 }),
        (text, needle) => {
          for (const [from, to] of findHits(`${text}${needle}${text}`, fold(needle))) {
            expect(fold(`${text}${needle}${text}`.slice(from, to))).toContain(fold(needle))
          }
        },
      ),
    )
  })

  it('are none for an empty search', () => {
    expect(findHits('abc', '')).toEqual([])
  })
})

describe('the arrangement of columns', () => {
  it('moves a column among the shown ones and leaves hidden ones where they are', () => {
    const layout = setHidden(plainLayout, ['port'])
    const moved = moveColumn(vmEntity, layout, 'username', 0)
    expect(ids(moved).slice(0, 3)).toEqual(['username', 'name', 'host'])
    expect(columnsOf(vmEntity, moved)[2]?.id).toBe('port')
  })

  it('never hides every column', () => {
    expect(ids(setHidden(plainLayout, ids())).length).toBeGreaterThan(0)
  })

  it('holds the widths of all once one is changed', () => {
    const layout = resizeColumn(plainLayout, 'name', 300.4, { name: 250, host: 210 })
    expect(layout.widths).toEqual({ name: 300, host: 210 })
    expect(columnsOf(vmEntity, layout)[0]).toMatchObject({ width: 300, fixed: true })
  })

  it('reads what was kept, and drops what makes no sense', () => {
    const kept = {
      order: ['port', 'gone'],
      widths: 'x',
      hidden: [],
      sort: [{ field: 'password', direction: 'ascending' }],
    }
    const layout = readLayout(kept, vmEntity)
    expect(layout.sort).toEqual([])
    expect(layout.widths).toEqual({})
    expect(ids(layout)).toContain('port')
    expect(ids(layout)).toHaveLength(9)
    expect(readLayout('nonsense', vmEntity)).toEqual(plainLayout)
  })

  it('turns the direction, and adds a second column with Shift', () => {
    const one = sortBy([], 'port', false)
    expect(one).toEqual([{ field: 'port', direction: 'ascending' }])
    expect(sortBy(one, 'port', false)).toEqual([{ field: 'port', direction: 'descending' }])
    const two = sortBy(one, 'host', true)
    expect(two.map(({ field }) => field)).toEqual(['port', 'host'])
    expect(sortBy(two, 'name', true).map(({ field }) => field)).toEqual(['port', 'name'])
    expect(sortBy(two, 'host', true)[1]).toEqual({ field: 'host', direction: 'descending' })
  })

  it('fills the window with columns that were not resized', () => {
    expect(templateOf([{ width: 100 }, { width: 80, fixed: true }])).toEqual({
      columns: 'minmax(100px, 100fr) 80px',
      total: 180,
    })
  })
})

describe('a typed place', () => {
  it('is a row or a share of the list', () => {
    expect(parsePlace('1', 100)).toBe(0)
    expect(parsePlace(' 500,000 ', 1_000_000)).toBe(499_999)
    expect(parsePlace('50%', 1_000_000)).toBe(500_000)
    expect(parsePlace('100 %', 1000)).toBe(999)
    expect(parsePlace('12.5%', 1000)).toBe(125)
  })

  it('is refused where the list has no such place', () => {
    for (const typed of ['', '0', '101', '-1', '101%', 'x', '1e3']) expect(parsePlace(typed, 100)).toBeNull()
  })
})

describe('rows as the portal leaves them', () => {
  const vm = {
    id: 1,
    version: '1',
    name: 'web',
    host: '10.0.0.1',
    port: 22,
    username: 'root',
    ownerId: 1,
    owner: 'ada',
    assignedTo: null,
    shared: true,
    hasPassword: true,
    hasKey: false,
  }
  const user = {
    id: 1,
    version: '1',
    username: 'ada',
    firstName: 'Ada',
    lastName: 'Lovelace',
    email: 'ada@example.edu',
    role: 'admin',
    disabled: false,
    vmCount: 0,
  }

  it('are marked at the field that is wrong, in words', () => {
    expect(problemsOf('vm', vm)).toEqual({})
    expect(Object.keys(problemsOf('vm', { ...vm, port: -1, name: '' }))).toEqual(['name', 'port'])
    expect(problemsOf('vm', { ...vm, port: 70_000 }).port).toMatch(/65535/u)
    expect(problemsOf('vm', { ...vm, assignedTo: 'bob', shared: false }).shared).toMatch(/shared/u)
  })

  it('are marked for a role unknown or in capitals, and a username with capitals', () => {
    expect(problemsOf('user', user)).toEqual({})
    expect(problemsOf('user', { ...user, role: 'guest' }).role).toMatch(/guest/u)
    expect(problemsOf('user', { ...user, role: 'Admin' }).role).toMatch(/Admin/u)
    expect(problemsOf('user', { ...user, username: 'Ada' }).username).toBeDefined()
  })
})
