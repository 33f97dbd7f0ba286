// A selection of one table's list in a call about another table: the ids mean other rows there, so it is refused.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { CallName, Envelope, Spec } from '@shared/call'
import { contract } from '@shared/contract'
import type { EntityName } from '@shared/entity'
import { text } from '@shared/text'
import { findOperator } from '../../../src/main/db/people'
import type { Exporter } from '../../../src/main/export/export'
import type { Handlers } from '../../../src/main/ipc/context'
import { createDispatcher } from '../../../src/main/ipc/dispatch'
import { entityHandlers } from '../../../src/main/ipc/handlers/entities'
import { machinesHandlers } from '../../../src/main/ipc/handlers/machines'
import { leaverHandlers } from '../../../src/main/ipc/handlers/people-leavers'
import { waitingHandlers } from '../../../src/main/ipc/handlers/people-waiting'
import { printHandlers } from '../../../src/main/ipc/handlers/print'
import { createSignIns } from '../../../src/main/ipc/sign-ins'
import { createPasswordSheets } from '../../../src/main/services/password-sheets'
import { databases, quiet, type TestDatabase } from '../../support/database'
import { everything, fill, ids, keysOf } from './people'

const entities = ['user', 'vm', 'bookmark'] as const
const expected = { users: 12, vms: 12, bookmarks: 12, assigned: 12 }
/** Beside the selection, what each call takes that is about rows of one table. */
const calls: Partial<Record<CallName, [EntityName, object]>> = {
  'users.consequences': ['user', {}],
  'users.remove': ['user', { expected, reassignTo: null }],
  'vms.consequences': ['vm', {}],
  'vms.remove': ['vm', { expected }],
  'bookmarks.consequences': ['bookmark', {}],
  'bookmarks.remove': ['bookmark', { expected }],
  'machines.chosen': ['vm', {}],
  'people.disable': [
    'user',
    {
      machines: 'share',
      assigned: 'free',
      assignTo: null,
      expected: { enabled: 0, unshared: 0, assignedAny: 0 },
    },
  ],
  'people.restorable': ['user', {}],
  'people.enable': ['user', { putBack: true }],
  'people.passOn': ['user', { passTo: 'lina', assignTo: null }],
  'people.giveRole': ['user', { role: 'regular' }],
  'waiting.approve': ['user', { seen: [], role: 'regular' }],
  'waiting.deny': ['user', { seen: [], reason: 'x' }],
  'passwords.reset': ['user', { password: null }],
  'passwords.whose': ['user', {}],
}
/** Calls about whatever table the list beside the selection is of. */
const ofAny: Partial<Record<CallName, object>> = {
  'lists.copy': { fields: ['name', 'username'] },
  'print.table': { fields: ['name', 'username'], narrowing: [], to: 'pdf' },
  'export.table': {},
}

describe.each(databases())('a selection of another table on $name', ({ open }) => {
  let test: TestDatabase
  /** What left the program: onto the clipboard, a printer, a file. */
  let given: unknown[] = []
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test.close())
  beforeEach(async () => {
    given = []
    await fill(test)
  })

  const listOf = async (entity: EntityName) => {
    const { lists } = test.database
    const { listId } = await test.database.session((session) =>
      lists.open(session, entity, { search: '', sort: [], filters: {} }),
    )
    return listId
  }
  function dispatch(name: CallName, input: object): Promise<Envelope> {
    const signIns = createSignIns()
    signIns.start(1, ids.ada)
    const exporter: Exporter = {
      async write({ count, pages }) {
        const rows = await count()
        for await (const page of pages()) given.push(page.text)
        return { outcome: 'saved', rows, neutralised: 0, path: null, file: null }
      },
      showInFolder: () => undefined,
    }
    const parts = {
      lists: () => test.database.lists,
      labKeyring: { settled: keysOf() },
      copyText: (copied: string) => void given.push(copied),
      profile: () => null,
      passwordSheets: createPasswordSheets(),
      slipPrinter: () => Promise.reject(new Error('Nothing is printed here')),
      exporter,
    }
    const printer: Parameters<typeof printHandlers>[0]['printer'] = async ({ read }) => {
      const { rows } = await read()
      given.push(rows)
      return { outcome: 'saved', rows: rows.length, path: null }
    }
    const handlers = {
      ...entityHandlers(parts),
      ...leaverHandlers(parts),
      ...waitingHandlers(parts),
      ...machinesHandlers(parts),
      ...printHandlers({ ...parts, printer }),
    } as unknown as Handlers
    const dispatcher = createDispatcher({
      handlers,
      signIns,
      log: quiet,
      database: () => ({ database: test.database, readOnly: null, sharing: 'manager' }),
      findOperator,
      outcome: () => undefined,
      progress: () => undefined,
      operatorEnded: () => undefined,
    })
    return dispatcher.dispatch({ window: 1, own: true }, { id: 'a', name, input })
  }
  const refusal = { code: 'invalid_input', message: text.errors.invalidCall, fields: {} }

  const foreign = Object.entries(calls).flatMap(([name, [own, rest]]) =>
    entities.filter((entity) => entity !== own).map((entity) => ({ name: name as CallName, entity, rest })),
  )
  it.each(foreign)(
    '$name refuses a list of $entity rows, and writes nothing',
    async ({ name, entity, rest }) => {
      const before = await everything(test)
      const selection = { listId: await listOf(entity), except: [] }
      expect(await dispatch(name, { ...rest, selection })).toEqual({ ok: false, error: refusal })
      expect(await everything(test)).toEqual(before)
    },
  )

  const pairs = Object.entries(ofAny).flatMap(([name, rest]) =>
    entities.flatMap((shown) =>
      entities
        .filter((entity) => entity !== shown)
        .map((entity) => ({ name: name as CallName, shown, entity, rest })),
    ),
  )
  it.each(pairs)(
    '$name refuses $entity rows chosen for a list of $shown rows, and gives nothing out',
    async ({ name, shown, entity, rest }) => {
      const selection = { listId: await listOf(entity), except: [] }
      const answer = await dispatch(name, { ...rest, listId: await listOf(shown), selection })
      expect(answer).toEqual({ ok: false, error: refusal })
      expect(given.join('')).not.toMatch(/lab-0|lina|handbook/u)
    },
  )

  it.each([
    ...Object.entries(calls).map(([name, [entity, rest]]) => ({ name: name as CallName, entity, rest })),
    ...Object.entries(ofAny).flatMap(([name, rest]) =>
      entities.map((entity) => ({ name: name as CallName, entity, rest })),
    ),
  ])('$name takes a list of $entity rows, its own', async ({ name, entity, rest }) => {
    const listId = await listOf(entity)
    const input = { ...rest, ...(name in ofAny && { listId }), selection: { listId, except: [] } }
    const answer = await dispatch(name, input)
    expect(answer).not.toEqual({ ok: false, error: refusal })
    if (name in ofAny) expect([answer.ok, given.length > 0]).toEqual([true, true])
  })

  it('holds every call that takes a selection', () => {
    const all = Object.entries(contract as Record<string, Spec>)
    const taking = all.filter(([, { input }]) => input instanceof z.ZodObject && 'selection' in input.shape)
    expect(taking.map(([name]) => name).sort()).toEqual(Object.keys({ ...calls, ...ofAny }).sort())
  })
})
