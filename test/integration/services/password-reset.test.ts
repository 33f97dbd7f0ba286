// Resetting passwords on every kind of database: who may, what is stored, who is left out.
import { compare } from 'bcrypt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { password as rule } from '@shared/entities/rules'
import type { Operator } from '@shared/roles'
import { text } from '@shared/text'
import { workOf } from '../../../src/main/db/work'
import {
  preparePasswords,
  readReset,
  resetPasswords,
  whoseReset,
} from '../../../src/main/services/password-reset'
import { databases, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { admin, everything, fill, ids, manager } from './people'

describe.each(databases())('resetting passwords on $name', ({ open }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test.close())
  beforeEach(() => fill(test))

  const run = { signal: new AbortController().signal, progress: () => undefined }
  const reset = async (operator: Operator, whose: readonly number[], typed: string | null = null) => {
    const people = await test.database.session((session) => readReset(session, operator, whose, typed))
    const prepared = await preparePasswords(people, typed, run)
    return test.database.session((session) => resetPasswords(session, operator, prepared))
  }
  const hashOf = async (id: number) =>
    (await test.sql<{ password: string }>('SELECT password FROM users WHERE id = $1', [id]))[0]?.password ??
    ''

  it('makes everybody a password of their own, which opens their account', async () => {
    const { slips } = await reset(manager, [ids.lina, ids.raul, ids.yui])
    expect(slips.map(({ username }) => username)).toEqual(['lina', 'raul', 'yui'])
    expect(new Set(slips.map(({ password }) => password)).size).toBe(3)
    for (const { id, password } of slips) {
      expect(rule.safeParse(password).success).toBe(true)
      const hash = await hashOf(id)
      expect(hash).toMatch(/^\$2b\$12\$/u)
      expect(await compare(password, hash)).toBe(true)
    }
  })

  it('takes a typed one for one person, a disabled one and oneself too', async () => {
    expect((await reset(admin, [ids.gone], 'Correct-Horse-9')).slips).toMatchObject([
      { username: 'gone', disabled: true, password: 'Correct-Horse-9' },
    ])
    await reset(manager, [manager.id], 'Correct-Horse-8')
    expect(await compare('Correct-Horse-8', await hashOf(manager.id))).toBe(true)
  })

  it('leaves oneself out of several, and says whom it is for', async () => {
    await test.sql("UPDATE users SET role = ' Admin' WHERE username = 'tobe'")
    const own = await hashOf(admin.id)
    const all = Object.values(ids)
    expect(await test.database.session((session) => whoseReset(session, admin, all))).toEqual({
      count: 5,
      names: ['tobe', 'lina', 'raul', 'yui', 'gone'],
      admins: 1,
      disabled: 1,
      leavesOutOwn: true,
    })
    const { slips } = await reset(admin, all)
    expect(slips.map(({ username }) => username)).toEqual(['tobe', 'lina', 'raul', 'yui', 'gone'])
    expect(await hashOf(admin.id)).toBe(own)
    expect(await test.database.session((session) => whoseReset(session, admin, [admin.id]))).toMatchObject({
      names: ['ada'],
      leavesOutOwn: false,
    })
  })

  const refusals: [string, Operator, readonly number[], string | null, object][] = [
    ['a manager for an admin', manager, [ids.lina, ids.ada], null, { code: 'forbidden' }],
    ['a manager for another manager', manager, [ids.gone], null, { code: 'forbidden' }],
    ['one password for two', admin, [ids.lina, ids.raul], 'Correct-Horse-9', { code: 'invalid_input' }],
    ['more than the limit', admin, Array.from({ length: 501 }, (_, n) => n), null, { code: 'invalid_input' }],
    ['nobody', admin, [999], null, { code: 'not_found', message: text.passwords.gone }],
  ]
  it.each(refusals)('refuses %s and writes nothing', async (_, operator, whose, typed, expected) => {
    const before = await everything(test)
    expect(await failure(reset(operator, whose, typed))).toMatchObject(expected)
    expect(await everything(test)).toEqual(before)
  })

  it('looks again in the session that writes: promoted is refused, deleted is left out', async () => {
    const people = await test.database.session((session) =>
      readReset(session, manager, [ids.lina, ids.raul], null),
    )
    const prepared = await preparePasswords(people, null, run)
    await test.sql("DELETE FROM users WHERE username = 'raul'")
    const { slips } = await test.database.session((session) => resetPasswords(session, manager, prepared))
    expect(slips.map(({ username }) => username)).toEqual(['lina'])
    await test.sql("UPDATE users SET role = 'admin' WHERE username = 'lina'")
    const before = await hashOf(ids.lina)
    const refused = test.database.session((session) => resetPasswords(session, manager, prepared))
    expect(await failure(refused)).toMatchObject({ code: 'forbidden' })
    expect(await hashOf(ids.lina)).toBe(before)
  })

  it('notes only that it was changed', async () => {
    const people = await test.database.session((session) => readReset(session, admin, [ids.yui], null))
    const prepared = await preparePasswords(people, null, run)
    const changes = await test.database.session(async (session) => {
      await resetPasswords(session, admin, prepared)
      return workOf(session).operation.changes
    })
    expect(changes).toEqual([
      {
        entity: 'user',
        rowId: ids.yui,
        label: 'yui',
        kind: 'update',
        old: { password: true },
        new: { password: true },
      },
    ])
  })

  it('stops between two people, and then nothing was written', async () => {
    const people = await test.database.session((session) =>
      readReset(session, admin, [ids.lina, ids.raul, ids.yui, ids.tobe, ids.gone], null),
    )
    const stop = new AbortController()
    const stopped = preparePasswords(people, null, { signal: stop.signal, progress: () => stop.abort() })
    expect(await failure(stopped)).toMatchObject({ code: 'cancelled' })
    expect(await hashOf(ids.lina)).toMatch(/^\$2y\$10/u)
  })
})
