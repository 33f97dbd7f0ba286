// A Duplex that looks like a socket to the `pg` driver and speaks to the embedded database's process.
import { Duplex } from 'node:stream'

const startupCodes = { cancel: 80877102, ssl: 80877103, gss: 80877104 }
const terminate = 0x58
/** Query, Sync, Flush: the messages after which the driver waits for an answer. */
const answered = new Set([0x51, 0x53, 0x48])

export interface StreamPort {
  /** Whole messages; the start-up message comes by itself. */
  send(bytes: Uint8Array): void
  end(): void
}

/** What `pg` expects of a socket beyond Duplex. */
export type SocketLike = Duplex & {
  connect(): void
  setNoDelay(): void
  setKeepAlive(): void
  ref(): void
  unref(): void
}

export interface EmbeddedStream {
  readonly duplex: SocketLike
  receive(bytes: Uint8Array): void
}

/**
 * One connection. `open` is asked when the driver connects; null means that there is no database any more.
 * The server takes whole messages only, and the driver writes them in pieces: they are gathered up to the next
 * one that is answered.
 */
export function createStream(open: () => StreamPort | null): EmbeddedStream {
  let port: StreamPort | null = null
  let started = false
  let pending: Buffer = Buffer.alloc(0)
  /** Whole messages at the beginning of `pending`. */
  let whole = 0

  function take(chunk: Buffer): void {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    for (;;) {
      const header = started ? 1 : 0
      if (pending.length < whole + header + 4) return
      const length = pending.readUInt32BE(whole + header) + header
      if (pending.length < whole + length) return
      if (!started) startUp(length)
      else message(pending[whole] ?? 0, length)
    }
  }

  function startUp(length: number): void {
    const code = pending.readUInt32BE(4)
    const bytes = pending.subarray(0, length)
    pending = pending.subarray(length)
    if (code === startupCodes.ssl || code === startupCodes.gss) duplex.push('N')
    // There is no second connection to cancel through: the request is dropped, as a server may.
    else if (code === startupCodes.cancel) duplex.destroy()
    else {
      started = true
      port?.send(bytes)
    }
  }

  function message(type: number, length: number): void {
    if (type === terminate) {
      pending = Buffer.alloc(0)
      whole = 0
      return
    }
    whole += length
    if (!answered.has(type)) return
    port?.send(pending.subarray(0, whole))
    pending = pending.subarray(whole)
    whole = 0
  }

  const duplex: SocketLike = Object.assign(
    new Duplex({
      read: () => undefined,
      write(chunk: Buffer, _encoding, done) {
        take(chunk)
        done()
      },
      final(done) {
        done()
        duplex.push(null)
      },
      destroy(error, done) {
        port?.end()
        port = null
        done(error)
      },
    }),
    {
      connect() {
        port = open()
        if (port) process.nextTick(() => duplex.emit('connect'))
        else {
          const gone = Object.assign(new Error('The embedded database has ended'), { code: 'ECONNREFUSED' })
          process.nextTick(() => duplex.destroy(gone))
        }
      },
      setNoDelay: () => undefined,
      setKeepAlive: () => undefined,
      ref: () => undefined,
      unref: () => undefined,
    },
  )
  return { duplex, receive: (bytes) => void (duplex.destroyed || duplex.push(bytes)) }
}
