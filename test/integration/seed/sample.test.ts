// The sample lab as it lands in a database: complete, quick, once, and its account signs in.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { decrypt, parseKey } from '../../../src/main/crypto/fernet'
import { findForSignIn } from '../../../src/main/db/people'
import { fillSample, sampleCipherKey, sampleSignIn } from '../../../src/main/sample/sample'
import { verifyPassword } from '../../../src/main/services/password'
import { databases, type TestDatabase } from '../../support/database'

const kinds = databases().flatMap((kind) => (['sql', 'models'] as const).map((form) => ({ ...kind, form })))

describe.each(kinds)('the sample lab on $name, schema $form', ({ open, form }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open(form)
  })
  afterAll(() => test.close())
  beforeEach(() => test.clear())
  const counts = `SELECT (SELECT count(*)::int FROM users) AS people,
    (SELECT count(*)::int FROM virtual_machines) AS vms, (SELECT count(*)::int FROM bookmarks) AS bookmarks`

  it('is filled once, with progress, and its account signs in', async () => {
    const progress = vi.fn()
    expect(await fillSample(test.database, { progress })).toBe(true)
    expect(await test.sql(counts)).toEqual([{ people: 300, vms: 500, bookmarks: 800 }])
    expect(progress.mock.calls[0]).toEqual([0, 1600])
    expect(progress.mock.lastCall).toEqual([1600, 1600])

    const demo = await test.database.session((session) => findForSignIn(session, sampleSignIn.username))
    expect(demo).toMatchObject({ username: 'demo', role: 'admin', disabled: false })
    expect(await verifyPassword(sampleSignIn.password, demo?.hash ?? '')).toBe(true)

    expect(await fillSample(test.database)).toBe(false)
    expect(await test.sql(counts)).toEqual([{ people: 300, vms: 500, bookmarks: 800 }])
  })

  it('has its rows in their order, and secrets that open', async () => {
    await fillSample(test.database)
    const [first] = await test.sql<{ name: string; password: Buffer; owner: string }>(
      `SELECT v.name, v.ssh_key AS password, u.username AS owner FROM virtual_machines v JOIN users u ON u.id = v.user_id
       WHERE v.ssh_key IS NOT NULL ORDER BY v.id LIMIT 1`,
    )
    const key = parseKey(sampleCipherKey)
    expect(key.ok && decrypt(key.key, Buffer.from(first?.password ?? '').toString('ascii')).ok).toBe(true)
    const names = await test.sql<{ name: string }>('SELECT name FROM virtual_machines ORDER BY id LIMIT 2')
    expect(names).toEqual([{ name: 'gpu-01' }, { name: 'gpu-02' }])
  })

  it('is not there at all when filling it failed', async () => {
    const progress = (done: number) => {
      if (done > 800) throw new Error('the program ended')
    }
    await expect(fillSample(test.database, { progress })).rejects.toThrow('the program ended')
    expect(await test.sql(counts)).toEqual([{ people: 0, vms: 0, bookmarks: 0 }])
  })
})
