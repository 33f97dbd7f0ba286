// A table as a page made for paper: one HTML document and its stylesheet, without a script.
import { text } from '@shared/text'

const words = text.print

export interface PrintedTable {
  title: string
  lab: string
  /** Where the lab is, where its name does not say it. */
  place: string
  /** When it was printed, as this computer writes it. */
  when: string
  by: string
  /** What is in it and what is not: search, filters, order, how many rows. */
  content: readonly string[]
  columns: readonly { label: string; isNumber: boolean }[]
  rows: readonly (readonly string[])[]
}

export interface Paper {
  size: 'A4' | 'Letter'
  landscape: boolean
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text as HTML. Control signs, which no document may hold, become the replacement sign. */
export function escapeHtml(value: string): string {
  return value
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\p{Cs}]/gu, '\uFFFD')
    .replaceAll(/[&<>"']/gu, (sign) => entities[sign] ?? '')
}

/** A text as a string of CSS: every sign that could end it or mean something in it is written as its number. */
export function cssString(value: string): string {
  const escaped = value.replaceAll(
    /[^\p{L}\p{N} .,:–-]/gu,
    (sign) => `\\${(sign.codePointAt(0) || 0xfffd).toString(16)} `,
  )
  return `"${escaped}"`
}

/** The document; `stylesheet` is the address its styles come from. */
export function tableDocument(table: PrintedTable, stylesheet: string): string {
  const facts: [string, string][] = [
    [words.lab, [table.lab, table.place].filter(Boolean).join(' · ')],
    [words.printedAt, table.when],
    [words.by, table.by],
    [words.content, table.content.join(' · ')],
  ]
  const cell = (tag: 'th scope="col"' | 'td', value: string, index: number) => {
    const name = tag === 'td' ? 'td' : 'th'
    const end = table.columns[index]?.isNumber ? ' class="number"' : ''
    return `<${tag}${end}>${escapeHtml(value)}</${name}>`
  }
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>${escapeHtml(`${table.title} – ${table.lab}`)}</title>`,
    `<link rel="stylesheet" href="${escapeHtml(stylesheet)}"></head><body>`,
    `<h1>${escapeHtml(table.title)}</h1><dl>`,
    ...facts.map(([label, value]) => `<div><dt>${label}</dt><dd>${escapeHtml(value)}</dd></div>`),
    '</dl><table><thead><tr>',
    ...table.columns.map(({ label }, index) => cell('th scope="col"', label, index)),
    '</tr></thead><tbody>',
    ...table.rows.map((row) => `<tr>${row.map((value, index) => cell('td', value, index)).join('')}</tr>`),
    '</tbody></table></body></html>',
  ].join('\n')
}

/** Its styles. Page numbers and the running foot stand in the margins, where printer and PDF have the same. */
export function tableStyles({ title, lab }: PrintedTable, { size, landscape }: Paper): string {
  return `
@page {
  size: ${size} ${landscape ? 'landscape' : 'portrait'};
  margin: 14mm 12mm 16mm;
  @bottom-left { content: ${cssString(`${title} – ${lab}`)}; font: 8pt ${fonts}; color: #444; }
  @bottom-right {
    content: "${words.page} " counter(page) " ${words.of} " counter(pages);
    font: 8pt ${fonts};
    color: #444;
  }
}
:root { color-scheme: only light; }
body { margin: 0; background: #fff; color: #000; font: 9pt/1.35 ${fonts}; }
h1 { margin: 0 0 2mm; font-size: 15pt; font-weight: 600; }
dl { margin: 0 0 4mm; }
dl div { display: flex; gap: 3mm; }
dt { flex: none; width: 18mm; color: #444; }
dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th { padding: 1mm 2mm 1mm 0; border-bottom: 0.4mm solid #000; font-weight: 600; text-align: left; vertical-align: bottom; }
td { padding: 0.8mm 2mm 0.8mm 0; border-bottom: 0.1mm solid #999; vertical-align: top; overflow-wrap: anywhere; }
.number { padding-right: 5mm; text-align: right; font-variant-numeric: tabular-nums; }
`
}

export const fonts =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, Cantarell, sans-serif"
