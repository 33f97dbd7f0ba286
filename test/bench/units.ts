// What a unit of work costs beside the plain driver, and what failing ones leave behind.
import { add, find, remove } from '../../src/main/db/repository'
import type { Lab } from './lab'
import type { Report } from './report'
import { interleave } from './statistics'

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

export async function measureUnits(lab: Lab, report: Report): Promise<void> {
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
export async function measureFailures(lab: Lab, report: Report): Promise<void> {
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
