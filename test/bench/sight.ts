// What a manager's sight costs beside an admin's, and how soon it is known who reaches what.
import type { Query } from '@shared/paging'
import type { Operator } from '@shared/roles'
import type { Sharing } from '@shared/sharing'
import type { OpenDatabase } from '../../src/main/db/connect'
import { whatReaches, whoReaches } from '../../src/main/db/reach'
import { find, list } from '../../src/main/db/repository'
import type { Session } from '../../src/main/db/session'
import { seeAs } from '../../src/main/db/sight'
import type { Lab } from './lab'
import type { Report } from './report'
import { timed } from './statistics'

const plain: Query = { search: '', sort: [], filters: {} }
const all = { text: '', limit: 50 }

export async function measureSight(lab: Lab, report: Pick<Report, 'add'>): Promise<void> {
  const database = lab.open()
  const manager = await managerOf(database)
  const section = 'A manager’s sight of 1M machines, in main'
  for (const [sharing, what] of [
    ['manager', 'shared machines let'],
    [null, 'sharing off: a sixth of all'],
  ] as const) {
    const queries: [string, Query][] = [
      ['by name', plain],
      ['by host, backwards', { ...plain, sort: [{ field: 'host', direction: 'descending' }] }],
      ['search for a rare word', { ...plain, search: 'kestrel3' }],
      ['search for a common word', { ...plain, search: 'prod' }],
    ]
    const first: number[] = []
    const totals: number[] = []
    const windows: number[] = []
    for (const query of [plain, ...queries.map(([, one]) => one)]) {
      const as = <T>(fn: (session: Session) => Promise<T>) => seenBy(database, manager, sharing, fn)
      let listId = ''
      first.push(
        await timed(async () => {
          listId = (await as((session) => database.lists.open(session, 'vm', query))).listId
        }),
      )
      totals.push(await timed(() => database.lists.total(listId)))
      windows.push(await timed(() => as((session) => database.lists.rows(session, 'vm', listId, 0, 100))))
      database.lists.close(listId)
    }
    report.add({ section, what: `first page, ${what}`, ours: first, bound: { of: 'p95', max: 1000 } })
    report.add({ section, what: `the order of all read, ${what}`, ours: totals })
    report.add({
      section,
      what: `a window of 100 rows, ${what}`,
      ours: windows,
      bound: { of: 'p95', max: 50 },
    })
  }
  await measureReach(database, report)
  await database.close()
}

async function measureReach(database: OpenDatabase, report: Pick<Report, 'add'>): Promise<void> {
  const section = 'Who reaches what among 100k people and 1M machines, in main'
  const read = <T>(fn: (session: Session) => Promise<T>) => database.session(fn, { readOnly: true })
  const who: number[] = []
  const machines = await read((session) => list(session, 'vm', plain, { limit: 10 }))
  for (const vm of machines)
    who.push(await timed(() => read((session) => whoReaches(session, vm, 'regular', all))))
  report.add({ section, what: 'a machine: everybody', ours: who, bound: { of: 'p95', max: 1000 } })
  const what: number[] = []
  for (const role of ['admin', 'manager', 'sidekick', 'regular', 'new_user']) {
    const filters = { role: { kind: 'choice' as const, values: [role] } }
    const [user] = await read((session) => list(session, 'user', { ...plain, filters }, { limit: 1 }))
    if (!user) continue
    for (const text of ['', 'kestrel3', 'prod'])
      what.push(await timed(() => read((session) => whatReaches(session, user, 'manager', { ...all, text }))))
  }
  report.add({
    section,
    what: 'a person of each role: all machines',
    ours: what,
    bound: { of: 'p95', max: 1000 },
  })
}

function seenBy<T>(
  database: OpenDatabase,
  operator: Operator,
  sharing: Sharing,
  fn: (session: Session) => Promise<T>,
): Promise<T> {
  return database.session(
    (session) => {
      seeAs(session, operator, sharing)
      return fn(session)
    },
    { readOnly: true },
  )
}

/** A manager who owns machines. */
async function managerOf(database: OpenDatabase): Promise<Operator> {
  const filters = { role: { kind: 'choice' as const, values: ['manager'] } }
  const sort = [{ field: 'vmCount', direction: 'descending' as const }]
  const found = await database.session(
    async (session) => {
      const [row] = await list(session, 'user', { ...plain, filters, sort }, { limit: 1 })
      return row ? find(session, 'user', row.id) : null
    },
    { readOnly: true },
  )
  if (!found) throw new Error('The lab has no manager')
  return { ...found, role: 'manager' }
}
