// The embedded database: one program at a time, clean connections, and nothing committed lost to a kill.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { isAppError } from '@shared/errors'
import { startEmbedded, type Embedded } from '../../../src/main/db/embedded/client'
import { openData } from '../../../src/main/db/embedded/data-folder'
import { forkNode } from '../../../src/main/db/embedded/fork-node'
import type { Log } from '../../../src/main/log'
import { embeddedHost } from '../../support/embedded-host'

const log: Log = { info: () => undefined, warn: () => undefined, error: () => 'none' }
/** For a machine that is busy with other things. */
const patient = { timeout: 50_000 }
let entry: string
let folder: string
const started: Embedded[] = []

beforeAll(async () => {
  entry = await embeddedHost()
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vmlab-embedded-'))
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((embedded) => embedded.stop()))
  rmSync(folder, { recursive: true, force: true })
})

async function start(): Promise<Embedded> {
  const embedded = await startEmbedded({ folder, fork: forkNode(entry), log })
  started.push(embedded)
  return embedded
}

async function connect(embedded: Embedded): Promise<Client> {
  const client = new Client({
    user: 'postgres',
    database: 'postgres',
    stream: () => embedded.stream() as never,
  })
  // The server may go away under it: that is what some tests are about.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

function killHost(embedded: Embedded): Promise<number | null> {
  const ended = new Promise<number | null>((done) => embedded.onExit(done))
  process.kill(embedded.pid ?? 0, 'SIGKILL')
  return ended
}

describe('a connection', () => {
  it('runs transactions, prepared statements and errors as any PostgreSQL', async () => {
    const client = await connect(await start())
    await client.query('CREATE TABLE t (id serial PRIMARY KEY, name text UNIQUE, data bytea)')
    await client.query('BEGIN')
    const added = await client.query({
      name: 'add',
      text: 'INSERT INTO t (name, data) VALUES ($1, $2) RETURNING *, xmin::text AS version',
      values: ['Zoë', Buffer.from([0, 255, 1])],
    })
    expect(added.rows[0]).toMatchObject({ id: 1, name: 'Zoë', data: Buffer.from([0, 255, 1]) })
    await client.query('COMMIT')
    await expect(client.query("INSERT INTO t (name) VALUES ('Zoë')")).rejects.toMatchObject({
      code: '23505',
      constraint: 't_name_key',
    })
    const after = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM t')
    expect(after.rows[0]?.n).toBe(1)
    await client.end()
  })

  it('brings what search needs', async () => {
    const client = await connect(await start())
    await client.query('CREATE EXTENSION pg_trgm')
    const found = await client.query("SELECT similarity('word', 'words') > 0.5 AS close")
    expect(found.rows[0]).toEqual({ close: true })
    await client.end()
  })

  it('leaves nothing to the next: settings, prepared names, locks, an open transaction', async () => {
    const embedded = await start()
    const first = await connect(embedded)
    await first.query('CREATE TABLE t (id int)')
    await first.query("SET search_path = 'pg_catalog'; SELECT pg_advisory_lock(7)")
    await first.query({ name: 'one', text: 'SELECT 1 AS a' })
    await first.query('CREATE TEMP TABLE mine (id int)')
    await first.query('BEGIN')
    await first.query('INSERT INTO public.t VALUES (1)')
    await first.end()

    const second = await connect(embedded)
    expect((await second.query('SHOW search_path')).rows).toEqual([{ search_path: 'public' }])
    expect((await second.query({ name: 'one', text: 'SELECT 2 AS b' })).rows).toEqual([{ b: 2 }])
    expect((await second.query('SELECT * FROM t')).rows).toEqual([])
    expect((await second.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")).rows).toEqual([])
    expect((await second.query("SELECT to_regclass('mine') AS mine")).rows).toEqual([{ mine: null }])
    await second.end()
  })

  it('recovers for the next when one breaks off in the middle of a failed batch', async () => {
    const embedded = await start()
    const first = await connect(embedded)
    await first.query('BEGIN')
    await expect(first.query('SELECT * FROM nowhere WHERE a = $1', [1])).rejects.toMatchObject({
      code: '42P01',
    })
    ;(first as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
    const second = await connect(embedded)
    expect((await second.query('SELECT 1 AS a')).rows).toEqual([{ a: 1 }])
    await second.end()
  })

  it('waits for its turn while another is served', async () => {
    const embedded = await start()
    const first = await connect(embedded)
    const order: string[] = []
    const second = connect(embedded).then((client) => {
      order.push('second connected')
      return client
    })
    await first.query('SELECT 1')
    order.push('first done')
    await first.end()
    await (await second).end()
    expect(order).toEqual(['first done', 'second connected'])
  })

  it('takes and gives values of many megabytes, in pieces', async () => {
    const embedded = await start()
    const client = await connect(embedded)
    const big = 'x'.repeat(8_000_000)
    const echoed = await client.query<{ a: string }>('SELECT $1::text AS a', [big])
    expect(echoed.rows[0]?.a === big).toBe(true)
    let pieces = 0
    ;(client as unknown as { connection: { stream: NodeJS.ReadableStream } }).connection.stream.on(
      'data',
      () => {
        pieces += 1
      },
    )
    const rows = await client.query("SELECT repeat('y', 1000) AS a FROM generate_series(1, 20000)")
    expect(rows.rowCount).toBe(20_000)
    expect(pieces).toBeGreaterThan(100)
    await client.end()
  })
})

describe('the folder', () => {
  it('is kept from one start to the next', async () => {
    const first = await start()
    expect(first.created).toBe(true)
    const client = await connect(first)
    await client.query('CREATE TABLE kept AS SELECT 1 AS a')
    await client.end()
    await first.stop()
    const second = await start()
    expect(second.created).toBe(false)
    const again = await connect(second)
    expect((await again.query('SELECT * FROM kept')).rows).toEqual([{ a: 1 }])
    await again.end()
  })

  it('is refused, in words, while a living program has it', async () => {
    await start()
    const refused: unknown = await start().catch((error: unknown) => error)
    if (!isAppError(refused, 'in_use')) throw refused
    expect(refused.message).toContain(`process ${process.pid}`)
    expect(refused.message).toContain(folder)
    expect(refused.message).toContain('Close that program')
  })

  it('is taken over from a process whose id was given out again', async () => {
    const identity = { pid: process.pid, started: 'another boot/1' }
    writeFileSync(
      join(folder, 'lock.json'),
      JSON.stringify({ token: 't', host: identity, program: identity }),
    )
    const embedded = await start()
    expect(embedded.created).toBe(true)
  })

  it('is taken over by exactly one of many that start at once', async () => {
    const identity = { pid: process.pid, started: 'another boot/1' }
    writeFileSync(
      join(folder, 'lock.json'),
      JSON.stringify({ token: 't', host: identity, program: identity }),
    )
    const results = await Promise.allSettled(Array.from({ length: 4 }, start))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'rejected') expect(isAppError(result.reason, 'in_use')).toBe(true)
    }
  })

  it('has nothing but the data and the lock in it, and no lock after the end', async () => {
    const embedded = await start()
    expect(readdirSync(folder).sort()).toEqual(['data', 'lock.json'])
    await embedded.stop()
    expect(readdirSync(folder)).toEqual(['data'])
  })

  it('is made without a prepared copy too', async () => {
    const { pg, created } = await openData(folder, join(folder, 'no such file'))
    expect(created).toBe(true)
    expect((await pg.query("SELECT current_setting('fsync') AS fsync")).rows).toEqual([{ fsync: 'on' }])
    await pg.close()
  })
})

describe('after kill -9', () => {
  it('of the process while it writes, what was committed is there, and nothing else', async () => {
    const first = await start()
    const client = await connect(first)
    await client.query('CREATE TABLE t (id int PRIMARY KEY)')
    let committed = 0
    const exited = vi.fn()
    first.onExit(exited)
    const writing = (async () => {
      for (let id = 1; ; id++) {
        await client.query('BEGIN')
        await client.query('INSERT INTO t VALUES ($1)', [id])
        await client.query('COMMIT')
        committed = id
      }
    })()
    const failed = expect(writing).rejects.toThrow()
    await vi.waitFor(() => expect(committed).toBeGreaterThan(50), patient)
    await killHost(first)
    await failed
    expect(exited).toHaveBeenCalledOnce()

    const second = await start()
    const again = await connect(second)
    const { rows } = await again.query<{ n: number; max: number }>(
      'SELECT count(*)::int AS n, max(id) AS max FROM t',
    )
    // The one whose answer was under way may have been committed.
    expect(rows[0]?.n).toBe(rows[0]?.max)
    expect([committed, committed + 1]).toContain(rows[0]?.max)
    await again.end()
  })

  it('of the process, its connections fail instead of waiting, and so do new ones', async () => {
    const embedded = await start()
    const client = await connect(embedded)
    const slow = expect(client.query('SELECT count(*) FROM generate_series(1, 1e9)')).rejects.toThrow()
    await killHost(embedded)
    await slow
    await expect(connect(embedded)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('of the program, the next start has the folder at once', async () => {
    const program = spawn(process.execPath, [resolve('test/integration/embedded/program.mjs'), entry, folder])
    const [line] = (await once(createInterface(program.stdout), 'line')) as [string]
    expect(JSON.parse(line)).toMatchObject({ kind: 'ready', created: true })
    await expect(start()).rejects.toThrow(`process ${program.pid}`)
    program.kill('SIGKILL')
    await once(program, 'exit')
    expect((await start()).created).toBe(false)
  })

  it('in the middle of making the folder, the next start makes it again', async () => {
    const starting = startEmbedded({ folder, fork: forkNode(entry), log }).catch((error: unknown) => error)
    await vi.waitFor(() => expect(existsSync(join(folder, 'data.new', 'base'))).toBe(true), {
      ...patient,
      interval: 1,
    })
    const { host } = JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8')) as { host: { pid: number } }
    process.kill(host.pid, 'SIGKILL')
    expect(isAppError(await starting, 'unavailable')).toBe(true)
    expect(existsSync(join(folder, 'data'))).toBe(false)
    const client = await connect(await start())
    expect((await client.query('SELECT 1 AS a')).rows).toEqual([{ a: 1 }])
    await client.end()
  })
})
