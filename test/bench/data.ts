// What the database room costs beside the plain driver: units of work, windows of a million rows, searches.
import type { Client } from 'pg'
import { sortableFields } from '@shared/entity'
import { vmEntity } from '@shared/entities/vm'
import { isAppError } from '@shared/errors'
import type { Query } from '@shared/paging'
import type { OpenDatabase } from '../../src/main/db/connect'
import { add, find, remove } from '../../src/main/db/repository'
import type { Lab, Labs } from './lab'
import type { Report } from './report'
import { interleave, summarise, timed } from './statistics'

export async function measureData(labs: Labs, report: Report): Promise<void> {
  await measureUnits(labs.million, report)
  await measureFailures(labs.million, report)
  await measureWindows(labs, report)
  await measureSearches(labs.million, report)
}

const machine = (round: number) => ({
  name: `bench-${round}`,
  host: '10.9.8.7',
  port: 22,
  username: 'student',
  ownerId: 1 + (round % 1000),
  assignedTo: null,
  shared: true,
  password: null,
  sshKey: null,
})

const insert = {
  name: 'floor_insert',
  text: 'INSERT INTO virtual_machines (name, host, port, username, user_id, assigned_to, shared, password, ssh_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id',
}
const rowBack = {
  name: 'floor_row',
  text: 'SELECT t.xmin::text AS version, t.id, t.name, t.host, t.port, t.username, t.user_id, t.assigned_to, t.shared, t.password IS NOT NULL AS p, t.ssh_key IS NOT NULL AS k, o.username AS owner FROM virtual_machines t JOIN users o ON o.id = t.user_id WHERE t.id = $1',
}

async function measureUnits(lab: Lab, report: Report): Promise<void> {
  const section = 'Unit of work on a server (fsync on)'
  const client = await lab.client()
  const database = lab.open()
  const made = { raw: [] as number[], ours: [] as number[] }
  const added = await interleave(300, {
    async raw(round) {
      await client.query('BEGIN')
      const { rows } = await client.query<{ id: number }>({
        ...insert,
        values: Object.values(machine(round)),
      })
      const id = rows[0]?.id ?? 0
      await client.query({ ...rowBack, values: [id] })
      await client.query('COMMIT')
      made.raw.push(id)
    },
    async ours(round) {
      made.ours.push((await database.session((session) => add(session, 'vm', machine(round)))).id)
    },
  })
  report.add({
    section,
    what: 'begin, insert, row back, commit',
    ours: added.ours,
    floor: added.raw,
    floorIs: 'pg, 4 round trips',
    bound: { of: 'ratio', max: 1.3 },
  })
  const same = await interleave(300, {
    async raw(round) {
      await client.query('BEGIN')
      await client.query({
        name: 'floor_insert_row',
        text: `${insert.text}, xmin::text, name, host, port, username, user_id, assigned_to, shared`,
        values: Object.values(machine(round)),
      })
      await client.query('COMMIT')
    },
    async ours(round) {
      await database.session((session) => add(session, 'vm', machine(round)))
    },
  })
  report.add({
    section,
    what: 'the same beside a driver that does it in three, as the console does',
    ours: same.ours,
    floor: same.raw,
    floorIs: 'pg, 3 round trips',
  })
  const removed = await interleave(300, {
    async raw() {
      await client.query('BEGIN')
      await client.query({
        name: 'floor_delete',
        text: 'DELETE FROM virtual_machines WHERE id = $1',
        values: [made.raw.pop()],
      })
      await client.query('COMMIT')
    },
    async ours() {
      await database.session((session) => remove(session, 'vm', [made.ours.pop() ?? 0]))
    },
  })
  report.add({
    section,
    what: 'begin, delete, commit',
    ours: removed.ours,
    floor: removed.raw,
    floorIs: 'pg, 3 round trips',
    bound: { of: 'ratio', max: 1.3 },
  })
  // A million again, for all that follows.
  await client.query(`DELETE FROM virtual_machines WHERE name LIKE 'bench-%'`)
  await client.query('VACUUM virtual_machines')
  await client.end()
  await database.close()
}

/** Half fail in the database, half in the caller; twenty at a time, more than the pool has connections. */
async function measureFailures(lab: Lab, report: Report): Promise<void> {
  const database = lab.open()
  let next = 0
  let failed = 0
  const fail = (round: number) =>
    database.session(async (session) => {
      await find(session, 'vm', 1)
      if (round % 2 === 0) throw new Error('the caller fails')
      await add(session, 'vm', { ...machine(round), ownerId: 2_000_000_000 })
    })
  const worker = async () => {
    while (next < 1000) {
      next += 1
      await fail(next).catch(() => (failed += 1))
    }
  }
  await Promise.all(Array.from({ length: 20 }, worker))
  const { using, waiting } = database.usage()
  const client = await lab.client()
  const { rows } = await client.query<{ open: number }>(
    `SELECT count(*)::int AS open FROM pg_stat_activity WHERE application_name = 'VM Lab Console' AND state <> 'idle'`,
  )
  await client.end()
  await database.close()
  if (failed !== 1000) throw new Error(`${1000 - failed} of 1,000 sessions that must fail did not`)
  report.add({
    section: 'Unit of work on a server (fsync on)',
    what: '1,000 failing sessions: connections still in use, callers waiting, transactions left open',
    ours: using + waiting + (rows[0]?.open ?? Number.NaN),
    unit: '',
    bound: { of: 'value', max: 0 },
  })
}

const plain: Query = { search: '', sort: [], filters: {} }
const windowSql =
  'SELECT t.xmin::text AS version, t.id, t.name, t.host, t.port, t.username, t.user_id, t.assigned_to, t.shared, t.password IS NOT NULL AS p, t.ssh_key IS NOT NULL AS k, o.username AS owner FROM virtual_machines t LEFT JOIN users o ON o.id = t.user_id WHERE t.id = ANY($1::int[])'
const windowRounds = 60

interface Windows {
  all: number[]
  floor: number[]
  worst: { field: string; p95: number }
  snapshots: { field: string; time: number }[]
}

async function measureWindows(labs: Labs, report: Report): Promise<void> {
  const small = await windowsOf(labs.tenThousand)
  const big = await windowsOf(labs.million)
  const section = '100 rows anywhere, under each of the sort columns, in main'
  report.add({
    section,
    what: '1M machines: a session with lists.rows, all columns',
    ours: big.all,
    floor: big.floor,
    floorIs: 'pg, by ids',
    bound: { of: 'p95', max: 12 },
  })
  report.add({
    section,
    what: '1M machines: p95 of the slowest column',
    note: big.worst.field,
    ours: big.worst.p95,
    bound: { of: 'value', max: 12 },
  })
  report.add({
    section,
    what: 'growth from 10k to 1M machines',
    ours: big.all,
    floor: small.all,
    floorIs: 'at 10k',
    bound: { of: 'ratio', max: 1.5 },
  })
  report.add({
    section,
    what: 'growth from 10k to 1M machines, p95',
    ours: summarise(big.all).p95,
    floor: summarise(small.all).p95,
    floorIs: 'at 10k',
    bound: { of: 'ratio', max: 1.5 },
  })
  report.add({
    section,
    what: 'the order of all 1M rows read, once per sort',
    note: `slowest: ${big.snapshots.reduce((a, b) => (a.time > b.time ? a : b)).field}`,
    ours: big.snapshots.map(({ time }) => time),
  })
}

async function windowsOf(lab: Lab): Promise<Windows> {
  const database = lab.open()
  const client = await lab.client()
  const result: Windows = { all: [], floor: [], worst: { field: '', p95: 0 }, snapshots: [] }
  for (const field of sortableFields(vmEntity)) {
    const query: Query = { ...plain, sort: [{ field, direction: 'ascending' }] }
    const { listId } = await database.session((session) => database.lists.open(session, 'vm', query), {
      readOnly: true,
    })
    const time = await timed(() => database.lists.total(listId))
    result.snapshots.push({ field, time })
    const ids = await database.lists.ids(listId, [])
    const times = await interleave(windowRounds, {
      ours: (round) =>
        database.session(
          (session) => database.lists.rows(session, 'vm', listId, placeOf(round, ids.length), 100),
          {
            readOnly: true,
          },
        ),
      floor: (round) => {
        const start = placeOf(round + 7, ids.length)
        return client.query({
          name: 'floor_window',
          text: windowSql,
          values: [ids.slice(start, start + 100)],
        })
      },
    })
    result.all.push(...times.ours)
    result.floor.push(...times.floor)
    const { p95 } = summarise(times.ours)
    if (p95 > result.worst.p95) result.worst = { field, p95 }
    database.lists.close(listId)
  }
  await client.end()
  await database.close()
  return result
}

/** Places spread over the whole list, never twice near each other: steps of the golden section. */
function placeOf(round: number, total: number): number {
  return Math.floor(((round * 0.618034) % 1) * (total - 100))
}

async function measureSearches(lab: Lab, report: Report): Promise<void> {
  const section = 'Search over all columns of 1M machines, first page, in main'
  const database = lab.open()
  const client = await lab.client()
  const rare = await searches(
    database,
    Array.from({ length: 40 }, (_, round) => `kestrel${round % 10}`),
  )
  const rareFloor = await rawSearches(
    client,
    Array.from({ length: 20 }, (_, round) => `kestrel${round % 10}`),
  )
  report.add({
    section,
    what: 'rare word (20 hits)',
    ours: rare,
    floor: rareFloor,
    floorIs: 'pg, same condition',
    bound: { of: 'p95', max: 10 },
  })
  const words = ['prod', 'node', 'web', 'lab.example', '-prod-']
  const searched = Array.from({ length: 20 }, (_, round) => words[round % words.length] ?? '')
  const common = await searches(database, searched)
  const commonFloor = await rawSearches(client, searched)
  report.add({
    section,
    what: 'common word (a fifth and more of all rows)',
    note: `slowest: ${searched[common.indexOf(Math.max(...common))]}`,
    ours: common,
    floor: commonFloor,
    floorIs: 'pg, same condition',
    bound: { of: 'p95', max: 80 },
  })
  report.add({
    section,
    what: 'an owner’s name',
    ours: await searches(
      database,
      Array.from({ length: 10 }, (_, round) => `meier${1 + round}`),
    ),
  })
  report.add({
    section,
    what: 'two letters (no trigram), not found',
    ours: await searches(database, ['q~', 'z~', 'x~']),
  })
  const { stopped, next } = await cancelledSearches(database, client)
  report.add({ section, what: 'retyped: first page of the next search', ours: next })
  report.add({ section, what: 'retyped: until the server has dropped the search before', ours: stopped })
  await client.end()
  await database.close()
}

async function searches(database: OpenDatabase, words: string[]): Promise<number[]> {
  const times: number[] = []
  for (const [index, search] of ['warm-up', ...words].entries()) {
    const started = performance.now()
    const { listId } = await database.session(
      (session) => database.lists.open(session, 'vm', { ...plain, search }),
      {
        readOnly: true,
      },
    )
    if (index > 0) times.push(performance.now() - started)
    // The order of all hits is read behind the first page; the next word shall not compete with it.
    await database.lists.total(listId)
    database.lists.close(listId)
  }
  return times
}

/** The same rows by the driver alone, without owners. */
async function rawSearches(client: Client, words: string[]): Promise<number[]> {
  const { rows } = await client.query<{ expression: string }>(
    `SELECT pg_get_expr(indexprs, indrelid) AS expression FROM pg_index WHERE indexrelid = 'console_virtual_machines_search'::regclass`,
  )
  const sql = `SELECT id, name, host, port, username FROM virtual_machines WHERE ${rows[0]?.expression ?? 'false'} LIKE $1 ORDER BY name, id LIMIT 100`
  const times: number[] = []
  for (const [index, word] of ['warm-up', ...words].entries()) {
    const time = await timed(() => client.query(sql, [`%${word}%`]))
    if (index > 0) times.push(time)
  }
  return times
}

async function cancelledSearches(
  database: OpenDatabase,
  client: Client,
): Promise<{ stopped: number[]; next: number[] }> {
  const running = async () => {
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'VM Lab Console' AND state = 'active'`,
    )
    return rows[0]?.count ?? 0
  }
  const stopped: number[] = []
  const next: number[] = []
  for (let round = 0; round < 10; round += 1) {
    const controller = new AbortController()
    const slow = database
      .session((session) => database.lists.open(session, 'vm', { ...plain, search: 'q~' }), {
        readOnly: true,
        signal: controller.signal,
      })
      .then(
        () => 'finished',
        (error: unknown) => (isAppError(error, 'cancelled') ? 'cancelled' : 'failed'),
      )
    while ((await running()) === 0);
    const started = performance.now()
    controller.abort()
    const opened = database.session(
      (session) => database.lists.open(session, 'vm', { ...plain, search: `kestrel${round}` }),
      { readOnly: true },
    )
    const { listId } = await opened
    next.push(performance.now() - started)
    while ((await running()) > 0);
    stopped.push(performance.now() - started)
    const outcome = await slow
    if (outcome !== 'cancelled') throw new Error(`A search that was retyped ${outcome}`)
    database.lists.close(listId)
  }
  return { stopped, next }
}
