// A server that asks for the password in clear text gets it only where it is known to be the right one.
import { once } from 'node:events'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/main/db/connect'
import { testConnection } from '../../../src/main/db/connection-test'
import { sslRequest } from '../../../src/main/db/encryption'

const password = 'told to nobody'
const quiet = { info: () => undefined, warn: () => undefined, error: () => '' }

/** Asks whoever comes for the password in clear, and keeps all that it is sent. */
let server: Server
let port: number
let received: Buffer

beforeEach(async () => {
  received = Buffer.alloc(0)
  server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes])
      if (bytes.equals(sslRequest)) socket.write('N')
      else if (bytes.toString('latin1').startsWith('p')) socket.destroy()
      else socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]))
    })
  }).listen(0)
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterEach(() => void server.close())

/** 0.0.0.0 leads here too, and counts as another computer's, as any address does that is not this one's for sure. */
const elsewhere = '0.0.0.0'
const at = (address: string) => ({
  address,
  port,
  database: 'lab',
  username: 'portal',
  password,
  tls: { mode: 'off' as const },
})

describe('a password asked for in clear text', () => {
  it('is not told by the connection test, which says so', async () => {
    const steps = await testConnection(at(elsewhere), {})
    expect(steps.at(-1)).toMatchObject({ step: 'signIn', ok: false })
    expect(steps.at(-1)?.detail).toContain('in clear text')
    expect(received.length).toBeGreaterThan(0)
    expect(received.toString()).not.toContain(password)
  })

  it('is not told by the pool', async () => {
    const database = openDatabase({ kind: 'server', ...at(elsewhere) }, quiet)
    await expect(database.session(() => Promise.resolve())).rejects.toMatchObject({
      body: { code: 'unavailable' },
    })
    await database.close()
    expect(received.length).toBeGreaterThan(0)
    expect(received.toString()).not.toContain(password)
  })

  it('is told on this computer', async () => {
    await testConnection(at('127.0.0.1'), {})
    expect(received.toString()).toContain(password)
  })
})
