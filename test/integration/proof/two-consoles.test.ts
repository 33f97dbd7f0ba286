// Two consoles and a portal write the same few rows at the same time: no rule broken, nothing overwritten unseen.
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type OpenDatabase } from '../../../src/main/db/connect'
import { prepareSchema } from '../../../src/main/db/schema/prepare'
import { connect, quiet, servers, type TestDatabase } from '../../support/database'
import { auditSql, entityOfTable, type Noted } from './audit'
import { breaches, figuresOf, orphans } from './check'
import { createOperator } from './console'
import { createPortal } from './portal'
import { chance } from './random'

/** How much each of the six does: enough to meet often. With VMLAB_PROOF_SECONDS, as much as comes in that time. */
const deeds = 200
const seconds = Number(process.env['VMLAB_PROOF_SECONDS'] ?? 0)
const seed = Number(process.env['VMLAB_PROOF_SEED'] ?? 20_261)

const peopleSql = `INSERT INTO users (username, password, email, first_name, last_name, role, disabled)
SELECT name, 'x', name || '@lab.example.edu', initcap(name), 'Person', role, false
FROM (VALUES ('ada', 'admin'), ('adb', 'admin'), ('adc', 'admin'), ('mona', 'manager'), ('mike', 'manager'),
  ('sid', 'sidekick'), ('sue', 'sidekick'), ('rob', 'regular'), ('ria', 'regular'), ('new', 'new_user')) p(name, role)`
const machinesSql = `INSERT INTO virtual_machines (name, host, port, username, shared, assigned_to, user_id)
SELECT 'm' || n, 'h' || n, 22, 'student', true, CASE WHEN n < 4 THEN 'rob' END, 6 + n % 2 FROM generate_series(1, 6) n`
const admins = [1, 2, 3]
const rounds = 20

describe.each(servers())('on $name', ({ address, open }) => {
  let test: TestDatabase
  let second: OpenDatabase
  let clients: Client[] = []
  let setUp = 0
  beforeAll(async () => {
    test = await open()
    second = openDatabase(test.options, quiet)
    for (const database of [test.database, second]) {
      await prepareSchema(database, { improveExisting: false, log: quiet })
    }
    await test.sql(auditSql)
    const name = 'database' in test.options ? test.options.database : ''
    clients = await Promise.all(Array.from({ length: 6 }, () => connect(address, name)))
  })
  beforeEach(async () => {
    await test.clear()
    await test.sql('TRUNCATE proof_audit')
    await test.sql(peopleSql)
    await test.sql(machinesSql)
    const [last] = await test.sql<{ seq: string }>('SELECT max(seq) AS seq FROM proof_audit')
    setUp = Number(last?.seq)
  })
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()))
    await second.close()
    await test.close()
  })

  function operators() {
    return [
      { name: 'ada', userId: 1, database: test.database },
      { name: 'adb', userId: 2, database: second },
      { name: 'mona', userId: 4, database: test.database },
      { name: 'mike', userId: 5, database: second },
    ].map((who, index) =>
      createOperator({ ...who, ...asking(clientAt(index)), admins, chance: chance(seed + index) }),
    )
  }
  function clientAt(index: number): Client {
    const client = clients[index]
    if (!client) throw new Error('no such connection')
    return client
  }
  async function countAdmins(): Promise<number> {
    const [row] = await test.sql<{ count: number }>(
      "SELECT count(*)::int AS count FROM users WHERE lower(trim(role)) = 'admin' AND NOT disabled",
    )
    return row?.count ?? 0
  }

  it(
    'two consoles and the portal break no rule and overwrite nothing unseen',
    { timeout: 300_000 },
    async () => {
      const consoles = operators()
      const portals = [4, 5].map((index) =>
        createPortal(clientAt(index), `p${index}x`, chance(seed + index), admins),
      )
      const ends = Date.now() + seconds * 1000
      const goesOn = (done: number) => (seconds > 0 ? Date.now() < ends : done < deeds)
      const finished = Promise.all(
        [...consoles, ...portals].map(async ({ act }) => {
          for (let done = 0; goesOn(done); done += 1) await act()
        }),
      )
      let isOver = false
      const over = finished.finally(() => (isOver = true))
      let leastAdmins = Infinity
      do leastAdmins = Math.min(leastAdmins, await countAdmins())
      while (!isOver)
      await over

      const audit = await test.sql<Noted>('SELECT * FROM proof_audit ORDER BY seq')
      const attempts = consoles.flatMap((operator) => operator.attempts)
      const figures = {
        ...figuresOf(audit, attempts),
        portal: portals.reduce((sum, one) => sum + one.writes(), 0),
      }
      console.info(`Proof: ${JSON.stringify({ ...figures, leastAdmins, changes: audit.length, seed })}`)
      expect(consoles.flatMap(({ faults }) => faults)).toEqual([])
      expect(breaches(audit, attempts)).toEqual([])
      expect(orphans(audit, setUp)).toEqual([])
      expect(leastAdmins).toBeGreaterThanOrEqual(1)
      expect(await missingInHistory(test.sql, audit, setUp)).toEqual([])
      // Otherwise it proves nothing: they did meet.
      expect(figures.merged).toBeGreaterThan(2)
      expect(figures.told).toBeGreaterThan(2)
      expect(figures.portal).toBeGreaterThan(50)
    },
  )

  it('two admins who put each other out at the same moment leave one', { timeout: 120_000 }, async () => {
    const [ada, adb] = operators()
    if (!ada || !adb) throw new Error('no consoles')
    for (let round = 0; round < rounds; round += 1) {
      await test.sql("UPDATE users SET role = 'admin', disabled = (id = 3) WHERE id <= 3")
      const how = round % 2 === 0 ? 'disable' : 'demote'
      await Promise.all([ada.putOut(2, how), adb.putOut(1, how)])
      expect(await countAdmins()).toBe(1)
    }
    expect([...ada.faults, ...adb.faults]).toEqual([])
  })
})

function asking(client: Client) {
  return {
    ids: async (kind: 'users' | 'vms') => {
      const table = kind === 'users' ? 'users' : 'virtual_machines'
      const { rows } = await client.query<{ id: number }>(`SELECT id FROM ${table} ORDER BY id DESC LIMIT 14`)
      return rows.map(({ id }) => id)
    },
    usernames: async () => {
      const { rows } = await client.query<{ username: string }>('SELECT username FROM users')
      return rows.map(({ username }) => username)
    },
  }
}

/** Rows that the console changed and its change log does not have, and the other way round; where there is a log. */
async function missingInHistory(
  sql: <R extends object>(text: string) => Promise<R[]>,
  audit: readonly Noted[],
  setUp: number,
): Promise<string[]> {
  const [log] = await sql<{ found: string | null }>("SELECT to_regclass('console_changes')::text AS found")
  if (!log?.found) return []
  const written = new Set(
    audit
      .filter(({ op, seq }) => op !== '' && Number(seq) > setUp)
      .map(({ xid, table, id }) => `${xid} ${entityOfTable[table]} ${id}`),
  )
  const rows = await sql<{ entry: string }>(
    "SELECT xmin::text || ' ' || entity || ' ' || row_id AS entry FROM console_changes WHERE entity IN ('user', 'vm')",
  )
  const logged = rows.map(({ entry }) => entry)
  return [
    ...[...written].filter((entry) => !logged.includes(entry)).map((entry) => `not logged: ${entry}`),
    ...logged.filter((entry) => !written.has(entry)).map((entry) => `logged, not written: ${entry}`),
    ...logged.filter((entry, index) => logged.indexOf(entry) !== index).map((entry) => `twice: ${entry}`),
  ]
}
