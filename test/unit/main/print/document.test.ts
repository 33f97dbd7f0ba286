// The printed page: whatever the rows hold, it stays text.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  cssString,
  escapeHtml,
  tableDocument,
  tableStyles,
  type PrintedTable,
} from '../../../../src/main/print/document'

const table: PrintedTable = {
  title: 'Virtual machines',
  lab: 'Lab <b>"one"</b>',
  place: 'lab on 10.0.0.5:5432',
  when: '24/11/2026, 15:04',
  by: 'Ada & Co',
  content: ['2 rows', 'Search: “x”'],
  columns: [
    { label: 'Name', isNumber: false },
    { label: 'Port', isNumber: true },
  ],
  rows: [
    ['<script>alert(1)</script>', '22'],
    ["it's \u0000 \uD800", '23'],
  ],
}

it('has title, lab, time, person, what is in it, and a header row', () => {
  const html = tableDocument(table, 'app://console/print/x.css')
  expect(html).toContain('<h1>Virtual machines</h1>')
  for (const shown of [
    '24/11/2026, 15:04',
    'Ada &amp; Co',
    '2 rows · Search: “x”',
    'Lab &lt;b&gt;&quot;one&quot;&lt;/b&gt; · lab on 10.0.0.5:5432',
  ])
    expect(html).toContain(shown)
  expect(html).toContain('<thead><tr>\n<th scope="col">Name</th>\n<th scope="col" class="number">Port</th>')
  expect(html).not.toMatch(/<script|<b>|\u0000|\uD800/u)
  expect(html.match(/<tr>/gu)).toHaveLength(3)
})

it('no text gets out of its place in the document', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(escapeHtml(value)).not.toMatch(/[<>"'\u0000]/u)
      expect(escapeHtml(value).replaceAll(/&(?:amp|lt|gt|quot|#39);/gu, '')).not.toContain('&')
    }),
  )
})

it('no name gets out of its string in the styles', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(cssString(value)).toMatch(/^"(?:[\p{L}\p{N} .,:–-]|\\[0-9a-f]{1,6} )*"$/u)
    }),
  )
  expect(cssString('a"; } * { color: red')).toBe('"a\\22 \\3b  \\7d  \\2a  \\7b  color: red"')
})

it('lies on its side where asked, on the paper of the place, with page numbers', () => {
  const styles = tableStyles(table, { size: 'Letter', landscape: true })
  expect(styles).toContain('size: Letter landscape')
  expect(styles).toContain('counter(page) " of " counter(pages)')
})
