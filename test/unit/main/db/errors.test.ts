// Errors of server, driver and network, as the closed set; and that none of them carries a value into the log.
import { DatabaseError } from 'pg'
import { describe, expect, it } from 'vitest'
import { AppError } from '@shared/errors'
import { isConnectionError, toAppError } from '../../../../src/main/db/errors'

const canary = 'canary-5ecret'

function fromServer(code: string, more: Partial<DatabaseError> = {}): DatabaseError {
  const error = new DatabaseError(`value "${canary}" is wrong`, 100, 'error')
  return Object.assign(
    error,
    { severity: 'ERROR', code, detail: `Key (username)=(${canary}) exists.`, where: canary },
    more,
  )
}

const body = (error: unknown) => (error instanceof AppError ? error.body : null)

describe('toAppError', () => {
  it.each([
    ['23505', 'conflict'],
    ['23503', 'conflict'],
    ['23502', 'invalid_input'],
    ['22001', 'invalid_input'],
    ['22P02', 'invalid_input'],
    ['22021', 'invalid_input'],
    ['42501', 'forbidden'],
    ['25006', 'forbidden'],
    ['40001', 'in_use'],
    ['40P01', 'in_use'],
    ['55P03', 'in_use'],
    ['57014', 'in_use'],
    ['57P01', 'unavailable'],
    ['08006', 'unavailable'],
    ['28P01', 'unavailable'],
    ['53300', 'unavailable'],
  ] as const)('%s is %s', (code, expected) => {
    const severity = /^(57P|08|28|53)/u.test(code) ? 'FATAL' : 'ERROR'
    expect(body(toAppError(fromServer(code, { severity })))?.code).toBe(expected)
  })

  it('tells a deletion that is refused from a row without an owner', () => {
    expect(body(toAppError(fromServer('23503'), { removing: true }))?.code).toBe('in_use')
  })

  it('names the field that is too long by the length in the message', () => {
    const error = Object.assign(fromServer('22001'), {
      message: 'Wert zu lang für Typ character varying(50)',
    })
    const found = body(toAppError(error, { lengths: { name: 51, host: 50 } }))
    expect(found).toMatchObject({
      code: 'invalid_input',
      fields: { name: 'At most 50 characters fit into this column of the database.' },
    })
  })

  it.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE'])(
    '%s is a lost connection',
    (code) => {
      const error = Object.assign(new Error(canary), { code })
      expect(isConnectionError(error)).toBe(true)
      expect(body(toAppError(error))?.code).toBe('unavailable')
    },
  )

  it('leaves what is not the database’s as it is', () => {
    const mine = new TypeError('mine')
    expect(toAppError(mine)).toBe(mine)
  })

  it('keeps every value out of what is thrown and logged', () => {
    for (const code of ['23505', '22P02', '22012', '42601', '57P01']) {
      const thrown = toAppError(fromServer(code), { statement: 'SELECT $1' })
      const seen: string[] = []
      for (let error: unknown = thrown; error instanceof Error; error = error.cause) {
        seen.push(error.message, error.stack ?? '', JSON.stringify(error))
      }
      expect(seen.join('\n')).not.toContain(canary)
      expect(seen.join('\n')).toContain('SELECT $1')
    }
  })
})
