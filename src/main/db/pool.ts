// Sequelize's pool of connections, with what it lacks: old and suspect ones are thrown away, waiting can be cancelled.
import { Sequelize, Transaction } from 'sequelize'
import type { Log } from '../log'
import {
  cancelStatement,
  driverFor,
  limits,
  type ConnectionOptions,
  type DriverClient,
  type Learnt,
} from './driver'
import { encryptionOf } from './encryption'
import { codeOf, driverError, isConnectionError } from './errors'
import { initModels, type Models } from './models/models'

/** Milliseconds after which an idle connection is not used again: it may have died while the computer slept. */
const idle = 60_000
/** How long a connection that was idle may take to begin a transaction before it is held for dead. */
const probe = 5_000

export interface Pool {
  readonly embedded: boolean
  /** Whether named prepared statements may be used. */
  readonly prepares: boolean
  readonly models: Models
  /** A connection on which `text`, the opening of a transaction, was run. Rejects with `reason` when aborted. */
  begin(text: string, signal: AbortSignal, reason: () => Error): Promise<DriverClient>
  release(client: DriverClient): void
  destroy(client: DriverClient): void
  /** See `cancelStatement`. */
  cancel(client: DriverClient): Promise<void>
  transaction(client: DriverClient): Transaction
  /** Connections handed out and waiting: both 0 when nothing is under way. */
  usage(): { using: number; waiting: number; size: number }
  /** End all connections, at the latest after `patience` milliseconds. */
  close(patience: number): Promise<void>
}

interface SequelizePool {
  readonly using: number
  readonly waiting: number
  readonly size: number
}

export function openPool(options: ConnectionOptions, log: Log): Pool {
  const embedded = options.kind === 'embedded'
  const max = embedded ? 1 : 8
  const encryption = options.kind === 'embedded' ? null : encryptionOf(options)
  /** Whether the server can, as far as it is known; only `prefer` makes do without. */
  let encrypts = encryption !== null && encryption.mode !== 'off'
  const learnt: Learnt = { encrypt: null, pooler: false }
  const alive = new Set<DriverClient>()
  let closed = false
  /** Connections last used before this moment are not trusted any more. */
  let suspectBefore = 0
  const valid = (client: DriverClient) =>
    !client.broken && client.lastUsed >= suspectBefore && (embedded || Date.now() - client.lastUsed < idle)

  const sequelize = new Sequelize(options.kind === 'server' ? options.database : 'postgres', '', '', {
    ...(options.kind === 'server'
      ? { host: options.address, port: options.port, username: options.username }
      : { username: 'postgres' }),
    dialect: 'postgres',
    dialectModule: driverFor(options, learnt, (client) => {
      alive.add(client)
      client.once('end', () => alive.delete(client))
    }),
    dialectOptions: { clientMinMessages: 'ignore' },
    logging: false,
    pool: {
      max,
      min: 0,
      idle: embedded ? 3_600_000 : idle,
      // Longer than a connection takes to fail; the embedded database has one, and others are waited for.
      acquire: embedded ? 120_000 : limits.connect + 5_000,
      evict: 30_000,
      validate: (client) => valid(client as DriverClient),
    },
    ...withoutFirstQueries,
  })
  const manager = sequelize.connectionManager
  const pool = (manager as unknown as { pool: SequelizePool }).pool
  sequelize.addHook('beforeConnect', async () => {
    learnt.encrypt = encrypts && encryption ? await encryption.options() : null
    if (closed) throw new Error('pool is draining')
  })
  sequelize.addHook('afterConnect', (connection) => {
    Object.assign(connection as DriverClient, { ready: true })
  })

  // One look a second at all connections while one is in use: one whose answer is overdue is given up.
  let overdue: NodeJS.Timeout | null = null
  const watchOverdue = () => {
    overdue ??= setInterval(() => {
      const now = Date.now()
      for (const client of alive) if (client.deadline < now) client.abandon()
      restIfIdle()
    }, 1000).unref()
  }
  /** An idle program is not woken for nothing. */
  const restIfIdle = () => {
    const isIdle = pool.using === 0 && pool.waiting === 0
    if (isIdle && [...alive].every(({ deadline }) => deadline === Infinity)) stopWatching()
  }
  const stopWatching = () => {
    if (overdue) clearInterval(overdue)
    overdue = null
  }

  /**
   * Two facts about a server are only learnt from its refusal; the next connection then does without. Others may be
   * under way that were begun before, so the same refusal can come again: never from one that was begun after.
   */
  function learn(error: unknown): boolean {
    const message = (driverError(error) as Error | undefined)?.message ?? ''
    if (encryption?.mode === 'prefer' && /does not support SSL/u.test(message)) {
      encrypts = false
      return true
    }
    if (poolerRefusal.test(message)) {
      if (!learnt.pooler)
        log.info(
          'the server is a pooler: time limits are set in each transaction, statements are not prepared',
        )
      learnt.pooler = true
      return true
    }
    return false
  }

  async function connect(): Promise<DriverClient> {
    for (;;) {
      try {
        return (await manager.getConnection({ type: 'write' })) as DriverClient
      } catch (error) {
        if (learn(error)) continue
        // Admitted without encryption only: as libpq's `prefer`, try that once.
        if (codeOf(error) !== '28000' || encryption?.mode !== 'prefer' || !encrypts) throw error
        encrypts = false
        try {
          return (await manager.getConnection({ type: 'write' })) as DriverClient
        } catch {
          encrypts = true
          throw error
        }
      }
    }
  }

  /** Nobody waits for a connection after the abort; it goes back to the pool when it comes. */
  async function acquire(signal: AbortSignal, reason: () => Error): Promise<DriverClient> {
    const { promise: aborted, reject } = promiseWithReject()
    const abort = () => reject(reason())
    signal.addEventListener('abort', abort, { once: true })
    const connecting = connect()
    try {
      return await Promise.race([connecting, aborted])
    } catch (error) {
      if (signal.aborted) {
        connecting.then(
          (client) => manager.releaseConnection(client),
          () => undefined,
        )
      }
      throw error
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }

  function destroy(client: DriverClient): void {
    client.abandon()
    alive.delete(client)
    manager.destroyConnection(client).catch(() => undefined)
  }

  async function begin(sql: string, signal: AbortSignal, reason: () => Error): Promise<DriverClient> {
    watchOverdue()
    for (;;) {
      const client = await acquire(signal, reason)
      const { fresh } = client
      const limited = fresh || embedded ? limits.statement : probe
      const text = learnt.pooler ? forPooler(sql) : sql
      try {
        await client.ask({ text, patience: limited })
        client.fresh = false
        return client
      } catch (error) {
        destroy(client)
        if (!isConnectionError(error) || fresh) throw error
        // It had died unnoticed. Nothing was asked of it yet, so another one may do the work.
        log.info('a connection had been lost; using another one')
        suspectBefore = Date.now()
      }
    }
  }

  return {
    embedded,
    get prepares() {
      return !embedded && !learnt.pooler
    },
    models: initModels(sequelize),
    begin,
    release(client) {
      client.lastUsed = Date.now()
      manager.releaseConnection(client)
      restIfIdle()
    },
    destroy,
    cancel: (client) => cancelStatement(options, client, learnt.encrypt),
    transaction: (client) => Object.assign(new Transaction(sequelize, {}), { connection: client }),
    usage: () => ({ using: pool.using, waiting: pool.waiting, size: pool.size }),
    async close(patience) {
      closed = true
      for (const client of alive) if (!client.ready) client.abandon()
      const timer = setTimeout(() => {
        for (const client of alive) destroy(client)
      }, patience)
      await sequelize.close().finally(() => {
        clearTimeout(timer)
        stopWatching()
      })
    },
  }
}

/** PgBouncer's words, which it has in English only, for the parameters that we send. */
const poolerRefusal =
  /unsupported startup parameter(?: in options)?: (?:statement_timeout|idle_in_transaction_session_timeout|options|default_transaction_read_only)/u

/**
 * Each transaction may run on another connection to the server: limits are set in it, before those that it asks for
 * itself. What is set outside of one would hit whoever gets that connection next, so it is left out.
 */
function forPooler(sql: string): string {
  return sql.startsWith('BEGIN') ? sql.replace(/^[^;]*/u, `$&; ${poolerLimits}`) : 'SELECT 1'
}

const poolerLimits = `SET LOCAL statement_timeout = ${limits.statement}; SET LOCAL idle_in_transaction_session_timeout = ${limits.idleInTransaction}`

/**
 * Sequelize asks each new server for its version and its types and sets a time zone, three queries before the first
 * one of ours. Told of a version before 8.3, where types could not be asked for, it asks nothing; our columns need no
 * more than pg's own parsers. Both options are missing from its types.
 */
const withoutFirstQueries: object = { databaseVersion: '8.2.0', keepDefaultTimezone: true }

function promiseWithReject(): { promise: Promise<never>; reject: (reason: Error) => void } {
  let reject: (reason: Error) => void = () => undefined
  const promise = new Promise<never>((_, rejected) => {
    reject = rejected
  })
  return { promise, reject }
}
