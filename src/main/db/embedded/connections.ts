// Serves PostgreSQL connections one after the other on PGlite's single backend, and leaves none of one's
// settings, prepared statements or open transaction to the next.
import type { PGlite } from '@electric-sql/pglite'

/** Answers go out in pieces of about this size, so that neither side holds a big one twice. */
const pieceSize = 64 * 1024
const sync = Uint8Array.of(0x53, 0, 0, 0, 4)

export interface Connections {
  data(connection: number, bytes: Uint8Array): void
  end(connection: number): void
  /** Resolves when what was asked so far is done. */
  idle(): Promise<void>
}

export interface ConnectionEvents {
  answer(connection: number, bytes: Uint8Array): void
  closed(connection: number): void
  /** The WASM instance is in an unknown state: the process must end. */
  broken(error: unknown): void
}

/** `bytes` given to `data` are whole messages, the start-up message by itself. */
export function serveConnections(pg: PGlite, events: ConnectionEvents): Connections {
  /** The connection being served, and what waits: the work of others, in the order it came. */
  let current: number | null = null
  const waiting = new Map<number, Uint8Array[]>()
  let work: Promise<void> = Promise.resolve()

  const enqueue = (task: () => Promise<void>) => {
    work = work.then(task).catch((error: unknown) => events.broken(error))
  }

  async function answer(connection: number, bytes: Uint8Array): Promise<void> {
    let pieces: Uint8Array[] = []
    let size = 0
    const flush = () => {
      if (size > 0) events.answer(connection, Buffer.concat(pieces))
      pieces = []
      size = 0
    }
    await pg.execProtocolRawStream(bytes, {
      onRawData(view) {
        // A view on the WASM memory, gone with the next piece: copied.
        pieces.push(view.slice())
        size += view.length
        if (size >= pieceSize) flush()
      },
    })
    flush()
  }

  async function reset(): Promise<void> {
    // A batch that failed and was never closed by a Sync would make the server skip what follows.
    await pg.execProtocolRawStream(sync, { onRawData: () => undefined })
    if (pg.isInTransaction()) await pg.exec('ROLLBACK')
    await pg.exec('DISCARD ALL')
  }

  async function next(): Promise<void> {
    const first = waiting.entries().next()
    if (first.done === true) return
    const [connection, batches] = first.value
    waiting.delete(connection)
    current = connection
    for (const batch of batches) await answer(connection, batch)
  }

  return {
    data(connection, bytes) {
      enqueue(async () => {
        current ??= connection
        if (connection === current) return answer(connection, bytes)
        const batches = waiting.get(connection)
        if (batches) batches.push(bytes)
        else waiting.set(connection, [bytes])
      })
    },
    end(connection) {
      enqueue(async () => {
        waiting.delete(connection)
        if (connection === current) {
          await reset()
          current = null
        }
        events.closed(connection)
        if (current === null) await next()
      })
    },
    idle: () => work,
  }
}
