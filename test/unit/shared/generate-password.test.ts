// Generated passwords: good for the portal in all its versions, and readable off a slip of paper.
import { randomFillSync } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { password } from '@shared/entities/rules'
import { generatePassword, type RandomBytes } from '@shared/generate-password'

const real: RandomBytes = (bytes) => randomFillSync(bytes)
const alphabet = /^[a-hjkmnp-zA-HJ-NP-Z2-9@$!%*?&]{16}$/u

it('passes the rule with readable characters whatever the random bytes are', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(255)), (stream) => {
      const generated = generatePassword((bytes) => {
        bytes[0] = stream.next().value
      })
      expect(password.safeParse(generated).success, generated).toBe(true)
      expect(generated).toMatch(alphabet)
    }),
    { numRuns: 500 },
  )
})

it('does not repeat itself, nor keep the kinds in their places', () => {
  const many = Array.from({ length: 200 }, () => generatePassword(real))
  expect(new Set(many).size).toBe(200)
  expect(new Set(many.map((one) => one.search(/[@$!%*?&]/u))).size).toBeGreaterThan(3)
})

it('uses every character of its alphabet', () => {
  const seen = new Set(Array.from({ length: 1000 }, () => generatePassword(real)).join(''))
  expect(seen.size).toBe(23 + 24 + 8 + 7)
})
