// All stored secrets from their old keys to a new one, in one transaction: all of them, or none.
import { AppError } from '@shared/errors'
import type { Rekeyed } from '@shared/credentials'
import { text } from '@shared/text'
import type { FernetKey } from '../crypto/fernet'
import { fingerprintOf } from '../crypto/keyring'
import type { Renewer } from '../crypto/renewer'
import { noteChanges } from '../db/history'
import { rekeyKept } from '../db/history-restore'
import {
  lockMachines,
  noteFingerprints,
  readSecretRows,
  secretSizes,
  writeTokens,
  type NewTokens,
  type SecretRow,
} from '../db/rekey'
import type { Session } from '../db/session'
import { labKeyOf } from './lab-key'

type Counts = Omit<Rekeyed, 'path'>

const named = 200
/** In one batch; by size, since what the portal stored may be a megabyte each. */
const batchRows = 1000
const batchBytes = 2_000_000

export interface RekeyOptions {
  /** Those until now, and the new one: the renewer's. */
  old: readonly FernetKey[]
  next: FernetKey
  renewer: Pick<Renewer, 'renew'>
  signal: AbortSignal
  progress(done: number, total: number): void
  /** Called when all is written and before it counts: a key that could not be kept must not be used. */
  keepKey(): Promise<void>
}

/**
 * Runs inside the session given, which then commits. @throws AppError `cancelled`; whatever it throws, everything
 * stays as it was once the session is rolled back. `invalid_input`: another console has re-keyed since
 */
export async function rekeySecrets(session: Session, options: RekeyOptions): Promise<Counts> {
  const { old, next, renewer, signal, progress } = options
  await lockMachines(session)
  await labKeyOf(session, [...old, next])
  const batches = batchesOf(await secretSizes(session))
  const total = batches.reduce((sum, ids) => sum + ids.length, 0)
  const result: Counts = { renewed: 0, already: 0, closed: 0, closedNames: [] }
  let done = 0
  progress(done, total)
  // While the database writes one batch, the thread works on the next.
  const renewed = (rows: readonly SecretRow[]) => {
    const answer = renewer.renew(
      rows.flatMap((row) => [row.password, row.sshKey?.toString('latin1') ?? null]),
    )
    // Where something else fails first, nobody waits for it any more.
    answer.catch(() => undefined)
    return answer
  }
  let rows = await readSecretRows(session, batches[0] ?? [])
  let renewing = renewed(rows)
  for (let index = 0; index < batches.length; index += 1) {
    if (signal.aborted) throw new AppError({ code: 'cancelled', message: text.errors.cancelled })
    const tokens = await renewing
    const following = await readSecretRows(session, batches[index + 1] ?? [])
    renewing = renewed(following)
    await writeTokens(session, sort(rows, tokens, result))
    done += rows.length
    progress(done, total)
    rows = following
  }
  // Those of what was changed and deleted too: taken back, they are to open.
  await rekeyKept(session, async (token) => {
    const [again] = await renewer.renew([Buffer.from(token).toString('latin1')])
    return again?.kind === 'renewed' ? Buffer.from(again.token, 'latin1') : null
  })
  await noteFingerprints(session, old.map(fingerprintOf), fingerprintOf(next))
  // One line for all of them: what it was about is the key, not a machine.
  noteChanges(session, [
    {
      entity: 'vm',
      rowId: 0,
      label: text.credentials.rekey.noted,
      kind: 'rekey',
      old: null,
      new: { renewed: result.renewed, closed: result.closed },
    },
  ])
  await options.keepKey()
  return result
}

type Renewals = Awaited<ReturnType<Renewer['renew']>>

/** What is to be written of a batch; the rest is counted. */
function sort(rows: readonly SecretRow[], renewed: Renewals, result: Counts): NewTokens[] {
  const written: NewTokens[] = []
  for (const [index, { id, name }] of rows.entries()) {
    const tokens: NewTokens = { id, password: null, sshKey: null }
    for (const [place, secret] of (['password', 'key'] as const).entries()) {
      const one = renewed[index * 2 + place]
      if (!one) throw new Error('The thread that encrypts anew has answered too little')
      if (one.kind === 'already') result.already += 1
      if (one.kind === 'closed') {
        result.closed += 1
        if (result.closedNames.length < named) result.closedNames.push({ id, name, secret })
      }
      if (one.kind !== 'renewed') continue
      result.renewed += 1
      if (secret === 'password') tokens.password = one.token
      else tokens.sshKey = Buffer.from(one.token, 'latin1')
    }
    if (tokens.password !== null || tokens.sshKey !== null) written.push(tokens)
  }
  return written
}

function batchesOf(sizes: readonly { id: number; bytes: number }[]): number[][] {
  const batches: number[][] = []
  let bytes = Infinity
  for (const row of sizes) {
    const last = batches.at(-1)
    if (last && last.length < batchRows && bytes + row.bytes <= batchBytes) {
      last.push(row.id)
      bytes += row.bytes
    } else {
      batches.push([row.id])
      bytes = row.bytes
    }
  }
  return batches
}
