// Improving a lab's own tables with the admin's consent: shown first, made without holding people up, cancellable.
import { afterAll, afterEach, describe, expect, inject, it, vi } from 'vitest'
import { isAppError } from '@shared/errors'
import { applyImprovements, planImprovements } from '../../../src/main/db/schema/improvements'
import { prepareSchema } from '../../../src/main/db/schema/prepare'
import { quiet } from '../../support/database'
import { schemas } from '../../support/fixtures'
import { someRows } from './catalogue'
import { asAdmin, embeddedLabs, serverLab, type Lab, type ServerLab } from './labs'

const servers = inject('servers')
const embedded = embeddedLabs()
afterAll(() => embedded.stop())
const all = ['long-secrets', 'fast-search', 'fast-sort', 'fast-owner']
/** For a machine that is busy with other things. */
const patient = { timeout: 50_000 }
const made: Lab[] = []
afterEach(async () => {
  for (const lab of made.splice(0)) await lab.remove()
})

async function adopted<L extends Lab>(start: () => Promise<L>): Promise<L> {
  const lab = await start()
  made.push(lab)
  await lab.sql(schemas.sql)
  await lab.sql(someRows)
  await prepareSchema(lab.open(), { improveExisting: false, log: quiet })
  return lab
}
const options = () => ({
  signal: new AbortController().signal,
  log: quiet,
  progress: vi.fn(),
  version: '0.1.0',
})
const on = (capabilities: { id: string; on: boolean }[]) =>
  capabilities.filter((capability) => capability.on).map((capability) => capability.id)
const consoleIndexes = `SELECT i.relname AS name, x.indisvalid AS valid FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
  WHERE i.relname LIKE 'console\\_%' AND i.relname !~ '^console_(migrations|changes|kept)_' ORDER BY 1`

describe.each([
  ...servers.map((server): [string, () => Promise<Lab>] => [
    `PostgreSQL ${server.version}`,
    () => serverLab(server),
  ]),
  ['PGlite', () => embedded.lab()] as [string, () => Promise<Lab>],
])('on %s', (_, start) => {
  it('plans what is missing, and makes all of it', async () => {
    const lab = await adopted(start)
    const plan = await lab.open().session(planImprovements, { readOnly: true })
    expect(on(plan.capabilities)).toEqual(['records', 'history'])
    expect(plan.capabilities.every((capability) => capability.on || capability.allowed)).toBe(true)
    expect(plan.statements).toHaveLength(11)
    const of = (id: string) =>
      plan.statements.filter(({ capability }) => capability === id).map(({ sql }) => sql)
    expect(all.map((id) => of(id).length)).toEqual([1, 4, 3, 3])
    expect(of('long-secrets')[0]).toContain('ALTER COLUMN password')
    expect(of('fast-search')[0]).toContain('CREATE EXTENSION IF NOT EXISTS pg_trgm')
    expect(of('fast-owner')[0]).toContain('(user_id, id)')
    const given = options()
    const { capabilities } = await applyImprovements(lab.open(), all, given)
    expect(on(capabilities)).toEqual(['records', 'history', ...all])
    expect(given.progress.mock.calls.at(-1)).toEqual([10, 10])
    expect(await lab.open().session(planImprovements, { readOnly: true })).toMatchObject({ statements: [] })
    expect(await lab.sql('SELECT id FROM console_migrations ORDER BY id')).toEqual(
      [1, 3, 4, 5, 6, 7].map((id) => ({ id })),
    )
    const indexes = await lab.sql(consoleIndexes)
    expect(indexes).toHaveLength(9)
    expect(indexes.every((index) => index['valid'] === true)).toBe(true)
  })

  it('makes only what was chosen', async () => {
    const lab = await adopted(start)
    const { capabilities } = await applyImprovements(lab.open(), ['long-secrets'], options())
    expect(on(capabilities)).toEqual(['records', 'history', 'long-secrets'])
    expect(await lab.sql(consoleIndexes)).toEqual([])
  })
})

describe.each(servers)('on a server in use, PostgreSQL $version', (server) => {
  const start = (): Promise<ServerLab> => adopted(() => serverLab(server))

  it('lets others write while an index is built', async () => {
    const lab = await start()
    const other = await transactionThatWrote(lab)
    const building = applyImprovements(lab.open(), ['fast-owner'], options())
    await vi.waitFor(async () => expect(await lab.sql(waitsForIndex)).toHaveLength(1), patient)
    await lab.sql("UPDATE virtual_machines SET name = 'written meanwhile' WHERE id = 2")
    await other.commit()
    expect(on((await building).capabilities)).toContain('fast-owner')
  })

  it('can be cancelled, and leaves no half-built index', async () => {
    const lab = await start()
    const other = await transactionThatWrote(lab)
    const cancel = new AbortController()
    const building = applyImprovements(lab.open(), ['fast-owner'], { ...options(), signal: cancel.signal })
    const failed = building.catch((error: unknown) => error)
    await vi.waitFor(async () => expect(await lab.sql(waitsForIndex)).toHaveLength(1), patient)
    expect(await lab.sql(consoleIndexes)).toMatchObject([{ valid: false }])
    cancel.abort()
    await vi.waitFor(async () => expect(await lab.sql(waitsForIndex)).toHaveLength(0), patient)
    await other.commit()
    expect(isAppError(await failed, 'cancelled')).toBe(true)
    expect(await lab.sql(consoleIndexes)).toEqual([])
  })

  it('replaces a half-built index that a kill left behind', async () => {
    const lab = await start()
    await lab.sql('CREATE INDEX console_virtual_machines_owner ON virtual_machines (user_id, id)')
    await asAdmin(
      server,
      lab.name,
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'console_virtual_machines_owner'::regclass",
    )
    await applyImprovements(lab.open(), ['fast-owner'], options())
    expect((await lab.sql(consoleIndexes)).every((index) => index['valid'] === true)).toBe(true)
  })

  it('refuses to start beside another console that is at it', async () => {
    const lab = await start()
    const other = await transactionThatWrote(lab)
    const first = applyImprovements(lab.open(), ['fast-owner'], options())
    await vi.waitFor(async () => expect(await lab.sql(waitsForIndex)).toHaveLength(1), patient)
    const second = await applyImprovements(lab.open(), ['fast-owner'], options()).catch(
      (error: unknown) => error,
    )
    if (!isAppError(second, 'in_use')) throw second
    expect(second.message).toContain('Another console')
    await other.commit()
    expect(on((await first).capabilities)).toContain('fast-owner')
  })

  it('gives up on a table that stays busy, instead of holding everybody up', async () => {
    const lab = await start()
    const other = await transactionThatWrote(lab)
    const failed = await applyImprovements(lab.open(), ['long-secrets'], options()).catch(
      (error: unknown) => error,
    )
    await other.commit()
    if (!isAppError(failed, 'in_use')) throw failed
    expect(failed.message).toContain('virtual_machines was in use for too long')
  })

  it('says so where a view rests on the column', async () => {
    const lab = await start()
    await lab.sql('CREATE VIEW secrets AS SELECT password FROM virtual_machines')
    const failed = await applyImprovements(lab.open(), ['long-secrets'], options()).catch(
      (error: unknown) => error,
    )
    if (!isAppError(failed, 'in_use')) throw failed
    expect(failed.message).toContain('A view of this database uses the column')
  })

  it('is refused to who does not own the tables, with the statements for who does', async () => {
    const lab = await start()
    const role = await lab.addRole()
    await lab.sql(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`)
    const plan = await lab.open(role).session(planImprovements, { readOnly: true })
    expect(plan.capabilities.filter((capability) => capability.allowed)).toEqual([])
    expect(plan.statements).toHaveLength(11)
    const failed = await applyImprovements(lab.open(role), all, options()).catch((error: unknown) => error)
    expect(isAppError(failed, 'forbidden')).toBe(true)
  })

  it('uses pg_trgm where it is already, in whatever schema', async () => {
    const lab = await start()
    await asAdmin(server, lab.name, 'CREATE SCHEMA extensions; CREATE EXTENSION pg_trgm SCHEMA extensions')
    await lab.sql('SELECT 1')
    await asAdmin(server, lab.name, 'GRANT USAGE ON SCHEMA extensions TO PUBLIC')
    const { capabilities } = await applyImprovements(lab.open(), ['fast-search'], options())
    expect(on(capabilities)).toContain('fast-search')
  })
})

const waitsForIndex =
  'SELECT pid FROM pg_stat_progress_create_index p WHERE datname = current_database() AND lockers_total > 0'

/** Somebody in the middle of a change to the table: an index must wait for them, a change of the column too. */
async function transactionThatWrote(lab: ServerLab): Promise<{ commit(): Promise<void> }> {
  const client = lab.another()
  await client.connect()
  await client.query('BEGIN')
  await client.query('UPDATE virtual_machines SET port = 22 WHERE id = 1')
  return {
    async commit() {
      await client.query('COMMIT')
      await client.end()
    },
  }
}
