// Whatever accent colour the system has: what is written on it and in it can be read, and the focus ring is seen.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { accentTokens, luminance } from '../../../../src/renderer/src/formats/accent'

function contrast(left: string, right: string): number {
  const [high, low] = [luminance(left), luminance(right)].sort((a, b) => b - a) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** From tokens.css: surfaces on which text and rings stand, and the colours of text. */
const themes = {
  light: { surfaces: ['#ffffff', '#f6f7f9', '#eef0f4', '#e2e5eb'], text: '#1a1d23', muted: '#596170' },
  dark: { surfaces: ['#16181d', '#1c1f25', '#23272e', '#2a2f38'], text: '#e6e8ec', muted: '#a3abb8' },
}

const part = fc.integer({ min: 0, max: 255 })
const colour = fc
  .tuple(part, part, part)
  .map((parts) => `#${parts.map((value) => value.toString(16).padStart(2, '0')).join('')}`)

it('every colour is made readable in both themes', () => {
  fc.assert(
    fc.property(colour, (accent) => {
      const tokens = accentTokens(accent)
      if (!tokens) return
      for (const [index, { surfaces, text, muted }] of [themes.light, themes.dark].entries()) {
        const of = (name: string) => /\((#\w{6}), (#\w{6})\)/u.exec(tokens[name] ?? '')?.[index + 1] ?? ''
        for (const name of ['--accent', '--accent-hover']) {
          expect(contrast(of(name), '#ffffff'), `${name} under its text`).toBeGreaterThanOrEqual(4.5)
        }
        for (const surface of [...surfaces, of('--selected'), of('--info-surface')]) {
          expect(contrast(of('--accent-ink'), surface), `ink on ${surface}`).toBeGreaterThanOrEqual(4.5)
          expect(contrast(of('--focus'), surface), `ring on ${surface}`).toBeGreaterThanOrEqual(3)
        }
        for (const surface of [of('--selected'), of('--info-surface')]) {
          expect(contrast(text, surface), `text on ${surface}`).toBeGreaterThanOrEqual(7)
          expect(contrast(muted, surface), `muted text on ${surface}`).toBeGreaterThanOrEqual(4.5)
        }
      }
    }),
    { numRuns: 2000 },
  )
})

it('greys leave the product its own accent, and a readable accent stays as it is', () => {
  expect(accentTokens('#888888')).toBeNull()
  expect(accentTokens('#0063b1')?.['--accent']).toMatch(/^light-dark\(#0063b1, /u)
})
