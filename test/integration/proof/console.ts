// One operator at a console: asks the real dispatcher, works on rows as they were seen, and accounts for each answer.
import { randomUUID } from 'node:crypto'
import type { CallName, Envelope } from '@shared/call'
import type { Database, Session } from '../../../src/main/db/session'
import { findOperator } from '../../../src/main/db/people'
import { read } from '../../../src/main/db/statements'
import { createDispatcher } from '../../../src/main/ipc/dispatch'
import type { Handlers } from '../../../src/main/ipc/context'
import { entityHandlers } from '../../../src/main/ipc/handlers/entities'
import { createSignIns } from '../../../src/main/ipc/sign-ins'
import type { Log } from '../../../src/main/log'
import type { Chance } from './random'

type Row = Readonly<Record<string, unknown>> & { id: number; version: string }
type Kind = 'users' | 'vms'

/** What was asked, on which row as it was seen, and what came of it. */
export interface Attempt {
  op: string
  call: CallName
  id: number
  base: Row | null
  changes: Readonly<Record<string, unknown>>
  outcome: Envelope
}

export interface Operator {
  /** One thing that somebody at a console does. */
  act(): Promise<void>
  /** Disable or demote somebody. */
  putOut(id: number, how: 'disable' | 'demote'): Promise<void>
  readonly attempts: readonly Attempt[]
  /** Failures of the program's own, which there must be none of. */
  readonly faults: readonly string[]
}

const machines = ['name', 'host', 'port', 'username', 'shared', 'assignedTo', 'ownerId'] as const
const people = ['firstName', 'lastName', 'email', 'username', 'role', 'disabled'] as const

/** `userId`: who is at this console. `names` and `owners` are asked for each time: both change under everybody's hands. */
export function createOperator(parts: {
  name: string
  userId: number
  database: Database
  chance: Chance
  ids(table: Kind): Promise<number[]>
  usernames(): Promise<string[]>
  admins: readonly number[]
}): Operator {
  const { chance, userId } = parts
  const attempts: Attempt[] = []
  const faults: string[] = []
  const seen = new Map<string, Row>()
  const signIns = createSignIns()
  let op = ''
  let counter = 0

  // Every session of an operation is told which one it belongs to, for the trigger.
  const database: Database = {
    ...parts.database,
    session: (fn, options) =>
      parts.database.session(async (session: Session) => {
        await read(session, { text: "SELECT set_config('proof.op', $1, true)", values: [op] })
        return fn(session)
      }, options),
  }
  const log: Log = {
    info: () => undefined,
    warn: () => undefined,
    error: (message, error) => (faults.push(`${message}: ${String(error)}`), 'none'),
  }
  const handlers = entityHandlers({
    lists: () => database.lists,
    labKeyring: { settled: async () => [] },
    copyText: () => undefined,
    profile: () => null,
  })
  const dispatcher = createDispatcher({
    handlers: handlers as unknown as Handlers,
    signIns,
    log,
    database: () => ({ database, readOnly: null, sharing: 'manager' }),
    findOperator,
    outcome: () => undefined,
    progress: () => undefined,
    operatorEnded: () => undefined,
  })

  async function ask(name: CallName, input: unknown): Promise<Envelope> {
    // Whoever was disabled signs in again, as soon as they are let in again.
    if (signIns.get(1) === null) signIns.start(1, userId)
    return dispatcher.dispatch({ window: 1, own: true }, { id: randomUUID(), name, input })
  }

  async function attempt(
    call: CallName,
    id: number,
    base: Row | null,
    changes: Attempt['changes'],
    input: unknown,
  ) {
    op = `${parts.name}-${(counter += 1)}`
    const outcome = await ask(call, input)
    attempts.push({ op, call, id, base, changes, outcome })
    op = ''
    return outcome
  }

  /** As it was seen last, which may be long ago, or as it is now. */
  async function rowOf(kind: Kind, id: number): Promise<Row | null> {
    const key = `${kind} ${id}`
    const before = seen.get(key)
    if (before && chance.isLess(0.65)) return before
    const answer = await ask(`${kind}.get`, { id })
    if (!answer.ok) return null
    seen.set(key, answer.value as Row)
    return answer.value as Row
  }

  async function edit(kind: Kind, id: number, changes: Record<string, unknown>): Promise<void> {
    const base = await rowOf(kind, id)
    if (!base) return
    const input = { id, version: base.version, base, changes }
    const answer = await attempt(`${kind}.update`, id, base, changes, input)
    // The window shows what it was answered: the row as written, or somebody else's newer one.
    if (answer.ok) seen.set(`${kind} ${id}`, (answer.value as { row: Row }).row)
    else if (answer.error.code === 'stale') seen.set(`${kind} ${id}`, answer.error.theirs as Row)
    else seen.delete(`${kind} ${id}`)
  }

  const unique = () => `${parts.name}${counter}`.toLowerCase()
  async function machineValue(field: (typeof machines)[number]): Promise<unknown> {
    switch (field) {
      case 'port':
        return 1 + Math.floor(chance.next() * 65_000)
      case 'shared':
        return chance.isLess(0.7)
      case 'assignedTo':
        return chance.isLess(0.3) ? null : chance.of(await parts.usernames())
      case 'ownerId':
        return chance.of(await parts.ids('users'))
      default:
        return `${field}-${unique()}`
    }
  }
  function personValue(field: (typeof people)[number]): unknown {
    switch (field) {
      case 'role':
        return chance.of(['regular', 'sidekick', 'regular', 'manager'])
      case 'disabled':
        return chance.isLess(0.3)
      case 'email':
        return `${unique()}@lab.example.edu`
      case 'username':
        return `n${unique()}`.slice(0, 20)
      default:
        return `Name ${[...unique()].map((character) => String.fromCharCode(97 + (character.charCodeAt(0) % 26))).join('')}`
    }
  }
  async function changesOf<F extends string>(fields: readonly F[], value: (field: F) => unknown) {
    const changes: Record<string, unknown> = {}
    for (let count = chance.of([1, 1, 2, 3]); count > 0; count -= 1) {
      const field = chance.of(fields)
      changes[field] = await value(field)
    }
    return changes
  }

  async function act(): Promise<void> {
    const what = chance.next()
    if (what < 0.55) {
      return edit('vms', chance.of(await parts.ids('vms')), await changesOf(machines, machineValue))
    }
    if (what < 0.82) {
      return edit('users', chance.of(await parts.ids('users')), await changesOf(people, personValue))
    }
    if (what < 0.92) {
      // Each admin tries to put the others out, and lets them in again.
      const changes = chance.isLess(0.8)
        ? { disabled: chance.isLess(0.6) }
        : { role: chance.of(['admin', 'manager']) }
      return edit('users', chance.of(parts.admins), changes)
    }
    if (what < 0.95) {
      const values = { name: `new-${unique()}`, host: 'h', username: 'x', ownerId: userId }
      await attempt('vms.add', 0, null, values, values)
      return
    }
    const kind = chance.of(['users', 'vms'] as const)
    const id = chance.of(await parts.ids(kind))
    const selection = { ids: [id] }
    const answer = await ask(`${kind}.consequences`, { selection })
    if (!answer.ok) return
    const { names: _, ...expected } = answer.value as { names: string[] }
    await attempt(
      `${kind}.remove`,
      id,
      null,
      {},
      {
        selection,
        expected,
        ...(kind === 'users' ? { reassignTo: null } : {}),
      },
    )
  }
  return {
    act,
    putOut: (id, how) => edit('users', id, how === 'disable' ? { disabled: true } : { role: 'manager' }),
    attempts,
    faults,
  }
}
