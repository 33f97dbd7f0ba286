// Slips of paper with new passwords, to be cut apart and handed out, as a page made for paper.
import { text } from '@shared/text'
import { escapeHtml, fonts, type Paper } from './document'

const words = text.passwords.slip

export interface PrintedSlip {
  username: string
  firstName: string
  lastName: string
  disabled: boolean
  password: string
}

/** The document. Its title, which printers list among their jobs, names nobody. */
export function slipDocument(
  slips: readonly PrintedSlip[],
  lab: string,
  when: string,
  stylesheet: string,
): string {
  const slip = ({ username, firstName, lastName, disabled, password }: PrintedSlip) =>
    [
      '<section>',
      `<h2>${escapeHtml(`${firstName} ${lastName}`.trim() || username)}</h2>`,
      `<dl><dt>${words.lab}</dt><dd>${escapeHtml(lab)}</dd>`,
      `<dt>${words.username}</dt><dd class="mono">${escapeHtml(username)}</dd>`,
      `<dt>${words.password}</dt><dd class="mono password">${escapeHtml(password)}</dd></dl>`,
      `<p>${escapeHtml(disabled ? words.disabled : words.hint)}</p>`,
      `<p class="when">${escapeHtml(when)}</p></section>`,
    ].join('')
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>${escapeHtml(words.title)}</title>`,
    `<link rel="stylesheet" href="${escapeHtml(stylesheet)}"></head><body>`,
    `<h1>${escapeHtml(words.title)}</h1>`,
    '<main>',
    ...slips.map(slip),
    '</main></body></html>',
  ].join('\n')
}

export function slipStyles({ size }: Paper): string {
  return `
@page { size: ${size} portrait; margin: 10mm; }
:root { color-scheme: only light; }
body { margin: 0; background: #fff; color: #000; font: 10pt/1.4 ${fonts}; }
h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
main { display: grid; grid-template-columns: 1fr 1fr; }
section { break-inside: avoid; box-sizing: border-box; min-height: 54mm; padding: 6mm; border: 0.2mm dashed #888; margin: -0.1mm; }
h2 { margin: 0 0 2mm; font-size: 12pt; font-weight: 600; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 3mm; margin: 0 0 2mm; align-items: baseline; }
dt { color: #444; }
dd { margin: 0; overflow-wrap: anywhere; }
.mono { font-family: 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
.password { font-size: 13pt; letter-spacing: 0.3pt; }
p { margin: 0; font-size: 8.5pt; }
.when { color: #444; }
`
}
