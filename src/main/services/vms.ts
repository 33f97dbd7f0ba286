// What may be done with virtual machines; their secrets leave this file only as Fernet tokens.
import type { z } from 'zod'
import type { vmAdd, vmChanges, VmRow } from '@shared/entities/vm'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { encrypt, type FernetKey } from '../crypto/fernet'
import type { KeySource } from '../crypto/keyring'
import { prepareKey } from '../crypto/ssh/private-key'
import { add, find, update, type Values } from '../db/repository'
import { secretLimit } from '../db/schema/secret-limit'
import type { Session } from '../db/session'
import { fieldError, requireHolders } from './people-rules'
import { definedOf, type Edit } from './edit'
import { keyToStoreWith } from './lab-key'

const words = text.services

/** Add a machine. `keys`: of the lab, none where the secrets file has none that is usable. */
export async function addVm(
  session: Session,
  values: z.output<typeof vmAdd>,
  keys: KeySource,
): Promise<VmRow> {
  await requireHolders(session, values)
  if (values.assignedTo !== null && !values.shared) throw fieldError('shared', text.rules.assignedShared)
  const { password, sshKey, ...plain } = values
  const key = await keyFor(session, { password, sshKey }, keys)
  return add(session, 'vm', {
    ...plain,
    password: await passwordToken(session, password, key),
    sshKey: keyToken(sshKey, key),
  })
}

/** Change a machine; an assigned machine stays shared, whichever of the two was changed. */
export async function updateVm(
  session: Session,
  edit: Edit<z.output<typeof vmChanges>>,
  keys: KeySource,
): Promise<VmRow> {
  const { password, sshKey, ...plain } = edit.changes
  // People are locked before machines, as everywhere: otherwise two could wait for each other.
  if (plain.ownerId !== undefined || plain.assignedTo != null) {
    const seen = await find(session, 'vm', edit.id)
    if (!seen) throw gone()
    await requireHolders(session, {
      ownerId: plain.ownerId === seen.ownerId ? undefined : plain.ownerId,
      assignedTo: plain.assignedTo === seen.assignedTo ? undefined : plain.assignedTo,
    })
  }
  const before = await find(session, 'vm', edit.id, { lock: 'update' })
  if (!before) throw gone()
  if (plain.assignedTo != null || plain.shared === false) {
    const assigned = plain.assignedTo === undefined ? before.assignedTo : plain.assignedTo
    const shared = plain.shared ?? before.shared
    if (assigned !== null && !shared) throw fieldError('shared', text.rules.assignedShared)
  }
  const key = await keyFor(session, { password, sshKey }, keys)
  const changes = definedOf<Partial<Values['vm']>>({
    ...plain,
    password: password === undefined ? undefined : await passwordToken(session, password, key),
    sshKey: sshKey === undefined ? undefined : keyToken(sshKey, key),
  })
  return update(session, 'vm', edit.id, { version: edit.version, base: edit.base, changes })
}

const gone = () => new AppError({ code: 'not_found', message: words.gone(words.vm) })

/** Asked for behind the locks, and only where a secret is to be stored. */
async function keyFor(
  session: Session,
  secrets: { password?: string | null | undefined; sshKey?: string | null | undefined },
  keys: KeySource,
): Promise<FernetKey | null> {
  return secrets.password == null && secrets.sshKey == null ? null : keyToStoreWith(session, keys)
}

async function passwordToken(
  session: Session,
  secret: string | null,
  key: FernetKey | null,
): Promise<string | null> {
  if (secret === null) return null
  if (key === null) throw fieldError('password', words.noCipherKey)
  const token = encrypt(key, Buffer.from(secret, 'utf8'))
  // 140 characters from 32 bytes on, where the portal's column holds 128: refused before anything is written.
  const limit = await secretLimit(session)
  if (limit !== null && token.length > limit) throw fieldError('password', words.secretTooLong(limit))
  return token
}

function keyToken(secret: string | null, key: FernetKey | null): Uint8Array | null {
  if (secret === null) return null
  if (key === null) throw fieldError('sshKey', words.noCipherKey)
  const prepared = prepareKey(secret)
  if (!prepared.ok) throw fieldError('sshKey', text.credentials.keyFault[prepared.reason])
  return Buffer.from(encrypt(key, Buffer.from(prepared.text, 'utf8')), 'ascii')
}
