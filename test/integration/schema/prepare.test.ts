// Making a database ready: existing tables of the portal stay as they are, missing ones are made, and it is told
// what a role, an older server or a newer console allows.
import { afterAll, afterEach, describe, expect, inject, it, vi } from 'vitest'
import type { Capability } from '@shared/database-state'
import { schemaLock } from '../../../src/main/db/schema/migrations'
import { prepareSchema } from '../../../src/main/db/schema/prepare'
import { secretLimit } from '../../../src/main/db/schema/secret-limit'
import { quiet } from '../../support/database'
import { schemas } from '../../support/fixtures'
import { catalogue, someRows } from './catalogue'
import { embeddedLabs, serverLab, type Lab, type ServerLab } from './labs'

const { sql: fromScript, models: fromModels } = schemas
const servers = inject('servers')
const embedded = embeddedLabs()
afterAll(() => embedded.stop())
const labs: [string, () => Promise<Lab>][] = [
  ...servers.map((server): [string, () => Promise<Lab>] => [
    `PostgreSQL ${server.version}`,
    () => serverLab(server),
  ]),
  ['PGlite', () => embedded.lab()],
]

/** For a machine that is busy with other things. */
const patient = { timeout: 50_000 }
const made: Lab[] = []
afterEach(async () => {
  for (const lab of made.splice(0)) await lab.remove()
})
async function make<L extends Lab>(start: () => Promise<L>): Promise<L> {
  const lab = await start()
  made.push(lab)
  return lab
}

const adopt = { improveExisting: false, log: quiet, version: '0.1.0' }
const off = (capabilities: Capability[]) =>
  capabilities.filter((capability) => !capability.on).map((capability) => capability.id)

it('ran against both versions of PostgreSQL', () => {
  expect(servers.map((server) => server.version)).toEqual([15, 18])
})

describe.each(labs)('on %s', (_, start) => {
  it('makes all that is missing, with every improvement, once', async () => {
    const lab = await make(start)
    const report = await prepareSchema(lab.open(), adopt)
    expect(report).toMatchObject({ readOnly: null, incompatible: null })
    expect(report.created).toEqual(['users', 'virtual_machines', 'bookmarks'])
    expect(off(report.capabilities)).toEqual([])
    const again = await prepareSchema(lab.open(), adopt)
    expect(again).toEqual({ ...report, created: [] })
    expect(await lab.sql('SELECT id, name, program FROM console_migrations ORDER BY id')).toEqual(
      [
        [1, 'the record of migrations'],
        [2, 'missing tables of the portal'],
        [3, 'long secrets'],
        [4, 'indexes for search'],
        [5, 'indexes for sorting'],
        [6, 'indexes by person'],
        [7, 'the change log'],
      ].map(([id, name]) => ({ id, name, program: '0.1.0' })),
    )
  })

  it('makes them as the portal does, but for the improvements', async () => {
    const lab = await make(start)
    await prepareSchema(lab.open(), adopt)
    const ours = await lab.sql(shape)
    await lab.sql(someRows)
    await lab.sql('DELETE FROM users')
    expect(await lab.sql('SELECT * FROM virtual_machines')).toEqual([])
    await lab.sql(`DROP TABLE users, virtual_machines, bookmarks; ${fromScript}`)
    await lab.sql('ALTER TABLE virtual_machines ALTER COLUMN password TYPE varchar(4096)')
    expect(ours).toEqual(await lab.sql(shape))
  })

  it.each([
    ['its script', fromScript],
    ['its models', fromModels],
  ])('adopts the portal’s tables from %s with a catalogue difference of nothing', async (_source, tables) => {
    const lab = await make(start)
    await lab.sql(tables)
    await lab.sql(someRows)
    const before = await lab.sql(catalogue)
    const report = await prepareSchema(lab.open(), adopt)
    expect(report).toMatchObject({ readOnly: null, incompatible: null, created: [] })
    expect(await lab.sql(catalogue)).toEqual(before)
    expect(JSON.stringify(before)).toContain('character varying(128)')
    expect(off(report.capabilities)).toEqual(['long-secrets', 'fast-search', 'fast-sort', 'fast-owner'])
    expect(await lab.sql('SELECT count(*)::int AS n FROM virtual_machines')).toEqual([{ n: 3 }])
  })

  it('improves existing tables where it is told to', async () => {
    const lab = await make(start)
    await lab.sql(fromModels)
    await lab.sql(someRows)
    const report = await prepareSchema(lab.open(), { ...adopt, improveExisting: true })
    expect(off(report.capabilities)).toEqual([])
    expect(await lab.open().session(secretLimit)).toBe(4096)
    expect(await lab.sql('SELECT count(*)::int AS n FROM virtual_machines')).toEqual([{ n: 3 }])
  })

  it('makes the rest of a partial set, and leaves what is there', async () => {
    const lab = await make(start)
    await lab.sql(fromModels)
    await lab.sql('DROP TABLE bookmarks')
    const before = await lab.sql(catalogue)
    const report = await prepareSchema(lab.open(), adopt)
    expect(report.created).toEqual(['bookmarks'])
    expect(off(report.capabilities)).toEqual(['long-secrets', 'fast-search', 'fast-sort', 'fast-owner'])
    await lab.sql('DROP TABLE bookmarks')
    expect(await lab.sql(catalogue)).toEqual(before)
  })

  it('knows how long a secret may be', async () => {
    const lab = await make(start)
    await lab.sql(fromScript)
    expect(await lab.open().session(secretLimit)).toBe(128)
    await lab.sql('ALTER TABLE virtual_machines ALTER COLUMN password TYPE text')
    expect(await lab.open().session(secretLimit)).toBe(null)
  })

  it('opens a database of a newer console read-only, and changes nothing', async () => {
    const lab = await make(start)
    await lab.sql(fromScript)
    await prepareSchema(lab.open(), adopt)
    await lab.sql("INSERT INTO console_migrations VALUES (99, 'from the future', '', now(), '9.8.7')")
    await lab.sql('DROP TABLE bookmarks')
    const report = await prepareSchema(lab.open(), { ...adopt, improveExisting: true })
    expect(report.readOnly).toContain('newer version of this program (9.8.7)')
    expect(report.readOnly).toContain('Update the program')
    expect(report.created).toEqual([])
    expect(await lab.sql("SELECT to_regclass('bookmarks') AS there")).toEqual([{ there: null }])
  })

  it.each([
    ['ALTER TABLE users DROP COLUMN disabled', 'The table users has no column disabled'],
    [
      'ALTER TABLE virtual_machines ALTER COLUMN port TYPE text',
      'port of the table virtual_machines is of type text',
    ],
    ['ALTER TABLE bookmarks ALTER COLUMN id TYPE bigint', 'id of the table bookmarks is of type int8'],
    ['ALTER TABLE users ALTER COLUMN id DROP DEFAULT', 'The table users gives new rows no id'],
    ['ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people', 'users is a view'],
  ])('refuses tables it cannot work with, in words: %s', async (change, reason) => {
    const lab = await make(start)
    await lab.sql(fromScript)
    await lab.sql(change)
    const before = await lab.sql(catalogue)
    const report = await prepareSchema(lab.open(), adopt)
    expect(report.incompatible?.reason).toContain(reason)
    expect(report.incompatible?.remedy).not.toBe('')
    expect(await lab.sql(catalogue)).toEqual(before)
    expect(await lab.sql("SELECT to_regclass('console_migrations') AS there")).toEqual([{ there: null }])
  })

  it('takes further columns and wider ones as they are', async () => {
    const lab = await make(start)
    await lab.sql(fromScript)
    await lab.sql('ALTER TABLE users ADD COLUMN note text; ALTER TABLE bookmarks ALTER COLUMN link TYPE text')
    expect((await prepareSchema(lab.open(), adopt)).incompatible).toBe(null)
  })
})

const shape = `
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
  pg_get_expr(d.adbin, d.adrelid) AS filled,
  (SELECT json_agg(json_build_array(k.conname, pg_get_constraintdef(k.oid)) ORDER BY k.conname)
    FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype <> 'n') AS constraints
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relname IN ('users', 'virtual_machines', 'bookmarks') AND a.attnum > 0 ORDER BY c.relname, a.attnum`

describe.each(servers)('with a role of few rights on PostgreSQL $version', (server) => {
  const start = (): Promise<ServerLab> => make(() => serverLab(server))

  it('works without DDL rights, and says what that costs', async () => {
    const lab = await start()
    await lab.sql(fromScript)
    const role = await lab.addRole()
    await lab.sql(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`)
    await lab.sql(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role}`)
    const before = await lab.sql(catalogue)
    const report = await prepareSchema(lab.open(role), adopt)
    expect(report).toMatchObject({ readOnly: null, incompatible: null, created: [] })
    expect(report.capabilities.map(({ on, allowed }) => on || allowed)).toEqual(Array(6).fill(false))
    for (const capability of report.capabilities) expect(capability.costs).toMatch(/\.$/u)
    expect(await lab.sql(catalogue)).toEqual(before)
  })

  it('says read-only where the role may only read', async () => {
    const lab = await start()
    await lab.sql(fromScript)
    const role = await lab.addRole()
    await lab.sql(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`)
    const report = await prepareSchema(lab.open(role), adopt)
    expect(report.readOnly).toContain(`The database role ${role} may read`)
  })

  it('names the grant that is missing: to read, to make tables, to refer', async () => {
    const lab = await start()
    const role = await lab.addRole()
    const reasons = async () => (await prepareSchema(lab.open(role), adopt)).incompatible
    expect(await reasons()).toMatchObject({
      reason: `The tables users, virtual_machines and bookmarks are not in this database, and the role ${role} may not make them.`,
    })
    await lab.sql(fromScript)
    expect((await reasons())?.remedy).toContain(`GRANT SELECT, INSERT, UPDATE, DELETE ON users TO ${role}`)
    await lab.sql(`DROP TABLE bookmarks; GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`)
    await lab.sql(`GRANT CREATE ON SCHEMA public TO ${role}`)
    expect((await reasons())?.remedy).toContain(`GRANT REFERENCES ON users TO ${role}`)
  })

  it('finds tables in another schema of the search path, and makes missing ones there', async () => {
    const lab = await start()
    await lab.sql(`CREATE SCHEMA lab; SET search_path = lab; ${fromScript}; DROP TABLE bookmarks`)
    await lab.sql(`ALTER DATABASE ${lab.name} SET search_path = public, lab`)
    const report = await prepareSchema(lab.open(), adopt)
    expect(report.created).toEqual(['bookmarks'])
    expect(
      await lab.sql(
        "SELECT to_regclass('lab.bookmarks') IS NOT NULL AND to_regclass('lab.console_migrations') IS NOT NULL AS there",
      ),
    ).toEqual([{ there: true }])
  })

  it('makes no empty tables beside those of a schema that is not searched', async () => {
    const lab = await start()
    await lab.sql(`CREATE SCHEMA lab; SET search_path = lab; ${fromScript}`)
    const report = await prepareSchema(lab.open(), adopt)
    expect(report.incompatible?.reason).toContain('are in the schema lab')
    expect(report.incompatible?.remedy).toContain('SET search_path = lab, public')
    expect(await lab.sql("SELECT to_regclass('public.users') AS there")).toEqual([{ there: null }])
  })

  it('is read-only on a server that only answers reads', async () => {
    const lab = await start()
    await lab.sql(fromScript)
    await lab.sql(`ALTER DATABASE ${lab.name} SET default_transaction_read_only = on`)
    expect((await prepareSchema(lab.open(), adopt)).readOnly).toContain('only answers reads')
  })

  it('changes nothing while another console is at it', async () => {
    const lab = await start()
    await lab.sql('SELECT pg_advisory_lock($1)', [schemaLock])
    const preparing = prepareSchema(lab.open(), adopt)
    const waiting = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
    await vi.waitFor(async () => expect(await lab.sql(waiting)).toHaveLength(1), patient)
    await lab.sql(fromScript)
    await lab.sql('SELECT pg_advisory_unlock($1)', [schemaLock])
    expect((await preparing).created).toEqual([])
  })

  it('is safe when several programs start at once, and the portal with them', async () => {
    const lab = await start()
    const programs = Array.from({ length: 4 }, () => prepareSchema(lab.open(), adopt))
    const portal = lab.sql(fromScript).then(
      () => 'made them',
      () => 'was late',
    )
    const reports = await Promise.all(programs)
    const winner = await portal
    const created = reports.flatMap((report) => report.created)
    expect(created).toEqual(winner === 'made them' ? [] : ['users', 'virtual_machines', 'bookmarks'])
    for (const report of reports) expect(report).toMatchObject({ incompatible: null, readOnly: null })
    expect(await lab.sql('SELECT count(*)::int AS n FROM console_migrations WHERE id = 1')).toEqual([
      { n: 1 },
    ])
  })
})
