// Holds every call of the contract to the dispatcher's rules: sender, sign-in, role, input, output, errors.
import { describe, expect, it } from 'vitest'
import type { CallName, Envelope, Spec } from '@shared/call'
import { contract } from '@shared/contract'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import type { Database, Session } from '../../../../src/main/db/session'
import { createDispatcher, type DispatchParts } from '../../../../src/main/ipc/dispatch'
import { newOperation } from '../../../../src/main/db/history'
import { registerWork, type Work } from '../../../../src/main/db/work'
import type { Handlers } from '../../../../src/main/ipc/context'
import { createSignIns } from '../../../../src/main/ipc/sign-ins'

const names = Object.keys(contract) as CallName[]
const spec = (name: CallName): Spec => contract[name]
const own = { window: 1, own: true }
const foreign = { window: 1, own: false }

function code(envelope: Envelope): string {
  return envelope.ok ? 'ok' : envelope.error.code
}

/** What a session knows about itself, as far as who writes in it. */
function openWork(): Work {
  const closing = new AbortController()
  const work = { phase: 'open', signal: closing.signal, parts: { closing }, operation: newOperation() }
  return work as unknown as Work
}

/** A dispatcher whose handlers note that they ran; nothing of it needs a database. */
function setUp(
  options: {
    role?: string
    disabled?: boolean
    signedIn?: boolean
    handler?: () => unknown
    readOnly?: string
    now?: () => { role: string; disabled?: boolean }
  } = {},
) {
  const ran: string[] = []
  const ended: string[] = []
  const logged: unknown[] = []
  const opened: (boolean | undefined)[] = []
  const session = {} as Session
  registerWork(session, openWork())
  const database = {
    session: (fn: (session: Session) => Promise<unknown>, how: { readOnly?: boolean } = {}) => {
      opened.push(how.readOnly)
      return fn(session)
    },
  } as unknown as Database
  const handlers = Object.fromEntries(
    names.map((name) => [
      name,
      (input: unknown, context: object) => {
        ran.push(name)
        return options.handler ? options.handler() : { input, context }
      },
    ]),
  ) as unknown as Handlers
  const signIns = createSignIns()
  if (options.signedIn !== false) signIns.start(1, 7)
  const parts: DispatchParts = {
    handlers,
    signIns,
    log: {
      info: () => {},
      warn: () => {},
      error: (message, error) => (logged.push(`${message} ${String(error)}`), 'ref00000'),
    },
    database: () => ({ database, readOnly: options.readOnly ?? null, sharing: null }),
    findOperator: async (_, id) =>
      options.role === undefined && options.disabled === undefined
        ? null
        : {
            id,
            username: 'u',
            firstName: 'U',
            lastName: 'U',
            role: options.now?.().role ?? options.role ?? 'admin',
            disabled: options.now?.().disabled ?? options.disabled ?? false,
          },
    outcome: () => {},
    progress: () => {},
    operatorEnded: (_, reason) => ended.push(reason),
  }
  return { parts, dispatcher: createDispatcher(parts), ran, ended, logged, opened, signIns }
}

const malformed = { surely: ['not', 'what', 'is', 'expected'] }

describe('every call of the contract', () => {
  it.each(names)('%s refuses a frame that is not the console’s own', async (name) => {
    const { dispatcher, ran } = setUp({ role: 'admin' })
    expect(code(await dispatcher.dispatch(foreign, { id: 'a', name, input: undefined }))).toBe('forbidden')
    expect(ran).toEqual([])
  })

  it.each(names.filter((name) => spec(name).access !== 'anyone'))(
    '%s refuses who is not signed in',
    async (name) => {
      const { dispatcher, ran } = setUp({ signedIn: false, role: 'admin' })
      expect(code(await dispatcher.dispatch(own, { id: 'a', name, input: undefined }))).toBe('not_signed_in')
      expect(ran).toEqual([])
    },
  )

  it.each(names.filter((name) => spec(name).access !== 'anyone'))(
    '%s is refused to a locked window',
    async (name) => {
      const { dispatcher, ran, opened, signIns } = setUp({ role: 'admin' })
      signIns.lock(1)
      const envelope = await dispatcher.dispatch(own, { id: 'a', name, input: inputFor(name) })
      expect(envelope).toMatchObject({ error: { code: 'forbidden', message: text.lock.refused } })
      expect([ran, opened, signIns.get(1)]).toEqual([[], [], 7])
    },
  )

  it.each(['setup.leave', 'setup.connect', 'profiles.remove', 'auth.signIn', 'lock.setMinutes'] as const)(
    '%s, which needs no sign-in, is refused to a locked window too',
    async (name) => {
      const { dispatcher, ran, signIns } = setUp({ role: 'admin' })
      signIns.lock(1)
      const envelope = await dispatcher.dispatch(own, { id: 'a', name, input: inputFor(name) })
      expect(envelope).toMatchObject({ error: { code: 'forbidden', message: text.lock.refused } })
      expect(ran).toEqual([])
    },
  )

  it('writes no more for an operator whose role was changed while the call was under way', async () => {
    const state = { role: 'admin' }
    let wrote = false
    const { parts, dispatcher } = setUp({ role: 'admin', now: () => state })
    parts.handlers['passwords.reset'] = (async (
      _: unknown,
      { session }: { session(fn: () => Promise<void>): Promise<void> },
    ) => {
      state.role = 'manager'
      await session(async () => void (wrote = true))
    }) as unknown as Handlers['passwords.reset']
    const envelope = await dispatcher.dispatch(own, {
      id: 'a',
      name: 'passwords.reset',
      input: inputFor('passwords.reset'),
    })
    expect(envelope).toMatchObject({ error: { code: 'forbidden', message: text.errors.roleChanged } })
    expect(wrote).toBe(false)
  })

  it.each([
    ['demoted', { role: 'sidekick' }, text.errors.operatorDemoted],
    ['disabled', { role: 'admin', disabled: true }, text.errors.operatorDisabled],
  ])('takes back what was written for an operator who was %s while it waited', async (_, later, message) => {
    const state: { role: string; disabled?: boolean } = { role: 'admin' }
    const { parts, dispatcher, ended } = setUp({ ...state, now: () => state })
    parts.handlers['vms.remove'] = () => {
      Object.assign(state, later)
      return { users: 0, vms: 1, bookmarks: 0, operation: 'x' }
    }
    const envelope = await dispatcher.dispatch(own, {
      id: 'a',
      name: 'vms.remove',
      input: inputFor('vms.remove'),
    })
    expect(envelope).toMatchObject({ error: { code: 'not_signed_in', message } })
    expect(ended).toEqual([message])
  })

  it.each(names.filter((name) => spec(name).access !== 'anyone'))(
    '%s signs out whose role is now too low, who is disabled, or who is gone',
    async (name) => {
      for (const [state, reason] of [
        [{ role: 'sidekick' }, text.errors.operatorDemoted],
        [{ role: 'Manager of things' }, text.errors.operatorDemoted],
        [{ role: 'admin', disabled: true }, text.errors.operatorDisabled],
        [{}, text.errors.operatorGone],
      ] as const) {
        const { dispatcher, ran, ended, signIns } = setUp(state)
        expect(code(await dispatcher.dispatch(own, { id: 'a', name, input: undefined }))).toBe(
          'not_signed_in',
        )
        expect(ended).toEqual([reason])
        expect(signIns.get(1)).toBeNull()
        expect(ran).toEqual([])
      }
    },
  )

  it.each(names.filter((name) => spec(name).access === 'admin'))('%s refuses a manager', async (name) => {
    const { dispatcher, ran } = setUp({ role: 'manager' })
    expect(code(await dispatcher.dispatch(own, { id: 'a', name, input: undefined }))).toBe('forbidden')
    expect(ran).toEqual([])
  })

  it.each(names)('%s refuses malformed input', async (name) => {
    const { dispatcher, ran } = setUp({ role: 'admin' })
    const answers = [malformed, null, 'text', 12, [], { __proto__: null }].map((input) =>
      dispatcher.dispatch(own, { id: Math.random().toString(36), name, input }),
    )
    const accepted = (await Promise.all(answers)).filter((envelope) => envelope.ok)
    expect(accepted).toEqual([])
    // A table's query has defaults for everything, so an object with other keys means "all rows".
    if (!name.endsWith('.list')) expect(ran).toEqual([])
  })

  // Preferences are the window's own, kept as it gave them.
  it.each(names.filter((name) => name !== 'preferences.get'))(
    '%s lets nothing out that its output does not name',
    async (name) => {
      const { dispatcher, ran, logged } = setUp({ role: 'admin', handler: () => ({ secret: 'canary-3f9' }) })
      const envelope = await dispatcher.dispatch(own, { id: 'a', name, input: inputFor(name) })
      expect(ran).toEqual([name])
      expect(JSON.stringify(envelope)).not.toContain('canary-3f9')
      expect(JSON.stringify(logged)).not.toContain('canary-3f9')
    },
  )

  it.each(names)('%s opens the session its scope asks for', async (name) => {
    const { dispatcher, opened } = setUp({ role: 'admin' })
    await dispatcher.dispatch(own, { id: 'a', name, input: inputFor(name) })
    const scope = spec(name).scope
    const expected =
      scope === 'read' ? [true] : scope === 'write' ? [false] : spec(name).access === 'anyone' ? [] : [true]
    expect(opened).toEqual(expected)
  })

  it.each(names.filter((name) => spec(name).scope === 'write'))(
    '%s is refused on a read-only database',
    async (name) => {
      const { dispatcher, ran } = setUp({ role: 'admin', readOnly: 'Newer than this program.' })
      const envelope = await dispatcher.dispatch(own, { id: 'a', name, input: inputFor(name) })
      expect(envelope).toEqual({
        ok: false,
        error: { code: 'forbidden', message: 'Newer than this program.' },
      })
      expect(ran).toEqual([])
    },
  )
})

describe('the dispatcher', () => {
  it('refuses requests that are no requests, and names outside the contract', async () => {
    const { dispatcher, ran } = setUp({ role: 'admin' })
    const requests = [
      null,
      undefined,
      'users.list',
      {},
      { id: '', name: 'app.info' },
      { id: 'x'.repeat(65), name: 'app.info' },
      { id: 'a', name: 'toString' },
      { id: 'a', name: '__proto__' },
      { id: 'a', name: 'users.destroy' },
      { id: 1, name: 'app.info' },
    ]
    for (const request of requests)
      expect(code(await dispatcher.dispatch(own, request))).toBe('invalid_input')
    expect(ran).toEqual([])
  })

  it('turns what is thrown into the closed set, and keeps its text in the log alone', async () => {
    const { dispatcher, logged } = setUp({
      handler: () => {
        throw new Error('select password from users -- canary-77')
      },
    })
    const envelope = await dispatcher.dispatch(own, { id: 'a', name: 'app.info', input: undefined })
    expect(envelope).toEqual({
      ok: false,
      error: { code: 'internal', message: text.errors.internal('ref00000'), reference: 'ref00000' },
    })
    expect(logged).toHaveLength(1)
  })

  it('passes an AppError on as it is', async () => {
    const body = { code: 'conflict', field: 'username', message: 'taken' } as const
    const { dispatcher } = setUp({
      handler: () => {
        throw new AppError(body)
      },
    })
    expect(await dispatcher.dispatch(own, { id: 'a', name: 'app.info', input: undefined })).toEqual({
      ok: false,
      error: body,
    })
  })

  it('cancels a running call for its own window only, and all of a window that goes', async () => {
    const seen: AbortSignal[] = []
    const { dispatcher } = setUp({ role: 'admin' })
    const hanging = createHanging(seen)
    const first = hanging.dispatch(own, { id: 'a', name: 'app.info', input: undefined })
    const second = hanging.dispatch({ window: 2, own: true }, { id: 'a', name: 'app.info', input: undefined })
    hanging.cancel({ window: 2, own: false }, 'a')
    hanging.cancel({ window: 1, own: true }, 'b')
    expect(seen.map((signal) => signal.aborted)).toEqual([false, false])
    hanging.cancel(own, 'a')
    expect(seen.map((signal) => signal.aborted)).toEqual([true, false])
    hanging.drop(2)
    expect(seen.map((signal) => signal.aborted)).toEqual([true, true])
    await Promise.all([first, second])
    expect(code(await dispatcher.dispatch(own, { id: 'a', name: 'app.openLogFolder', input: 1 }))).toBe(
      'invalid_input',
    )
  })

  it('refuses what is too large or no plain data before a schema reads it', async () => {
    const { dispatcher, ran } = setUp({ role: 'admin' })
    const holes = Object.assign([], { length: 4_294_967_295 })
    for (const input of [{ ids: holes }, { text: 'x'.repeat(5_000_000) }, new Map(), { at: new Date() }]) {
      expect(await dispatcher.dispatch(own, { id: 'a', name: 'lists.close', input })).toEqual({
        ok: false,
        error: { code: 'invalid_input', message: text.requests.tooLarge, fields: {} },
      })
    }
    expect(ran).toEqual([])
  })

  it('refuses more at once than a window has reason for, until some have ended', async () => {
    const seen: AbortSignal[] = []
    const hanging = createHanging(seen)
    const ask = (id: number) => hanging.dispatch(own, { id: `${id}`, name: 'app.info', input: undefined })
    const taken = Array.from({ length: 256 }, (_, id) => ask(id))
    expect(await ask(256)).toEqual({
      ok: false,
      error: { code: 'invalid_input', message: text.requests.tooMany, fields: {} },
    })
    expect(seen).toHaveLength(256)
    hanging.cancel(own, '0')
    await taken[0]
    const next = ask(257)
    expect(seen).toHaveLength(257)
    hanging.drop(1)
    await Promise.all([...taken, next])
  })

  it('refuses a second call under an id that is still running', async () => {
    const hanging = createHanging([])
    const first = hanging.dispatch(own, { id: 'a', name: 'app.info', input: undefined })
    expect(code(await hanging.dispatch(own, { id: 'a', name: 'app.info', input: undefined }))).toBe(
      'invalid_input',
    )
    hanging.cancel(own, 'a')
    expect(code(await first)).toBe('cancelled')
  })
})

/** Every `app.info` hangs until it is cancelled. */
function createHanging(seen: AbortSignal[]) {
  const handlers = {
    'app.info': (_: unknown, { signal }: { signal: AbortSignal }) => {
      seen.push(signal)
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new AppError({ code: 'cancelled', message: 'c' })))
      })
    },
  } as unknown as Handlers
  return createDispatcher({
    handlers,
    signIns: createSignIns(),
    log: { info: () => {}, warn: () => {}, error: () => 'ref00000' },
    database: () => {
      throw new Error('not needed')
    },
    findOperator: async () => null,
    outcome: () => {},
    progress: () => {},
    operatorEnded: () => {},
  })
}

/** A well-formed input for each call that takes one. */
function inputFor(name: CallName): unknown {
  const selection = { ids: [1] }
  const expected = { users: 1, vms: 0, bookmarks: 0, assigned: 0 }
  const edit = { id: 1, version: '1', base: {}, changes: {} }
  const person = { username: 'newone', email: 'n@x.org', firstName: 'N', lastName: 'N', password: 'Abcdef1!' }
  const source = { kind: 'file', path: 'secrets.toml', overrides: {} }
  const operation = '5a0f2b8e-6c1d-4e7a-9b3f-0d2c4e6f8a1b'
  const inputs: Partial<Record<CallName, unknown>> = {
    'app.openLink': { link: 'www.example.org' },
    'app.copyText': { text: 'x' },
    'diagnostics.save': { id: 'x' },
    'print.table': { listId: 'l', selection: null, fields: ['name'], narrowing: [], to: 'pdf' },
    'preferences.set': { key: 'table.vms', value: { a: 1 } },
    'desktop.report': { commands: [], place: null, title: null, unsaved: [] },
    'desktop.keep': { draft: null },
    'settings.get': undefined,
    'settings.set': { checkForUpdates: true },
    'settings.setFeed': { feed: null },
    'setup.chooseFile': { kind: 'secrets' },
    'setup.readSecrets': { path: 'secrets.toml' },
    'setup.test': { source },
    'setup.connect': { source, keep: 'session' },
    'setup.readFirstUsers': { path: null },
    'setup.startEmbedded': { firstUsers: null },
    'setup.loadFirstUsers': { path: 'x.yaml' },
    'setup.createAdministrator': { person, proof: '' },
    'profiles.list': undefined,
    'profiles.open': { id: 'lab' },
    'profiles.save': { id: 'lab', name: 'Lab', colour: 'blue', production: false, readOnly: false },
    'profiles.correct': { id: 'lab' },
    'profiles.remove': { id: 'lab' },
    'profiles.exportTo': { id: 'lab' },
    'auth.signIn': { username: 'a', password: 'b' },
    'lock.unlock': { password: 'b' },
    'lock.setMinutes': { minutes: 5 },
    'schema.apply': { ids: [] },
    'integrity.check': { since: null },
    'integrity.rows': { kind: 'vm-port', after: 0, ids: null },
    'integrity.preview': { kind: 'vm-port', repair: 'port', chosen: selection, personId: null, role: null },
    'integrity.repair': {
      kind: 'vm-port',
      repair: 'port',
      chosen: selection,
      personId: null,
      role: null,
      previewed: '0'.repeat(64),
    },
    'lists.total': { listId: 'l' },
    'lists.locate': { listId: 'l', id: 1 },
    'lists.close': { listId: 'l' },
    'lists.copy': { listId: 'l', selection, fields: ['name'] },
    'search.everything': { text: 'a' },
    'users.find': { text: '', purpose: 'any' },
    'users.add': { ...person, role: 'regular' },
    'vms.add': { name: 'a', host: 'b', username: 'c', ownerId: 1 },
    'bookmarks.add': { name: 'a', link: 'www.example.org', ownerId: 1 },
    'history.list': { filter: {}, after: null },
    'history.ofRow': { entity: 'user', id: 1, before: null },
    'history.ofOperation': { operation, after: null },
    'history.last': { seconds: 60 },
    'history.check': { operation },
    'history.undo': { operation },
    'history.lastWriter': { entity: 'vm', id: 1 },
    'history.freedName': { username: 'a' },
    'history.setRetention': { days: 30 },
    'users.remove': { selection, expected, reassignTo: null },
    'people.disable': {
      selection,
      machines: 'share',
      assigned: 'free',
      assignTo: null,
      expected: { enabled: 1, unshared: 0, assignedAny: 0 },
    },
    'people.restorable': { selection },
    'people.enable': { selection, putBack: true },
    'people.passOn': { selection, passTo: 'ada', assignTo: null },
    'people.giveRole': { selection, role: 'regular' },
    'people.holdings': { id: 1 },
    'vms.remove': { selection, expected },
    'bookmarks.remove': { selection, expected },
    'machines.chosen': { selection },
    'machines.peopleMatching': { text: '' },
    'machines.peopleNamed': { names: ['a'] },
    'machines.inUse': { names: ['n'], hosts: ['a'] },
    'access.whoReaches': { vmId: 1 },
    'access.whatReaches': { userId: 1, text: 'a' },
    'machines.assign': { assignments: [{ id: 1, to: null, expected: { assignedTo: 'a', shared: true } }] },
    'machines.transfer': { machines: [{ id: 1, ownerId: 1 }], ownerId: 2 },
    'machines.clone': {
      id: 1,
      version: '1',
      copies: [{ name: 'a', host: 'b' }],
      ownerId: 1,
      assignedTo: null,
      shared: true,
      secrets: false,
    },
    'export.table': { listId: 'l', selection: null },
    'export.showInFolder': { file: 'f' },
    'credentials.facts': { id: 1 },
    'credentials.readKey': { text: '' },
    'credentials.confirm': { ownPassword: 'b' },
    'credentials.tryKey': { key: 'k', keep: 'session' },
    'credentials.rekey': { key: null, path: null },
    'credentials.reveal': { id: 1, secret: 'password' },
    'credentials.copy': { id: 1, secret: 'key' },
    'credentials.replace': { id: 1, version: '1', password: 'p' },
    'waiting.list': { search: '', sort: [] },
    'waiting.approve': { selection, seen: [], role: 'regular' },
    'waiting.deny': { selection, seen: [], reason: 'x' },
    'passwords.whose': { selection },
    'passwords.reset': { selection, password: null },
    'passwords.print': { sheet: 's' },
  }
  if (name in inputs) return inputs[name]
  if (name.endsWith('.list')) return {}
  if (name.endsWith('.rows')) return { listId: 'l', start: 0, count: 10 }
  if (name.endsWith('.get')) return { id: 1 }
  if (name.endsWith('.update')) return edit
  if (name.endsWith('.consequences')) return { selection }
  return undefined
}
