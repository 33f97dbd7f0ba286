// Every call about people, past the window, by each operator on each kind of person: allowed or refused by the rules.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallName, Envelope } from '@shared/call'
import { contract } from '@shared/contract'
import { roles, type Role } from '@shared/roles'
import { setDisabled } from '../../../src/main/db/leavers'
import { findOperator } from '../../../src/main/db/people'
import { add, find } from '../../../src/main/db/repository'
import type { Database, Session, SessionOptions } from '../../../src/main/db/session'
import type { Handlers } from '../../../src/main/ipc/context'
import { createDispatcher } from '../../../src/main/ipc/dispatch'
import { entityHandlers } from '../../../src/main/ipc/handlers/entities'
import { leaverHandlers } from '../../../src/main/ipc/handlers/people-leavers'
import { createSignIns } from '../../../src/main/ipc/sign-ins'
import { quiet, servers, type TestDatabase } from '../../support/database'
import { aUser } from '../../support/fixtures'
import { fill, ids } from './people'

type By = 'manager' | 'admin'
const operators: Record<By, number> = { manager: ids.tobe, admin: ids.ada }

/** Beside the small lab: a second admin, so that no rule about the last one is met, and roles as the portal leaves them. */
const extra: [string, string][] = [
  ['mara', 'manager'],
  ['eve', 'admin'],
  ['wiz', 'wizard'],
  ['cap-admin', ' ADMIN '],
  ['cap-manager', 'Manager'],
  ['cap-regular', 'REGULAR'],
]
const idOf = (username: string) => 7 + extra.findIndex(([name]) => name === username)
/** Whether a person ranks below a manager, told apart from the code that is tested. */
const people: { kind: string; id: number | 'self'; isBelow: boolean; isNew?: boolean; role?: Role }[] = [
  { kind: 'self', id: 'self', isBelow: false },
  { kind: 'a new user', id: ids.yui, isBelow: true, isNew: true },
  { kind: 'a regular user', id: ids.raul, isBelow: true },
  { kind: 'a sidekick', id: ids.lina, isBelow: true, role: 'sidekick' },
  { kind: 'a manager', id: idOf('mara'), isBelow: false },
  { kind: 'an admin', id: idOf('eve'), isBelow: false },
  { kind: 'somebody of an unknown role', id: idOf('wiz'), isBelow: true },
  { kind: 'an admin in capitals', id: idOf('cap-admin'), isBelow: false },
  { kind: 'a manager in capitals', id: idOf('cap-manager'), isBelow: false },
  { kind: 'a regular user in capitals', id: idOf('cap-regular'), isBelow: true },
]

interface Doing {
  what: string
  name: CallName
  /** `edit`: the row as it is, for `users.update`. */
  input(id: number, edit: (changes: object) => object, role: Role): object
  /** What oneself may: `anyone` an operator, `admin` only, or `nobody`. */
  self: 'anyone' | 'admin' | 'nobody'
  /** A manager may do it to everybody. */
  toAll?: true
  /** The person is disabled beforehand. */
  disabled?: true
}
const agreed = (of: object) => ({ enabled: 1, unshared: 0, assignedAny: 0, ...of })
const doings: Doing[] = [
  { what: 'sees', name: 'users.get', input: (id) => ({ id }), self: 'anyone', toAll: true },
  {
    what: 'sees the things of',
    name: 'people.holdings',
    input: (id) => ({ id }),
    self: 'anyone',
    toAll: true,
  },
  {
    what: 'counts what hangs on',
    name: 'users.consequences',
    input: (id) => ({ selection: { ids: [id] } }),
    self: 'anyone',
    toAll: true,
  },
  {
    what: 'asks what could be put back for',
    name: 'people.restorable',
    input: (id) => ({ selection: { ids: [id] } }),
    self: 'anyone',
    toAll: true,
  },
  {
    what: 'changes the names of',
    name: 'users.update',
    input: (_, edit) => edit({ firstName: 'Other' }),
    self: 'anyone',
  },
  {
    what: 'changes the email of',
    name: 'users.update',
    input: (_, edit) => edit({ email: 'o@lab.example.edu' }),
    self: 'anyone',
  },
  {
    what: 'renames',
    name: 'users.update',
    input: (_, edit) => edit({ username: 'renamed' }),
    self: 'anyone',
  },
  {
    what: 'gives a password to',
    name: 'users.update',
    input: (_, edit) => edit({ password: 'Abcdef1!' }),
    self: 'anyone',
  },
  {
    what: 'gives another role to',
    name: 'users.update',
    input: (_, edit, role) => edit({ role }),
    self: 'nobody',
  },
  {
    what: 'gives another role, as to many, to',
    name: 'people.giveRole',
    input: (id, _, role) => ({ selection: { ids: [id] }, role }),
    self: 'nobody',
  },
  {
    what: 'disables by the form',
    name: 'users.update',
    input: (_, edit) => edit({ disabled: true }),
    self: 'nobody',
  },
  {
    what: 'disables',
    name: 'people.disable',
    input: (id) => ({
      selection: { ids: [id] },
      machines: 'share',
      assigned: 'keep',
      assignTo: null,
      expected: agreed(id === ids.raul ? { assignedAny: 3 } : {}),
    }),
    self: 'nobody',
  },
  {
    what: 'enables by the form',
    name: 'users.update',
    input: (_, edit) => edit({ disabled: false }),
    self: 'anyone',
    disabled: true,
  },
  {
    what: 'enables',
    name: 'people.enable',
    input: (id) => ({ selection: { ids: [id] }, putBack: false }),
    self: 'anyone',
    disabled: true,
  },
  {
    what: 'passes on what is of',
    name: 'people.passOn',
    input: (id) => ({ selection: { ids: [id] }, passTo: id === ids.lina ? 'mara' : 'lina', assignTo: null }),
    self: 'admin',
  },
  {
    what: 'deletes',
    name: 'users.remove',
    input: (id) => ({
      selection: { ids: [id] },
      expected: expectedOf[id] ?? { users: 1, vms: 0, bookmarks: 0, assigned: 0 },
      reassignTo: null,
    }),
    self: 'nobody',
    disabled: true,
  },
]
const expectedOf: Record<number, object> = {
  [ids.raul]: { users: 1, vms: 0, bookmarks: 0, assigned: 3 },
  [ids.lina]: { users: 1, vms: 6, bookmarks: 1, assigned: 0 },
}
/** Calls that are about no one person in particular, or are judged by the tests of giving roles below. */
const others = ['users.list', 'users.rows', 'users.find', 'users.add']

// One database is enough: the rules are the same code on each, and services/users.test.ts runs them on all.
describe.each(servers().slice(-1))('the role matrix on $name', ({ open }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open()
    await fill(test)
    await test.database.session(async (session) => {
      for (const [username, role] of extra) await add(session, 'user', aUser(username, { role }))
    })
  })
  afterAll(() => test.close())

  /** Make one call as this operator; whatever it writes is rolled back. */
  async function make(
    by: By,
    name: CallName,
    input: (session: Session) => Promise<object>,
    before?: (session: Session) => Promise<unknown>,
  ) {
    const database = rolledBack(test.database, before)
    const signIns = createSignIns()
    signIns.start(1, operators[by])
    const lists = () => test.database.lists
    const parts = {
      lists,
      labKeyring: { settled: async () => [] },
      copyText: () => undefined,
      profile: () => null,
    }
    const handlers = { ...entityHandlers(parts), ...leaverHandlers(parts) } as unknown as Handlers
    const dispatcher = createDispatcher({
      handlers,
      signIns,
      log: quiet,
      database: () => ({ database, readOnly: null, sharing: 'manager' }),
      findOperator,
      outcome: () => undefined,
      progress: () => undefined,
      operatorEnded: () => undefined,
    })
    const made = await database.session(input)
    return dispatcher.dispatch({ window: 1, own: true }, { id: 'a', name, input: made })
  }

  const cases = doings.flatMap((doing) =>
    (['manager', 'admin'] as const).flatMap((by) => people.map((person) => ({ ...doing, by, person }))),
  )
  it.each(cases)('$by $what $person.kind', async ({ by, person, name, input, self, toAll, disabled }) => {
    const id = person.id === 'self' ? operators[by] : person.id
    const isAllowed =
      person.id === 'self'
        ? self === 'anyone' || (self === 'admin' && by === 'admin')
        : by === 'admin' || toAll === true || person.isBelow
    // An operator who is disabled is signed out, which is another rule.
    const prepare = async (session: Session) =>
      disabled && person.id !== 'self' ? setDisabled(session, [id], true) : undefined
    const envelope = await make(
      by,
      name,
      async (session) => {
        const row = await find(session, 'user', id)
        if (!row) throw new Error('They are there')
        const { version } = row
        const edit = (changes: object) => ({ id, version, base: { ...row }, changes })
        return input(id, edit, person.role === 'sidekick' ? 'regular' : 'sidekick')
      },
      prepare,
    )
    expect(outcome(envelope)).toBe(isAllowed ? 'allowed' : 'refused')
  })

  const gives = (['manager', 'admin'] as const).flatMap((by) => roles.map((role) => ({ by, role })))
  it.each(gives)('$by gives the role $role', async ({ by, role }) => {
    const isAllowed = by === 'admin' || ['regular', 'sidekick'].includes(role)
    const newcomer = {
      username: 'mia',
      email: 'mia@lab.example.edu',
      firstName: 'Mia',
      lastName: 'Wong',
      password: 'Abcdef1!',
    }
    const one = role === 'regular' ? ids.lina : ids.raul
    const typed = { confirmedName: one === ids.lina ? 'lina' : 'raul' }
    const row = await test.database.session((session) => find(session, 'user', one))
    const edit = { id: one, version: row?.version, base: { ...row }, changes: { role } }
    const inputs: [CallName, object][] = [
      ['users.add', { ...newcomer, role, confirmedName: 'mia' }],
      ['users.update', { ...edit, ...typed }],
      ['people.giveRole', { selection: { ids: [one] }, role, ...typed }],
    ]
    for (const [name, input] of inputs) {
      expect([name, outcome(await make(by, name, async () => input))]).toEqual([
        name,
        isAllowed ? 'allowed' : 'refused',
      ])
    }
    if (role !== 'admin') return
    for (const [name, input] of inputs) {
      const untyped = { ...input, confirmedName: undefined }
      expect([name, outcome(await make(by, name, async () => untyped))]).toEqual([name, 'refused'])
    }
  })

  it('holds every call about people', () => {
    const covered = new Set<string>([...doings.map(({ name }) => name), ...others])
    const about = Object.keys(contract).filter((name) => /^(?:users|people)\./u.test(name))
    expect(about.filter((name) => !covered.has(name))).toEqual([])
  })
})

function outcome(envelope: Envelope): string {
  if (envelope.ok) return 'allowed'
  const { error } = envelope
  if (error.code === 'forbidden') return 'refused'
  // A refusal may belong to a field.
  if (
    error.code === 'invalid_input' &&
    /^(?:role|disabled|confirmedName)$/u.test(Object.keys(error.fields).join())
  )
    return 'refused'
  return JSON.stringify(error)
}

/** Sessions whose work is undone at their end; `before` runs at the beginning of those that may write. */
function rolledBack(real: Database, before?: (session: Session) => Promise<unknown>): Database {
  class Done extends Error {
    constructor(readonly value: unknown) {
      super('rolled back')
    }
  }
  const session = async <T>(
    fn: (session: Session) => Promise<T>,
    options: SessionOptions = {},
  ): Promise<T> => {
    try {
      await real.session(
        async (open) => {
          await before?.(open)
          throw new Done(await fn(open))
        },
        { ...options, readOnly: false },
      )
      throw new Error('It came to an end')
    } catch (error) {
      if (error instanceof Done) return error.value as T
      throw error
    }
  }
  return { ...real, session }
}
