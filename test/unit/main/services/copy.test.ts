// A cell that is copied: a spreadsheet takes it for what it is, and runs nothing of it.
import { describe, expect, it } from 'vitest'
import { cell } from '../../../../src/main/services/copy'

describe('a copied cell', () => {
  it.each([
    ['plain', 'plain'],
    ['two\nlines', '"two\nlines"'],
    ['say\t"x"', '"say\t""x"""'],
    ['=HYPERLINK("http://x.example.org")', '"\'=HYPERLINK(""http://x.example.org"")"'],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['a\n=1', '"a\n\'=1"'],
  ])('%j becomes %j', (value, copied) => {
    expect(cell(value)).toBe(copied)
  })
})
