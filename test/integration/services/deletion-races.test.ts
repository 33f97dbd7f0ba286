// People are deleted while somebody else enables them or gives them something, on two connections: nothing is lost
// that nobody was asked about, whoever comes first, and the other is told.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { text } from '@shared/text'
import { setDisabled } from '../../../src/main/db/leavers'
import { consequencesOfRemoving } from '../../../src/main/db/people'
import { find } from '../../../src/main/db/repository'
import type { Session } from '../../../src/main/db/session'
import { execute } from '../../../src/main/db/statements'
import { assignMachines } from '../../../src/main/services/assign'
import { addBookmark } from '../../../src/main/services/bookmarks'
import { cloneMachine } from '../../../src/main/services/clone'
import { enablePeople } from '../../../src/main/services/leavers'
import { giveRole } from '../../../src/main/services/role-giving'
import { transferMachines } from '../../../src/main/services/transfer'
import { deleteUsers, updateUser } from '../../../src/main/services/users'
import { addVm, updateVm } from '../../../src/main/services/vms'
import { servers, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { aVm, type SchemaForm } from '../../support/fixtures'
import { admin, everything, fill, ids, keysOf, manager } from './people'

const words = text.services
const forms: SchemaForm[] = ['sql', 'models']
const kinds = servers().flatMap((kind) => forms.map((form) => ({ ...kind, form })))

const stillEnabled = { code: 'in_use', message: text.leavers.stillEnabled(['lina']) }
const hers = { users: 1, vms: 6, bookmarks: 1, assigned: 0 }
const moved = (now: object) => ({ code: 'stale', message: words.movedOn, theirs: { ...hers, ...now } })
const ownerGone = { code: 'invalid_input', fields: { ownerId: words.ownerGone } }

async function rowOf<E extends 'user' | 'vm'>(session: Session, entity: E, id: number) {
  const row = await find(session, entity, id)
  if (!row) throw new Error(`There is no ${entity} ${id}`)
  return row
}

interface Meanwhile {
  what: string
  act(session: Session): Promise<unknown>
  /** What the deletion is refused with where it comes second. */
  refusal: object
  /** What this is refused with where the deletion came first. */
  late: object
}
/** Lina is disabled, and about to be deleted with her six machines and her bookmark. */
const meanwhile: Meanwhile[] = [
  {
    what: 'enables her',
    act: (session) => enablePeople(session, admin, { ids: [ids.lina], putBack: false }),
    refusal: stillEnabled,
    late: { code: 'not_found', message: text.leavers.allGone },
  },
  {
    what: 'enables her in the form',
    async act(session) {
      const { version, ...base } = await rowOf(session, 'user', ids.lina)
      return updateUser(session, admin, { id: ids.lina, version, base, changes: { disabled: false } }, null)
    },
    refusal: stillEnabled,
    late: { code: 'not_found', message: words.gone(words.user) },
  },
  {
    what: 'enables her and assigns her a machine',
    async act(session) {
      await enablePeople(session, admin, { ids: [ids.lina], putBack: false })
      const to = { id: ids.lina, username: 'lina' }
      return assignMachines(session, [{ id: 5, to, expected: { assignedTo: null, shared: true } }])
    },
    refusal: stillEnabled,
    late: { code: 'not_found', message: text.leavers.allGone },
  },
]
/** While she is disabled they are refused for that; the portal refuses nothing. */
const gifts: Omit<Meanwhile, 'refusal'>[] = [
  {
    what: 'adds a machine of hers',
    act: (session) => addVm(session, { ...aVm('new', ids.lina), password: null, sshKey: null }, keysOf()),
    late: ownerGone,
  },
  {
    what: 'makes her the owner of a machine',
    async act(session) {
      const { version, ...base } = await rowOf(session, 'vm', 5)
      return updateVm(session, { id: 5, version, base, changes: { ownerId: ids.lina } }, keysOf())
    },
    late: ownerGone,
  },
  {
    what: 'passes machines on to her',
    act: (session) =>
      transferMachines(
        session,
        [5, 7].map((id) => ({ id, ownerId: ids.tobe })),
        ids.lina,
      ),
    late: ownerGone,
  },
  {
    what: 'copies a machine for her',
    async act(session) {
      const { version } = await rowOf(session, 'vm', 5)
      const copies = [1, 2, 3].map((n) => ({ name: `copy-${n}`, host: `10.9.0.${n}` }))
      const about = { ownerId: ids.lina, assignedTo: null, shared: true, secrets: true }
      return cloneMachine(session, { id: 5, version, copies, ...about })
    },
    late: ownerGone,
  },
  {
    what: 'adds a bookmark of hers',
    act: (session) => addBookmark(session, { name: 'a', link: 'www.example.org', ownerId: ids.lina }),
    late: ownerGone,
  },
]

describe.each(kinds)('somebody being deleted on $name, tables by $form', ({ open, form }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open(form)
  })
  afterAll(() => test.close())
  beforeEach(async () => {
    await fill(test)
    await session((open) => setDisabled(open, [ids.lina, ids.raul], true))
  })

  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)
  const agreed = (id: number) => session((open) => consequencesOfRemoving(open, [id]))
  const drop = (open: Session, id: number, expected: typeof hers, by = admin) =>
    deleteUsers(open, by, [id], expected, null)
  /** Until another session waits for what this one holds, as the server itself says. */
  const isAwaited = () =>
    expect
      .poll(
        () =>
          test.sql(
            "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
          ),
        { timeout: 5000 },
      )
      .toHaveLength(1)

  it.each(meanwhile)('stays where somebody $what after the question', async ({ act, refusal }) => {
    const expected = await agreed(ids.lina)
    await session(act)
    const before = await everything(test)
    expect(await failure(session((open) => drop(open, ids.lina, expected)))).toMatchObject(refusal)
    expect(await everything(test)).toEqual(before)
  })

  it.each(meanwhile)('stays where somebody $what at that moment', async ({ act, refusal }) => {
    const expected = await agreed(ids.lina)
    const { deleting } = await session(async (first) => {
      await act(first)
      const waits = failure(session((second) => drop(second, ids.lina, expected)))
      await isAwaited()
      return { deleting: waits }
    })
    const after = await everything(test)
    expect(await deleting).toMatchObject(refusal)
    expect(await everything(test)).toEqual(after)
  })

  it.each([...meanwhile, ...gifts])(
    'is gone where somebody $what too late, who is told',
    async ({ act, late }) => {
      const expected = await agreed(ids.lina)
      const { acting, gone } = await session(async (first) => {
        const removed = await drop(first, ids.lina, expected)
        const waits = failure(session(act))
        await isAwaited()
        return { acting: waits, gone: removed }
      })
      expect(gone).toEqual({ users: 1, vms: 6, bookmarks: 1 })
      expect(await acting).toMatchObject(late)
      const left = await test.sql(
        `SELECT FROM users WHERE id = 3 UNION ALL SELECT FROM virtual_machines WHERE user_id = 3 OR assigned_to = 'lina'
UNION ALL SELECT FROM bookmarks WHERE user_id = 3`,
      )
      expect(left).toHaveLength(0)
      expect(await test.sql('SELECT FROM virtual_machines')).toHaveLength(6)
    },
  )

  it.each([
    ['enables her', 'UPDATE users SET disabled = false WHERE id = 3', stillEnabled],
    [
      'gives her a machine',
      "INSERT INTO virtual_machines (name, host, port, username, shared, user_id) VALUES ('p', 'h', 22, 'u', true, 3)",
      moved({ vms: 7 }),
    ],
    [
      'gives her a bookmark',
      "INSERT INTO bookmarks (name, link, user_id) VALUES ('p', 'www.example.org', 3)",
      moved({ bookmarks: 2 }),
    ],
  ])('stays where the portal %s at that moment', async (_, sql, refusal) => {
    const expected = await agreed(ids.lina)
    const { deleting } = await session(async (portal) => {
      await execute(portal, sql)
      const waits = failure(session((second) => drop(second, ids.lina, expected)))
      await isAwaited()
      return { deleting: waits }
    })
    expect(await deleting).toMatchObject(refusal)
    expect(await agreed(ids.lina)).toMatchObject({ users: 1 })
  })

  it('stays where the portal assigned them one more machine after the question', async () => {
    const expected = await agreed(ids.raul)
    await test.sql("UPDATE virtual_machines SET assigned_to = 'raul' WHERE id = 5")
    const before = await everything(test)
    expect(await failure(session((open) => drop(open, ids.raul, expected)))).toMatchObject({
      code: 'stale',
      message: words.movedOn,
      theirs: { users: 1, assigned: 4 },
    })
    expect(await everything(test)).toEqual(before)
  })

  it('stays where an admin makes them a manager while a manager deletes them', async () => {
    const expected = await agreed(ids.raul)
    const { deleting } = await session(async (first) => {
      await giveRole(first, admin, { ids: [ids.raul], role: 'manager' })
      const waits = failure(session((second) => drop(second, ids.raul, expected, manager)))
      await isAwaited()
      return { deleting: waits }
    })
    expect(await deleting).toEqual({ code: 'forbidden', message: words.mayNotManage(['raul']) })
    expect(await agreed(ids.raul)).toMatchObject({ users: 1, assigned: 3 })
  })

  it('takes no machine along that is passed on from them at that moment', async () => {
    const expected = await agreed(ids.lina)
    const { deleting } = await session(async (first) => {
      await transferMachines(first, [{ id: 2, ownerId: ids.lina }], ids.tobe)
      const removing = session((second) => drop(second, ids.lina, expected))
      await isAwaited()
      return { deleting: removing }
    })
    expect(await deleting).toEqual({ users: 1, vms: 5, bookmarks: 1 })
    expect(await test.sql('SELECT user_id FROM virtual_machines WHERE id = 2')).toEqual([
      { user_id: ids.tobe },
    ])
  })
})
