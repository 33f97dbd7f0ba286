// Findings and their repairs, on every kind of database: found exactly, mended once, and only while still broken.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { text } from '@shared/text'
import { findingKinds, type FindingKind, type Repair, type RepairInput } from '@shared/integrity'
import { generateKey, parseKey, type FernetKey } from '../../../src/main/crypto/fernet'
import { countFindings, scans } from '../../../src/main/db/integrity'
import { integrityHandlers } from '../../../src/main/ipc/handlers/integrity'
import { pageOfFindings, previewRepair, repair } from '../../../src/main/services/integrity'
import { checkSecrets } from '../../../src/main/services/integrity-secrets'
import type { Change } from '../../../src/main/db/history'
import { read } from '../../../src/main/db/statements'
import { workOf } from '../../../src/main/db/work'
import { databases, servers, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { differences, fieldsNow, fillBroken, naiveFindings, noted, opening } from './integrity-lab'
import { admin, everything } from './people'

function aKey(): FernetKey {
  const parsed = parseKey(generateKey())
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.key
}
const key = aKey()
const rules = { sharingOff: false, keys: [key] }

describe.each(databases())('integrity on $name', ({ open }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open('models')
  })
  afterAll(() => test.close())
  beforeEach(() => fillBroken(test, key, aKey()))

  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)

  async function counted(sharingOff = false): Promise<Partial<Record<FindingKind, number>>> {
    const all = await Promise.all(
      scans.map((scan) => session((own) => countFindings(own, scan, sharingOff), { readOnly: true })),
    )
    return Object.fromEntries(all.flat().map(({ kind, count }) => [kind, count]))
  }
  const secrets = () =>
    checkSecrets(
      {
        session: (fn) => session(fn, { readOnly: true }),
        signal: new AbortController().signal,
        progress: () => undefined,
      },
      [key],
    )
  async function idsOf(kind: FindingKind, given = rules): Promise<number[]> {
    const ids = kind === 'secret-closed' ? (await secrets()).ids : null
    const found: number[] = []
    for (;;) {
      const after = found.at(-1) ?? -1
      const page = await session((own) => pageOfFindings(own, { kind, after, ids }, given))
      found.push(...page.rows.map(({ id }) => id))
      if (!page.more) return found
    }
  }

  it.each([false, true])('finds every kind exactly, sharing off: %s', async (sharingOff) => {
    const naive = await naiveFindings(test, { sharingOff, key })
    const counts = { ...(await counted(sharingOff)), 'secret-closed': (await secrets()).count }
    for (const kind of findingKinds) {
      expect.soft(await idsOf(kind, { ...rules, sharingOff }), kind).toEqual(naive[kind])
      expect.soft(counts[kind], kind).toBe(naive[kind].length)
      expect.soft(naive[kind].length, kind).toBeGreaterThan(0)
    }
  })

  interface Told {
    repaired: number
    skipped: Record<string, number>
    changes: readonly Change[]
  }
  async function mend(kind: FindingKind, repairWay: Repair, rest: Partial<RepairInput> = {}): Promise<Told> {
    const chosen: RepairInput['chosen'] =
      kind === 'secret-closed' ? { ids: (await secrets()).ids } : { except: [] }
    const input = { kind, repair: repairWay, chosen, personId: null, role: null, ...rest }
    const preview = await session((own) => previewRepair(own, input, rules), { readOnly: true })
    const told = await session(async (own) => {
      const done = await repair(own, { ...input, previewed: preview.digest }, rules, () => undefined)
      return { ...done, changes: [...workOf(own).operation.changes] }
    })
    expect.soft(preview.changed, `${kind}: as previewed`).toBe(told.repaired)
    expect.soft(preview.skipped, `${kind}: as previewed`).toEqual(told.skipped)
    return { ...told, skipped: Object.fromEntries(told.skipped.map(({ reason, count }) => [reason, count])) }
  }

  it('mends each kind by its first repair, notes every change, and finds nothing the second time', async () => {
    const chain: [FindingKind, Repair, Partial<RepairInput>?][] = [
      ['role-form', 'role-form'],
      ['role-unknown', 'role-choose', { role: 'regular' }],
      ['name-twin', 'name-new'],
      ['name-form', 'name-form'],
      ['assigned-nobody', 'free'],
      ['assigned-disabled', 'free'],
      ['assigned-role', 'free'],
      ['assigned-unshared', 'share'],
      ['unreachable', 'pass', { personId: 3 }],
      ['owner-blind', 'pass', { personId: 3 }],
      ['vm-port', 'port'],
    ]
    for (const [kind, way, rest] of chain) {
      const before = await fieldsNow(test)
      const found = (await naiveFindings(test, { sharingOff: false, key }))[kind]
      const told = await mend(kind, way, rest)
      expect.soft(told, kind).toMatchObject({ repaired: found.length, skipped: {} })
      expect.soft(found.length, kind).toBeGreaterThan(0)
      expect.soft((await naiveFindings(test, { sharingOff: false, key }))[kind], kind).toEqual([])
      expect.soft(noted(told.changes), `${kind}: noted`).toEqual(differences(before, await fieldsNow(test)))
      expect.soft(await mend(kind, way, rest), `${kind}: again`).toMatchObject({ repaired: 0, changes: [] })
    }
    const left = await naiveFindings(test, { sharingOff: false, key })
    for (const [kind] of chain) expect.soft(left[kind], kind).toEqual([])
    const names = await test.sql<{ username: string }>('SELECT username FROM users WHERE id BETWEEN 8 AND 14')
    expect(names.map(({ username }) => username).sort()).toEqual(
      ['boss', 'boss2', 'spaced', 'lina2', 'lina3', 'kim', 'kim2'].sort(),
    )
  })

  it('mends by the other repairs too, and leaves alone what they cannot mend', async () => {
    const naive = () => naiveFindings(test, { sharingOff: false, key })
    const orphans = (await naive())['assigned-nobody']
    expect(await mend('assigned-nobody', 'give', { personId: 4 })).toMatchObject({ repaired: orphans.length })
    const given = await test.sql(
      'SELECT DISTINCT assigned_to, shared FROM virtual_machines WHERE id = ANY($1)',
      [orphans],
    )
    expect(given).toEqual([{ assigned_to: 'raul', shared: true }])

    const lost = (await naive()).unreachable.length
    expect(await mend('unreachable', 'share')).toMatchObject({ repaired: lost, skipped: {} })
    const blind = (await naive())['owner-blind'].length
    const assignedOwn = await mend('owner-blind', 'assign-owner')
    const left = Object.values(assignedOwn.skipped).reduce((sum, count) => sum + count, 0)
    expect(assignedOwn.skipped).toMatchObject({
      'assigned-other': expect.any(Number),
      'owner-role': expect.any(Number),
    })
    expect(assignedOwn.repaired).toBe(blind - left)
    expect((await naive())['owner-blind']).toHaveLength(left)

    expect(await mend('link-broken', 'link')).toMatchObject({ repaired: 3, skipped: { 'link-unclear': 4 } })
    const links = await test.sql<{ link: string }>(
      'SELECT link FROM bookmarks WHERE id IN (4, 5, 6) ORDER BY id',
    )
    expect(links.map(({ link }) => link)).toEqual([
      'https://lab.example.edu/wiki',
      'https://blank.example.edu',
      'http://one.example.edu',
    ])
    expect((await naive())['link-broken']).toHaveLength(4)
  })

  it('clears only the secrets that are cut, or that do not open', async () => {
    const before = await naiveFindings(test, { sharingOff: false, key })
    const open = await opening(test, key)
    expect(await mend('secret-cut', 'clear-secret')).toMatchObject({ repaired: before['secret-cut'].length })
    expect((await naiveFindings(test, { sharingOff: false, key }))['secret-cut']).toEqual([])
    const closed = (await naiveFindings(test, { sharingOff: false, key }))['secret-closed'].length
    expect(closed).toBeGreaterThan(0)
    expect(await mend('secret-closed', 'clear-secret')).toMatchObject({ repaired: closed })
    expect((await secrets()).count).toBe(0)
    expect(await opening(test, key)).toEqual(open)
  })

  it('repairs the rows that were chosen, and none that is in order', async () => {
    const [first = 0, second = 0, ...others] = (await naiveFindings(test, { sharingOff: false, key }))[
      'vm-port'
    ]
    const [fine] = await test.sql<{ id: number }>(
      'SELECT id FROM virtual_machines WHERE port = 65535 LIMIT 1',
    )
    const chosen = { ids: [second, fine?.id ?? 0, 1_000_000] }
    expect(await mend('vm-port', 'port', { chosen })).toMatchObject({ repaired: 1, skipped: { mended: 2 } })
    expect(await mend('vm-port', 'port', { chosen: { except: [first] } })).toMatchObject({
      repaired: others.length,
    })
    expect((await naiveFindings(test, { sharingOff: false, key }))['vm-port']).toEqual([first])
    expect(await test.sql('SELECT port FROM virtual_machines WHERE id = $1', [fine?.id])).toEqual([
      { port: 65535 },
    ])
  })

  it('gives machines only to who sees them, and names only that nobody and no machine has', async () => {
    const refused = (input: Partial<RepairInput> & { kind: FindingKind; repair: Repair }) =>
      failure(
        session((own) =>
          repair(
            own,
            { chosen: { except: [] }, personId: null, role: null, previewed: '', ...input },
            rules,
            () => undefined,
          ),
        ),
      )
    const give = (personId: number | null) => refused({ kind: 'assigned-nobody', repair: 'give', personId })
    const pass = (personId: number) => refused({ kind: 'owner-blind', repair: 'pass', personId })
    for (const attempt of [give(null), give(1), give(7), give(999), pass(4), pass(6), pass(999)]) {
      expect(await attempt).toMatchObject({ code: 'invalid_input', fields: { personId: expect.any(String) } })
    }
    expect(await refused({ kind: 'role-unknown', repair: 'role-choose' })).toMatchObject({
      code: 'invalid_input',
    })
    expect(await refused({ kind: 'vm-port', repair: 'free' })).toMatchObject({ code: 'invalid_input' })
    expect(await refused({ kind: 'secret-closed', repair: 'clear-secret' })).toMatchObject({
      code: 'invalid_input',
    })
    await test.sql("UPDATE virtual_machines SET assigned_to = 'boss' WHERE id = 1")
    await test.sql("UPDATE virtual_machines SET assigned_to = 'lina2' WHERE id = 2")
    expect(await mend('name-form', 'name-form')).toMatchObject({
      repaired: 2,
      skipped: { 'name-claimed': 1 },
    })
    await mend('name-twin', 'name-new')
    const names = await test.sql<{ username: string }>(
      'SELECT username FROM users WHERE id IN (11, 12) ORDER BY id',
    )
    expect(names).toEqual([{ username: 'lina3' }, { username: 'lina4' }])
  })
})

describe.each(servers())('the check as the window asks for it, on $name', ({ open }) => {
  it('tells each scan as it ends, and looks again only where anything was written since', async () => {
    const test = await open()
    await fillBroken(test, key, aKey())
    const handlers = integrityHandlers({
      labKeyring: { current: () => ({ keys: [key], fault: null }) },
      sharing: () => 'manager',
    })
    const told: string[] = []
    const check = async (since: string | null) =>
      handlers['integrity.check'](
        { since },
        {
          signal: new AbortController().signal,
          progress: (found) => told.push(...found.map(({ kind }) => kind)),
          operator: admin,
          window: 1,
          session: (fn, options) => test.database.session(fn, options),
        },
      )
    const first = await check(null)
    expect(told).toEqual(scans.flat())
    expect(first.counts?.map(({ kind }) => kind)).toEqual(told)
    // Other tests may write into other databases of the server in between.
    await expect.poll(async () => (await check((await check(null)).stamp)).counts).toBeNull()
    await test.sql('UPDATE virtual_machines SET port = 0 WHERE id = 1')
    expect((await check(first.stamp)).counts).toHaveLength(scans.flat().length)
    await test.close()
  })

  it('stops opening secrets when nobody waits for it any more', async () => {
    const test = await open()
    await fillBroken(test, key, aKey())
    const controller = new AbortController()
    const checking = checkSecrets(
      {
        session: (fn) => test.database.session(fn, { readOnly: true, signal: controller.signal }),
        signal: controller.signal,
        progress: () => controller.abort(),
      },
      [key],
    )
    expect(await failure(checking)).toMatchObject({ code: 'cancelled' })
    await test.close()
  })
})

describe.each(servers())('two consoles and the portal on $name', ({ open }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open('models')
  })
  afterAll(() => test.close())
  beforeEach(() => fillBroken(test, key, aKey()))

  const input: RepairInput = {
    kind: 'assigned-nobody',
    repair: 'give',
    chosen: { except: [] },
    personId: 4,
    role: null,
  }
  const preview = (given: RepairInput) =>
    test.database.session((own) => previewRepair(own, given, rules), { readOnly: true })
  /** What was previewed, unless the preview is given, as that of before. */
  const run = async (given: RepairInput, meanwhile = () => Promise.resolve(), digest?: string) => {
    const previewed = digest ?? (await preview(given)).digest
    return test.database.session(async (own) => {
      const done = await repair(own, { ...given, previewed }, rules, () => undefined)
      await meanwhile()
      return done
    })
  }

  it('mends each row once where two consoles repair the same at once', async () => {
    const found = (await naiveFindings(test, { sharingOff: false, key }))['assigned-nobody'].length
    let second: Promise<unknown> = Promise.resolve()
    const first = await run(input, async () => {
      second = failure(run({ ...input, repair: 'free', personId: null }))
      // It has begun to wait for the rows that the first one holds.
      await expect
        .poll(async () =>
          test.sql(
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
          ),
        )
        .toHaveLength(1)
    })
    expect(first.repaired).toBe(found)
    expect(await second).toMatchObject({ code: 'stale' })
    expect(await test.sql("SELECT 1 FROM virtual_machines WHERE assigned_to = 'nobody-there'")).toEqual([])
  })

  it('keeps the person that machines are given to from being disabled until it is committed', async () => {
    let portal: Promise<unknown> = Promise.resolve()
    let isDisabled = false
    await run(input, async () => {
      portal = test.sql("UPDATE users SET disabled = true WHERE username = 'raul'").then(() => {
        isDisabled = true
      })
      await expect
        .poll(async () =>
          test.database.session((own) =>
            read(own, {
              text: "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
            }),
          ),
        )
        .toHaveLength(1)
      expect(isDisabled).toBe(false)
    })
    await portal
    // The next repair sees it.
    expect(await failure(run({ ...input, kind: 'assigned-disabled' }))).toMatchObject({
      code: 'invalid_input',
    })
  })

  it.each([
    ['another one came', "UPDATE virtual_machines SET assigned_to = 'renamed', shared = false WHERE id = 5"],
    ['one was mended', "UPDATE virtual_machines SET assigned_to = 'lina' WHERE id = $1"],
    ['one stands by another name', "UPDATE virtual_machines SET assigned_to = 'renamed' WHERE id = $1"],
    ['one got another owner', 'UPDATE virtual_machines SET user_id = 2 WHERE id = $1'],
    ['one is no longer shared', 'UPDATE virtual_machines SET shared = NOT shared WHERE id = $1'],
  ])('writes nothing that was not previewed: %s', async (_, meanwhile) => {
    await test.sql("UPDATE virtual_machines SET assigned_to = 'raul' WHERE id = 5")
    const { rows, digest } = await preview(input)
    const id = rows[0]?.id ?? 0
    const chosen = { ...input, chosen: { ids: rows.map((row) => row.id) } }
    const ofChosen = (await preview(chosen)).digest
    await test.sql(meanwhile, meanwhile.includes('$1') ? [id] : [])
    const before = await everything(test)
    expect(await failure(run(input, undefined, digest))).toMatchObject({
      code: 'stale',
      message: text.integrity.movedOn,
    })
    if (meanwhile.includes('$1')) {
      expect(await failure(run(chosen, undefined, ofChosen))).toMatchObject({ code: 'stale' })
    }
    expect(await everything(test)).toEqual(before)
    // The next look shows it as it is.
    const now = await preview(input)
    expect(await run(input, undefined, now.digest)).toMatchObject({ repaired: now.changed })
  })

  it('repairs the chosen ones whatever becomes of others', async () => {
    const ids = (await preview(input)).rows.map(({ id }) => id)
    const chosen = { ...input, chosen: { ids: ids.slice(0, 2) } }
    const { digest } = await preview(chosen)
    await test.sql("UPDATE virtual_machines SET assigned_to = 'lina' WHERE id = $1", [ids[2]])
    expect(await run(chosen, undefined, digest)).toMatchObject({ repaired: 2 })
  })
})
