// The main process's side of the embedded database: starts its process, hands out connections, hears it end.
import type { Duplex } from 'node:stream'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import type { Log } from '../../log'
import type { ForkHost } from './fork'
import { ownIdentity } from './process-identity'
import { createStream, type EmbeddedStream } from './stream'

export type { ForkHost } from './fork'

/** How long the process may take to close its files before it is ended: nothing committed is lost by that. */
const stopPatience = 5_000

export interface Embedded {
  /** Whether the folder was empty before this start. */
  readonly created: boolean
  readonly pid: number | undefined
  /** A new connection, for `pg`. One is served at a time; the next waits until it has ended. */
  stream(): Duplex
  /** Close the files and end the process. Resolves when it has ended; connections break off. */
  stop(): Promise<void>
  /** Hears once that the process ended by itself (a crash, out of memory, a kill), not by `stop`. */
  onExit(listener: (code: number | null) => void): void
}

/**
 * Start the embedded database on its folder, made where it is missing. Throws AppError `in_use` where another
 * living program has that folder, `unavailable` where it doesn't start. Sign in as postgres to postgres.
 */
export function startEmbedded(options: { folder: string; fork: ForkHost; log: Log }): Promise<Embedded> {
  const { folder, fork, log } = options
  const host = fork()
  const streams = new Map<number, EmbeddedStream>()
  const listeners: ((code: number | null) => void)[] = []
  let ready = false
  let exited = false
  let stopping: Promise<void> | null = null
  let nextConnection = 1
  const ended = new Promise<void>((resolve) => host.onExit(() => resolve()))

  function stream(): Duplex {
    const connection = nextConnection++
    const made = createStream(() => {
      if (exited || stopping) return null
      streams.set(connection, made)
      return {
        send: (bytes) => void (exited || host.send({ kind: 'data', connection, bytes })),
        end() {
          streams.delete(connection)
          if (!exited) host.send({ kind: 'end', connection })
        },
      }
    })
    return made.duplex
  }

  function stop(): Promise<void> {
    stopping ??= (async () => {
      if (exited) return
      const timer = setTimeout(() => host.kill(), stopPatience)
      host.send({ kind: 'stop' })
      await ended
      clearTimeout(timer)
    })()
    return stopping
  }

  return new Promise((resolve, reject) => {
    host.onExit((code) => {
      exited = true
      const broken = Object.assign(new Error('The embedded database has ended'), { code: 'ECONNRESET' })
      for (const open of streams.values()) open.duplex.destroy(broken)
      reject(new AppError({ code: 'unavailable', message: text.embedded.notStarted }))
      if (!ready || stopping) return
      log.warn('The embedded database ended by itself', { code })
      for (const listener of listeners) listener(code)
    })
    host.onMessage((message) => {
      switch (message.kind) {
        case 'ready':
          ready = true
          log.info('The embedded database is open', { created: message.created, pid: host.pid })
          resolve({
            created: message.created,
            get pid() {
              return host.pid
            },
            stream,
            stop,
            onExit: (listener) => void listeners.push(listener),
          })
          return
        case 'refused':
          reject(new AppError({ code: 'in_use', message: text.embedded.inUse(message.pid, folder) }))
          return
        case 'failed':
          log.warn('The embedded database failed', { reason: message.reason })
          reject(new AppError({ code: 'unavailable', message: text.embedded.notStarted }))
          return
        case 'data':
          streams.get(message.connection)?.receive(message.bytes)
          return
        case 'closed':
          return
      }
    })
    host.send({ kind: 'start', folder, program: ownIdentity() })
  })
}
