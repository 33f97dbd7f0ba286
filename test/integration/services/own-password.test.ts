// Who is signed in proves their own password once more, on every kind of database.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { text } from '@shared/text'
import { proveOwnPassword } from '../../../src/main/services/own-password'
import { createBackOff, type SignInBackOff } from '../../../src/main/services/password'
import { databases, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { admin, fill, ids, manager } from './people'

describe.each(databases())('one’s own password on $name', ({ open }) => {
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
  const prove = (id: number, password: string) =>
    proveOwnPassword(
      { id, password },
      { session: (fn, options) => test.database.session(fn, options), backOff },
    )

  it('is proved as at sign-in, and answers who they are now', async () => {
    expect(await prove(ids.ada, ' abc ')).toEqual(admin)
    await test.sql("UPDATE users SET role = 'Manager', username = 'ada2' WHERE username = 'ada'")
    expect(await prove(ids.ada, 'abc')).toEqual({ ...admin, username: 'ada2', role: 'manager' })
    expect(await prove(ids.tobe, 'abc')).toEqual(manager)
  })

  it('refuses a wrong one, and slows the next try of the same person everywhere', async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await failure(prove(ids.ada, 'wrong'))).toMatchObject({
        code: 'invalid_input',
        fields: { password: text.lock.wrong },
      })
    }
    const message = text.services.wait(2)
    expect(await failure(prove(ids.ada, 'abc'))).toMatchObject({ code: 'invalid_input', message })
    expect(backOff.waitFor('ada')).toBe(2000)
    now += 2000
    expect(await prove(ids.ada, 'abc')).toEqual(admin)
    expect(backOff.waitFor('ada')).toBe(0)
  })

  it.each([
    [
      'gone',
      'DELETE FROM virtual_machines; DELETE FROM bookmarks; DELETE FROM users',
      text.errors.operatorGone,
    ],
    ['disabled', 'UPDATE users SET disabled = true', text.errors.operatorDisabled],
    ['demoted', "UPDATE users SET role = 'sidekick'", text.errors.operatorDemoted],
  ])('ends the sign-in of who is %s, whatever the password', async (_, sql, message) => {
    await test.sql(sql)
    for (const typed of ['abc', 'wrong']) {
      expect(await failure(prove(ids.ada, typed))).toMatchObject({ code: 'not_signed_in', message })
    }
    expect(backOff.waitFor('ada')).toBe(0)
  })
})
