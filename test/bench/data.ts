// What the database room costs beside the plain driver: units of work, windows of a million rows, searches.
import { sortableFields } from '@shared/entity'
import { vmEntity } from '@shared/entities/vm'
import type { Query } from '@shared/paging'
import { measureIntegrity } from './integrity'
import type { Lab, Labs } from './lab'
import type { Report } from './report'
import { measureSearches } from './searches'
import { measureSight } from './sight'
import { interleave, summarise, timed } from './statistics'
import { measureFailures, measureUnits } from './units'

export async function measureData(labs: Labs, report: Report): Promise<void> {
  await measureUnits(labs.million, report)
  await measureFailures(labs.million, report)
  await measureWindows(labs, report)
  await measureSearches(labs.million, report)
  await measureSight(labs.million, report)
  await measureIntegrity(labs.million, report)
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
