// The pg driver as this program uses it: encrypted where the server can, kept alive, cancellable, its state known.
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { Client, types, type ClientConfig, type QueryResult } from 'pg'
import type { Encrypted } from '@shared/tls'
import { isSocketFolder, passwordFor, sslRequest, startTls, type TlsOptions } from './encryption'

/** Address parts of a server, or a maker of streams to the embedded database. No URL is ever built from them. */
export type ConnectionOptions = (
  | (Encrypted & { kind: 'server'; port: number; database: string; username: string; password: string })
  | { kind: 'embedded'; stream: () => Duplex }
) & {
  /** The server refuses to write, whatever it is asked. */
  readOnly?: boolean
}

export const limits = {
  connect: 10_000,
  statement: 30_000,
  idleInTransaction: 60_000,
  /** How much longer than the server's own limit an answer is awaited before the connection is given up. */
  grace: 10_000,
} as const

/** What was learnt about a server from its first answers; used from the next connection on. */
export interface Learnt {
  /** What the next connection's encryption is to be; null is none. */
  encrypt: TlsOptions | null
  /** A pooler such as PgBouncer refuses time limits at start-up, and may not keep prepared statements. */
  pooler: boolean
}

/** `patience`: milliseconds for the answer, after which the connection must be given up. `name`: kept prepared. */
export interface Question {
  text: string
  values?: unknown[]
  name?: string
  patience?: number
}

/** One connection. `broken` once it failed; `lastUsed` in milliseconds of the wall clock, which goes on during sleep. */
export class DriverClient extends Client {
  declare readonly processID: number
  declare readonly secretKey: number
  broken = false
  lastUsed = Date.now()
  encoding = ''
  /** When an answer is given up, on the wall clock. Looked at once a second for all: cheaper than a timer each. */
  deadline = Infinity
  /** Used for no session yet. */
  fresh = true
  /** Signed in to the server. */
  ready = false

  constructor(config: ClientConfig) {
    super(config)
    const fail = () => {
      this.broken = true
    }
    this.on('error', fail)
    this.on('end', fail)
    this.connection.on('parameterStatus', (status: { parameterName: string; parameterValue: string }) => {
      if (status.parameterName === 'server_encoding') this.encoding = status.parameterValue
    })
  }

  /** Ask the server; several statements, parted by semicolons, answer with the last one's result. */
  async ask<R extends object>(question: Question): Promise<QueryResult<R>> {
    this.deadline = Date.now() + (question.patience ?? limits.statement + limits.grace)
    const { text, values } = question
    const answer = await (values === undefined ? this.query<R>(text) : this.query<R>(question))
    this.deadline = Infinity
    const results: unknown = answer
    return Array.isArray(results) ? (results.at(-1) as QueryResult<R>) : answer
  }

  /** Give the connection up at once, without a farewell that a dead peer would never answer. */
  abandon(): void {
    this.broken = true
    this.connection.stream.destroy()
  }
}

/** The driver as Sequelize's `dialectModule`; `made` is told of each connection before it connects. */
export function driverFor(
  options: ConnectionOptions,
  learnt: Learnt,
  made: (client: DriverClient) => void,
): { types: typeof types; Client: typeof Client } {
  class ConfiguredClient extends DriverClient {
    constructor(given: ClientConfig) {
      const secret = options.kind === 'server' ? passwordFor(options, learnt.encrypt !== null) : null
      super({ ...given, ...settings(options, learnt), ...(secret && { password: secret.password }) })
      secret?.watch(this.connection)
      made(this)
    }
  }
  return { types, Client: ConfiguredClient }
}

function settings(options: ConnectionOptions, learnt: Learnt): ClientConfig {
  const common: ClientConfig = {
    application_name: 'VM Lab Console',
    client_encoding: 'UTF8',
    connectionTimeoutMillis: limits.connect,
    ...(learnt.pooler
      ? {}
      : {
          statement_timeout: limits.statement,
          idle_in_transaction_session_timeout: limits.idleInTransaction,
          ...(options.readOnly === true && { options: '-c default_transaction_read_only=on' }),
        }),
  }
  if (options.kind === 'embedded') return { ...common, ssl: false, stream: options.stream }
  return {
    ...common,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    ssl: learnt.encrypt === null ? false : { ...learnt.encrypt },
    sslnegotiation: 'postgres',
  }
}

/**
 * Ask the server to stop what a connection is doing, over a second one, as PostgreSQL's protocol has it; encrypted as
 * `encrypt` has it where the connection itself is, for whoever reads the key in it can cancel too. Resolves when the
 * server has passed it on, or after two seconds; never rejects. The embedded database cannot be asked.
 */
export function cancelStatement(
  options: ConnectionOptions,
  client: DriverClient,
  encrypt: TlsOptions | null,
): Promise<void> {
  if (options.kind === 'embedded') return Promise.resolve()
  const { address, port } = options
  const secret = client.connection.stream instanceof TLSSocket ? encrypt : null
  const socket = isSocketFolder(address)
    ? connect(`${address}/.s.PGSQL.${port}`)
    : connect({ host: address, port })
  return new Promise((resolve) => {
    const request = Buffer.alloc(16)
    request.writeInt32BE(16, 0)
    request.writeInt32BE(80877102, 4)
    request.writeInt32BE(client.processID, 8)
    request.writeInt32BE(client.secretKey, 12)
    const giveUp = () => socket.destroy()
    socket.setTimeout(2000, giveUp)
    socket.once('error', giveUp)
    socket.once('close', () => resolve())
    socket.once('connect', () => socket.write(secret ? sslRequest : request))
    if (!secret) return socket.resume()
    socket.once('data', (answer) => {
      if (answer.toString('latin1') !== 'S') return giveUp()
      const secure = startTls(socket, address, secret)
      secure.once('error', giveUp)
      secure.once('secureConnect', () => secure.resume().write(request))
    })
  })
}
