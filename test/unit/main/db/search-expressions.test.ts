// What is typed, as a pattern; and the letters that count as the same.
import { describe, expect, it } from 'vitest'
import { foldAccents } from '@shared/fold'
import { pattern, searchFields, searchIndex } from '../../../../src/main/db/search-expressions'

describe('pattern', () => {
  it.each([
    [' ada ', '%ada%'],
    ['50%_off', '%50\\%\\_off%'],
    ['C:\\x', '%c:\\\\x%'],
    ['Zoë Łódź', '%zoe lodz%'],
    ['\0nul', '%nul%'],
  ])('finds %j by %j', (typed, expected) => {
    expect(pattern(typed, true)).toBe(expected)
  })

  it('keeps accents where the server cannot take letters apart', () => {
    expect(pattern('Zoë', false)).toBe('%zoë%')
  })
})

describe('foldAccents', () => {
  it.each([
    ['Müller', 'Muller'],
    ['Mu\u0308ller', 'Muller'],
    ['Đặng Nguyễn', 'Dang Nguyen'],
    ['Σωκράτης', 'Σωκρατησ'],
    ['日本', '日本'],
    ['plain', 'plain'],
  ])('%s is %s', (value, expected) => {
    expect(foldAccents(value)).toBe(expected)
  })
})

describe('the searched fields', () => {
  it('are those of the entity that have a column, and all are in the index', () => {
    expect(searchFields('vm')).toEqual(['name', 'host', 'username', 'assignedTo'])
    const { name, table, expressions } = searchIndex('vm', true)
    expect([name, table]).toEqual(['console_virtual_machines_search', 'virtual_machines'])
    for (const column of ['name', 'host', 'username', 'assigned_to'])
      expect(expressions.join()).toContain(column)
    expect(searchIndex('user', false).expressions).toHaveLength(2)
  })
})
