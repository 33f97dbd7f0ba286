// Slips with passwords: each person's own, whatever their name holds, and a title that gives nothing away.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { generatePassword } from '@shared/generate-password'
import { slipDocument, slipStyles } from '../../../../src/main/print/slip-document'
import { escapeHtml } from '../../../../src/main/print/document'

const lina = { username: 'lina', firstName: 'Lina', lastName: 'Meier', disabled: false, password: 'a&B<2$%*' }
const print = (...slips: (typeof lina)[]) => slipDocument(slips, 'Lab <1>', '24/11/2026', 'app://x/y.css')

it('has a slip for each, with name, lab, username and password', () => {
  const html = print(lina, { ...lina, username: 'yui', disabled: true })
  expect(html.match(/<section>/gu)).toHaveLength(2)
  for (const part of ['Lina Meier', 'Lab &lt;1&gt;', '>lina<', '>yui<', 'a&amp;B&lt;2$%*', '24/11/2026'])
    expect(html).toContain(part)
  expect(html).toContain('must enable it')
})

it('names nobody and no password in the title, which printers list', () => {
  const [, title] = /<title>(.*)<\/title>/u.exec(print(lina)) ?? []
  expect(title).toBe('New passwords')
})

it('stays text whatever a name or password holds', () => {
  const plain = (html: string) => html.replaceAll(/>[^<]*</gu, '><')
  const expected = plain(print(lina))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (value) => {
      const html = print({ ...lina, firstName: `x${value}`, username: value, password: value })
      expect(plain(html)).toBe(expected)
      expect(html).toContain(escapeHtml(value))
    }),
  )
  const generated = generatePassword((bytes) => crypto.getRandomValues(bytes))
  expect(print({ ...lina, password: generated })).toContain(escapeHtml(generated))
})

it('cuts no slip in two', () => {
  expect(slipStyles({ size: 'A4', landscape: false })).toContain('break-inside: avoid')
})
