// The change log of a role that may not make its table: lines of a file on this computer, and never a secret in them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { text } from '@shared/text'
import { encrypt } from '../../../src/main/crypto/fernet'
import { keepOutOfHistory, operationOf, signChanges } from '../../../src/main/db/history'
import { removeUsers } from '../../../src/main/db/people'
import { add, find, remove, update } from '../../../src/main/db/repository'
import type { Session } from '../../../src/main/db/session'
import { openHistoryFile } from '../../../src/main/history-file'
import { revealSecret } from '../../../src/main/services/credentials'
import { requireHistory } from '../../../src/main/services/history'
import { servers } from '../../support/database'
import { failure } from '../../support/failure'
import { aVm, someHash } from '../../support/fixtures'
import { admin, fill, ids } from '../services/people'
import { openLimitedLab, type LimitedLab } from './limited'

const secret = 'Canary-of-a-password'

describe.each(servers())('the change log in a file on $name', (kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'vmlab-changes-'))
  const path = join(folder, 'changes-lab.jsonl')
  let lab: LimitedLab
  beforeAll(async () => {
    lab = await openLimitedLab(kind, openHistoryFile(path))
  })
  afterAll(async () => {
    await lab.close()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    await fill(lab.test)
    rmSync(path, { force: true })
  })

  const as = (action: string, fn: (session: Session) => Promise<unknown>) =>
    lab.database.session(async (session) => {
      signChanges(session, { id: admin.id, username: admin.username, action })
      await fn(session)
      return operationOf(session)
    })
  const whole = () => readFileSync(path, 'utf8')
  const lines = () =>
    whole()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>)

  it('has a line for each row, with who, when, from where, by which call, before and after', async () => {
    const began = Date.now()
    const first = await as('vms.update', async (session) => {
      const row = await find(session, 'vm', 2)
      if (!row) throw new Error('no row')
      const { version } = row
      return update(session, 'vm', 2, { version, base: { ...row }, changes: { host: '10.9.9.9\nb' } })
    })
    const second = await as('users.remove', (session) => removeUsers(session, [ids.raul, ids.yui], null))
    const about = { actorId: ids.ada, actor: 'ada', computer: hostname(), undoes: null }
    const found = lines()
    expect(found[0]).toEqual({
      at: expect.any(String) as string,
      operation: first,
      ...about,
      action: 'vms.update',
      entity: 'vm',
      rowId: 2,
      label: 'lab-02',
      kind: 'update',
      old: { host: '10.1.2.2' },
      new: { host: '10.9.9.9\nb' },
    })
    expect(Date.parse(String(found[0]?.['at']))).toBeGreaterThanOrEqual(began)
    expect(found.slice(1).map((line) => [line['operation'], line['entity'], line['kind']])).toEqual([
      ...Array.from({ length: 3 }, () => [second, 'vm', 'update']),
      ...Array.from({ length: 2 }, () => [second, 'user', 'remove']),
    ])
    expect(found.every((line) => line['computer'] === hostname() && line['actor'] === 'ada')).toBe(true)
  })

  it('never has a secret: not of what is added, changed, deleted or shown', async () => {
    const token = encrypt(lab.key, Buffer.from(secret))
    await as('vms.add', (session) =>
      add(session, 'vm', aVm('safe', ids.lina, { password: token, sshKey: Buffer.from(token) })),
    )
    await as('users.update', async (session) => {
      const row = await find(session, 'user', ids.raul)
      if (!row) throw new Error('no row')
      const { version } = row
      return update(session, 'user', ids.raul, { version, base: { ...row }, changes: { password: someHash } })
    })
    await as('credentials.reveal', async (session) => {
      expect(await revealSecret(session, admin, { id: 13, secret: 'password' }, [lab.key])).toBe(secret)
    })
    await as('users.remove', (session) => removeUsers(session, [ids.lina, ids.raul], null))
    const kinds = lines().map((line) => `${String(line['entity'])} ${String(line['kind'])}`)
    for (const kind of ['vm add', 'user update', 'vm reveal', 'vm remove', 'user remove']) {
      expect(kinds).toContain(kind)
    }
    expect(whole()).not.toMatch(/Canary|gAAAA|\$2[aby]\$/u)
    expect(lines().find((line) => line['kind'] === 'reveal')).toMatchObject({ new: { password: true } })
  })

  it('has nothing of what was rolled back, of what was only read, nor of what was kept out', async () => {
    await as('vms.remove', (session) => remove(session, 'vm', [1]))
    const rolledBack = as('vms.remove', async (session) => {
      await remove(session, 'vm', [2, 3])
      throw new Error('no')
    })
    await expect(rolledBack).rejects.toThrow('no')
    await as('vms.get', (session) => find(session, 'vm', 4))
    await as('sample', async (session) => {
      keepOutOfHistory(session)
      await remove(session, 'vm', [5])
    })
    expect(lines().map((line) => line['rowId'])).toEqual([1])
  })

  it('is nothing to look up or take back from, and that is said', async () => {
    const asked = lab.database.session(async (session) => requireHistory(session))
    expect(await failure(asked)).toEqual({ code: 'in_use', message: text.history.noTable })
  })
})
