// The guide holds together: links lead somewhere, everything is found, errors all have a way out.
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { DatabaseState } from '@shared/database-state'
import { errorBody } from '@shared/errors'
import { guide } from '@shared/text/en/guide'
import { shortcutLabel } from '../../../../src/renderer/src/commands/shortcut'
import {
  cutAtHits,
  findSections,
  foldText,
  linesOf,
  partsOf,
} from '../../../../src/renderer/src/help/guide-text'
import { sectionFor } from '../../../../src/renderer/src/help/section-for'

const lines = guide.flatMap((section) =>
  section.blocks.flatMap(linesOf).map((line) => ({ id: section.id, line })),
)
const ids = guide.map(({ id }) => id)
const links = lines.flatMap(({ line }) =>
  partsOf(line).flatMap((part) => (part.kind === 'link' ? [part.to] : [])),
)

describe('the text', () => {
  it('has each section once, and every link leads to one of them', () => {
    expect(new Set(ids).size).toBe(ids.length)
    expect(links.length).toBeGreaterThan(10)
    for (const to of [...links, ...guide.flatMap(({ also }) => also)]) expect(ids).toContain(to)
  })

  it('leaves no markup behind, and no section that nothing leads to', () => {
    for (const { id, line } of lines) {
      const shown = partsOf(line).map((part) => ('text' in part ? part.text : shortcutLabel(part.keys)))
      expect(shown.join(''), id).not.toMatch(/[[\]{}]|\*\*|undefined/u)
    }
    const reached = new Set<string>([...guide.flatMap(({ also }) => also), ...links])
    for (const id of ids.filter((one) => one !== 'start')) expect(reached).toContain(id)
  })

  it('is written as the rest of the program: no exclamation marks, no “please”', () => {
    for (const { id, line } of lines) expect(line, id).not.toMatch(/!|\bplease\b|\boops\b/iu)
  })

  it('has a way out for every code, found by the code', () => {
    const codes = errorBody.options.map((option) => option.shape.code.value)
    expect(codes.length).toBeGreaterThan(5)
    for (const code of codes) expect(findSections(guide, code).map(({ id }) => id)).toContain('errors')
  })
})

describe('searching', () => {
  it('needs every word, in any capitals and accents, and puts titles first', () => {
    expect(findSections(guide, '').length).toBe(guide.length)
    expect(findSections(guide, 'PRÏNT')[0]?.id).toBe('print')
    expect(findSections(guide, 'cipher key lost').map(({ id }) => id)).toContain('safety')
    expect(findSections(guide, 'xylophone')).toEqual([])
  })

  it('cuts a text without losing a letter, and marks exactly what was found', () => {
    expect(cutAtHits('Zoë Müller', ['mull'])).toEqual([
      { text: 'Zoë ', isHit: false },
      { text: 'Müll', isHit: true },
      { text: 'er', isHit: false },
    ])
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ minLength: 1, maxLength: 3 }),
        (text, word) => {
          const needle = foldText(word)
          const pieces = cutAtHits(text, needle === '' ? [] : [needle])
          expect(pieces.map((piece) => piece.text).join('')).toBe(text)
        },
      ),
    )
  })
})

describe('where the guide opens', () => {
  const state = (kind: string) => ({ kind }) as DatabaseState
  it('is what the window is about', () => {
    expect(sectionFor(null, false, 'users')).toBe('start')
    expect(sectionFor(state('unconfigured'), false, 'users')).toBe('start')
    expect(sectionFor(state('unavailable'), true, 'users')).toBe('out-of-reach')
    expect(sectionFor(state('ready'), false, 'vms')).toBe('sign-in')
    expect(sectionFor(state('ready'), true, 'vms')).toBe('vms')
    for (const page of ['waiting', 'integrity', 'history', 'database'] as const) {
      expect(sectionFor(state('ready'), true, page)).toBe(page)
    }
  })
})
