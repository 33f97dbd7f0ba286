// What is made of a commit whose answer was lost, by what the server says about it later.
import { describe, expect, it } from 'vitest'
import { settleCommit } from '../../../../src/main/db/commit'
import type { DriverClient } from '../../../../src/main/db/driver'
import type { Pool } from '../../../../src/main/db/pool'

/** A pool whose server gives these answers to one question after the other; an error means that it is away. */
function poolThatSays(...answers: (string | null | Error)[]) {
  const asked: string[] = []
  let given = 0
  const client = {
    ask({ text }: { text: string }) {
      asked.push(text.split('(')[0] ?? '')
      return Promise.resolve({ rows: text.includes('pg_xact_status') ? [{ status: answers[given++] }] : [] })
    },
  }
  const pool = {
    begin() {
      const next = answers[given]
      if (!(next instanceof Error)) return Promise.resolve(client as unknown as DriverClient)
      given += 1
      return Promise.reject(next)
    },
    release: () => asked.push('release'),
    destroy: () => asked.push('destroy'),
  }
  return { pool: pool as unknown as Pool, asked }
}

describe('settleCommit', () => {
  it.each(['committed', 'aborted'] as const)('believes the server that says %s', async (status) => {
    expect(await settleCommit(poolThatSays(status).pool, '7')).toBe(status)
  })

  it('waits for a server that is away', async () => {
    const { pool } = poolThatSays(new Error('away'), new Error('away'), 'committed')
    expect(await settleCommit(pool, '7')).toBe('committed')
  })

  it('ends a transaction that still runs, and asks again', async () => {
    const { pool, asked } = poolThatSays('in progress', 'aborted')
    expect(await settleCommit(pool, '7')).toBe('aborted')
    expect(asked.filter((text) => text.includes('pg_terminate_backend'))).toHaveLength(1)
    expect(asked.filter((text) => text === 'release')).toHaveLength(2)
  })

  it('does not know what the server has forgotten, or what it cannot ask', async () => {
    expect(await settleCommit(poolThatSays(null).pool, '7')).toBe('unknown')
    const away = poolThatSays(...Array.from({ length: 50 }, () => new Error('away')))
    expect(await settleCommit(away.pool, '7', 200)).toBe('unknown')
  })
})
