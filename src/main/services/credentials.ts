// What may be done with a machine's stored secrets: looked at, shown, copied, replaced.
import type { SecretFacts, SecretKind, SecretState } from '@shared/credentials'
import { AppError } from '@shared/errors'
import type { Operator } from '@shared/roles'
import { text } from '@shared/text'
import type { FernetKey } from '../crypto/fernet'
import { openToken, type KeySource, type Opened } from '../crypto/keyring'
import { readPrivateKey } from '../crypto/ssh/private-key'
import { findSecrets, type StoredSecrets } from '../db/credentials'
import { noteChanges, operationOf } from '../db/history'
import type { Session } from '../db/session'
import { requireVisible } from './visible'
import { updateVm } from './vms'

const words = text.credentials

/** What is public of a machine's secrets: whether they open, and what kind of key it is. */
export async function secretFactsOf(
  session: Session,
  operator: Operator,
  id: number,
  keys: readonly FernetKey[],
): Promise<SecretFacts> {
  await requireVisible(session, id)
  const stored = await existing(session, id)
  const key = stateOf(tokenOf(stored, 'key'), keys)
  const read = key.opened === null ? null : readPrivateKey(key.opened.toString('utf8'))
  return {
    password: stateOf(stored.password, keys).state,
    key: key.state,
    keyFacts: read?.ok === true ? read.key.facts : null,
    keyFault: read?.ok === false ? read.reason : null,
  }
}

/**
 * The secret itself, for whoever may see the machine. It is noted in the same transaction, so that what could not be
 * noted is not shown. @throws AppError `not_found`, `conflict` on field `secret` where it does not open or is no text
 */
export async function revealSecret(
  session: Session,
  operator: Operator,
  request: { id: number; secret: SecretKind },
  keys: readonly FernetKey[],
): Promise<string> {
  const { id, secret } = request
  await requireVisible(session, id)
  const stored = await existing(session, id)
  const { opened, state } = stateOf(tokenOf(stored, secret), keys)
  if (opened === null) throw unopened(words.unopened[secret][state])
  const shown = textOf(opened)
  if (shown === null) throw unopened(words.notText)
  noteChanges(session, [
    {
      entity: 'vm',
      rowId: id,
      label: stored.name,
      kind: 'reveal',
      old: null,
      new: { [secret === 'key' ? 'sshKey' : 'password']: true },
    },
  ])
  return shown
}

/** Store another password. @throws AppError as `updateVm`: `stale` where somebody changed the machine since */
export async function replacePassword(
  session: Session,
  operator: Operator,
  request: { id: number; version: string; password: string },
  keys: KeySource,
): Promise<{ operation: string }> {
  const { id, version, password } = request
  await requireVisible(session, id)
  await updateVm(session, { id, version, base: {}, changes: { password } }, keys)
  return { operation: operationOf(session) }
}

async function existing(session: Session, id: number): Promise<StoredSecrets> {
  const stored = await findSecrets(session, id)
  if (!stored) throw new AppError({ code: 'not_found', message: text.services.gone(text.services.vm) })
  return stored
}

function tokenOf(stored: StoredSecrets, secret: SecretKind): string | null {
  return secret === 'password' ? stored.password : (stored.sshKey?.toString('latin1') ?? null)
}

/** The portal stores an empty text where there is none. */
function stateOf(
  token: string | null,
  keys: readonly FernetKey[],
): { state: SecretState; opened: Buffer | null } {
  if (token === null || token === '') return { state: 'none', opened: null }
  if (keys.length === 0) return { state: 'no-key', opened: null }
  const opened = openToken(keys, token)
  return opened.ok ? { state: 'opens', opened: opened.bytes } : { state: states[opened.reason], opened: null }
}

const states: Record<Extract<Opened, { ok: false }>['reason'], Exclude<SecretState, 'opens'>> = {
  empty: 'none',
  'not a token': 'not-a-token',
  'cut short': 'cut-short',
  'other version': 'not-a-token',
  'other key or damaged': 'other-key',
}

function textOf(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

function unopened(message: string): AppError {
  return new AppError({ code: 'invalid_input', message, fields: {} })
}
