// Properties of the secrets file: any password comes through, and no value ever gets into a problem.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkSecrets } from '../../../../src/main/config/secrets'

/** A TOML basic string; everything that needs it is escaped. */
function basicString(value: string): string {
  const escaped = value.replace(
    /["\\\u0000-\u001f\u007f]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `"${escaped}"`
}

const password = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
  .filter((value) => !value.includes('\0') && value.length <= 1024)

describe('any password', () => {
  it('comes through as it was written', () => {
    fc.assert(
      fc.property(password, (value) => {
        const source = `db_username="u"\ndb_password=${basicString(value)}\ndb_address="a"\ndb_port=1\ndb_name="n"`
        const { report, secrets } = checkSecrets('f', source)
        expect(report.problems).toEqual([])
        expect(secrets?.connection.password).toBe(value)
      }),
      { numRuns: 500 },
    )
  })
})

describe('no value', () => {
  const canary = 'C4n4ry-9f2'
  const lines = [
    `db_username = "${canary}"`,
    `db_password = "${canary}#'p w"`,
    `db_address = "${canary}"`,
    `db_port = "${canary}"`,
    `db_name = '${canary}'`,
    `cipher_key = "${canary}"`,
    `cookie_key = "${canary}"`,
  ]
  const noise = [
    '"',
    "'",
    '=',
    '\\',
    '\n',
    '#',
    '[',
    ']',
    '{',
    '"""',
    '“',
    ':',
    ' ',
    '\0',
    '\t',
    '\r',
    ',',
    '.',
  ]
  const edit = fc.record({
    place: fc.nat({ max: 400 }),
    remove: fc.nat({ max: 3 }),
    insert: fc.constantFrom(...noise, `${canary} `, `\n${canary} = `, `\n[${canary}]\n`),
  })

  it('gets into a problem, a warning or an error, however the file is broken', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), fc.shuffledSubarray(lines), (edits, chosen) => {
        let source = chosen.join('\n')
        for (const { place, remove, insert } of edits) {
          const at = place % (source.length + 1)
          source = source.slice(0, at) + insert + source.slice(at + remove)
        }
        // Pieces of the canary count too: an error that quotes the file may be cut.
        const { report } = checkSecrets('f', source)
        expect(JSON.stringify([report.problems, report.warnings])).not.toMatch(/c4n|n4r|4ry|9f2/iu)
      }),
      { numRuns: 3000 },
    )
  })
})
