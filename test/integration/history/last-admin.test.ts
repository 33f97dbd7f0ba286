// The last enabled admin, where admins end each other's rights at once by taking changes back and by every other way,
// on two connections: one stays, and whoever came second is told why.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Operator } from '@shared/roles'
import { text } from '@shared/text'
import { addUsers, consequencesOfRemoving } from '../../../src/main/db/people'
import { find } from '../../../src/main/db/repository'
import type { Session } from '../../../src/main/db/session'
import { execute } from '../../../src/main/db/statements'
import { takeBack } from '../../../src/main/services/history-undo'
import { disablePeople, enablePeople } from '../../../src/main/services/leavers'
import { giveRole } from '../../../src/main/services/role-giving'
import { deleteUsers, updateUser } from '../../../src/main/services/users'
import { approve, deny } from '../../../src/main/services/waiting'
import { servers } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser } from '../../support/fixtures'
import { admin, ids, keysOf, meeting } from '../services/people'
import { openHistoryLab, type HistoryLab } from './lab'

const lastAdmin = { code: 'in_use', message: text.services.lastAdmin }
/** Somebody who may do it to both, and is neither. */
const former: Operator = { ...admin, id: ids.gone, username: 'gone' }

interface Made {
  id: number
  /** What made them an enabled admin. */
  operation: string
}
type Farewell = (session: Session, by: Operator, who: Made) => Promise<unknown>

const takesBack: Farewell = (session, by, { operation }) => takeBack(session, by, operation, keysOf())
const agreed = { enabled: 1, unshared: 0, assignedAny: 0 }
const disables: Farewell = (session, by, { id }) =>
  disablePeople(session, by, {
    ids: [id],
    machines: 'keep',
    assigned: 'keep',
    assignTo: null,
    expected: agreed,
  })
const changes =
  (to: { disabled: boolean } | { role: 'regular' }): Farewell =>
  async (session, by, { id }) => {
    const row = await find(session, 'user', id)
    if (!row) throw new Error('They are there')
    return updateUser(session, by, { id, version: row.version, base: { ...row }, changes: to }, null)
  }

describe.each(servers())('the last admin on $name', (kind) => {
  let lab: HistoryLab
  beforeAll(async () => {
    lab = await openHistoryLab(kind)
  })
  afterAll(() => lab.close())
  beforeEach(() => lab.fill())

  const session: HistoryLab['database']['session'] = (fn, options) => lab.database.session(fn, options)
  const admins = async () => {
    const rows = await lab.test.sql<{ username: string }>(
      "SELECT username FROM users WHERE role = 'admin' AND NOT disabled ORDER BY id",
    )
    return rows.map(({ username }) => username)
  }
  /** Until another session waits for what this one holds, as the server itself says. */
  const isAwaited = () =>
    expect
      .poll(
        () =>
          lab.test.sql(
            "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
          ),
        { timeout: 5000 },
      )
      .toHaveLength(1)

  const isAdded = async (username: string, rest: Parameters<typeof aUser>[1] = { role: 'admin' }) => {
    const { operation, value } = await lab.as(former, (open) => addUsers(open, [aUser(username, rest)]))
    return { id: value[0]?.id ?? 0, operation }
  }
  const isPromoted = async (username: string) => {
    const { id } = await isAdded(username, { role: 'sidekick' })
    const given = { ids: [id], role: 'admin' as const, confirmedName: username }
    return { id, operation: (await lab.as(former, (open) => giveRole(open, former, given))).operation }
  }
  const isEnabled = async (username: string) => {
    const { id } = await isAdded(username, { role: 'admin', disabled: true })
    const asked = { ids: [id], putBack: false }
    return { id, operation: (await lab.as(former, (open) => enablePeople(open, former, asked))).operation }
  }
  interface Way {
    what: string
    make(username: string): Promise<Made>
    act: Farewell
  }
  const undoing: Way[] = [
    { what: 'takes back that they were added', make: isAdded, act: takesBack },
    { what: 'takes back that they were made an admin', make: isPromoted, act: takesBack },
    { what: 'takes back that they were enabled', make: isEnabled, act: takesBack },
  ]
  const asLeaver: Way = { what: 'disables them as a leaver', make: isAdded, act: disables }
  const byHand: Way[] = [
    asLeaver,
    { what: 'disables them in the form', make: isAdded, act: changes({ disabled: true }) },
    { what: 'demotes them in the form', make: isAdded, act: changes({ role: 'regular' }) },
    {
      what: 'gives them another role',
      make: isAdded,
      act: (open, by, { id }) => giveRole(open, by, { ids: [id], role: 'regular' }),
    },
  ]
  /** Only these two are left: ada is disabled by then. */
  async function twoAdmins(first: Way, second: Way) {
    const eve = await first.make('eve')
    const max = await second.make('max')
    await lab.test.sql('UPDATE users SET disabled = true WHERE id = $1', [ids.ada])
    expect(await admins()).toEqual(['eve', 'max'])
    const as = ({ id }: Made, username: string): Operator => ({ ...admin, id, username })
    return { eve, max, asEve: as(eve, 'eve'), asMax: as(max, 'max') }
  }

  // By hand against by hand is told in services/users.test.ts.
  const pairs = undoing.flatMap((one, index) =>
    [...undoing.slice(index), ...byHand].map((other) => ({ one, other })),
  )
  it.each(pairs)('stays where one $one.what and the other $other.what', async ({ one, other }) => {
    const { eve, max, asEve, asMax } = await twoAdmins(one, other)
    const meet = meeting(2)
    const racing = (act: Farewell, by: Operator, who: Made) =>
      session(async (open) => {
        await find(open, 'user', ids.raul)
        await meet()
        return act(open, by, who)
      })
    const both = await Promise.allSettled([racing(one.act, asMax, eve), racing(other.act, asEve, max)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((result) => result.status === 'rejected')?.reason).toMatchObject({ body: lastAdmin })
    expect(await admins()).toEqual([both[0].status === 'fulfilled' ? 'max' : 'eve'])
  })

  const all = [...undoing, ...byHand]
  it.each(
    all.flatMap((way) => [
      { way, portal: 'disables', sql: 'UPDATE users SET disabled = true WHERE id = $1' },
      { way, portal: 'demotes', sql: "UPDATE users SET role = 'regular' WHERE id = $1" },
      { way, portal: 'deletes', sql: 'DELETE FROM users WHERE id = $1' },
    ]),
  )('stays where the portal $portal another while one $way.what', async ({ way, sql }) => {
    const { eve, max, asMax } = await twoAdmins(asLeaver, way)
    const { ending } = await session(async (portal) => {
      await execute(portal, sql, [eve.id])
      const waits = failure(session((open) => way.act(open, { ...asMax, id: former.id }, max)))
      await isAwaited()
      return { ending: waits }
    })
    expect(await ending).toEqual(lastAdmin)
    expect(await admins()).toEqual(['max'])
  })

  it('stays where a disabled admin is enabled and deleted at once, whoever comes first', async () => {
    const { id } = await isAdded('eve', { role: 'admin', disabled: true })
    const expected = await session((open) => consequencesOfRemoving(open, [id]))
    const enable = (open: Session) => enablePeople(open, former, { ids: [id], putBack: false })
    const remove = (open: Session) => deleteUsers(open, former, [id], expected, null)
    const ada: Made = { id: ids.ada, operation: '' }
    const { deleting } = await session(async (first) => {
      await enable(first)
      const waits = failure(session(remove))
      await isAwaited()
      return { deleting: waits }
    })
    expect(await deleting).toEqual({ code: 'in_use', message: text.leavers.stillEnabled(['eve']) })
    await session((open) => disables(open, former, ada))
    expect(await admins()).toEqual(['eve'])

    await lab.test.sql('UPDATE users SET disabled = NOT disabled WHERE id = ANY($1)', [[id, ids.ada]])
    const { enabling } = await session(async (first) => {
      await remove(first)
      const waits = failure(session(enable))
      await isAwaited()
      return { enabling: waits }
    })
    expect(await enabling).toMatchObject({ code: 'not_found' })
    expect(await failure(session((open) => disables(open, former, ada)))).toEqual(lastAdmin)
    expect(await admins()).toEqual(['ada'])
  })

  it.each([
    [
      'approves them as regular',
      (open: Session) => approve(open, former, { ids: [ids.yui], seen: [] }, 'regular'),
    ],
    ['denies them', (open: Session) => deny(open, former, { ids: [ids.yui], seen: [] }, 'unknown')],
  ])('stays where somebody new is made the admin to stay and another %s', async (_, judge) => {
    const { judging } = await session(async (first) => {
      await giveRole(first, admin, { ids: [ids.yui], role: 'admin', confirmedName: 'yui' })
      const waits = session(judge)
      await isAwaited()
      return { judging: waits }
    })
    expect(await judging).toMatchObject({
      operation: null,
      done: 0,
      skipped: [{ id: ids.yui, username: 'yui', why: 'approved' }],
    })
    await session((open) => disables(open, former, { id: ids.ada, operation: '' }))
    expect(await admins()).toEqual(['yui'])
  })
})
