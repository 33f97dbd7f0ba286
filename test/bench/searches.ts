// How long a search over all columns takes to its first page, and how soon one that is retyped is dropped.
import type { Client } from 'pg'
import { isAppError } from '@shared/errors'
import type { Query } from '@shared/paging'
import type { OpenDatabase } from '../../src/main/db/connect'
import type { Lab } from './lab'
import type { Report } from './report'
import { timed } from './statistics'

const plain: Query = { search: '', sort: [], filters: {} }

export async function measureSearches(lab: Lab, report: Report): Promise<void> {
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
