// What the upkeep deletes of a real change log, and that what is younger can still be taken back, secrets and all.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { DatabaseState } from '@shared/database-state'
import { encrypt } from '../../../src/main/crypto/fernet'
import { removeUsers } from '../../../src/main/db/people'
import { createHistoryUpkeep } from '../../../src/main/history-upkeep'
import { databases } from '../../support/database'
import { admin, ids } from '../services/people'
import { openHistoryLab, type HistoryLab } from './lab'

describe.each(databases())('the upkeep of the history on $name', (kind) => {
  let lab: HistoryLab
  beforeAll(async () => {
    lab = await openHistoryLab(kind)
  })
  afterAll(() => lab.close())
  beforeEach(() => lab.fill())

  /** One deletion, begun as when the days were changed; resolves to what was told of it. */
  const tidied = (days: number, operator: number = ids.ada) =>
    new Promise<string>((resolve) => {
      const tell = (message: string, details?: object) => resolve(`${message} ${JSON.stringify(details)}`)
      const upkeep = createHistoryUpkeep({
        lab: {
          state: () => ({ kind: 'ready', readOnly: null }) as DatabaseState,
          current: () => ({ database: lab.database, readOnly: null, sharing: null }),
        },
        log: { info: tell, warn: tell, error: () => 'none' },
        operator: () => operator,
        days: () => days,
      })
      onTestFinished(() => upkeep.stop())
      upkeep.again()
    })
  const age = (operation: string, days: number) =>
    lab.test.sql(
      'UPDATE console_changes SET at = now() - make_interval(days => $2::int) WHERE operation = $1',
      [operation, days],
    )
  const remaining = async (table: string) => {
    const rows = await lab.test.sql<{ operation: string }>(`SELECT DISTINCT operation FROM ${table}`)
    return new Set(rows.map(({ operation }) => operation))
  }
  const remove = async (...people: number[]) =>
    (await lab.as(admin, (session) => removeUsers(session, people, null))).operation

  it('deletes what is older with the secrets put aside for it, and nothing younger', async () => {
    const [old, young, today] = [await remove(ids.raul), await remove(ids.yui), await remove(ids.gone)]
    await age(old, 31)
    await age(young, 29)
    expect(await tidied(30)).toBe('old changes were deleted from the log {"rows":4}')
    expect(await remaining('console_changes')).toEqual(new Set([young, today]))
    expect(await remaining('console_kept')).toEqual(new Set([young, today]))
  })

  it('leaves a young operation all that taking it back needs, and taking that back in its turn', async () => {
    const secret = encrypt(lab.key, Buffer.from('hunter2'))
    await lab.test.sql('UPDATE virtual_machines SET password = $1, ssh_key = $2 WHERE user_id = $3', [
      secret,
      Buffer.from(secret),
      ids.lina,
    ])
    const whole = await lab.everything()
    const old = await remove(ids.lina)
    const without = await lab.everything()
    const back = await lab.undo(admin, old)
    const again = await lab.undo(admin, back.operation)
    await age(old, 400)
    await age(back.operation, 380)
    await tidied(365)
    expect(await remaining('console_changes')).toEqual(new Set([again.operation]))
    const { operation, notes } = await lab.undo(admin, again.operation)
    expect(notes).toEqual([])
    expect(await lab.everything()).toEqual(whole)
    await lab.undo(admin, operation)
    expect(await lab.everything()).toEqual(without)
  })

  it('deletes more than goes into one transaction, all of it', async () => {
    const young = await remove(ids.yui)
    await lab.test
      .sql(`INSERT INTO console_changes (operation, at, actor, computer, action, entity, row_id, label, kind, people)
SELECT '5a0f2b8e-6c1d-4e7a-9b3f-0d2c4e6f8a1b', now() - interval '90 days', 'ada', 'c', 'test.write', 'vm', n, 'm', 'remove', '{}'
FROM generate_series(1, 12000) n`)
    expect(await tidied(30)).toBe('old changes were deleted from the log {"rows":12000}')
    expect(await remaining('console_changes')).toEqual(new Set([young]))
  })

  it('tells without any values where the log’s table is taken from under it', async () => {
    await lab.test.sql('ALTER TABLE console_changes RENAME TO console_hidden')
    try {
      expect(await tidied(30)).toBe('the change log could not be tidied {"error":"DatabaseFailure"}')
    } finally {
      await lab.test.sql('ALTER TABLE console_hidden RENAME TO console_changes')
    }
  })
})
