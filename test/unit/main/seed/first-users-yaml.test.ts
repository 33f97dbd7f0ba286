// Broken and hostile YAML: told in our words, never expanded, never quoted; and any password comes through whole.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFirstUsers, loadFirstUsers } from '../../../../src/main/seed/first-users'
import { temporaryFile } from '../config/files'

const entry = `  - username: ana
    email: ana@lab.example.edu
    first_name: Ana
    last_name: Novák
    password: 'Quiet!Harbour7'
    role: admin
`
const good = `first_users:\n${entry}`
/** The good file with one value of its person as `yaml` writes it. */
const withValue = (key: string, yaml: string) =>
  good.replace(new RegExp(`${key}: .*`, 'u'), `${key}: ${yaml}`)
const problemsOf = (source: string) => checkFirstUsers('f', source).report.problems
const told = (source: string) => problemsOf(source).map(({ line, key }) => [line, key])
const passwordOf = (yaml: string) => checkFirstUsers('f', withValue('password', yaml)).people?.[0]?.password

describe('faults of the YAML itself', () => {
  it.each([
    [good.replace('    email', '\temail'), 3, /tab/u],
    [good.replace('    email', '   email'), 3, /indented/u],
    [withValue('password', 'a: b'), 6, /colon/u],
    [withValue('password', "'it's'"), 6, /not valid YAML/u],
    [withValue('password', '"\\q"'), 6, /backslash/u],
    [`${good}---\n${good}`, 8, /second YAML document/u],
  ])('are told in our words: case %#', (source, line, what) => {
    expect(problemsOf(source)[0]).toMatchObject({ line, what: expect.stringMatching(what) })
  })

  it('don’t hide the others', () => {
    const source = `${withValue('password', '@bc')}${entry.replace('ana', 'ANA').replace('role: admin', 'role: boss')}`
    expect(told(source)).toEqual([
      [6, null],
      [8, 'username'],
      [9, 'email'],
      [13, 'role'],
    ])
  })

  it('never expand aliases, nor overflow', () => {
    const bomb = [
      'a: &a ["x","x"]',
      ...Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*a,*a,*a,*a]`),
    ].join('\n')
    expect(problemsOf(`${bomb}\n${good}`)[0]).toMatchObject({
      line: 1,
      what: expect.stringMatching(/alias/u),
    })
    expect(problemsOf('&a [*a]')).not.toEqual([])
    expect(problemsOf(good.replace('    email', '    <<: *x\n    email'))).not.toEqual([])
    for (const deep of ['[', '{', '- ', '? ', '- ? ', 'a: {b: [']) {
      const problems = problemsOf(deep.repeat(20_000))
      expect(problems).toHaveLength(1)
      expect(problems[0]?.what).toMatch(/nested/u)
    }
  })

  it('end at a size no list of people has', async () => {
    const { report, people } = await loadFirstUsers(
      await temporaryFile('large.yaml', good + '#'.repeat(524_288)),
    )
    expect(people).toBeNull()
    expect(report.problems).toMatchObject([{ line: null, what: expect.stringMatching(/512 KB/u) }])
    const missing = await loadFirstUsers('no such file')
    expect(missing.report.problems[0]).toMatchObject({ file: 'no such file', line: null })
  })
})

describe('properties', () => {
  it('any password in double quotes comes through as it was written', () => {
    const password = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 15 })
      .filter(
        (value) =>
          value === value.trim() && !/[\u0000-\u001f\u007f]/u.test(value) && Buffer.byteLength(value) <= 72,
      )
    fc.assert(
      fc.property(password, (value) => {
        expect(passwordOf(JSON.stringify(value).replaceAll('$', '$$$$'))).toBe(value)
      }),
      { numRuns: 500 },
    )
  })

  it('a number or date is never taken for a password', () => {
    const values = fc.oneof(
      fc.double(),
      fc.integer(),
      fc
        .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
        .map((date) => date.toISOString()),
    )
    fc.assert(
      fc.property(values, (value) => {
        const yaml = String(value).replace('Infinity', '.inf').replace('NaN', '.nan')
        expect(passwordOf(yaml)).toBeUndefined()
      }),
    )
  })

  it('no password gets into a problem or a warning, however the file is broken', () => {
    const canary = 'C4n4ry-9f2'
    const source = withValue('password', canary).replace('ana@', `${canary}@@`).replace('Novák', canary)
    const noise = [
      '"',
      "'",
      ':',
      '\\',
      '\n',
      '#',
      '[',
      '{',
      '- ',
      '\t',
      '&',
      '*',
      '!',
      '@',
      '---\n',
      '|',
      `\n${canary}: `,
    ]
    const edit = fc.record({
      place: fc.nat(source.length),
      remove: fc.nat(3),
      insert: fc.constantFrom(...noise),
    })
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
        let broken = source
        for (const { place, remove, insert } of edits) {
          broken = broken.slice(0, place) + insert + broken.slice(place + remove)
        }
        const { report } = checkFirstUsers('f', broken)
        expect(JSON.stringify([report.problems, report.warnings])).not.toMatch(/c4n|n4r|4ry|9f2/iu)
      }),
      { numRuns: 2000 },
    )
  })
})
