// Copies of a machine, one or hundreds, all or none.
import * as rules from '@shared/entities/rules'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { insertCopies, type Copies } from '../db/clone'
import { keepSecrets, noteChanges } from '../db/history'
import { find } from '../db/repository'
import type { Session } from '../db/session'
import { fieldError, requireHolders } from './people-rules'

const words = text.machines

/**
 * Add the copies; answers how many. The machine they are made of must be as it was shown, and its port and user such
 * as a machine may be stored with.
 * @throws AppError `not_found`, `stale`; `invalid_input` for `ownerId`, `assignedTo` or `shared`
 */
export async function cloneMachine(session: Session, wanted: Copies & { version: string }): Promise<number> {
  await requireHolders(session, wanted)
  if (wanted.assignedTo !== null && !wanted.shared) throw fieldError('shared', text.rules.assignedShared)
  const source = await find(session, 'vm', wanted.id, { lock: 'share' })
  if (!source) throw new AppError({ code: 'not_found', message: text.services.gone(text.services.vm) })
  if (source.version !== wanted.version) {
    throw new AppError({ code: 'stale', message: words.sourceChanged, fields: [], theirs: source })
  }
  if (!rules.port.safeParse(source.port).success || !rules.line(50).safeParse(source.username).success) {
    throw new AppError({ code: 'invalid_input', message: words.sourceBroken, fields: {} })
  }
  const added = await insertCopies(session, wanted)
  noteChanges(
    session,
    added.map(({ id, name, host, port, username, hasPassword, hasKey }) => ({
      entity: 'vm',
      rowId: id,
      label: name,
      kind: 'add',
      old: null,
      new: {
        name,
        host,
        port,
        username,
        ownerId: wanted.ownerId,
        assignedTo: wanted.assignedTo,
        shared: wanted.shared,
        ...(hasPassword ? { password: true } : {}),
        ...(hasKey ? { sshKey: true } : {}),
      },
    })),
  )
  keepSecrets(
    session,
    added.flatMap(({ id: rowId, passwordMark, keyMark }) =>
      (
        [
          ['password', passwordMark],
          ['sshKey', keyMark],
        ] as const
      ).flatMap(([field, mark]) => (mark ? [{ entity: 'vm' as const, rowId, field, kept: null, mark }] : [])),
    ),
  )
  return added.length
}
