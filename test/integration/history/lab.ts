// The small lab with a change log, and who writes in it, for the tests of the log and of taking changes back.
import { randomBytes } from 'node:crypto'
import type { CallName, Input, Output } from '@shared/call'
import type { Operator } from '@shared/roles'
import { parseKey, type FernetKey } from '../../../src/main/crypto/fernet'
import type { KeySource } from '../../../src/main/crypto/keyring'
import type { OpenDatabase } from '../../../src/main/db/connect'
import { operationOf, signChanges } from '../../../src/main/db/history'
import type { HistoryOptions } from '../../../src/main/db/history-state'
import { findOperator } from '../../../src/main/db/people'
import { prepareSchema } from '../../../src/main/db/schema/prepare'
import type { Session } from '../../../src/main/db/session'
import type { Handlers } from '../../../src/main/ipc/context'
import { createDispatcher } from '../../../src/main/ipc/dispatch'
import { entityHandlers } from '../../../src/main/ipc/handlers/entities'
import { createSignIns } from '../../../src/main/ipc/sign-ins'
import { takeBack } from '../../../src/main/services/history-undo'
import { quiet, type DatabaseKind, type TestDatabase } from '../../support/database'
import type { SchemaForm } from '../../support/fixtures'
import { everything, fill, keysOf } from '../services/people'

export interface HistoryLab {
  readonly test: TestDatabase
  readonly database: OpenDatabase
  readonly key: FernetKey
  /** Write as somebody; answers the operation's id and what `fn` answered. */
  as<T>(
    operator: Operator,
    fn: (session: Session) => Promise<T>,
    action?: string,
  ): Promise<{ operation: string; value: T }>
  /** Make a call about the three tables as somebody, as the window does. */
  call<N extends CallName>(operator: Operator, name: N, input: Input<N>): Promise<Output<N>>
  undo(operator: Operator, operation: string, keys?: KeySource): ReturnType<typeof takeBack>
  /** The log's rows in their order. */
  log(): Promise<Record<string, unknown>[]>
  /** Everything stored in the portal's tables. */
  everything(): Promise<unknown>
  fill(): Promise<void>
  close(): Promise<void>
}

export function aKey(): FernetKey {
  const parsed = parseKey(randomBytes(32).toString('base64'))
  if (!parsed.ok) throw new Error('no key')
  return parsed.key
}

interface Options {
  form?: SchemaForm
  /** Whether the secrets file has a cipher key. */
  hasKey?: boolean
  elsewhere?: HistoryOptions['elsewhere']
}

/** Prepared, and empty until `fill`. */
export async function openHistoryLab(
  kind: DatabaseKind,
  { form = 'models', hasKey = true, elsewhere = null }: Options = {},
): Promise<HistoryLab> {
  const key = aKey()
  const test = await kind.open(form, { cipherKey: hasKey ? key : null, elsewhere })
  const { database } = test
  await prepareSchema(database, { improveExisting: false, log: quiet })
  return {
    test,
    database,
    key,
    as: (operator, fn, action = 'test.write') =>
      database.session(async (session) => {
        signChanges(session, { id: operator.id, username: operator.username, action })
        const value = await fn(session)
        return { operation: operationOf(session), value }
      }),
    async call<N extends CallName>(operator: Operator, name: N, input: Input<N>) {
      const signIns = createSignIns()
      signIns.start(1, operator.id)
      const handlers = entityHandlers({
        lists: () => database.lists,
        labKeyring: { settled: keysOf(key) },
        copyText: () => undefined,
        profile: () => null,
      })
      const dispatcher = createDispatcher({
        handlers: handlers as unknown as Handlers,
        signIns,
        log: quiet,
        database: () => ({ database, readOnly: null, sharing: 'manager' }),
        findOperator,
        outcome: () => undefined,
        progress: () => undefined,
        operatorEnded: () => undefined,
      })
      const answer = await dispatcher.dispatch({ window: 1, own: true }, { id: 'a', name, input })
      if (!answer.ok) throw new Error(answer.error.message)
      return answer.value as Output<N>
    },
    undo: (operator, operation, keys = keysOf(key)) =>
      database.session((session) => {
        signChanges(session, { id: operator.id, username: operator.username, action: 'history.undo' })
        return takeBack(session, operator, operation, keys)
      }),
    log: () => test.sql('SELECT * FROM console_changes ORDER BY id'),
    everything: () => everything(test),
    async fill() {
      await fill(test)
      await test.sql('TRUNCATE console_changes, console_kept')
    },
    close: () => test.close(),
  }
}
