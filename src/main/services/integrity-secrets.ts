// Which stored secrets open with the lab's keys: tried a few at a time, so that the program goes on answering.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { maxChosen, type FindingKind } from '@shared/integrity'
import type { FernetKey } from '../crypto/fernet'
import { openToken } from '../crypto/keyring'
import type { MachineFinding } from '../db/integrity'
import type { RowChange } from '../db/integrity-writes'
import { countSecrets, secretsAfter, secretsOf, type StoredSecrets } from '../db/integrity-secrets'
import { find, update } from '../db/repository'
import type { Session } from '../db/session'
import type { Plan } from './integrity-plans'

/** Machines read in one short session. */
const pageOfSecrets = 1_000
/** Milliseconds of opening secrets after which others have their turn: a frame's time. */
const breath = 8

export interface SecretsReport {
  /** Machines with a secret that doesn't open, and how many machines with one there are. */
  count: number
  read: number
  /** The first of them. */
  ids: number[]
}

/**
 * Open every stored secret. `session` opens short reading sessions, so that nobody waits for the whole of it.
 * @throws AppError `cancelled`
 */
export async function checkSecrets(
  parts: {
    session<T>(fn: (session: Session) => Promise<T>): Promise<T>
    signal: AbortSignal
    progress(value: { done: number; total: number }): void
  },
  keys: readonly FernetKey[],
): Promise<SecretsReport> {
  const report: SecretsReport = { count: 0, read: 0, ids: [] }
  const total = await parts.session(countSecrets)
  let after = -0x7fffffff
  let since = performance.now()
  for (;;) {
    const from = after
    const machines = await parts.session((session) => secretsAfter(session, from, pageOfSecrets))
    const last = machines.at(-1)
    if (!last) return report
    after = last.id
    for (const machine of machines) {
      if (performance.now() - since > breath) {
        await nextTurn()
        since = performance.now()
      }
      const { password, sshKey } = closedOf(machine, keys)
      if (!password && !sshKey) continue
      report.count += 1
      if (report.ids.length < maxChosen) report.ids.push(machine.id)
    }
    report.read += machines.length
    parts.progress({ done: Math.min(report.read, total), total })
  }
}

/** Which of a machine's secrets none of the keys opens. */
export function closedOf(
  machine: Omit<StoredSecrets, 'id'>,
  keys: readonly FernetKey[],
): { password: boolean; sshKey: boolean } {
  const isClosed = (token: string | null) => token !== null && !openToken(keys, token).ok
  const sshKey = machine.sshKey === null ? null : Buffer.from(machine.sshKey).toString('latin1')
  return { password: isClosed(machine.password), sshKey: isClosed(sshKey) }
}

/** What clearing takes from each row: only the secrets that are cut, or, of the other kind, that don't open. */
export async function planSecrets(
  session: Session,
  rows: readonly MachineFinding[],
  kind: FindingKind,
  keys: readonly FernetKey[],
): Promise<Plan[]> {
  const closed =
    kind === 'secret-closed' && keys.length > 0
      ? new Map(
          (
            await secretsOf(
              session,
              rows.map(({ id }) => id),
            )
          ).map((row) => [row.id, closedOf(row, keys)]),
        )
      : null
  return rows.map((row) => {
    const broken =
      closed === null
        ? { password: row.cutPassword, sshKey: row.cutKey }
        : (closed.get(row.id) ?? { password: false, sshKey: false })
    const gone = { from: true, to: null }
    const fields = { ...(broken.password && { password: gone }), ...(broken.sshKey && { sshKey: gone }) }
    if (Object.keys(fields).length === 0) return { id: row.id, title: row.name, skip: 'mended' }
    return { id: row.id, title: row.name, fields }
  })
}

/** Clear secrets of rows that this session holds, by the way that keeps what it takes for undo. */
export async function clearSecrets(session: Session, changes: readonly RowChange[]): Promise<void> {
  for (const { id, fields } of changes) {
    const row = await find(session, 'vm', id)
    if (!row) continue
    const cleared = {
      ...('password' in fields && { password: null }),
      ...('sshKey' in fields && { sshKey: null }),
    }
    await update(session, 'vm', id, { version: row.version, base: { ...row }, changes: cleared })
  }
}
