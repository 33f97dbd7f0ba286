import { describe, expect, it } from 'vitest'
import { move, type Position } from '../../../../src/renderer/src/grid/keyboard'

const bounds = { rows: 1000, columns: 5, page: 20 }
const press = (at: Position, key: string, ctrlKey = false) =>
  move(at, { key, ctrlKey, metaKey: false, altKey: false }, bounds)

describe('movement in the grid', () => {
  it('goes one cell by arrows and stops at the edges', () => {
    expect(press({ row: 3, column: 1 }, 'ArrowDown')).toEqual({ row: 4, column: 1 })
    expect(press({ row: 999, column: 1 }, 'ArrowDown')).toEqual({ row: 999, column: 1 })
    expect(press({ row: 3, column: 4 }, 'ArrowRight')).toEqual({ row: 3, column: 4 })
    expect(press({ row: 3, column: 0 }, 'ArrowLeft')).toEqual({ row: 3, column: 0 })
  })

  it('reaches the header above the first row, and no further', () => {
    expect(press({ row: 0, column: 2 }, 'ArrowUp')).toEqual({ row: -1, column: 2 })
    expect(press({ row: -1, column: 2 }, 'ArrowUp')).toEqual({ row: -1, column: 2 })
  })

  it('goes a page, never into the header', () => {
    expect(press({ row: 5, column: 0 }, 'PageUp')).toEqual({ row: 0, column: 0 })
    expect(press({ row: 990, column: 0 }, 'PageDown')).toEqual({ row: 999, column: 0 })
    expect(press({ row: -1, column: 0 }, 'PageDown')).toEqual({ row: 20, column: 0 })
  })

  it('goes to the ends of the row, with Ctrl to those of the table, and to its middle', () => {
    expect(press({ row: 5, column: 2 }, 'Home')).toEqual({ row: 5, column: 0 })
    expect(press({ row: 5, column: 2 }, 'End')).toEqual({ row: 5, column: 4 })
    expect(press({ row: 5, column: 2 }, 'Home', true)).toEqual({ row: 0, column: 0 })
    expect(press({ row: 5, column: 2 }, 'End', true)).toEqual({ row: 999, column: 4 })
    expect(press({ row: 5, column: 2 }, 'm', true)).toEqual({ row: 500, column: 2 })
  })

  it('leaves other keys, and all with Alt, to others', () => {
    expect(press({ row: 5, column: 2 }, 'm')).toBeNull()
    expect(press({ row: 5, column: 2 }, 'Tab')).toBeNull()
    const alt = { key: 'PageDown', ctrlKey: false, metaKey: false, altKey: true }
    expect(move({ row: 5, column: 2 }, alt, bounds)).toBeNull()
  })

  it('stays in the header of an empty table', () => {
    const empty = { rows: 0, columns: 5, page: 20 }
    const end = { key: 'End', ctrlKey: true, metaKey: false, altKey: false }
    expect(move({ row: -1, column: 0 }, end, empty)).toEqual({ row: -1, column: 4 })
  })
})
