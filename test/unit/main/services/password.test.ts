// Passwords: the portal's hashes prove here, nothing throws, unknown names take as long, failures slow the next try.
import { compare } from 'bcrypt'
import { describe, expect, it } from 'vitest'
import {
  createBackOff,
  hashPassword,
  signInDelay,
  verifyAbsent,
  verifyPassword,
} from '../../../../src/main/services/password'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import portal from '../../../support/vectors/portal.json'

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  )
}

describe('hashes of the portal', () => {
  it.each(portal.bcrypt)(
    'proves the right password of $hash and no other',
    async ({ password, hash, wrong }) => {
      expect(await verifyPassword(password, hash)).toBe(true)
      expect(await verifyPassword(wrong, hash)).toBe(false)
    },
  )

  it('knows $2y$, as PHP writes it', async () => {
    expect(await verifyPassword('abc', portal.bcrypt[0]?.hash.replace('$2b$', '$2y$') ?? '')).toBe(true)
  })
})

describe('hashing', () => {
  it('is bcrypt of cost 12, salted', async () => {
    const [one, two] = await Promise.all([hashPassword('pässword-Ω'), hashPassword('pässword-Ω')])
    expect(one).toMatch(/^\$2b\$12\$.{53}$/u)
    expect(two).not.toBe(one)
    expect(await compare('pässword-Ω', one)).toBe(true)
  })

  it('leaves the event loop free', async () => {
    let turns = 0
    const timer = setInterval(() => (turns += 1), 5)
    await hashPassword('Correct-Horse-9')
    clearInterval(timer)
    expect(turns).toBeGreaterThan(5)
  })

  it('takes 72 bytes and refuses 73, counted in bytes', async () => {
    expect(await hashPassword('ä'.repeat(36))).toMatch(/^\$2b\$12\$/u)
    for (const tooLong of ['p'.repeat(73), 'ä'.repeat(36) + 'p']) {
      const error = await failureOf(hashPassword(tooLong))
      expect(error).toBeInstanceOf(AppError)
      expect(error).toMatchObject({
        body: { code: 'invalid_input', fields: { password: text.rules.passwordBytes } },
      })
      expect(JSON.stringify(error)).not.toContain(tooLong)
    }
  })

  it('refuses a zero character, at which bcrypt would stop', async () => {
    expect(await failureOf(hashPassword('abc\0def'))).toMatchObject({ body: { code: 'invalid_input' } })
  })
})

describe('proving', () => {
  const hash = portal.bcrypt[0]?.hash ?? ''
  it('is false, not an error, for what is no hash', async () => {
    const garbage = [
      '',
      'x',
      'abc',
      '$2b$',
      '$2b$99$' + 'a'.repeat(53),
      '$2b$31$' + hash.slice(7),
      hash.slice(0, 59),
    ]
    for (const stored of [...garbage, hash + 'x', `${hash}\n`, '$2x' + hash.slice(3), '\0'.repeat(60)]) {
      expect(await verifyPassword('abc', stored)).toBe(false)
    }
  })

  it('is false for a password that only begins like the right one', async () => {
    const full = portal.bcrypt[4]
    expect(await verifyPassword(`${full?.password}more`, full?.hash ?? '')).toBe(false)
    expect(await verifyPassword('abc\0def', hash)).toBe(false)
  })

  it('takes as long for an unknown name, and for what is no hash', async () => {
    const known = portal.bcrypt[1]?.hash ?? ''
    const timeOf = async (work: () => Promise<unknown>) => {
      const times: number[] = []
      for (let round = 0; round < 3; round += 1) {
        const start = process.cpuUsage()
        await work()
        const { user, system } = process.cpuUsage(start)
        times.push(user + system)
      }
      return Math.min(...times)
    }
    const wrong = await timeOf(() => verifyPassword('wrong', known))
    for (const absent of [() => verifyAbsent('wrong'), () => verifyPassword('wrong', 'no hash')]) {
      const time = await timeOf(absent)
      expect(time / wrong).toBeGreaterThan(0.6)
      expect(time / wrong).toBeLessThan(1.7)
    }
    expect(await verifyAbsent('anything')).toBe(false)
  })
})

describe('the back-off', () => {
  it('asks no wait for four failures, then doubles up to a minute', () => {
    expect([0, 4, 5, 6, 7, 8, 9, 10, 1000].map(signInDelay)).toEqual([
      0, 0, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000,
    ])
  })

  function started() {
    let time = 1_000_000
    const backOff = createBackOff(() => time)
    const fail = (name: string, times: number) => {
      for (let i = 0; i < times; i += 1) backOff.failed(name)
    }
    return { backOff, fail, later: (ms: number) => void (time += ms) }
  }

  it('slows a name after five failures, whatever its capitals, until the time has passed', () => {
    const { backOff, fail, later } = started()
    fail('ana', 4)
    expect(backOff.waitFor('ana')).toBe(0)
    fail(' ANA ', 1)
    expect(backOff.waitFor('ana')).toBe(2000)
    later(1500)
    expect(backOff.waitFor('ana')).toBe(500)
    later(500)
    expect(backOff.waitFor('ana')).toBe(0)
  })

  it('slows the whole program when many names are tried', () => {
    const { backOff, fail } = started()
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) fail(name, 1)
    expect(backOff.waitFor('somebody else')).toBe(4000)
  })

  it('forgets a name’s failures once its password was right, and no others', () => {
    const { backOff, fail } = started()
    fail('ana', 5)
    backOff.succeeded('ana')
    expect(backOff.waitFor('ana')).toBe(0)
    fail('victim', 5)
    fail('mallory', 1)
    backOff.succeeded('mallory')
    expect(backOff.waitFor('victim')).toBe(2000)
    expect(backOff.waitFor('mallory')).toBe(2000)
  })

  it('forgets failures after a quarter of an hour', () => {
    const { backOff, fail, later } = started()
    fail('ana', 9)
    later(15 * 60_000)
    fail('ana', 1)
    expect(backOff.waitFor('ana')).toBe(0)
  })
})
