// Whoever locks people, machines and bookmarks does it in one order: two who want the same wait, and nobody is refused.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RepairInput } from '@shared/integrity'
import { leavingOf } from '../../../src/main/db/leavers'
import { lockPeople } from '../../../src/main/db/lock-people'
import { add } from '../../../src/main/db/repository'
import { execute } from '../../../src/main/db/statements'
import { updateBookmark } from '../../../src/main/services/bookmarks'
import { previewRepair, repair } from '../../../src/main/services/integrity'
import { disablePeople, passOn } from '../../../src/main/services/leavers'
import { resetPasswords } from '../../../src/main/services/password-reset'
import { addVm } from '../../../src/main/services/vms'
import { servers } from '../../support/database'
import { aUser, aVm, someHash } from '../../support/fixtures'
import { openHistoryLab, type HistoryLab } from '../history/lab'
import { admin, editOf, ids, keysOf } from './people'

/** An admin and a sidekick, who come after everybody else. */
const eve = 7
const sid = 8

describe.each(servers())('locks on $name', (kind) => {
  let lab: HistoryLab
  beforeAll(async () => {
    lab = await openHistoryLab(kind)
  })
  afterAll(() => lab.close())
  beforeEach(async () => {
    await lab.fill()
    await lab.database.session(async (open) => {
      await add(open, 'user', aUser('eve', { role: 'admin' }))
      await add(open, 'user', aUser('sid', { role: 'sidekick' }))
    })
  })

  const as: HistoryLab['as'] = (operator, fn) => lab.as(operator, fn)
  const disable = (people: readonly number[], machines: 'share' | 'keep') =>
    as(admin, async (open) => {
      const expected = await leavingOf(open, people, { enabledOnly: true })
      const rest = { machines, assigned: 'keep', assignTo: null, expected } as const
      return disablePeople(open, admin, { ids: people, ...rest })
    })
  /** Sessions of this database that wait for another's lock, as the server itself says. */
  const waiting = async () =>
    (
      await lab.test.sql(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      )
    ).length
  const holding = (table: string, id: number) => `SELECT FROM ${table} WHERE id = ${id} FOR UPDATE`
  const reset = (id: number) => ({
    id,
    username: '',
    firstName: '',
    lastName: '',
    disabled: false,
    password: '',
    hash: someHash,
  })

  type Act = () => Promise<unknown>
  const pairs: [string, () => Promise<{ held: string; first: Act; second: Act }>][] = [
    [
      'taking a disabling back and passing on',
      async () => {
        await lab.test.sql('UPDATE virtual_machines SET shared = false WHERE user_id = 3')
        const { operation } = await disable([ids.lina], 'share')
        return {
          held: holding('virtual_machines', 12),
          first: () => lab.undo(admin, operation),
          second: () =>
            as(admin, (open) => passOn(open, admin, [ids.lina], { passTo: 'tobe', assignTo: null })),
        }
      },
    ],
    [
      'new passwords and disabling an admin among others',
      () =>
        Promise.resolve({
          held: holding('users', ids.yui),
          first: () => as(admin, (open) => resetPasswords(open, admin, [ids.raul, ids.yui, eve].map(reset))),
          second: () => disable([ids.raul, eve], 'keep'),
        }),
    ],
    [
      'locking people and adding a machine for two of them',
      () =>
        Promise.resolve({
          held: holding('users', ids.yui),
          first: () => as(admin, (open) => lockPeople(open, { ids: [ids.raul, ids.yui, sid] })),
          second: () =>
            as(admin, (open) =>
              addVm(open, { ...aVm('new', sid), assignedTo: 'raul', password: null, sshKey: null }, keysOf()),
            ),
        }),
    ],
    [
      'locking people and giving one of them the machines of another',
      async () => {
        await lab.test.sql('UPDATE users SET disabled = true WHERE id = 4')
        const given: RepairInput = {
          kind: 'assigned-disabled',
          repair: 'give',
          chosen: { except: [] },
          personId: sid,
          role: null,
        }
        const rules = { sharingOff: false, keys: [] }
        const { digest } = await lab.database.session((open) => previewRepair(open, given, rules))
        return {
          held: holding('users', ids.yui),
          first: () => as(admin, (open) => lockPeople(open, { ids: [ids.raul, ids.yui, sid] })),
          second: () =>
            as(admin, (open) => repair(open, { ...given, previewed: digest }, rules, () => undefined)),
        }
      },
    ],
    [
      'passing on and giving one of the bookmarks to the same person',
      async () => {
        const edit = await editOf(lab.test, 'bookmark', 1, { ownerId: sid })
        return {
          held: holding('virtual_machines', 12),
          first: () =>
            as(admin, (open) => passOn(open, admin, [ids.lina], { passTo: 'sid', assignTo: null })),
          second: () => as(admin, (open) => updateBookmark(open, edit)),
        }
      },
    ],
  ]
  it.each(pairs)('lets both end: %s', async (_, prepare) => {
    const { held, first, second } = await prepare()
    const { both } = await lab.database.session(async (open) => {
      await execute(open, held)
      const one = first()
      await expect.poll(waiting, { timeout: 5000 }).toBe(1)
      const other = second()
      await expect.poll(waiting, { timeout: 5000 }).toBe(2)
      return { both: Promise.allSettled([one, other]) }
    })
    expect(await both).toMatchObject([{ status: 'fulfilled' }, { status: 'fulfilled' }])
  })
})
