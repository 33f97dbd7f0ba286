// A secret of which cannot be noted that it was shown: it is not shown and not copied, and the refusal says why.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallName, Envelope } from '@shared/call'
import { text } from '@shared/text'
import { encrypt, type FernetKey } from '../../../src/main/crypto/fernet'
import type { OpenDatabase } from '../../../src/main/db/connect'
import { findOperator } from '../../../src/main/db/people'
import { openHistoryFile } from '../../../src/main/history-file'
import type { Handlers } from '../../../src/main/ipc/context'
import { createDispatcher } from '../../../src/main/ipc/dispatch'
import { credentialsHandlers, type CredentialParts } from '../../../src/main/ipc/handlers/credentials'
import { createSignIns } from '../../../src/main/ipc/sign-ins'
import type { Log } from '../../../src/main/log'
import { createConfirmations } from '../../../src/main/services/confirmations'
import { databases, servers, type TestDatabase } from '../../support/database'
import { openHistoryLab } from '../history/lab'
import { openLimitedLab } from '../history/limited'
import { ids } from './people'

const secret = 'Canary-of-a-password'
const calls = ['credentials.reveal', 'credentials.copy'] as const

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vmlab-unnoted-'))
  file = join(folder, 'logs', 'changes-lab.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const lines = () => readFileSync(file, 'utf8').split('\n').slice(0, -1)
const breakFolder = () => writeFileSync(join(folder, 'logs'), 'in the place of the folder')
const mendFolder = () => rmSync(join(folder, 'logs'))

/** An admin at the window who has just typed their password; what reached the clipboard and the program's log. */
async function aWindow(test: TestDatabase, database: OpenDatabase, key: FernetKey) {
  await test.sql('UPDATE virtual_machines SET password = $1 WHERE id = 1', [
    encrypt(key, Buffer.from(secret)),
  ])
  let isProtected = false
  const copied: string[] = []
  const logged: string[] = []
  const log: Log = {
    info: (...told) => void logged.push(JSON.stringify(told)),
    warn: (...told) => void logged.push(JSON.stringify(told)),
    error: (message, error) => {
      logged.push(`${message} ${String(error)} ${error instanceof Error ? String(error.cause) : ''}`)
      return 'ref00000'
    },
  }
  const confirmations = createConfirmations(() => 0)
  confirmations.confirm(1, ids.ada)
  const parts = {
    confirmations,
    labKeyring: { current: () => ({ keys: [key], fault: null }) },
    protectContent: () => ((isProtected = true), false),
    copySecret: async (value: string) => void copied.push(value),
  } as unknown as CredentialParts
  const signIns = createSignIns()
  signIns.start(1, ids.ada)
  const dispatcher = createDispatcher({
    handlers: credentialsHandlers(parts) as unknown as Handlers,
    signIns,
    log,
    database: () => ({ database, readOnly: null, sharing: 'manager' }),
    findOperator,
    outcome: () => undefined,
    progress: () => undefined,
    operatorEnded: () => undefined,
  })
  const ask = (name: CallName) =>
    dispatcher.dispatch({ window: 1, own: true }, { id: 'a', name, input: { id: 1, secret: 'password' } })
  /** Asked for what it is refused with; nothing of the secret came out anywhere. */
  const refusal = async (name: CallName) => {
    isProtected = false
    const envelope: Envelope = await ask(name)
    expect(JSON.stringify([envelope, copied, logged])).not.toContain(secret)
    expect(copied).toEqual([])
    // Nothing would end it: nothing is shown that could be hidden.
    expect(isProtected).toBe(false)
    return envelope.ok ? 'shown' : envelope.error
  }
  /** It is shown, or copied, after all. */
  const given = async (name: CallName) => {
    const envelope = await ask(name)
    const value: unknown = envelope.ok ? envelope.value : envelope.error
    return name === 'credentials.copy' ? copied.splice(0) : [(value as { value?: string }).value]
  }
  return { refusal, given }
}

describe.each(databases())('a secret that cannot be noted in the table on $name', (kind) => {
  it.each(calls)('is not given by %s where the table refuses the row', async (name) => {
    const lab = await openHistoryLab(kind)
    try {
      await lab.fill()
      const { refusal, given } = await aWindow(lab.test, lab.database, lab.key)
      const noted = async () => (await lab.log()).map((row) => row['kind'])
      await lab.test.sql(
        `CREATE FUNCTION refuse_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE disk_full; END $$`,
      )
      await lab.test.sql(
        'CREATE TRIGGER refuse_note BEFORE INSERT ON console_changes FOR EACH ROW EXECUTE FUNCTION refuse_note()',
      )
      expect(await refusal(name)).toMatchObject({
        code: 'internal',
        message: text.errors.internal('ref00000'),
      })
      expect(await noted()).toEqual([])
      await lab.test.sql('DROP TRIGGER refuse_note ON console_changes')
      expect(await given(name)).toEqual([secret])
      expect(await noted()).toEqual(['reveal'])
    } finally {
      await lab.close()
    }
  })

  it.each(calls)(
    'is not given by %s where the table is gone, and then only with a line of the file',
    async (name) => {
      const lab = await openHistoryLab(kind, { elsewhere: openHistoryFile(file) })
      try {
        await lab.fill()
        const { refusal, given } = await aWindow(lab.test, lab.database, lab.key)
        await lab.test.sql('DROP TABLE console_changes')
        expect(await refusal(name)).toEqual({ code: 'in_use', message: text.history.tableLost })
        breakFolder()
        expect(await refusal(name)).toEqual({ code: 'unavailable', message: text.history.notNoted })
        mendFolder()
        expect(await given(name)).toEqual([secret])
        expect(lines().map((line) => JSON.parse(line) as unknown)).toMatchObject([
          { actor: 'ada', action: name, kind: 'reveal', rowId: 1, new: { password: true } },
        ])
      } finally {
        await lab.close()
      }
    },
  )
})

describe.each(servers())('a secret that cannot be noted in the file on $name', (kind) => {
  it.each(calls)('is not given by %s until the file can be written', async (name) => {
    const lab = await openLimitedLab(kind, openHistoryFile(file))
    try {
      const { refusal, given } = await aWindow(lab.test, lab.database, lab.key)
      breakFolder()
      expect(await refusal(name)).toEqual({ code: 'unavailable', message: text.history.notNoted })
      mendFolder()
      expect(await given(name)).toEqual([secret])
      expect(lines()).toHaveLength(1)
      expect(lines()[0]).not.toContain(secret)
    } finally {
      await lab.close()
    }
  })

  it('is not given where the right to write the table was taken away', async () => {
    const lab = await openLimitedLab(kind, openHistoryFile(file), { withTables: true })
    try {
      const { refusal, given } = await aWindow(lab.test, lab.database, lab.key)
      expect(await given('credentials.reveal')).toEqual([secret])
      await lab.revoke('INSERT', 'console_changes')
      expect(await refusal('credentials.reveal')).toEqual({ code: 'in_use', message: text.history.tableLost })
      expect(await lab.test.sql('SELECT kind FROM console_changes')).toEqual([{ kind: 'reveal' }])
    } finally {
      await lab.close()
    }
  })
})
