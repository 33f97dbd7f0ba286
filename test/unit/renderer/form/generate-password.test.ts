// Generated passwords: good for the portal in all its versions.
import { expect, it } from 'vitest'
import { password } from '@shared/entities/rules'
import { generatePassword } from '../../../../src/renderer/src/entity/form/generate-password'

it('passes the rule and uses only what every version of the portal takes', () => {
  for (let round = 0; round < 500; round++) {
    const generated = generatePassword()
    expect(password.safeParse(generated).success, generated).toBe(true)
    expect(generated).toMatch(/^[A-Za-z0-9@$!%*?&]{16}$/u)
  }
})

it('does not repeat itself, nor keep the kinds in their places', () => {
  const many = Array.from({ length: 200 }, generatePassword)
  expect(new Set(many).size).toBe(200)
  expect(new Set(many.map((one) => one.search(/[@$!%*?&]/u))).size).toBeGreaterThan(3)
})
