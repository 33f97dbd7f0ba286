// The driver's bytes reach the embedded database as whole batches, however they were cut.
import { once } from 'node:events'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { createStream, type StreamPort } from '../../../../../src/main/db/embedded/stream'

const sized = (length: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length)
  return bytes
}
const message = (type: string, body: Uint8Array) =>
  Buffer.concat([Buffer.from(type), sized(body.length + 4), body])
const opening = (code: number, body = Buffer.alloc(0)) =>
  Buffer.concat([sized(body.length + 8), sized(code), body])
const startUp = opening(196_608, Buffer.from('user\0postgres\0\0'))

async function connected() {
  const port = { send: vi.fn<StreamPort['send']>(), end: vi.fn() }
  const stream = createStream(() => port)
  stream.duplex.connect()
  await once(stream.duplex, 'connect')
  return { ...stream, port }
}

const text = fc.uint8Array({ maxLength: 30 })
const batch = fc
  .tuple(fc.array(fc.tuple(fc.constantFrom('P', 'B', 'D', 'E', 'C'), text), { maxLength: 4 }), text)
  .chain(([messages, last]) =>
    fc
      .constantFrom('Q', 'S', 'H')
      .map((type) =>
        Buffer.concat([...messages.map(([kind, body]) => message(kind, body)), message(type, last)]),
      ),
  )

it('gathers messages up to the next one that is answered, in any cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(batch, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(400), { maxLength: 12 }),
      async (batches, cuts) => {
        const { duplex, port } = await connected()
        const all = Buffer.concat([startUp, ...batches])
        const places = [0, ...cuts.map((cut) => cut % all.length), all.length].sort((a, b) => a - b)
        for (const [index, from] of places.entries())
          duplex.write(all.subarray(from, places[index + 1] ?? from))
        expect(port.send.mock.calls.map(([bytes]) => Buffer.from(bytes))).toEqual([startUp, ...batches])
      },
    ),
  )
})

it('answers that it has no encryption, and drops a request to cancel', async () => {
  const asking = await connected()
  asking.duplex.write(opening(80_877_103))
  expect(String(asking.duplex.read())).toBe('N')
  asking.duplex.write(startUp)
  expect(asking.port.send).toHaveBeenCalledOnce()

  const cancelling = await connected()
  cancelling.duplex.write(opening(80_877_102, Buffer.alloc(8)))
  await once(cancelling.duplex, 'close')
  expect(cancelling.port.send).not.toHaveBeenCalled()
})

it('ends the connection once, at the farewell or when it is torn down', async () => {
  const polite = await connected()
  polite.duplex.resume()
  polite.duplex.write(startUp)
  polite.duplex.end(message('X', Buffer.alloc(0)))
  await once(polite.duplex, 'close')
  expect(polite.port.end).toHaveBeenCalledOnce()
  expect(polite.port.send).toHaveBeenCalledOnce()

  const rude = await connected()
  rude.duplex.destroy()
  await once(rude.duplex, 'close')
  expect(rude.port.end).toHaveBeenCalledOnce()
  rude.receive(Buffer.from('too late'))
  expect(rude.duplex.read()).toBe(null)
})

it('fails to connect where the database has ended', async () => {
  const { duplex } = createStream(() => null)
  duplex.connect()
  const [error] = (await once(duplex, 'error')) as [Error]
  expect(error).toMatchObject({ code: 'ECONNREFUSED' })
})
