// Who comes in, and who may make an administrator without coming in, on every kind of database.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError, isAppError } from '@shared/errors'
import { text } from '@shared/text'
import { add } from '../../../src/main/db/repository'
import { createAdministrator, holdsSecrets } from '../../../src/main/services/administrator'
import { signIn } from '../../../src/main/services/auth'
import { createBackOff, type SignInBackOff } from '../../../src/main/services/password'
import { databases, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { aVm, someHash } from '../../support/fixtures'
import { admin, everything, fill, ids, manager, meeting, newcomer } from './people'

const words = text.services
const contact = 'Ada Novák (ada@lab.example.edu)'
type Person = Parameters<typeof createAdministrator>[1]['person']
// Everybody's in the small lab.
const password = 'abc'

describe.each(databases())('sign-in on $name', ({ open, embedded }) => {
  let test: TestDatabase
  let backOff: SignInBackOff
  let now: number
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test.close())
  beforeEach(async () => {
    now = 1_000_000
    backOff = createBackOff(() => now)
    await fill(test)
  })

  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)
  const trying = (username: string, typed = password) =>
    signIn({ username, password: typed }, { session, backOff })

  it.each([
    ['by username', 'ada', password, admin],
    ['by username in capitals, with blanks', '  ADA ', ` ${password}\n`, admin],
    ['by email', 'tobe@lab.example.edu', password, manager],
    ['by email in capitals, with blanks', ' Tobe@Lab.Example.EDU ', password, manager],
  ])('lets in %s', async (_, name, typed, operator) => {
    expect(await trying(name, typed)).toEqual(operator)
  })

  it.each([
    ['a wrong password', 'ada', 'abd', 'invalid_input', words.wrongSignIn],
    ['no password', 'ada', '', 'invalid_input', words.wrongSignIn],
    ['an unknown name', 'nobody', password, 'invalid_input', words.wrongSignIn],
    ['no name', '  ', password, 'invalid_input', words.wrongSignIn],
    ['a wrong password of somebody disabled', 'gone', 'abd', 'invalid_input', words.wrongSignIn],
    ['somebody disabled', 'gone', password, 'forbidden', words.disabledAccountAsk('Gone', contact)],
    ['a sidekick', 'lina', password, 'forbidden', words.noConsoleRoleAsk('Lina', contact)],
    ['a regular user', 'raul', password, 'forbidden', words.noConsoleRoleAsk('Raúl', contact)],
    ['a new user', 'yui@lab.example.edu', password, 'forbidden', words.noConsoleRoleAsk('Yui', contact)],
  ])('refuses %s', async (_, name, typed, code, message) => {
    expect(await failure(trying(name, typed))).toMatchObject({ code, message })
  })

  it('names no admin where there is none', async () => {
    await test.sql("UPDATE users SET disabled = true WHERE role = 'admin'")
    expect(await failure(trying('lina'))).toMatchObject({
      message: words.noConsoleRoleAsk('Lina', words.anAdmin),
    })
  })

  it('takes roles and hashes as the portal leaves them', async () => {
    await test.sql(`UPDATE users SET role = ' Manager ' WHERE id = ${ids.lina}`)
    expect(await trying('lina')).toMatchObject({ username: 'lina', role: 'manager' })
    await test.sql(`UPDATE users SET password = 'no hash' WHERE id = ${ids.lina}`)
    expect(await failure(trying('lina'))).toMatchObject({ message: words.wrongSignIn })
  })

  it('slows down after 5 wrong passwords, and forgives after a right one', async () => {
    for (let count = 0; count < 5; count += 1) {
      expect(await failure(trying('ada', 'abd'))).toMatchObject({ message: words.wrongSignIn })
    }
    expect(await failure(trying('ada'))).toMatchObject({ message: words.wait(2) })
    now += 1999
    expect(await failure(trying('ada'))).toMatchObject({ message: words.wait(1) })
    now += 1
    expect(await trying('ada')).toEqual(admin)
    expect(await failure(trying('ada', 'abd'))).toMatchObject({ message: words.wrongSignIn })
  })

  it.each([
    ['one name', () => 'ada'],
    ['one name, written in many ways', (index: number) => `${' '.repeat(index)}${index % 2 ? 'Ada' : 'ADA'}`],
    ['as many names', (index: number) => `name-${index}`],
  ])('compares no more than 5 of 8 wrong passwords that come at once for %s', async (_, name) => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => (await failure(trying(name(index), 'abd'))).message),
    )
    expect(answers.sort()).toEqual(
      [...Array<string>(3).fill(words.wait(2)), ...Array<string>(5).fill(words.wrongSignIn)].sort(),
    )
  })

  it('takes an outage for no wrong password', async () => {
    const away = new AppError({ code: 'unavailable', message: 'away' })
    const out = () => signIn({ username: 'ada', password }, { session: () => Promise.reject(away), backOff })
    for (let count = 0; count < 8; count += 1) {
      expect(await failure(out())).toMatchObject({ code: 'unavailable' })
    }
    expect(await trying('ada')).toEqual(admin)
  })

  describe('an administrator without a sign-in', () => {
    const { role: _, disabled: __, ...person } = newcomer
    const making = (proof: string, expected: string | null, who: Person = person) =>
      session((open) =>
        createAdministrator(open, {
          person: who,
          hash: someHash,
          proved: holdsSecrets(proof, expected, backOff),
        }),
      )
    const made = () => test.sql("SELECT username, role, disabled, password FROM users WHERE username = 'mia'")
    const asAdmin = [{ username: 'mia', role: 'admin', disabled: false, password: someHash }]
    const noProof = {
      code: 'invalid_input',
      fields: { proof: words.administratorExists },
    }

    it.each([
      ['a wrong proof', 'wrong', 'db-password'],
      ['no proof', '', 'db-password'],
      ['no proof where the database has no password', '', ''],
      ['any proof where there is no secrets file', 'null', null],
      ['no proof where there is no secrets file', '', null],
    ])('is refused with %s', async (_, proof, expected) => {
      const before = await everything(test)
      expect(await failure(making(proof, expected))).toMatchObject(noProof)
      expect(await everything(test)).toEqual(before)
    })

    it('slows who guesses the database password, and lets the right one in after the wait only', async () => {
      for (let guess = 0; guess < 5; guess += 1) {
        expect(await failure(making('wrong', 'db-password'))).toMatchObject(noProof)
      }
      const refused = await failure(making('db-password', 'db-password'))
      expect(refused).toMatchObject({ code: 'invalid_input', fields: { proof: words.wait(2) } })
      expect(await made()).toEqual([])
      now += 2000
      expect(await making('db-password', 'db-password')).toBe('mia')
    })

    it('is made with the right proof', async () => {
      expect(await making('db-password', 'db-password')).toBe('mia')
      expect(await made()).toEqual(asAdmin)
    })

    it.each([
      ['an empty lab', 'DELETE FROM users'],
      ['a lab whose admins are disabled', "UPDATE users SET disabled = true WHERE role = 'admin'"],
      ['a lab without admins', "UPDATE users SET role = 'manager' WHERE role = 'admin'"],
    ])('is made without a proof in %s, once', async (_, empties) => {
      await test.sql('DELETE FROM virtual_machines')
      await test.sql('DELETE FROM bookmarks')
      await test.sql(empties)
      await making('', null)
      expect(await made()).toEqual(asAdmin)
      const other = { ...person, username: 'eve', email: 'eve@lab.example.edu' }
      expect(await failure(making('', null, other))).toMatchObject(noProof)
    })

    it('takes roles in capitals for what they are', async () => {
      await test.sql("UPDATE users SET role = ' Admin' WHERE role = 'admin'")
      expect(await failure(making('', null))).toMatchObject(noProof)
    })

    it('is told when the name or address is taken', async () => {
      const taken = { ...person, username: 'raul' }
      expect(await failure(making('p', 'p', taken))).toMatchObject({ code: 'conflict', field: 'username' })
      expect(await failure(making('p', 'p', { ...person, email: 'raul@lab.example.edu' }))).toMatchObject({
        code: 'conflict',
        field: 'email',
      })
    })

    it('does not get a former user’s name, nor the machines assigned to it', async () => {
      await session((open) => add(open, 'vm', aVm('orphan', ids.lina, { assignedTo: 'mia' })))
      const before = await everything(test)
      expect(await failure(making('p', 'p'))).toMatchObject({
        code: 'invalid_input',
        fields: { username: words.claimed('mia', 1) },
      })
      expect(await everything(test)).toEqual(before)
    })

    it('is one where two come into an empty lab at once', async () => {
      await test.clear()
      const meet = embedded ? () => Promise.resolve() : meeting(2)
      const both = await Promise.allSettled(
        ['eve', 'mia'].map((username) =>
          session(async (open) => {
            await meet()
            const who = { ...person, username, email: `${username}@lab.example.edu` }
            return createAdministrator(open, { person: who, hash: someHash, proved: false })
          }),
        ),
      )
      const refused = both.filter((result) => result.status === 'rejected')
      expect(refused).toHaveLength(1)
      expect(isAppError(refused[0]?.reason, 'invalid_input')).toBe(true)
      expect(await test.sql('SELECT role FROM users')).toEqual([{ role: 'admin' }])
    })
  })
})
