// CSV as a spreadsheet reads it: what goes in comes out, and nothing of it runs.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byteOrderMark, csvCell, csvLine, withoutFormulas } from '@shared/csv'

/** RFC 4180, read by another hand than it is written. */
function parse(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') cell += text[++at]
      else isQuoted = false
    } else if (sign === '"') isQuoted = true
    else if (sign === ',') {
      row.push(cell)
      cell = ''
    } else if (sign === '\r' && text[at + 1] === '\n') {
      at++
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += sign
  }
  return rows
}

describe('csvLine', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1+1', '＠x'])(
    'takes the sting out of %j',
    (value) => {
      expect(parse(csvLine([value]))).toEqual([[`'${value}`]])
    },
  )

  it.each(['', 'a=1', "'=1", ' =1', '1-1', 'a@b', '10.1.2.3'])('leaves %j as it is', (value) => {
    expect(parse(csvLine([value]))).toEqual([[value]])
  })

  it('leaves no formula where Excel parts cells at semicolons', () => {
    const line = csvLine([1, "x;=cmd|' /C calc'!A0;-1", 'a\n＝1'])
    expect(line).toBe(`1,x;'=cmd|' /C calc'!A0;'-1,"a\n'＝1"\r\n`)
  })

  it('writes numbers as numbers, negative ones too', () => {
    expect(csvLine([22, -1])).toBe('22,-1\r\n')
  })

  it('quotes what would end a cell or a line, and doubles quotes', () => {
    expect(csvCell('a,b')).toBe('"a,b"')
    expect(csvCell('say "x"')).toBe('"say ""x"""')
    expect(csvCell('two\nlines')).toBe('"two\nlines"')
    expect(csvCell('plain')).toBe('plain')
  })

  it('is read back as it was, whatever was in it', () => {
    const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'",\r\n=+-@\t\' aé') }))
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 4 }), (rows) => {
        const read = parse(rows.map((row) => csvLine(row)).join(''))
        expect(read).toEqual(rows.map((row) => row.map((one) => withoutFormulas(one))))
        for (const one of read.flat()) expect(one).not.toMatch(/^[=+\-@\t\r]/u)
      }),
      { numRuns: 1000 },
    )
  })

  it('has the mark by which Excel knows UTF-8', () => {
    expect([...Buffer.from(byteOrderMark, 'utf8')]).toEqual([0xef, 0xbb, 0xbf])
  })
})
